"""A Query: a Listing. The index finds, the record tells.

The engine is asked with terms resolved among public ones and without the items that are no longer live by Changes after its
position; then the record gives the cards. If the record moved meanwhile, the question is asked again: an answer is of one moment.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from django.conf import settings

from dateline.record import log
from dateline.search import live, options, sentence
from dateline.search.cards import cards as cards
from dateline.search.cards import draft_card as draft_card
from dateline.search.cards import edition_card as edition_card
from dateline.search.cards import live_cards
from dateline.search.engine import COUNTED, NONE, TERM_FACETS, Engine, Question
from dateline.search.ground import CardKey, CardsOf, Ground, KeptCards, lists_at, stand
from dateline.search.listing import Card, Listing
from dateline.search.parameters import FIELDS, Problem, QueryError
from dateline.search.query import Query

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
            kept_cards.keep(known, fresh)
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
    asked = [(name.removeprefix("-"), value) for name in TERM_NAMES for value in query.values(name)]
    if all(value in ground.vocabularies[facet].by_slug for facet, value in asked):
        return query
    changed = {FIELDS[name]: tuple(slug_now(value, name.removeprefix("-"), ground) for value in query.values(name)) for name in TERM_NAMES}
    return replace(query, **changed)  # type: ignore[arg-type]


def slug_now(slug: str, facet: str, ground: Ground) -> str:
    entry = ground.vocabularies[facet].moved(slug)
    return entry.slug if entry is not None and ground.public[facet].get(entry.key, 0) > 0 else slug


def answer(
    engine: Engine, query: Query, ground: Ground, language: str, limit: int, counted: Sequence[str], known: CardsOf
) -> tuple[Listing, dict[CardKey, Card]]:
    """The Listing, and the cards in it that were not known, by sequence and language."""
    found = engine.find(replace(question(query, ground, language, limit), counted=tuple(counted)))
    pages = max(1, ceil(found.total / limit))
    if query.page > pages:
        raise Nowhere([Problem("page", str(query.page), f"page: {query.page} is past the end; the last page is {pages}.")])
    shown = {sequence: known.get((sequence, language)) for sequence in found.sequences}
    missing = [sequence for sequence, card in shown.items() if card is None]
    made = live_cards(missing, ground.vocabularies, language) if missing else {}
    shown |= made
    labels = options.Labels(ground.vocabularies, language)
    pieces = sentence.pieces(query, labels, found.total, language)
    listing = Listing(
        query=query,
        sentence=query.sentence(labels, language),
        headline=sentence.joined(pieces),
        pieces=pieces,
        total=found.total,
        change=ground.position,
        index=found.position,
        cards=tuple(card for card in shown.values() if card),
        facets=options.facets(query, found, ground.vocabularies, language),
        page=query.page,
        pages=pages,
        language=language,
    )
    return listing, {(sequence, language): card for sequence, card in made.items()}


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
    return Problem(name, value, f"{name}: nothing public has “{value}”. Leave it out, or choose another.")


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
