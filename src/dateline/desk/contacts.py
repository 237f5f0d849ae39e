"""Press contacts at the desk: an office's people, kept by its editors. What readers see of a change is a Change in the same transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from dateline.desk import at_once, contact_form, heads, term_use
from dateline.desk.contact_form import ContactForm
from dateline.desk.selects import TermSelect
from dateline.desk.tables import WHOLE, WIDE
from dateline.people.models import User
from dateline.record import publish as record
from dateline.record.models import Kind
from dateline.releases import policy
from dateline.vocabularies.models import Contact, Office

IN_ORDER = ("office__position", "office__slug", "position", "pk")


class ContactPolicy(BasePermissionPolicy):
    """Who may publish for an office keeps its contacts."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return policy.may_anywhere(user, "publish")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Contact) -> bool:
        return kept_by(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Contact]:
        return kept_by(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return User.objects.filter(is_active=True, assignments__role__in=policy.PUBLISH).distinct()


def register() -> None:
    register_permission_policy(Contact, ContactPolicy(Contact))


def kept_by(user: Any) -> QuerySet[Contact]:
    if not policy.may_anywhere(user, "publish"):
        return Contact.objects.none()
    reached = policy.offices_of(user, "publish")
    return Contact.objects.all() if reached is None else Contact.objects.filter(office__in=reached)


def told(offices: Sequence[Office]) -> None:
    """Say in the record that these offices' contacts changed, where readers see them. Must run inside a transaction."""
    for office in dict.fromkeys(offices):
        if term_use.is_seen(office):
            record.note(Kind.CONTACT, f"office/{office.key}")


class Kept:
    """Views of one contact find only those whose office the editor publishes for."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        self.queryset = kept_by(self.request.user)
        return super().get_object(*args, **kwargs)  # type: ignore[misc]


class CreateView(heads.New, generic.CreateView):
    """Wagtail holds the transaction around `save_instance`, here and in editing."""

    def get_initial(self) -> dict[str, Any]:
        """From the list of one office, for that office."""
        office = self.request.GET.get("office", "")
        return {**super().get_initial(), **({"office": office} if office.isdecimal() else {})}

    def save_instance(self) -> Contact:
        contact: Contact = super().save_instance()
        told([contact.office])
        return contact

    def save_action(self) -> HttpResponse:
        at_once.settle()
        return super().save_action()


class EditView(Kept, heads.Listed, generic.EditView):
    def save_instance(self) -> Contact:
        before = Contact.objects.select_related("office").get(pk=self.object.pk).office
        contact: Contact = super().save_instance()
        if self.form.has_changed():
            told([before, contact.office])
        return contact

    def save_action(self) -> HttpResponse:
        at_once.settle()
        return super().save_action()


class HistoryView(heads.History, generic.HistoryView):
    pass


class DeleteView(Kept, generic.DeleteView):
    def delete_action(self) -> None:
        with transaction.atomic():
            office = self.object.office
            super().delete_action()
            told([office])
        at_once.settle()


class ReorderView(generic.ReorderView):
    """Dragged to a place of the list as shown: it comes there among its own office's."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        contact = get_object_or_404(kept_by(request.user), pk=kwargs["pk"])
        said = request.GET.get("position", "")
        with transaction.atomic():
            if move(contact, list(kept_by(request.user).order_by(*IN_ORDER)), int(said) if said.isdecimal() else -1):
                told([contact.office])
        at_once.settle()
        return JsonResponse({"success": True})


def move(contact: Contact, shown: list[Contact], to: int) -> bool:
    """Put a contact at a place of the list, the last one for -1. Whether the order within its office is another now."""
    before = [one.pk for one in shown if one.office_id == contact.office_id]
    rest = [one for one in shown if one.pk != contact.pk]
    rest.insert(to if 0 <= to <= len(rest) else len(rest), contact)
    after = [one for one in rest if one.office_id == contact.office_id]
    for position, one in enumerate(after):
        one.position = position
    Contact.objects.bulk_update(after, ["position"])
    return [one.pk for one in after] != before


def offices_kept(request: HttpRequest) -> QuerySet[Office]:
    return contact_form.offices_kept(request.user)


class ContactFilters(WagtailFilterSet):
    office = django_filters.ModelChoiceFilter(label="Office", queryset=offices_kept, widget=TermSelect)

    class Meta:
        model = Contact
        fields = ("office",)


class ContactIndex(generic.IndexView):
    """By office, in the order that readers see."""

    page_title = "Press contacts"
    default_ordering = "position"
    filterset_class = ContactFilters
    any_permission_required = ["add", "change"]

    def get_page_title(self) -> str:
        return "Press contacts"  # as the menu says, and the readers' page

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("office", label="Office", width="30%"),
            Column("telephone", label="Telephone", width="25%", classname=f"{WIDE} {WHOLE}"),
        ]

    @cached_property
    def show_ordering_column(self) -> bool:
        return not self.is_filtering and bool(super().show_ordering_column)  # a place in the whole list is meant

    @cached_property
    def add_url(self) -> str | None:
        office, url = self.request.GET.get("office", ""), self.get_add_url()
        return f"{url}?office={office}" if url and office.isdecimal() else url

    def get_base_queryset(self) -> QuerySet[Any]:
        return kept_by(self.request.user).select_related("office")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by(*IN_ORDER)


class ContactViewSet(ModelViewSet):
    model = Contact
    name = "contacts"
    icon = "comment"
    menu_label = "Press contacts"
    menu_name = "contacts"
    menu_order = 230
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 200
    sort_order_field = "position"
    index_view_class = ContactIndex
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    reorder_view_class = ReorderView

    def get_form_class(self, for_update: bool = False) -> type[ContactForm]:
        return ContactForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
