"""Everything of a release at the desk, by address. Each view of one release is `AboutRelease`: the tests try every one."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets

from dateline.desk import heads, release_form, release_list, release_views, schedule, translate, withdraw
from dateline.desk.rights import AboutRelease
from dateline.releases.models import Release


class HistoryView(heads.History, AboutRelease, snippets.HistoryView):
    pass


class PreviewOnEditView(AboutRelease, snippets.PreviewOnEditView):
    pass


class PreviewRevisionView(AboutRelease, snippets.PreviewRevisionView):
    pass


class RevisionsCompareView(AboutRelease, snippets.RevisionsCompareView):
    pass


class PreviewOnCreateView(snippets.PreviewOnCreateView):
    """The first preview belongs to nobody's release yet: its author is whoever writes."""

    def get_object(self) -> Release:
        return Release(author=self.request.user)


NOT_YET = frozenset({"usage", "revisions_unschedule"})  # and locks and workflow, switched off below


class ReleaseViewSet(snippets.SnippetViewSet):
    model = Release
    url_prefix = "releases"
    url_namespace = "releases"
    icon = "doc-full"
    menu_label = "Releases"
    menu_name = "releases"
    menu_order = 100
    add_to_admin_menu = True
    add_to_reference_index = False
    list_per_page = 30
    ordering = "-_updated_at"
    search_fields = ("title_lower",)
    filterset_class = release_list.ReleaseFilters
    edit_handler = release_form.edit_handler()
    index_view_class = release_list.IndexView
    index_template_name = "wagtailadmin/generic/index.html"
    add_view_class = release_views.CreateView
    copy_view_class = release_views.CopyView
    edit_view_class = release_views.EditView
    delete_view_class = withdraw.DeleteView
    unpublish_view_class = withdraw.UnpublishView
    history_view_class = HistoryView
    preview_on_add_view_class = PreviewOnCreateView
    preview_on_edit_view_class = PreviewOnEditView
    revisions_view_class = PreviewRevisionView
    revisions_compare_view_class = RevisionsCompareView

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.locking_enabled = self.workflow_enabled = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        mine = policy_registry.get_by_type(Release).instances_user_has_permission_for(request.user, "view")
        return mine.select_related("latest_revision", "type").prefetch_related("release_offices__office")

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name not in NOT_YET]
        ours = {"withdraw": withdraw.WithdrawView, "restore": withdraw.RestoreView}
        ours |= {"publish_now": schedule.PublishNowView, "unschedule": schedule.UnscheduleView}
        ours |= {"translate": translate.TranslateView, "up_to_date": translate.UpToDateView}
        return [*kept, *(path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in ours.items())]
