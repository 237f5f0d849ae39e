"""A reader's question, exactly as in the address, and its one canonical form. Pure.

    >>> parse("topic=policing&page=1&topic=Drought").query.canonical()
    'topic=drought&topic=policing'

What can be told without the vocabularies is told here: malformed and excessive values are Problems, all at once. Whether a
term, a language or a page exists is for whoever answers. A `q` that means nothing (`q=--`) is no `q`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote_to_bytes, urlencode

from dateline.search import days, sentence
from dateline.search.parameters import ANY, FACETS, FIELDS, Problem, QueryError, canonical_values, problem, spelled, wrong_in
from dateline.search.sentence import Labels
from dateline.search.words import Words, tidy, words


@dataclass(frozen=True, slots=True)
class Query:
    """A view of the listing. Always canonical: values come out sorted, once each, without defaults, however they went in."""

    types: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    not_offices: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    from_: str = ""
    to: str = ""
    q: str = ""
    sort: str = ""  # empty is the default; `order` says what that is
    page: int = 1

    def __post_init__(self) -> None:
        for facet in FACETS:
            object.__setattr__(self, FIELDS[facet], canonical_values(facet, self.values(facet)))
        object.__setattr__(self, "q", _meaningful(self.q))
        if self.sort == ("relevance" if self.q else "newest") or (self.sort == "relevance" and not self.q):
            object.__setattr__(self, "sort", "")

    @property
    def order(self) -> str:
        """The sort that holds: the one asked for, else relevance with words and newest without."""
        return self.sort or ("relevance" if self.q else "newest")

    @property
    def words(self) -> Words:
        return words(self.q)

    @property
    def first_day(self) -> str | None:
        """The first civil day asked for, "2022-02-01" for `from=2022-02`."""
        return days.first_day(self.from_) if self.from_ else None

    @property
    def last_day(self) -> str | None:
        """The last civil day asked for, "2022-02-28" for `to=2022-02`."""
        return days.last_day(self.to) if self.to else None

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of one of FACETS."""
        return tuple(getattr(self, FIELDS[facet]))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values in canonical order."""
        pairs = [(facet, value) for facet in FACETS for value in self.values(facet)]
        pairs += [(name, getattr(self, FIELDS[name])) for name in ("from", "to", "q", "sort")]
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return tuple((name, value) for name, value in pairs if value)

    def canonical(self) -> str:
        """The one query string of this view; empty for all items, newest first."""
        return self.page_address(self.page)

    def page_address(self, page: int) -> str:
        """The query string of another page of this view."""
        first = _first_address(self)
        return first if page == 1 else f"{first}&page={page}" if first else f"page={page}"

    def toggled(self, facet: str, value: str) -> "Query":
        """The first page with a value of one of FACETS added, or taken away if it is chosen.

        `any` and single languages replace each other; apart from that, twice is the same as not at all.
        """
        [value] = spelled(facet, (value,))
        chosen = set(self.values(facet)) ^ {value}
        if facet == "language" and value in chosen:
            chosen = {value} if value == ANY else chosen - {ANY}
        return self._first_page(**{FIELDS[facet]: tuple(chosen)})

    def without(self, parameter: str) -> "Query":
        """The first page with all values of a parameter gone."""
        return self._first_page(**{FIELDS[parameter]: getattr(Query(), FIELDS[parameter])})

    def between(self, from_: str, to: str) -> "Query":
        """The first page with other dates, as `between("2022", "2022")` for a year."""
        return self._first_page(from_=from_, to=to)

    def with_sort(self, sort: str) -> "Query":
        """The first page in another order."""
        return self._first_page(sort=sort)

    def with_page(self, page: int) -> "Query":
        return replace(self, page=page)

    def sentence(self, labels: Labels, language: str = "en") -> str:
        """This view in words; `labels(facet, value)` says what a value is called in that language."""
        return sentence.sentence(self, labels, language)

    def headline(self, labels: Labels, total: int, language: str = "en") -> str:
        """The same with its total in front."""
        return sentence.headline(self, labels, total, language)

    def _first_page(self, **changes: object) -> "Query":
        return replace(self, page=1, **changes)  # type: ignore[arg-type]


@lru_cache(maxsize=1_024)  # a page leads to its neighbours, its other forms and itself
def _first_address(query: Query) -> str:
    return urlencode([pair for pair in query.pairs() if pair[0] != "page"])


@dataclass(frozen=True, slots=True)
class Parsed:
    """A Query, what in the address is not its own, and whether the address was spelled canonically."""

    query: Query
    unknown: tuple[tuple[str, str], ...] = ()  # name and first value, each name once
    canonical: bool = True


def parse(source: str | Iterable[tuple[str, str]]) -> Parsed:
    """The Query of a query string, or of names and decoded values. Raises QueryError with every Problem."""
    problems: list[Problem] = []
    raw = source if isinstance(source, str) else tuple(source)
    given = _decoded(raw, problems) if isinstance(raw, str) else raw
    values = {name: spelled(name, [value for other, value in given if other == name]) for name in FIELDS}
    problems += [one for name in FIELDS if values[name] for one in wrong_in(name, values[name])]
    if problems:
        raise QueryError(problems)
    query = _query(values)
    unknown: dict[str, str] = {}
    for name, value in given:
        if name not in FIELDS:
            unknown.setdefault(name, value)
    return Parsed(query, tuple(unknown.items()), raw == (query.canonical() if isinstance(raw, str) else query.pairs()))


def _decoded(source: str, problems: list[Problem]) -> list[tuple[str, str]]:
    pairs = []
    for piece in filter(None, source.split("&")):
        name, _, value = piece.partition("=")
        name = _octets(name).decode("utf-8", "replace")
        try:
            pairs.append((name, _octets(value).decode("utf-8")))
        except UnicodeDecodeError:
            pairs.append((name, "" if name in FIELDS else value))
            problems += [problem(name, value, "is not UTF-8; type it again")] if name in FIELDS else []
    return pairs


def _octets(text: str) -> bytes:
    # Surrogates, which a command line makes of broken bytes, pass here and are refused as UTF-8.
    return unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogatepass"))


def _query(values: Mapping[str, Sequence[str]]) -> Query:
    lists = {FIELDS[name]: tuple(values[name]) for name in FACETS}
    words_and_dates = {FIELDS[name]: "".join(values[name]) for name in ("from", "to", "q", "sort")}
    return Query(**lists, **words_and_dates, page=int("".join(values["page"]) or 1))  # type: ignore[arg-type]


def _meaningful(q: str) -> str:
    q = tidy(q)
    return q if words(q).clauses else ""
