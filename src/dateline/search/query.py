"""A reader's question, exactly as in the address, and its one canonical form. Pure.

    >>> parse("topic=policing&page=1&topic=Drought").query.canonical()
    'topic=drought&topic=policing'

What can be told without the vocabularies is told here: malformed and excessive values are Problems, all at once. Whether a
term, a language or a page exists is for whoever answers. A `q` that means nothing (`q=--`) is no `q`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes, urlencode

from dateline.search import days, sentence
from dateline.search.sentence import Labels
from dateline.search.words import Words, tidy, words

# The address's parameters in canonical order, and the fields that hold them.
FIELDS: Final = {
    "type": "types",
    "office": "offices",
    "topic": "topics",
    "language": "languages",
    "-type": "not_types",
    "-office": "not_offices",
    "-topic": "not_topics",
    "from": "from_",
    "to": "to",
    "q": "q",
    "sort": "sort",
    "page": "page",
}
FACETS: Final = ("type", "office", "topic", "language", "-type", "-office", "-topic")
SORTS: Final = ("newest", "oldest", "relevance")
ANY: Final = "any"  # every language version for itself

MAX_Q_CHARS = 512  # a long headline is 200; an address with it, percent-encoded in Chinese, still fits where 8 KB do
MAX_CLAUSES = 32  # each costs every engine a look-up per language
MAX_VALUES = 50  # more than half of a long vocabulary is better asked by exclusion
MAX_PAGE_DIGITS = 9  # offsets stay small integers for every engine and database
SHOWN_CHARS = 80  # of a wrong value, in a message

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PAGE = re.compile(rf"[0-9]{{1,{MAX_PAGE_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value, said to whoever typed it."""

    parameter: str
    value: str
    message: str


class QueryError(ValueError):
    """An address that asks nothing answerable, with every Problem in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = tuple(problems)


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
            object.__setattr__(self, FIELDS[facet], _canonical_values(facet, self.values(facet)))
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
        [value] = _spelled(facet, (value,))
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
    """A Query, the names in the address that are not its own, and whether the address was spelled canonically."""

    query: Query
    unknown: tuple[str, ...] = ()
    canonical: bool = True


def parse(source: str | Iterable[tuple[str, str]]) -> Parsed:
    """The Query of a query string, or of names and decoded values. Raises QueryError with every Problem."""
    problems: list[Problem] = []
    raw = source if isinstance(source, str) else tuple(source)
    given = _decoded(raw, problems) if isinstance(raw, str) else raw
    values = {name: _spelled(name, [value for other, value in given if other == name]) for name in FIELDS}
    problems += [problem for name in FIELDS if values[name] for problem in _problems(name, values[name])]
    if problems:
        raise QueryError(problems)
    query = _query(values)
    unknown = tuple(dict.fromkeys(name for name, _ in given if name not in FIELDS))
    return Parsed(query, unknown, raw == (query.canonical() if isinstance(raw, str) else query.pairs()))


def _decoded(source: str, problems: list[Problem]) -> list[tuple[str, str]]:
    pairs = []
    for piece in filter(None, source.split("&")):
        name, _, value = piece.partition("=")
        name = _octets(name).decode("utf-8", "replace")
        try:
            pairs.append((name, _octets(value).decode("utf-8")))
        except UnicodeDecodeError:
            pairs.append((name, ""))
            problems += [_problem(name, value, "is not UTF-8; type it again")] if name in FIELDS else []
    return pairs


def _octets(text: str) -> bytes:
    # Surrogates, which a command line makes of broken bytes, pass here and are refused as UTF-8.
    return unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogatepass"))


def _query(values: Mapping[str, Sequence[str]]) -> Query:
    lists = {FIELDS[name]: tuple(values[name]) for name in FACETS}
    words_and_dates = {FIELDS[name]: "".join(values[name]) for name in ("from", "to", "q", "sort")}
    return Query(**lists, **words_and_dates, page=int("".join(values["page"]) or 1))  # type: ignore[arg-type]


def _spelled(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Each value in its one spelling, sorted, once; empty ones are as good as absent."""
    if not values:
        return ()
    spell = _SPELLINGS.get(name, _slug)
    return tuple(sorted({spelled for value in values if (spelled := spell(value))}))


def _slug(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower()).strip()


def _page(text: str) -> str:
    return text.strip().lstrip("0") or ("0" if text.strip() else "")


def _language(text: str) -> str:
    """A tag in BCP 47's own casing, pt-BR and zh-Hans; what is no tag stays as it is."""
    tag = text.strip()
    if not _LANGUAGE.fullmatch(tag):
        return tag
    first, *rest = tag.lower().split("-")
    extended = False  # after a singleton, as in en-u-ca-buddhist, everything is lower case
    for i, part in enumerate(rest):
        extended = extended or len(part) == 1
        if not extended:
            rest[i] = _CASINGS.get(len(part), str.lower)(part)
    return "-".join((first, *rest))


_CASINGS: Final[Mapping[int, Callable[[str], str]]] = {2: str.upper, 4: str.title}
_SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "language": _language,
    "from": str.strip,
    "to": str.strip,
    "q": tidy,
    "page": _page,
}


def _canonical_values(facet: str, values: Sequence[str]) -> tuple[str, ...]:
    """Sorted, each once. `any` says how to count, not what to find, so beside a single language it says nothing more."""
    spelled = _spelled(facet, values)
    return tuple(value for value in spelled if value != ANY) or spelled if facet == "language" else spelled


def _meaningful(q: str) -> str:
    q = tidy(q)
    return q if words(q).clauses else ""


def _problems(name: str, values: Sequence[str]) -> list[Problem]:
    """Everything wrong with the spelled values of one parameter."""
    found = [_problem(name, value, wrong) for value in values if (wrong := _wrong(name, value))]
    if name not in FACETS and len(values) > 1:
        both = " and ".join(repr(_shown(value)) for value in values[:2])
        found.append(Problem(name, values[1], f"{name}: {both} are both given; keep one"))
    if len(values) > MAX_VALUES:
        excess = f"{name}: {len(values)} values are more than the {MAX_VALUES} of one question; choose fewer, or exclude some"
        found.append(Problem(name, str(len(values)), excess))
    return found


def _wrong(name: str, value: str) -> str:
    """What is wrong with a spelled value and the way out, empty if nothing is."""
    if any("\ud800" <= c <= "\udfff" for c in value):
        return "is not UTF-8; type it again"
    if any(unicodedata.category(c) == "Cc" for c in value):
        return "has a control character in it; leave it out"
    check = _CHECKS.get(name)
    return check(value) if check else ""


def _wrong_language(value: str) -> str:
    return "" if _LANGUAGE.fullmatch(value) else "is not a language tag such as pt-BR, and not any"


def _wrong_date(value: str) -> str:
    return "" if days.is_date(value) else "is not a date such as 2022-10-05"


def _wrong_q(value: str) -> str:
    if len(value) > MAX_Q_CHARS:
        return f"is longer than the {MAX_Q_CHARS} characters that are looked for; use fewer words"
    if len(words(value).clauses) > MAX_CLAUSES:
        return f"has more than the {MAX_CLAUSES} words and phrases that are looked for; use fewer"
    return ""


def _wrong_sort(value: str) -> str:
    return "" if value in SORTS else "is not an order; choose newest, oldest or relevance"


def _wrong_page(value: str) -> str:
    return "" if _PAGE.fullmatch(value) and value != "0" else "is not a page such as 1"


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "language": _wrong_language,
    "from": _wrong_date,
    "to": _wrong_date,
    "q": _wrong_q,
    "sort": _wrong_sort,
    "page": _wrong_page,
}


def _problem(name: str, value: str, wrong: str) -> Problem:
    return Problem(name, value, f"{name}: {_shown(value)!r} {wrong}")


def _shown(value: str) -> str:
    return value if len(value) <= SHOWN_CHARS else value[:SHOWN_CHARS] + "…"
