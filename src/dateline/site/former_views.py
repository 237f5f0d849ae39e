"""The filter addresses of an old site's list: the view that each leads to now.

A rule, as a mapping file's `former_views` gives it (docs/operators/import.md), says how the parameters of one path are read. They
stand in any order; what a rule does not name is passed over; a term that nothing public bears, or a page past the end, leads to the
wider view. So one 301 always ends at a page that is there, and says nothing of a term that is hidden.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from dateline.search import finder
from dateline.search.parameters import ANY, FIELDS, QueryError
from dateline.search.query import Query, parse
from dateline.site.models import FormerView
from dateline.vocabularies import lists
from dateline.vocabularies.lists import Entry
from dateline.vocabularies.slugs import slug_of

TERMS = ("type", "office", "topic")
MOST_PARAMETERS = 60  # an address with more is a crawler's, caught in a trap
PLACE = re.compile(r"\\\{([a-z]+)\\\}")
Pair = tuple[str, str]  # what a value is, and the value


def view_of(path: str, query: str, language: str, *, asked: bool = False) -> str | None:
    """The canonical query that an old address asks for; None for one that no rule reads.

    `asked`: at least one parameter must be read, for the path alone is one of ours. Raises search.engine.IndexUnusable.
    """
    for rule in FormerView.objects.order_by("-pk"):
        placed = placed_in(path, rule.path)
        if placed is None:
            continue
        read = [*placed, *parameters(query, rule.rule)]
        if read or not asked:
            return view(read, rule.rule, language).canonical()
    return None


def placed_in(path: str, pattern: str) -> list[Pair] | None:
    """What stands at the places of a pattern; None for another path."""
    shape = PLACE.sub(r"(?P<\1>[^/]+)", re.escape(pattern.rstrip("/")))
    match = re.fullmatch(f"{shape}/?", path)
    return list(match.groupdict().items()) if match else None


def parameters(query: str, rule: Mapping[str, Any]) -> Iterator[Pair]:
    """The parameters that the rule reads, with its own terms put in the place of the old site's ids."""
    for name, value in parse_qsl(query)[:MOST_PARAMETERS]:
        for one in rule.get("parameters", ()):
            prefix = one.get("prefix", "")
            if fits(name, one["name"]) and value.startswith(prefix):
                said = value.removeprefix(prefix).strip()
                told = one.get("terms", {}).get(said, said)
                yield one["is"], place_of(told, one) if one["is"] == "page" else told
                break


def fits(name: str, pattern: str) -> bool:
    """`f[*]` is f[0], f[1] and f[]."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", r"\d*"), name) is not None


def place_of(value: str, one: Mapping[str, Any]) -> str:
    """The page on which the first item of an old page stands now."""
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        return ""
    first, size = int(one.get("first", 1)), int(one.get("size", finder.PAGE_SIZE))
    return str(max(0, int(value) - first) * size // finder.PAGE_SIZE + 1)


def view(read: Sequence[Pair], rule: Mapping[str, Any], language: str) -> Query:
    """The view, with what it cannot say left out."""
    public = {
        facet: {option.value for option in options} for facet, options in finder.find(Query(languages=(ANY,)), limit=1).facets.items()
    }
    given = [*read, *((name, value) for name, values in rule.get("view", {}).items() for value in values)]
    pairs = [pair for name, value in given for pair in asked_of(name, value, public)]
    query = parsed(pairs)
    try:
        finder.find(query, language=language)
    except finder.Nowhere:  # past the end
        query = replace(query, page=1)
    return query


def asked_of(name: str, value: str, public: Mapping[str, set[str]]) -> list[Pair]:
    """Our own parameters for one of an old site's; none for a term that nothing public bears."""
    if name in TERMS:
        return [(name, slug) for slug in slugs_of(name, value) if slug in public[name]][:1]
    if name == "language":
        return [(name, value)] if value in public["language"] or value == ANY else []
    if name == "year":
        return [("from", value), ("to", value)]
    return [(name, value)]


def slugs_of(facet: str, value: str) -> Iterator[str]:
    """Every term that may be meant, the likeliest first: by label in any language, of now and then of before, by address of any time."""
    if value == "none":
        yield value
    vocabulary, said = lists.read()[facet], folded(value)
    entries = [entry for entry in vocabulary.entries if vocabulary.present(entry.key)]
    for names in (lambda one: one.labels.values(), former_labels, lambda one: (one.slug,)):
        for entry in entries:
            if said in map(folded, names(entry)):
                yield present(vocabulary, entry)
    key = vocabulary.former_slugs.get(slug_of(value))
    if key and (now := vocabulary.present(key)):
        yield now.slug
    yield slug_of(value)


def former_labels(entry: Entry) -> list[str]:
    return [label for name in entry.former for label in name.labels.values()]


def present(vocabulary: lists.Vocabulary, entry: Entry) -> str:
    now = vocabulary.present(entry.key)
    return now.slug if now else entry.slug


def folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def parsed(pairs: Sequence[Pair]) -> Query:
    """The Query of these pairs; parameters that are no values of ours are left out."""
    known = [(name, value) for name, value in pairs if name in FIELDS]
    try:
        return parse(known).query
    except QueryError as error:
        wrong = {problem.parameter for problem in error.problems}
        return parse([pair for pair in known if pair[0] not in wrong]).query
