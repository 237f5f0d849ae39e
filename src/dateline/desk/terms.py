"""The three lists at the desk. What the public sees changed is a Change in the same transaction; what it ever saw is not deleted."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from dateline.desk import at_once, heads, term_memory, term_use
from dateline.desk.merge import MergeView
from dateline.desk.tables import WIDE
from dateline.desk.term_form import FORMS, TermForm, today
from dateline.record import publish as record
from dateline.record.models import Kind
from dateline.vocabularies.models import Contact, Office, ReleaseType, Term, Topic, TreeTerm


class CreateView(heads.New, generic.CreateView):
    pass


class HistoryView(heads.History, generic.HistoryView):
    pass


class EditView(generic.EditView):
    """Wagtail holds the transaction around `save_instance`."""

    def save_instance(self) -> Term:
        was_seen = term_use.is_seen(self.object)
        before = type(self.object)._default_manager.get(pk=self.object.pk)
        term: Term = super().save_instance()
        term_memory.remember(before, term, self.form.cleaned_data.get("renamed_on"))
        if was_seen and self.form.changed():
            record.note(Kind.TERM, f"{term_use.facet_of(term)}/{term.key}")
        return term

    def save_action(self) -> HttpResponse:
        at_once.settle()
        return super().save_action()

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *more_buttons(self.object)]


def more_buttons(term: Term) -> list[Button]:
    if term.merged_into is not None:
        return []
    return [Button("Merge into…", url=reverse(f"{term.facet}s:merge", args=[term.pk]), icon_name="redirect", priority=40)]


class DeleteView(generic.DeleteView):
    """Says every reason why a term stays, before and after the button."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = self.user_has_permission("delete")
        if not allowed or not (found := term_use.obstacles(self.object)):
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, f"“{self.object}” cannot be deleted. {' '.join(found)}")
        return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))


class ReorderView(generic.ReorderView):
    """Dragged to a place of the list as shown. It stays under its parent; readers see the order where the term is public."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        term = get_object_or_404(self.model, pk=kwargs["pk"])
        said = request.GET.get("position", "")
        with transaction.atomic():
            if term_memory.move(term, int(said) if said.isdecimal() else -1) and term_use.is_seen(term):
                record.note(Kind.TERM, f"{term.facet}/{term.key}")
        at_once.settle()
        return JsonResponse({"success": True})


class TermIndex(generic.IndexView):
    """Few enough to be read whole, in the order of the tree; found by any label, of now or of before."""

    default_ordering = "position"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("key", accessor=self.shown, label="Label"),
            Column("slug", label="In addresses", width="30%", classname=WIDE),
            Column("standing", label="Standing", accessor=self.standing, width="20%"),
        ]

    def shown(self, term: Term) -> str:
        """Indented in the tree; where words were searched, with everything above it."""
        if self.is_searching:
            return label_in_tree(term)
        return format_html('<span class="desk-depth--{}">{}</span>', getattr(term, "depth", 0), term)

    def standing(self, term: Term) -> str:
        """What sets a term apart from an open one, and how many releases name it."""
        return " · ".join(part for part in (apart(term), self.use(term)) if part)

    def use(self, term: Term) -> str:
        if count := self.counts.get(term.pk):
            return f"{count} release{'s' if count > 1 else ''}"
        if term.merged_into is not None:
            return ""
        return "none of its own" if term.pk in self.parents else "no release yet"

    @cached_property
    def counts(self) -> dict[int, int]:
        return term_use.counts(self.model)

    @cached_property
    def parents(self) -> set[int]:
        """The terms under which others stand."""
        tree = issubclass(self.model, TreeTerm)
        return set(self.model.objects.exclude(parent=None).values_list("parent", flat=True)) if tree else set()

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Any:
        kwargs.pop("label")  # Wagtail names a column after its field
        column = super()._get_title_column(field_name, **kwargs)
        column.label = "Label"
        return column

    @cached_property
    def show_ordering_column(self) -> bool:
        return not self.is_searching and bool(super().show_ordering_column)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(pk__in=term_memory.matching(self.model, self.search_query)) if self.is_searching else queryset

    def get_table(self, object_list: Any) -> Any:
        if not self.is_searching and self.ordering == "position":
            object_list = [deep(term, depth) for term, depth in term_memory.in_tree_order(list(object_list))]
        return super().get_table(object_list)

    def get_base_queryset(self) -> QuerySet[Any]:
        every = super().get_base_queryset()
        return every.select_related("merged_into", *(["parent"] if issubclass(self.model, TreeTerm) else []))

    def get_list_more_buttons(self, instance: Term) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *(more_buttons(instance) if self.user_has_permission("change") else [])]


def deep(term: Term, depth: int) -> Term:
    term.depth = depth  # type: ignore[attr-defined]
    return term


def apart(term: Term) -> str:
    if term.merged_into is not None:
        return f"merged into {term.merged_into}"
    if term.is_closed(today()):
        return f"closed on {term.closed_on:%-d %B %Y}"
    return "" if term.is_offered(today()) else f"opens on {term.opened_on:%-d %B %Y}"


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
    search_fields = ("slug",)  # switches the search on; `TermIndex` looks
    search_backend_name = None
    sort_order_field = "position"
    index_view_class = TermIndex
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    reorder_view_class = ReorderView

    def get_form_class(self, for_update: bool = False) -> type[TermForm]:
        return FORMS[self.model]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
        return [*kept, path("merge/<int:pk>/", self.construct_view(MergeView), name="merge")]


class OfficeEditView(EditView):
    """Whom the press may call stands one step from the office."""

    @property
    def header_more_buttons(self) -> list[Button]:
        count = Contact.objects.filter(office=self.object).count()
        url = f"{reverse('contacts:index')}?office={self.object.pk}"
        return [*super().header_more_buttons, Button(f"Press contacts ({count})", url=url, icon_name="comment", priority=30)]


class OfficeViewSet(TermViewSet):
    model, name, icon, menu_label, menu_order = Office, "offices", "home", "Offices", 200
    edit_view_class = OfficeEditView


class TopicViewSet(TermViewSet):
    model, name, icon, menu_label, menu_order = Topic, "topics", "tag", "Topics", 210


class TypeViewSet(TermViewSet):
    model, name, icon, menu_label, menu_order = ReleaseType, "types", "list-ul", "Content types", 220
