"""The releases somebody may see: found by title, narrowed by state, office, type and language."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views import snippets

from dateline.desk import choices, public
from dateline.desk.selects import TermSelect
from dateline.desk.state import Shown, state_of
from dateline.desk.tables import WIDE, in_language
from dateline.desk.translate import version
from dateline.record.models import Item, State
from dateline.releases import translate
from dateline.releases.models import Release
from dateline.vocabularies.models import Office, ReleaseType

GONE = {"withdrawn": "✕ Withdrawn", "retracted": "✕ Retracted or erased"}
STATES = [("draft", "○ Draft"), ("scheduled", "◷ Scheduled"), ("public", "● Public"), *GONE.items()]


class StateColumn(Column):
    """Word, shape and colour."""

    cell_template_name = "desk/state_cell.html"

    def get_value(self, instance: Release) -> Shown:
        return state_of(instance)


class VersionsColumn(Column):
    """The languages of the story, each with its state: "● en ○ fr"."""

    cell_template_name = "desk/versions_cell.html"


class ReleaseFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=STATES, method="in_state")
    office = django_filters.ModelChoiceFilter(label="Office", queryset=Office.objects.all(), method="of_office", widget=TermSelect)
    type = django_filters.ModelChoiceFilter(label="Content type", queryset=ReleaseType.objects.all())
    language = django_filters.ChoiceFilter(label="Language", choices=choices.languages)

    class Meta:
        model = Release
        fields = ("state", "office", "type", "language")

    def in_state(self, found: QuerySet[Release], name: str, state: str) -> QuerySet[Release]:
        if state == "public":
            return found.filter(live=True)
        if state == "scheduled":
            return found.exclude(prepared="")
        waiting = found.filter(live=False, prepared="", first_published_at__isnull=state == "draft")
        for_good = Item.objects.filter(state__in=(State.RETRACTED, State.ERASED)).values("release_uuid")
        if state == "retracted":
            return waiting.filter(uuid__in=for_good)
        return waiting.exclude(uuid__in=for_good)

    def of_office(self, found: QuerySet[Release], name: str, office: Office) -> QuerySet[Release]:
        return found.filter(pk__in=office_releases(office))


def office_releases(office: Office) -> QuerySet[Any]:
    return Release.objects.filter(release_offices__office=office).values("pk")


class IndexView(snippets.IndexView):
    """Wagtail's list without its bulk actions, searched by a lower-cased title: SQLite folds no Cyrillic."""

    page_title = "Releases"
    list_display: list[Any] = []

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("title", accessor=shown_title, label="Title"),
            StateColumn("state", label="State", width="15%"),
            Column("office", label="Office", accessor=first_office, width="12%", classname=WIDE),
            Column("language", label="Language", accessor=language_of, sort_key="language", width="9%", classname=WIDE),
            VersionsColumn("versions", label="Story", accessor=lambda release: self.versions.get(release.story, []), width="13%"),
            UpdatedAtColumn(label="Saved", width="9%", classname=WIDE),
        ]

    def get_table(self, object_list: Any) -> Any:
        shown = list(object_list)
        every = translate.versions_of(shown)
        self.versions = {story: [version(one) for one in found] for story, found in every.items()}
        return super().get_table(shown)

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Any:
        kwargs.pop("label", None)
        return super()._get_title_column(field_name, **kwargs)

    def search_queryset(self, queryset: QuerySet[Release]) -> QuerySet[Release]:
        return queryset.filter(title_lower__contains=self.search_query.lower()) if self.is_searching else queryset

    def get_list_more_buttons(self, instance: Release) -> list[Any]:
        return public.buttons(instance, self.request.user)


def latest_title(release: Release) -> str:
    return release.latest_revision.object_str if release.latest_revision else str(release)


def shown_title(release: Release) -> str:
    return in_language(latest_title(release), release.language)


def language_of(release: Release) -> str:
    return choices.own_name(release.language)


def first_office(release: Release) -> str:
    return str(release.first_office or "")
