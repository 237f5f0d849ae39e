"""Every part of the pages on one: made by the very templates that readers see, with content that nobody wrote.

It asks neither record nor index, so it shows the same whatever is or is not published.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.record.models import Kind
from dateline.search.listing import Card, Contact, Label, Option, Version
from dateline.site import acts, entries, pages
from dateline.site.boxes import Boxes
from dateline.site.contacts import Closing, Desk

LATIN = "la"
ID = "0000000000"
DAY, CLOSED = date(2026, 10, 6), date(2025, 3, 31)
TITLE = "Lorem ipsum dolor sit amet, consectetur adipiscing elit"
WORDS = "Sed do eiusmod tempor incididunt ut labore et dolore magna aliqua, ut enim ad minim veniam, quis nostrud exercitation."
TOPICS = ("Aqua", "Terra", "Ventus", "Flumen", "Lacus", "Mare", "Imber")
OPTIONS = (
    Option("aqua", "Aqua", 1277, language=LATIN),
    Option("flumen", "Flumen", 84, parent="aqua", depth=1, language=LATIN),
    Option("terra", "Terra", 12, chosen=True, language=LATIN),
)


class Nowhere(Addresses):
    """Where the links of what nobody published lead: to the head of the page they stand on."""

    def listing(self, query: str = "") -> str:
        return "#main"

    def item(self, public_id: str, slug: str) -> str:
        return "#main"

    def office(self, slug: str) -> str:
        return "#main"

    def difference(self, public_id: str, slug: str, number: int, before: int) -> str:
        return "#main"


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    act = acts.Act(Kind.CORRECTED, datetime(2026, 10, 7, tzinfo=UTC), date(2026, 10, 7), WORDS, quiet=False, number=2, before=1)
    around, away = pages.frame(language, Addresses.styleguide), Nowhere("")
    return pages.render(
        "styleguide.html",
        around,
        away=away,
        entries=entries.entries(away, language, around.called("office"), around.called("topic")),
        cards=cards(language),
        act=act,
        person_=person(language),
        closed=Desk(label("Carnuntum"), (), Closing(label("Carnuntum"), CLOSED, label("Vindobona"), linked=True)),
        options=Boxes(language).listed("topic", OPTIONS),
    )


def label(name: str) -> Label:
    return Label(name.lower(), name.lower(), name, LATIN)


def cards(language: str) -> tuple[Card, Card]:
    """One with everything that a card may show, one with nothing."""
    plain = Card(ID, "lorem", TITLE, LATIN, DAY.isoformat(), f"{DAY}T08:00:00+00:00")
    full = replace(
        plain,
        type=label("Nuntius"),
        offices=(label("Vindobona"),),
        topics=tuple(map(label, TOPICS)),
        dateline="VINDOBONA – ",
        lead=WORDS,
        also_in=(Version(language, ID, "lorem", TITLE, original=True),),
        corrected_on="2026-10-07",
    )
    return full, plain


def person(language: str) -> Contact:
    """A number that is given to nobody."""
    return Contact(
        name="Lorem Ipsum",
        office=label("Vindobona"),
        role="Dolor sit",
        languages=(language, LATIN),
        telephone="+00 0 000 00 00",
        mail="press@example.org",
        hours="08:00 to 18:00",
        zone="Europe/Vienna",
    )
