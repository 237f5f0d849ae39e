"""Where a text says what was asked for: a passage of it, its words marked. Pure; what is marked is what an engine finds."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise, takewhile
from typing import NamedTuple

from dateline.search.analysis import tokens
from dateline.search.words import Clause

LENGTH = 40  # words of a passage
BEFORE = 8  # words before the first that is marked
NOTHING: frozenset[str] = frozenset()

_UNSPACED = "\u0e00-\u0edf\u1000-\u109f\u1780-\u17dd\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
# A word with the space behind it; in scripts without spaces a character.
_WORD = re.compile(rf"([{_UNSPACED}]|[^\s{_UNSPACED}]+)(\s*)")
_CHUNK = re.compile(r"(\S+)")
_OTHER_LETTER = re.compile(r"(?!\s)['\x80-\U0010ffff]\S*")  # what they fold or leave out
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")

# Their stemmers take endings off: a plain word of theirs begins as its token does but for so many letters at the end: "hoping" is "hope",
# "publication" is "publiqu" in French. Seen on 400,000 words of the archives of three institutions, and on two million made ones.
_SUFFIXING = {"en": 1, "es": 1, "fr": 2, "it": 1, "pt": 1}
_ENOUGH = 8  # letters to look for


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text, marked or not."""

    text: str
    marked: bool = False


@lru_cache(maxsize=32_768)  # most words of a text are common ones, and their tokens cost more than all else here
def _said(word: str, language: str) -> frozenset[str]:
    return frozenset(tokens(word, language))


def words_of(text: str) -> list[str]:
    """The words of a text without what stands around them."""
    return [word for match in _WORD.finditer(text) if (word := match[1].strip("\"'“”„«»‘’.,;:!?()[]…–—-"))]


class Sought(NamedTuple):
    """What is looked for in texts of one language."""

    tokens: frozenset[str]
    beginnings: tuple[re.Pattern[str], ...]  # with the letters that a plain word has if it says one of them


class At(NamedTuple):
    """A word that says something: the how manieth it is, from anywhere on, where it begins, and what it says."""

    place: int
    begin: int
    says: frozenset[str]


@lru_cache(maxsize=1_024)
def sought(clauses: tuple[Clause, ...], language: str) -> Sought:
    wanted = frozenset(token for clause in clauses for token in tokens(clause.words, language))
    end = _SUFFIXING.get(language.partition("-")[0].lower(), 1)
    starts = {token[: max(2, min(_ENOUGH, len(token) - end))] for token in wanted}
    starts |= {f"{start[0]}y" for start in starts if start[1:] == "i"}  # "lying" is "lie"
    # The letters come first, for those are looked for fast; what stands before them is looked at then.
    return Sought(wanted, tuple(re.compile(f"{re.escape(start)}(?<![^\\W_]{re.escape(start)})\\S*") for start in sorted(starts)))


def passage(text: str, language: str, clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """The stretch of a text with most of the different words asked for, as pieces; none where it says none of them."""
    wanted = sought(tuple(clauses), language)
    if text.isascii() or not _HAS_UNSPACED.search(text):
        said = _enough(_said_by_chunks(text, wanted, language), len(wanted.tokens))
        start = _earlier(text, _best(said, len(wanted.tokens)).begin) if said else 0
        words = islice(_CHUNK.finditer(text, start), LENGTH + 1)
    else:
        parts = list(_WORD.finditer(text))
        said = _said_by_parts(parts, wanted.tokens, language)
        start = max(0, _best(said, len(wanted.tokens)).place - BEFORE) if said else 0
        words = islice(parts, start, start + LENGTH + 1)
    return tuple(_shown(text, [word.span(1) for word in words], said, is_cut=start > 0)) if said else ()


def _earlier(text: str, begin: int) -> int:
    """Where the passage begins, some words before one; 0 where no more stand before that."""
    before = text[:begin].rsplit(None, BEFORE)
    return len(before[0]) if len(before) > BEFORE else 0


def _shown(text: str, spans: Sequence[tuple[int, int]], said: Sequence[At], *, is_cut: bool) -> Iterator[Piece]:
    begins = {one.begin for one in said}
    if is_cut:
        yield Piece("… ")
    yield from _marked(text, spans[:LENGTH], [place for place, (begin, _) in enumerate(spans[:LENGTH]) if begin in begins])
    if len(spans) > LENGTH:
        yield Piece(" …")


def _enough(said: Iterable[At], most: int) -> list[At]:
    """From the first on until a passage says all that is asked for, and to the end of that one: what comes later cannot be better."""
    found, latest, end = list[At](), dict[str, int](), sys.maxsize
    for one in said:
        if one.place >= end:
            break
        found.append(one)
        latest.update(dict.fromkeys(one.says, one.place))
        if end == sys.maxsize and len(latest) == most and one.place - min(latest.values()) < LENGTH - BEFORE:
            end = one.place + LENGTH
    return found


def _said_by_chunks(text: str, wanted: Sought, language: str) -> Iterable[At]:
    """Which words say what, where spaces part all of them."""
    if language.partition("-")[0].lower() in _SUFFIXING and len(low := text.lower()) == len(text):
        return _said_by_letters(text, low, wanted, language)
    chunks = text.split()
    saying = {chunk: says for chunk in set(chunks) if (says := _said(chunk, language) & wanted.tokens)}
    found, after = list[At](), 0
    for place, chunk in enumerate(chunks) if saying else ():
        if chunk in saying:
            begin = _next(text, chunk, after)
            after = begin + len(chunk)
            found.append(At(place, begin, saying[chunk]))
    return found


def _next(text: str, chunk: str, after: int) -> int:
    """Where a chunk stands next, between spaces."""
    begin = text.find(chunk, after)
    while text[max(0, begin - 1) : begin].strip() or text[begin + len(chunk) : begin + len(chunk) + 1].strip():
        begin = text.find(chunk, begin + 1)
    return begin


def _said_by_letters(text: str, low: str, wanted: Sought, language: str) -> Iterator[At]:
    """The same by a look at the first letters: to ask for the tokens of every word takes ten times as long."""
    every = [beginning.finditer(low) for beginning in wanted.beginnings]
    if not text.isascii() or "'" in text:
        every.append(_OTHER_LETTER.finditer(text))
    place = end = 0
    before: int | None = None
    for spot, stop in _in_order(every):
        if spot < end:  # a list without spaces has thousands of them in one word
            continue
        begin, end = _begin(text, spot), stop
        if says := _said(text[begin:end], language) & wanted.tokens:
            if before is not None:
                place += len(text[before:begin].split())
            before = begin
            yield At(place, begin, says)


def _in_order(every: Sequence[Iterator[re.Match[str]]]) -> Iterable[tuple[int, int]]:
    """Where matches begin and end, one after the other; of one pattern none is looked for before it is asked for."""
    if len(every) == 1:
        return (match.span() for match in every[0])
    return sorted([match.span() for matches in every for match in matches])


def _begin(text: str, spot: int) -> int:
    """Of what stands between two spaces there."""
    while spot and not text[spot - 1].isspace():
        spot -= 1
    return spot


def _said_by_parts(parts: list[re.Match[str]], wanted: frozenset[str], language: str) -> list[At]:
    """The same where some are written without spaces, and found by pairs."""
    saying = {word: found for word in {part[1] for part in parts} if (found := _said(word, language) & wanted)}
    said = {place: saying[part[1]] for place, part in enumerate(parts) if part[1] in saying}
    for place, (one, next_) in enumerate(pairwise(parts)):
        if not one[2] and (pair := _said(one[1] + next_[1], language) & wanted):
            for side in (place, place + 1):
                said[side] = said.get(side, NOTHING) | pair
    return [At(place, parts[place].start(), said[place]) for place in sorted(said)]


def _best(said: Sequence[At], most: int) -> At:
    """The first from which on a passage says most different tokens."""
    best, best_count = said[0], 0
    for number, one in enumerate(said):
        some = said[number : number + LENGTH]  # of one place each, so no more can be near
        near = takewhile(lambda other: other.place < one.place + LENGTH - BEFORE, some)  # noqa: B023 -- used up at once
        count = len(NOTHING.union(*(other.says for other in near)))
        if count > best_count:
            best, best_count = one, count
        if best_count == most:
            break
    return best


def _marked(text: str, spans: Sequence[tuple[int, int]], places: Sequence[int]) -> Iterator[Piece]:
    """A stretch of a text, the words at some places marked, neighbours in one, with the space between them."""
    at = spans[0][0]
    for first, last in _runs(places):
        if at < spans[first][0]:
            yield Piece(text[at : spans[first][0]])
        at = spans[last][1]
        yield Piece(text[spans[first][0] : at], True)
    if at < spans[-1][1]:
        yield Piece(text[at : spans[-1][1]])


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of places that follow each other."""
    for _, run in groupby(enumerate(places), key=lambda one: one[1] - one[0]):
        numbers = [place for _, place in run]
        yield numbers[0], numbers[-1]
