"""The dateline on the form: suggested from the offices' cities, and a soft word when its day is not the day it goes out."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from dateline.releases.checks import zone_problems
from dateline.releases.compose import dateline_of
from dateline.releases.models import Release
from dateline.releases.text import dateline_words
from dateline.vocabularies.models import Office


class DatelineInput(forms.TextInput):
    """A line to write in, with whole datelines offered beneath it."""

    offered: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        listed = f"{name}-offered"
        line = super().render(name, value, {**(attrs or {}), "list": listed, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((words,) for words in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', line, listed, options)


def suggest(form: Any) -> None:
    """Offer the datelines of the day the release goes out."""
    form.fields["dateline"].widget.offered = tuple(offered(form.instance))


def goes_out_on(release: Release) -> date:
    """The civil day of publication in the release's zone: of its hour, else of today."""
    at: datetime = release.go_live_at or timezone.now()
    return at.astimezone(ZoneInfo("UTC" if zone_problems(release.zone) else release.zone)).date()


def offered(release: Release) -> list[str]:
    """A dateline for each city of its offices, of every office where it has none yet; for several offices one that joins them."""
    offices = release.offices_in_order()
    day = goes_out_on(release)
    first = [office.cities[0] for office in offices if office.cities]
    joint = [first] if len(first) > 1 else []
    cities = [city for office in offices or Office.objects.filter(merged_into=None) for city in office.cities]
    single = [[city] for city in dict.fromkeys(cities)]
    return [dateline_words(places, day, release.language) for places in (*joint, *single)]


def hints(release: Release) -> list[str]:
    """What is no problem and may be meant, but is worth a look before the first publication."""
    if release.first_published_at is not None:
        return []
    found, day, said = [], goes_out_on(release), dateline_of(release)
    if said.date and said.date != day.isoformat():
        there = dateline_words(said.places, day, release.language)
        found.append(f"The dateline says {date.fromisoformat(said.date):%-d %B %Y}; it goes out on {day:%-d %B %Y}. For that day: {there}")
    elif not said.words and (words := offered(release) if release.first_office else []):
        found.append(f"There is no dateline. For the day it goes out: {words[0]}")
    office = release.first_office
    if office and office.zone and office.zone != release.zone:
        found.append(f"Its time zone is {release.zone}; that of {office} is {office.zone}.")
    return found
