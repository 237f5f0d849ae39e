"""The three lists at the desk. What the public sees changed is a Change in the same transaction; what it ever saw is not deleted."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from dateline.desk import at_once, term_use
from dateline.desk.term_form import FORMS, TermForm
from dateline.record import publish as record
from dateline.record.models import Kind
from dateline.vocabularies.models import Office, ReleaseType, Term, Topic


class EditView(generic.EditView):
    """Wagtail holds the transaction around `save_instance`."""

    def save_instance(self) -> Term:
        was_public = term_use.is_public(self.object)
        term: Term = super().save_instance()
        if was_public and self.form.changed():
            record.note(Kind.TERM, f"{term_use.facet_of(term)}/{term.key}")
        return term

    def save_action(self) -> HttpResponse:
        at_once.settle()
        return super().save_action()


class DeleteView(generic.DeleteView):
    """Says every reason why a term stays, before and after the button."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = self.user_has_permission("delete")
        if not allowed or not (found := term_use.obstacles(self.object)):
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, f"“{self.object}” cannot be deleted. {' '.join(found)}")
        return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))


class TermIndex(generic.IndexView):
    """Few enough to be read whole, in the order of the tree."""

    @cached_property
    def columns(self) -> list[Any]:
        return [self._get_title_column("key", accessor=label_in_tree, label="Label"), Column("slug", label="Address", width="40%")]

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Any:
        kwargs.pop("label")  # Wagtail names a column after its field
        column = super()._get_title_column(field_name, **kwargs)
        column.label = "Label"
        return column

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(object_list if self.is_explicitly_ordered else sorted(object_list, key=label_in_tree))

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("parent") if hasattr(self.model, "parent") else super().get_base_queryset()


def label_in_tree(term: Term) -> str:
    above, names = getattr(term, "parent", None), [str(term)]
    while above is not None and len(names) < 9:
        names.insert(0, str(above))
        above = above.parent
    return " › ".join(names)


class TermViewSet(ModelViewSet):
    """One list. Administrators alone see it: `people.backends` gives nobody else the permission."""

    icon = "tag"
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 200
    index_view_class = TermIndex
    edit_view_class = EditView
    delete_view_class = DeleteView

    def get_form_class(self, for_update: bool = False) -> type[TermForm]:
        return FORMS[self.model]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]


class OfficeViewSet(TermViewSet):
    model, name, icon, menu_label, menu_order = Office, "offices", "home", "Offices", 200


class TopicViewSet(TermViewSet):
    model, name, icon, menu_label, menu_order = Topic, "topics", "tag", "Topics", 210


class TypeViewSet(TermViewSet):
    model, name, icon, menu_label, menu_order = ReleaseType, "types", "list-ul", "Content types", 220
