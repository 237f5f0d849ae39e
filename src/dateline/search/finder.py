"""A Query: a Listing. The index finds, the record tells.

The engine is asked with terms resolved among public ones and without the items that are no longer live by Changes after its
position; then the record gives the cards. If the record moved meanwhile, the question is asked again: an answer is of one moment.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from math import ceil
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from dateline.record import card, log
from dateline.record.content import Content
from dateline.record.models import Change, Edition, FileUse, Item, Kind, State
from dateline.search import live, options, sentence
from dateline.search.engine import COUNTED, NONE, TERM_FACETS, Engine, Question
from dateline.search.ground import Ground, KeptCards, lists_at, stand
from dateline.search.listing import Card, Label, Listing, Thumb, Version
from dateline.search.query import FIELDS, Problem, Query, QueryError
from dateline.vocabularies import lists
from dateline.vocabularies.lists import Vocabularies

PAGE_SIZE = 20
TERM_NAMES = (*TERM_FACETS, *(f"-{facet}" for facet in TERM_FACETS))
MAX_ATTEMPTS = 5  # a newsroom that publishes faster than it can be read is importing; the last answer serves


kept_cards = KeptCards()


class Nowhere(QueryError):
    """A view that is well asked and does not exist: a term no public edition uses, or a page past the end."""


def find(query: Query, *, language: str = "", limit: int = PAGE_SIZE, counted: Sequence[str] | None = None) -> Listing:
    """Answer a Query for a page in `language` (the default one if not said).

    `counted`: the facets of COUNTED whose options are wanted; if not said all, but months only where one year is chosen.

    Raises Nowhere for an unknown term, language or page, and IndexUnusable when there is no index to ask.
    """
    language = language or settings.LANGUAGES_SHOWN[0]
    for _ in range(MAX_ATTEMPTS):
        engine = live.reader.fresh()
        with live.distrusting(engine):
            ground = stand(engine)
            known = kept_cards.at(ground.position)
            wanted = usual(query) if counted is None else counted
            listing, fresh = answer(engine, as_now(query, ground), ground, language, limit, wanted, known)
        if log.position() == ground.position:
            kept_cards.keep(ground.position, fresh)
            break
    return listing


def usual(query: Query) -> Sequence[str]:
    is_one_year = query.from_ and query.from_[:4] == query.to[:4]
    return COUNTED if is_one_year else [facet for facet in COUNTED if facet != "month"]


def present(query: Query) -> Query:
    """The Query under the addresses that its terms have now: former ones and those of merged terms lead on.

    An address whose term is not public stays as it is, like one that never was. Raises IndexUnusable.
    """
    asked = [(name.removeprefix("-"), value) for name in TERM_NAMES for value in query.values(name)]
    if not asked:
        return query
    vocabularies = lists_at(log.position())
    if not any(vocabularies[facet].moved(value) for facet, value in asked):
        return query
    return as_now(query, stand(live.reader.fresh()))


def as_now(query: Query, ground: Ground) -> Query:
    changed = {FIELDS[name]: tuple(slug_now(value, name.removeprefix("-"), ground) for value in query.values(name)) for name in TERM_NAMES}
    return replace(query, **changed)  # type: ignore[arg-type]


def slug_now(slug: str, facet: str, ground: Ground) -> str:
    entry = ground.vocabularies[facet].moved(slug)
    return entry.slug if entry is not None and ground.public[facet].get(entry.key, 0) > 0 else slug


def answer(
    engine: Engine, query: Query, ground: Ground, language: str, limit: int, counted: Sequence[str], known: Mapping[tuple[int, str], Card]
) -> tuple[Listing, dict[tuple[int, str], Card]]:
    """The Listing, and the cards in it that were not known, by sequence and language."""
    found = engine.find(replace(question(query, ground, language, limit), counted=tuple(counted)))
    pages = max(1, ceil(found.total / limit))
    if query.page > pages:
        raise Nowhere([Problem("page", str(query.page), f"page: {query.page} is past the end; the last page is {pages}.")])
    missing = [sequence for sequence in found.sequences if (sequence, language) not in known]
    items = items_of(missing) if missing else []
    made = zip(items, cards(items, ground.vocabularies, language), strict=True) if items else ()
    fresh = {(item.sequence, language): one for item, one in made}
    every = [known.get((sequence, language)) or fresh.get((sequence, language)) for sequence in found.sequences]
    labels = options.Labels(ground.vocabularies, language)
    listing = Listing(
        query=query,
        sentence=query.sentence(labels, language),
        headline=query.headline(labels, found.total, language),
        pieces=sentence.pieces(query, labels, found.total, language),
        total=found.total,
        change=ground.position,
        cards=tuple(one for one in every if one),
        facets=options.facets(query, found, ground.vocabularies, language),
        page=query.page,
        pages=pages,
        language=language,
    )
    return listing, fresh


def question(query: Query, ground: Ground, language: str, limit: int) -> Question:
    """The Query with slugs turned into keys. Raises Nowhere with every term that the public does not know."""
    unknown = [problem for facet in (*TERM_FACETS, "language") for problem in unknown_values(query, facet, ground)]
    if unknown:
        raise Nowhere(unknown)
    return Question(
        page_language=language,
        languages=query.languages or None,
        chosen={facet: keys(query.values(facet), facet, ground) for facet in TERM_FACETS if query.values(facet)},
        excluded={facet: keys(query.values(f"-{facet}"), facet, ground) for facet in TERM_FACETS if query.values(f"-{facet}")},
        parents=ground.parents(),
        first_day=query.first_day,
        last_day=query.last_day,
        words=query.words,
        sort=query.order,
        offset=(query.page - 1) * limit,
        limit=limit,
        without=ground.without,
    )


def unknown_values(query: Query, facet: str, ground: Ground) -> list[Problem]:
    names = (facet,) if facet == "language" else (facet, f"-{facet}")
    return [unknown_value(name, value) for name in names for value in query.values(name) if not known(value, facet, ground)]


def unknown_value(name: str, value: str) -> Problem:
    return Problem(name, value, f"{name}: nothing public has “{value}”. The list without it: /news/")


def known(value: str, facet: str, ground: Ground) -> bool:
    if value == NONE and facet != "language" or value == "any" and facet == "language":
        return True
    if facet == "language":
        return value in ground.public["language"]
    entry = ground.vocabularies[facet].by_slug.get(value)
    return entry is not None and ground.public[facet].get(entry.key, 0) > 0


def keys(values: Sequence[str], facet: str, ground: Ground) -> frozenset[str]:
    by_slug = ground.vocabularies[facet].by_slug
    return frozenset(NONE if value == NONE else by_slug[value].key for value in values)


def items_of(sequences: Sequence[int]) -> list[Item]:
    """Live items in the order asked for, each with its current edition's card, without its content."""
    rows = Item.objects.filter(sequence__in=sequences, state=State.LIVE).select_related("current").defer("current__content")
    by_sequence = {item.sequence: item for item in rows}
    return [by_sequence[sequence] for sequence in sequences if sequence in by_sequence]


def cards(items: Sequence[Item], vocabularies: Vocabularies, language: str) -> tuple[Card, ...]:
    read = [(item, card.read(item.current.card)) for item in items if item.current]
    others, shown, corrected = versions([item.story for item in items]), thumbs(read), corrected_on(items)
    made = (card_of(item, data, Terms(vocabularies, language), others[item.story], shown[item.pk]) for item, data in read)
    return tuple(replace(one, corrected_on=corrected.get(one.id)) for one in made)


def corrected_on(items: Sequence[Item]) -> dict[str, str]:
    """By item's id, the civil day of its last correction in the zone of what it says now: one query for all."""
    rows = Change.objects.filter(item__in=items, kind=Kind.CORRECTED).order_by("n")
    last = dict(rows.values_list("item__public_id", "at"))
    told = ((item, item.current) for item in items if item.public_id in last)
    return {item.public_id: last[item.public_id].astimezone(ZoneInfo(now.zone)).date().isoformat() for item, now in told if now}


def edition_card(item: Item, edition: Edition, vocabularies: Vocabularies, language: str) -> Card:
    """The card of an edition, be it an earlier one: with no other version beside it."""
    return card_of(item, card.read(edition.card), Terms(vocabularies, language), ())


def thumbs(read: Sequence[tuple[Item, Mapping[str, Any]]]) -> dict[int, dict[str, Thumb]]:
    """By item's key, the leading picture in each size that is in use: one query for all."""
    wanted = {(item.pk, size["sha256"]): (name, size) for item, data in read for name, size in (data.get("picture") or {}).items()}
    found: dict[int, dict[str, Thumb]] = defaultdict(dict)
    for use in FileUse.objects.filter(item_id__in={pk for pk, _ in wanted}, sha256__in={sha256 for _, sha256 in wanted}) if wanted else ():
        name, size = wanted.get((use.item_id, use.sha256), ("", {}))
        if name:
            found[use.item_id][name] = Thumb(use.path, size["width"], size["height"])
    return found


def versions(stories: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Version]]:
    """The live language versions of each story that has several, by sequence."""
    rows = Item.objects.filter(story__in=set(stories), state=State.LIVE).order_by("sequence")
    several: dict[uuid.UUID, list[tuple[str, bool, int]]] = defaultdict(list)
    for story, public_id, original, current in rows.values_list("story", "public_id", "original", "current"):
        several[story].append((public_id, original, current))
    several = defaultdict(list, {story: each for story, each in several.items() if len(each) > 1})
    wanted = [current for each in several.values() for _, _, current in each]
    told = {pk: card.read(text) for pk, text in Edition.objects.filter(pk__in=wanted).values_list("pk", "card")} if wanted else {}
    found: dict[uuid.UUID, list[Version]] = defaultdict(list)
    for story, each in several.items():
        for public_id, original, current in each:
            data = told[current]
            found[story].append(Version(data["language"], public_id, data["slug"], data["title"], original))
    return found


def card_of(
    item: Item, data: Mapping[str, Any], terms: "Terms", others: Sequence[Version], pictures: Mapping[str, Thumb] = MappingProxyType({})
) -> Card:
    language, on = data["language"], item.published_on.isoformat()
    return Card(
        id=item.public_id,
        slug=data["slug"],
        title=data["title"],
        language=language,
        published_on=on,
        published_at=item.published_at.astimezone(UTC).isoformat(),
        type=terms.label("type", data["type"], language, on) if data["type"] else None,
        offices=terms.labels("office", data["offices"], language, on),
        topics=terms.labels("topic", data["topics"], language, on),
        dateline=data["dateline"],
        lead=data["lead"],
        also_in=tuple(other for other in others if other.id != item.public_id),
        pictures=pictures,
        reference=item.reference,
    )


def draft_card(item: Item, content: Content, language: str) -> Card:
    """The card of what is not public yet, for a preview: with no other version beside it."""
    return card_of(item, card.read(card.written(content)), Terms(lists.read(), language), ())


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists as a page in `language` shows them on an item."""

    vocabularies: Vocabularies
    language: str

    def label(self, facet: str, term: Mapping[str, str], written_in: str, on: str) -> Label:
        """As it was called when the item came out: the edition's own words in the item's language, the list's in any other.

        Always under the address of now, of what it was merged into where it was.
        """
        vocabulary = self.vocabularies[facet]
        then, now = vocabulary.by_key.get(term["key"]), vocabulary.present(term["key"])
        if then is None or now is None:
            return Label(term["key"], term["slug"], term["label"], written_in)
        if options.same_language(written_in, self.language):
            return Label(term["key"], now.slug, term["label"], then.language_of(term["label"], written_in))
        return Label(term["key"], now.slug, *then.said(self.language, on))

    def labels(self, facet: str, terms: Sequence[Mapping[str, str]], written_in: str, on: str) -> tuple[Label, ...]:
        """In the item's order; of two that were merged since, the first."""
        found = [self.label(facet, term, written_in, on) for term in terms]
        return tuple({label.slug: label for label in reversed(found)}[slug] for slug in dict.fromkeys(label.slug for label in found))
