"""Translating at the desk: a language is chosen, a copy begins; the source stands beside the form with what changed in it since."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from dateline.desk import choices
from dateline.desk.state import state_of
from dateline.desk.withdraw import OneRelease
from dateline.releases import translate
from dateline.releases.models import Release
from dateline.releases.policy import may
from dateline.site.pages import direction

FIELDS = {"lead": "dateline and lead", "body": "text", "notes": "notes to editors", "offices": "where we are", "topics": "what we do"}


class LanguageForm(forms.Form):
    """The languages that the story does not have."""

    language = forms.ChoiceField(label="Translate into", error_messages={"required": "Choose a language."})

    def __init__(self, taken: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [("", "Choose"), *(one for one in choices.languages() if one[0] not in taken)]


class TranslateView(OneRelease, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Asks the language; what begins is a draft of its own, with no time of release."""

    permission_required = "view"
    template_name = "desk/translate.html"
    page_title = "Translate"
    header_icon = "globe"

    def get_form(self, form_class: Any = None) -> LanguageForm:
        return LanguageForm(translate.languages_of(self.object), self.request.POST or None)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        found = [*super().get_breadcrumbs_items(), {"url": reverse("releases:list"), "label": "Releases"}]
        return [
            *found,
            {"url": reverse("releases:edit", args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": "Translate"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        edit = reverse("releases:edit", args=[self.object.pk])
        return {**context, "release": self.object.get_latest_revision_as_object(), "versions": versions(self.object), "edit_url": edit}

    def form_valid(self, form: LanguageForm) -> HttpResponse:
        language = form.cleaned_data["language"]
        try:
            begun = translate.begin(self.object, language, by=self.request.user)  # type: ignore[arg-type]
        except translate.CannotTranslate as refusal:
            form.add_error("language", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request, f"A draft in {choices.own_name(language)} has begun. Write over its words; the source stands beside the form."
        )
        return HttpResponseRedirect(reverse("releases:edit", args=[begun.pk]))


class UpToDateView(OneRelease, View):
    """The translator has seen what changed in the source, and the translation says it too."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        translate.mark_current(self.object)
        messages.success(request, "Marked as up to date with its source.")
        return HttpResponseRedirect(reverse("releases:edit", args=[self.object.pk]))


def versions(release: Release) -> list[dict[str, Any]]:
    """Every version of the story: its language, its state, where it is edited."""
    return [version(one) for one in translate.versions_of([release]).get(release.story, [])]


def version(release: Release) -> dict[str, Any]:
    return {
        "language": release.language,
        "name": choices.own_name(release.language),
        "direction": direction(release.language),
        "state": state_of(release),
        "original": release.original,
        "edit": reverse("releases:edit", args=[release.pk]),
    }


class SourceSidePanel(BaseSidePanel):
    """The source as it reads now, and what changed in it since this translation was made or last marked as up to date."""

    name = "source"
    title = "Source text"
    template_name = "desk/source.html"
    order = 120

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Source text"
        icon_name = "globe"

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        source = translate.source_of(self.object)
        assert source is not None
        allowed = may(self.request.user, "view", source.release)
        changed = [(FIELDS.get(one.field, one.field), one.pieces) for one in source.changed or ()]
        return {
            **context,
            "source": source if allowed else None,
            "changed": changed,
            "direction": direction(source.content.language),
            "edit": reverse("releases:edit", args=[source.release.pk]),
            "name": choices.own_name(source.content.language),
            "mark": reverse("releases:up_to_date", args=[self.object.pk]),
            "token": get_token(self.request),  # Wagtail hands a panel nothing of the page's context
        }


def panels(release: Release, request: HttpRequest) -> list[BaseSidePanel]:
    """Beside the form of a translation whose source is still there."""
    return [SourceSidePanel(release, request)] if release.pk and release.translated_from_id else []
