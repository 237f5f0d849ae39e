"""People at the desk: who may sign in, in which office, in which role. Nobody is deleted; who leaves is made inactive."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import URLPattern
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from dateline.desk import choices, heads
from dateline.desk.selects import TermSelect
from dateline.desk.tables import WIDE
from dateline.people.models import Role, User


class PersonForm(WagtailAdminModelForm):
    new_password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least ten characters. Hand it over in person; it can be changed under Account.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "The newsroom’s"), *choices.zones(self.instance.zone)]
        self.fields["zone"].widget = forms.Select(choices=offered)
        self.fields["zone"].help_text = "The desk tells them times by this clock."
        self.fields["username"].help_text = "For signing in. Letters, digits and @ . + - _"
        self.fields["is_active"].help_text = "Who may not sign in any more stays here, inactive: what they wrote keeps its author."
        if self.instance.pk:
            self.fields["new_password"].label = "New password"
            self.fields["new_password"].help_text = "Leave it empty to keep the password."

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if self.others().filter(email__iexact=name).exists():
            raise forms.ValidationError("This is somebody else’s e-mail, and they sign in with it.")
        return name

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if address and self.others().filter(username__iexact=address).exists():
            raise forms.ValidationError("Somebody else signs in with this as their name.")
        return address

    def others(self) -> QuerySet[User]:
        return User.objects.exclude(pk=self.instance.pk)

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        elif not self.instance.pk:
            raise forms.ValidationError("A password is needed to sign in.")
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.was_administrator and not self.stays_administrator(cleaned) and not other_administrators(self.instance):
            raise forms.ValidationError("This is the last administrator. Make somebody else one first.")
        return cleaned

    @property
    def was_administrator(self) -> bool:
        return bool(self.instance.pk) and administrators().filter(pk=self.instance.pk).exists()

    def stays_administrator(self, cleaned: dict[str, Any]) -> bool:
        return bool(cleaned.get("is_active")) and Role.ADMINISTRATOR in self.roles_given()

    def roles_given(self) -> set[str]:
        rows = self.formsets["assignments"].forms
        return {row.cleaned_data.get("role", "") for row in rows if row.is_valid() and not row.cleaned_data.get("DELETE")}

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data.get("new_password"):
            self.instance.set_password(self.cleaned_data["new_password"])
        if Role.ADMINISTRATOR not in self.roles_given():
            self.instance.is_superuser = False  # the first administrator is one until the role is taken away
        person: User = super().save(commit)
        return person


def administrators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, assignments__role=Role.ADMINISTRATOR)


def other_administrators(person: User) -> bool:
    return administrators().exclude(pk=person.pk).exists()


def panels() -> list[Any]:
    assignment = [FieldRowPanel([FieldPanel("role"), FieldPanel("office", widget=TermSelect)])]
    return [
        FieldPanel("username", heading="Name for signing in"),
        FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
        FieldPanel("email", heading="E-mail"),
        FieldPanel("new_password"),
        FieldPanel("zone", heading="Time zone"),
        InlinePanel(
            "assignments", heading="Roles", label="Role", panels=assignment, help_text="Without an office a role holds in all of them."
        ),
        FieldPanel("is_active"),
    ]


def roles_told(person: User) -> str:
    told = [f"{row.role}{f', {row.office}' if row.office else ', all offices'}" for row in person.assignments.select_related("office")]
    return " · ".join(told) or "none"


class IndexView(generic.IndexView):
    any_permission_required = ["add", "change"]


class CreateView(heads.New, generic.CreateView):
    pass


class HistoryView(heads.History, generic.HistoryView):
    pass


class EditView(generic.EditView):
    can_delete = False


class PeopleViewSet(ModelViewSet):
    model = User
    name = "people"
    icon = "user"
    menu_label = "People"
    menu_order = 300
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    history_view_class = HistoryView
    edit_handler = ObjectList(panels(), base_form_class=PersonForm)
    list_display = (
        "__str__",
        Column("username", sort_key="username", classname=WIDE),
        Column("roles", accessor=roles_told, label="Roles"),
        BooleanColumn("is_active", label="Active"),
    )
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("-is_active", Lower("last_name"), "username")  # "al-Jabiri" stands among the letters

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None, "delete_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"usage", "delete"}]
