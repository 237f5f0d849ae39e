"""Whom the press may call: the contacts of offices that the public knows, read when shown, so that one change shows everywhere at once.

A closed office is answered for by its successor. Whoever closed it and named one said so in public, so the successor is named even
before it has published anything itself; any other office that no public edition uses is on no page.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.search import finder, ground
from dateline.search.engine import NONE, IndexUnusable
from dateline.search.listing import Contact, Label, Option
from dateline.search.query import Query
from dateline.site import errors, pages
from dateline.vocabularies import models as vocabularies
from dateline.vocabularies.lists import Entry, Vocabularies, Vocabulary


@dataclass(frozen=True, slots=True)
class Closing:
    """An office that closed, and who carries on its work. `successor` links only where the public knows it by itself."""

    office: Label
    closed_on: date
    successor: Label | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """One office with those who answer for it now."""

    office: Label
    contacts: tuple[Contact, ...]
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at the top of the tree, with the offices there that can be called; itself among them, first."""

    office: Label
    desks: tuple[Desk, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """What a page says to the press: its offices with who answers for each."""

    desks: tuple[Desk, ...]

    @property
    def people(self) -> tuple[Contact, ...]:
        """Everybody to be called, each once: two offices may have one successor."""
        return tuple(dict.fromkeys(contact for desk in self.desks for contact in desk.contacts))

    @property
    def closed(self) -> tuple[Desk, ...]:
        return tuple(desk for desk in self.desks if desk.closing)


def press(slugs: Sequence[str], known: Vocabularies, language: str) -> Press:
    """The offices of these addresses, in their order, as a page in `language` shows them."""
    offices, on = known["office"], today()
    entries = [entry for slug in slugs if (entry := offices.by_slug.get(slug))]
    holders = {entry.key: answering(offices, entry, on) for entry in entries}
    kept = rows(offices, {holder.key for holder in holders.values()})
    return Press(tuple(desk(entry, holders[entry.key], kept, language, on) for entry in entries))


def today() -> date:
    return datetime.now(ZoneInfo(settings.NEWSROOM_ZONE)).date()


def answering(offices: Vocabulary, entry: Entry, on: date) -> Entry:
    """The office that answers for this one on a day: itself, or whoever carries on what has closed."""
    met = {entry.key}
    while entry.closed_on is not None and entry.closed_on <= on and entry.successor and entry.successor not in met:
        after = offices.present(entry.successor)
        if after is None or after.key in met:
            break
        entry = after
        met.add(entry.key)
    return entry


def rows(offices: Vocabulary, keys: set[str]) -> Mapping[str, Sequence[vocabularies.Contact]]:
    """The contacts of these offices, those of what was merged into them included, each list in the desk's order."""
    holder = {entry.key: now.key for entry in offices.entries if (now := offices.present(entry.key)) and now.key in keys}
    found: dict[str, list[vocabularies.Contact]] = defaultdict(list)
    for row in vocabularies.Contact.objects.filter(office__key__in=holder).select_related("office").order_by("position", "pk"):
        found[holder[row.office.key]].append(row)
    return found


def desk(entry: Entry, holder: Entry, kept: Mapping[str, Sequence[vocabularies.Contact]], language: str, on: date) -> Desk:
    closing, people = None, kept.get(holder.key, ())
    if entry.closed_on is not None and entry.closed_on <= on:
        after = label(holder, language) if holder.key != entry.key else None
        closing = Closing(label(entry, language), entry.closed_on, after, linked=after is not None and after.slug in public_slugs())
        people = people if after else ()  # nobody picks up the telephone of an office that is no more
    return Desk(label(entry, language), tuple(told(row, label(holder, language), language) for row in people), closing)


def label(entry: Entry, language: str) -> Label:
    return Label(entry.key, entry.slug, *entry.said(language))


def told(row: vocabularies.Contact, office: Label, language: str) -> Contact:
    """Without its row; a zone where the hours name a time."""
    role, role_language = row.role_in(language)
    return Contact(
        name=row.name_in(language),
        role=role,
        role_language=role_language,
        office=office,
        languages=tuple(row.languages),
        telephone=row.telephone,
        out_of_hours=row.out_of_hours,
        mail=row.mail,
        hours=row.hours,
        zone=zone_of(row) if re.search(r"\d", row.hours) else "",
    )


def zone_of(row: vocabularies.Contact) -> str:
    return row.zone or row.office.zone or str(settings.NEWSROOM_ZONE)


def public_slugs() -> frozenset[str]:
    """The offices that public editions use, or that stand above one. None without an index to ask."""
    try:
        return frozenset(option.value for option in finder.find(Query(), limit=1).facets["office"] if option.value != NONE)
    except IndexUnusable:
        return frozenset()


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    """Every public office that can be called, in the order of the tree."""
    try:
        options = finder.find(Query(), language=language, limit=1).facets["office"]
    except IndexUnusable:
        return errors.unavailable(request)
    known = ground.lists_now()
    shown = [one for one in press([option.value for option in options], known, language).desks if one.contacts]
    return pages.render(
        "contacts.html", pages.frame(language, Addresses.contacts), places=places(shown, options, known["office"], language)
    )


def places(desks: Sequence[Desk], options: Sequence[Option], offices: Vocabulary, language: str) -> tuple[Place, ...]:
    """The offices by what stands above them at the top, in the order of the tree; an office alone is its own place."""
    parents = {option.value: option.parent for option in options}
    found: dict[str, list[Desk]] = defaultdict(list)
    for desk in desks:
        top = desk.office.slug
        while above := parents.get(top):
            top = above
        found[top].append(desk)
    return tuple(Place(label(offices.by_slug[top], language), tuple(inside)) for top, inside in found.items())
