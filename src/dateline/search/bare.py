"""A list without an index: from the record alone, a page at a time, without counts. For the minutes in which the index is made anew."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Q

from dateline.record import card, log
from dateline.record.models import Item, State
from dateline.search import finder, options
from dateline.search.engine import COUNTED, NONE, TERM_FACETS
from dateline.search.ground import lists_at
from dateline.search.listing import Listing
from dateline.search.parameters import Problem
from dateline.search.query import Query
from dateline.vocabularies.lists import Vocabularies

MOST_READ = 5_000  # items looked at for one page: a tenth of a second; rarer things wait for the index
AT_ONCE = 200


def listing(query: Query, language: str, limit: int = finder.PAGE_SIZE) -> Listing:
    """A page of a view without words. `pages` is one more than this page when there is more; there is no total and no option."""
    position = log.position()
    vocabularies = lists_at(position)
    start = (query.page - 1) * limit
    found = list(islice(items(query, vocabularies, language), start, start + limit + 1))
    if not found and query.page > 1:
        raise finder.Nowhere([Problem("page", str(query.page), f"page: {query.page} is past the end.")])
    labels = options.Labels(vocabularies, language)
    return Listing(
        query=query,
        sentence=query.sentence(labels, language),
        headline=query.sentence(labels, language),
        total=0,
        change=position,
        cards=finder.cards(found[:limit], vocabularies, language),
        facets=dict.fromkeys(COUNTED, ()),
        page=query.page,
        pages=query.page + (len(found) > limit),
        language=language,
    )


def items(query: Query, vocabularies: Vocabularies, language: str) -> Iterator[Item]:
    """Live items that a view lists, in its order, among those that MOST_READ reaches."""
    order = ("published_at", "sequence") if query.order == "oldest" else ("-published_at", "-sequence")
    rows = Item.objects.filter(state=State.LIVE).select_related("current").defer("current__content").order_by(*order)
    wanted = keys(query, vocabularies)
    for begin in range(0, MOST_READ, AT_ONCE):
        some = list(rows[begin : begin + AT_ONCE])
        listed = shown([item for item in some if passes(item, query, wanted, vocabularies)], query, language)
        yield from listed
        if len(some) < AT_ONCE:
            return


def keys(query: Query, vocabularies: Vocabularies) -> Mapping[str, frozenset[str]]:
    """Parameter -> keys. Raises Nowhere for what no list knows."""
    unknown = [
        finder.unknown_value(name, value)
        for facet in TERM_FACETS
        for name in (facet, f"-{facet}")
        for value in query.values(name)
        if value != NONE and not is_public(facet, value, vocabularies)
    ]
    if unknown:
        raise finder.Nowhere(unknown)
    return {
        name: frozenset(NONE if value == NONE else vocabularies[name.removeprefix("-")].by_slug[value].key for value in query.values(name))
        for name in finder.TERM_NAMES
        if query.values(name)
    }


def is_public(facet: str, slug: str, vocabularies: Vocabularies) -> bool:
    """Whether a live item has this term or one under it: what is not public must answer as what is not there."""
    entry, parents = vocabularies[facet].by_slug.get(slug), vocabularies[facet].parents
    if entry is None:
        return False
    under = {entry.key}
    while more := {key for key, above in parents.items() if above in under} - under:
        under |= more
    used = Q()
    for key in under:
        used |= Q(current__card__contains=f'"key":{json.dumps(key, ensure_ascii=False)}')
    rows = Item.objects.filter(used, state=State.LIVE).select_related("current").defer("current__content")
    return any(item.current and entry.key in own(card.read(item.current.card), facet, vocabularies) for item in rows.iterator())


def passes(item: Item, query: Query, wanted: Mapping[str, frozenset[str]], vocabularies: Vocabularies) -> bool:
    assert item.current is not None, f"{item} is live without an edition"
    data, on = card.read(item.current.card), item.published_on.isoformat()
    if not (query.first_day or "") <= on <= (query.last_day or "9999-12-31"):
        return False
    return all(bool(own(data, name.removeprefix("-"), vocabularies) & values) != name.startswith("-") for name, values in wanted.items())


def own(data: Mapping[str, Any], facet: str, vocabularies: Vocabularies) -> set[str]:
    """The keys of a card and all above them; NONE if it has none."""
    terms: Sequence[Mapping[str, str]] = ([data["type"]] if data["type"] else []) if facet == "type" else data[f"{facet}s"]
    found, parents = {term["key"] for term in terms}, vocabularies[facet].parents
    while above := {parents[key] for key in found if key in parents} - found:
        found |= above
    return found or {NONE}


def shown(some: Sequence[Item], query: Query, language: str) -> list[Item]:
    """Those of the languages asked for, or those that stand for their story on a page in this language."""
    if query.languages:
        return [item for item in some if query.languages == ("any",) or item.current and item.current.language in query.languages]
    versions: dict[Any, list[tuple[bool, bool, int]]] = defaultdict(list)
    rows = Item.objects.filter(story__in={item.story for item in some}, state=State.LIVE)
    for story, tag, original, sequence in rows.values_list("story", "current__language", "original", "sequence"):
        versions[story].append((tag != language, not original, sequence))
    return [item for item in some if first(versions[item.story]) == item.sequence]


def first(versions: Sequence[tuple[bool, bool, int]]) -> int:
    """The page's language first, then the original, then the lowest sequence: of the best, the lowest."""
    in_language = [sequence for other, _, sequence in versions if not other]
    originals = [sequence for _, translated, sequence in versions if not translated]
    return min(in_language or originals or [sequence for _, _, sequence in versions])
