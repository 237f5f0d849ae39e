"""The words of a question: `flood -drill "early warning" title:"Lake Victoria"` as clauses. Pure.

    clause = ["-"] ["title:"] ( word | '"' words '"' )

Clauses are joined by AND. A quote that is never closed closes at the end. The quotes that telephones and word processors type
(“ ” „ « ») are quotes too. A clause without a letter or digit means nothing and is left out, so `q=-` asks nothing. Nothing a
reader types is an error here; what is too much is refused in `query.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dateline.search import analysis

_CLAUSE = re.compile(
    r"""(?P<minus>-?)
        (?P<title>(?:title:\s*)?)
        (?: ["“”„«»] (?P<phrase>[^"“”„«»]*) ["“”„«»]?
          | (?P<word>[^\s"“”„«»]+) )""",
    re.IGNORECASE | re.VERBOSE,
)
# Marks that turn the direction of what follows: a heading that repeats the words must not be turned around by them.
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of the words: a word or a phrase, wanted or excluded, in the title or anywhere.

    `like` is nothing a reader can type, but what suggestions ask: "beginning" also matches tokens that begin with this one, "near"
    those that one slip of the fingers away from it: a character more, less or other, or two exchanged.
    """

    words: str  # as typed, without quotes, minus and "title:"
    phrase: bool = False
    title: bool = False
    excluded: bool = False
    like: str = ""  # of a single token


@dataclass(frozen=True, slots=True)
class Words:
    """All clauses of a `q`, joined by AND."""

    clauses: tuple[Clause, ...] = ()


@lru_cache(maxsize=256)  # a page asks for the same words in every link it makes
def words(q: str) -> Words:
    """The clauses of a `q` in its order, without those that mean nothing."""
    clauses = (_clause(match) for match in _CLAUSE.finditer(tidy(q)))
    return Words(tuple(clause for clause in clauses if _means_something(clause)))


def tidy(q: str) -> str:
    """The one spelling of a `q`: NFC, each run of spaces and control characters one space, none at the ends."""
    text = "".join(" " if _is_control(c) else c for c in unicodedata.normalize("NFC", q))
    return " ".join(text.split())


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNING


def _clause(match: re.Match[str]) -> Clause:
    phrase = match["phrase"]
    return Clause(
        words=(match["word"] if phrase is None else phrase).strip(),
        phrase=phrase is not None,
        title=bool(match["title"]),
        excluded=bool(match["minus"]),
    )


def _means_something(clause: Clause) -> bool:
    if not clause.phrase and clause.words.lower() == "title:":  # the rest is still to be typed
        return False
    return bool(analysis.tokens(clause.words, ""))


def is_near(one: str, other: str) -> bool:
    """Whether one slip of the fingers lies between two words, or none: a character more, less or other, or two exchanged."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    exchanged = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or exchanged
