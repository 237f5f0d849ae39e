"""Where a text says what was asked for: a passage of it, its words marked. Pure; what is marked is what an engine finds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dateline.record.content import Content
from dateline.search.analysis import tokens
from dateline.search.words import Clause

LENGTH = 40  # words of a passage
BEFORE = 8  # words before the first that is marked
NOTHING: frozenset[str] = frozenset()

Part = tuple[str, str]  # a word and the space behind it

_UNSPACED = "\u0e00-\u0edf\u1000-\u109f\u1780-\u17dd\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
# A word with the space behind it; in scripts without spaces a character.
_WORD = re.compile(rf"([{_UNSPACED}]|[^\s{_UNSPACED}]+)(\s*)")

# Their stemmers take endings off and leave the first two letters: a plain word of theirs has those of its token in it.
_SUFFIXING = frozenset({"en", "es", "fr", "it", "pt"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text, marked or not."""

    text: str
    marked: bool = False


@lru_cache(maxsize=32_768)  # most words of a text are common ones, and their tokens cost more than all else here
def _said(word: str, language: str) -> frozenset[str]:
    return frozenset(tokens(word, language))


def _candidates(words: set[str], wanted: set[str], language: str) -> Iterable[str]:
    """Words that may say any of the tokens: a look at their letters, where the stemmer would take a hundred times as long."""
    if language.partition("-")[0].lower() not in _SUFFIXING:
        return words
    spelled = list(zip(words, " ".join(words).lower().split(" "), strict=True))
    other = {word for word in words if not word.isascii() or "'" in word}
    starts = {token[:2] for token in wanted}
    starts |= {f"{start[0]}y" for start in starts if start[1:] == "i"}  # "lying" is "lie"
    return other.union(word for start in starts for word, low in spelled if start in low)


def words_of(text: str) -> list[str]:
    """The words of a text without what stands around them."""
    return [word for match in _WORD.finditer(text) if (word := match[1].strip("\"'“”„«»‘’.,;:!?()[]…–—-"))]


def passage(content: Content, clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """The stretch of a text with most of the different words asked for, as pieces; none where only title or lead say them."""
    wanted = {token for clause in clauses for token in tokens(clause.words, content.language)}
    parts: list[Part] = _WORD.findall(content.body_text)
    some = _candidates({part[0] for part in parts}, wanted, content.language) if parts else ()
    saying = {word: found for word in some if (found := _said(word, content.language) & wanted)}
    said = [saying.get(part[0], NOTHING) for part in parts]
    for place, (one, next_) in enumerate(pairwise(parts)):  # what is written without spaces is found by pairs
        if not one[1] and (pair := _said(one[0] + next_[0], content.language) & wanted):
            said[place], said[place + 1] = said[place] | pair, said[place + 1] | pair
    places = [place for place, found in enumerate(said) if found]
    if not places:
        return ()
    best = max(places, key=lambda place: (len(set().union(*said[place : place + LENGTH - BEFORE])), -place))
    start = max(0, best - BEFORE)
    shown = range(start, min(len(parts), start + LENGTH))
    pieces = [Piece("… ")] if start else []
    pieces += _joined((parts[place], bool(said[place])) for place in shown)
    return (*pieces, Piece(" …")) if shown.stop < len(parts) else tuple(pieces)


def _joined(parts: Iterator[tuple[Part, bool]]) -> Iterator[Piece]:
    """Neighbours that are marked alike as one piece; spaces are marked with what stands on both sides."""
    text, marked, space = "", False, ""
    for part, is_marked in parts:
        if text and is_marked != marked:
            yield Piece(text if marked else text + space, marked)
            text, space = "", space if marked else ""
        text, marked, space = text + space + part[0], is_marked, part[1]
    if text:
        yield Piece(text, marked)
