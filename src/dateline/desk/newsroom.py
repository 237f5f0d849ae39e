"""This newsroom: whose it is, on one page for administrators. A change of it is a Change of the record."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from dateline.desk import at_once
from dateline.desk.per_language import PerLanguage, Words
from dateline.record import publish as record
from dateline.record import references
from dateline.record.models import Kind
from dateline.releases.policy import Person
from dateline.site import colour, pages
from dateline.site.models import Newsroom, newsroom

PATTERN = (
    "Such as PR-{year}-{n:03}, which gives PR-2026-001. A release draws its number when it goes out for the first time, and keeps it; "
    "{office} and {type} stand for its first office and its content type. Empty: no reference numbers."
)


MARK = "A picture among the static files, such as demo/mark.svg; your own lie in look/static of the data folder."
ACCENT = "Of links and buttons, such as #0b4f8a. On dark screens it becomes as light as it must. Empty: ours."


class NewsroomForm(PerLanguage):
    words = "about"
    said = "About"
    area = True
    more_words = (
        Words("names", "Name", prefix="name_", beside="name"),
        Words("short_names", "Short name", prefix="short_name_", beside="short_name"),
        Words("intro", "Introduction on the first page,", area=True, prefix="intro_"),
        Words("footer", "Line at the foot,", prefix="footer_"),
        Words("corrections_policy", "Corrections policy", area=True, prefix="policy_"),
        Words("accessibility", "On accessibility", area=True, prefix="accessibility_"),
        Words("type_name", "“Content type” is called", prefix="type_name_"),
        Words("office_name", "“Where we are” is called", prefix="office_name_"),
        Words("topic_name", "“What we do” is called", prefix="topic_name_"),
    )
    first_fields = ("name", "short_name", "mark", "accent", "address", "reference_pattern")

    class Meta:
        model = Newsroom
        fields = ("name", "short_name", "mark", "accent", "address", "reference_pattern")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(field for part in self.parts if part.beside for field in part.fields), *self.first_fields])
        self.fields["reference_pattern"].label = "Reference numbers"
        self.fields["reference_pattern"].help_text = PATTERN
        self.fields["mark"].label, self.fields["mark"].help_text = "Logo", MARK
        self.fields["accent"] = forms.CharField(required=False, label="Colour", help_text=ACCENT)  # as typed: #0b4 and 0B4F8A too

    def clean_mark(self) -> str:
        mark = str(self.cleaned_data["mark"]).strip()
        if mark and pages.static_file(mark) is None:
            raise forms.ValidationError(f"“{mark}” is not there. Lay it into {settings.LOOKS[0] / 'static'} and name it from there on.")
        return mark

    def clean_accent(self) -> str:
        typed = str(self.cleaned_data["accent"]).strip()
        if not typed:
            return ""
        try:
            accent = colour.read(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        ratio = colour.on(accent, colour.LIGHT)
        if ratio < colour.LEAST:
            better = colour.nearest(accent, colour.LIGHT)
            raise forms.ValidationError(
                f"{accent} has a contrast of {ratio:.1f}:1 on our paper; text needs 4.5:1. The nearest that passes is {better}."
            )
        return accent

    def clean_reference_pattern(self) -> str:
        pattern = str(self.cleaned_data["reference_pattern"]).strip()
        if found := references.problems(pattern):
            raise forms.ValidationError(found)
        return pattern


def may_settle(person: Person) -> bool:
    return bool(person.has_perm("vocabularies.change_office"))  # the lists and the newsroom are the administrators'


class NewsroomView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    form_class = NewsroomForm
    template_name = "desk/newsroom.html"
    page_title = "This newsroom"
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_settle(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": newsroom()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": "This newsroom"}]

    def form_valid(self, form: NewsroomForm) -> HttpResponse:
        if form.changed():
            with transaction.atomic():
                form.save()
                record.note(Kind.SETTINGS, "newsroom")
            at_once.settle()
        messages.success(self.request, "Saved. Every public page says so now.")
        return HttpResponseRedirect(reverse("newsroom"))
