"""This newsroom: whose it is, on one page for administrators. A change of it is a Change of the record."""

from typing import Any

from django import forms
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
from dateline.site.models import Newsroom, newsroom

PATTERN = (
    "Such as PR-{year}-{n:03}, which gives PR-2026-001. A release draws its number when it goes out for the first time, and keeps it; "
    "{office} and {type} stand for its first office and its content type. Empty: no reference numbers."
)


class NewsroomForm(PerLanguage):
    words = "about"
    said = "About"
    area = True
    more_words = (Words("corrections_policy", "Corrections policy", area=True, prefix="policy_"),)
    first_fields = ("name", "short_name", "address", "reference_pattern")

    class Meta:
        model = Newsroom
        fields = ("name", "short_name", "address", "reference_pattern")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference_pattern"].label = "Reference numbers"
        self.fields["reference_pattern"].help_text = PATTERN

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
