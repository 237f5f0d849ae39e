"""What an address may say: its parameters, the one spelling of each value, and what is wrong with one. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.search import days
from dateline.search.words import tidy, words

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


def spelled(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Each value in its one spelling, sorted, once; empty ones are as good as absent."""
    if not values:
        return ()
    spell = _SPELLINGS.get(name, _slug)
    return tuple(sorted({one for value in values if (one := spell(value))}))


def _slug(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower()).strip()


def _page(text: str) -> str:
    return text.strip().lstrip("0") or ("0" if text.strip() else "")


def _date(text: str) -> str:
    """With our digits for those of Arabic and Persian, as a page in Arabic writes them."""
    return text.strip().translate(_DIGITS)


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


_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_CASINGS: Final[Mapping[int, Callable[[str], str]]] = {2: str.upper, 4: str.title}
_SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "language": _language,
    "from": _date,
    "to": _date,
    "q": tidy,
    "page": _page,
}


def canonical_values(facet: str, values: Sequence[str]) -> tuple[str, ...]:
    """Sorted, each once. `any` says how to count, not what to find, so beside a single language it says nothing more."""
    every = spelled(facet, values)
    return tuple(value for value in every if value != ANY) or every if facet == "language" else every


def wrong_in(name: str, values: Sequence[str]) -> list[Problem]:
    """Everything wrong with the spelled values of one parameter."""
    found = [problem(name, value, wrong) for value in values if (wrong := _wrong(name, value))]
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


def problem(name: str, value: str, wrong: str) -> Problem:
    return Problem(name, value, f"{name}: {_shown(value)!r} {wrong}")


def _shown(value: str) -> str:
    return value if len(value) <= SHOWN_CHARS else value[:SHOWN_CHARS] + "…"
