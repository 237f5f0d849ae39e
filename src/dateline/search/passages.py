"""Where a text says what was asked for: a passage of it, its words marked. Pure; what is marked is what an engine finds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise, takewhile

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

# Their stemmers take endings off: a plain word of theirs begins as its token does, which in the vocabularies of the Justice Department's
# and Debian's archives (200,000 words) holds for four letters of five and more, three of four, and two of less.
_SUFFIXING = frozenset({"en", "es", "fr", "it", "pt"})


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


def passage(text: str, language: str, clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """The stretch of a text with most of the different words asked for, as pieces; none where it says none of them."""
    wanted = {token for clause in clauses for token in tokens(clause.words, language)}
    unspaced = not text.isascii() and _HAS_UNSPACED.search(text)
    parts = list(_WORD.finditer(text)) if unspaced else []
    said = _said_by_parts(parts, wanted, language) if unspaced else _said_by_chunks(text, wanted, language)
    if not said:
        return ()
    start = max(0, _best(said, len(wanted)) - BEFORE)
    words = parts[start : start + LENGTH + 1] or list(islice(_CHUNK.finditer(text, _offset(text, start)), LENGTH + 1))
    spans = [word.span(1) for word in words]
    pieces = [Piece("… ")] if start else []
    pieces += _marked(text, spans[:LENGTH], [place - start for place in sorted(said) if start <= place < start + LENGTH])
    return (*pieces, Piece(" …")) if len(spans) > LENGTH else tuple(pieces)


def _said_by_chunks(text: str, wanted: set[str], language: str) -> dict[int, frozenset[str]]:
    """By place, which tokens are said there, where spaces part all words."""
    if language.partition("-")[0].lower() in _SUFFIXING and len(low := text.lower()) == len(text):
        return _said_by_letters(text, low, wanted, language)
    chunks = text.split()
    saying = {chunk: found for chunk in set(chunks) if (found := _said(chunk, language) & wanted)}
    return {place: saying[chunk] for place, chunk in enumerate(chunks) if chunk in saying}


def _said_by_letters(text: str, low: str, wanted: set[str], language: str) -> dict[int, frozenset[str]]:
    """The same by a look at the first letters: to ask for the tokens of every word takes ten times as long."""
    starts = {token[: max(2, min(4, len(token) - 1))] for token in wanted}
    starts |= {f"{start[0]}y" for start in starts if start[1:] == "i"}  # "lying" is "lie"
    spots = [match.start() for start in starts for match in _beginning(start).finditer(low)]
    if not text.isascii() or "'" in text:
        spots += [match.start() for match in _OTHER_LETTER.finditer(text)]
    said, place, counted = dict[int, frozenset[str]](), 0, 0
    for begin in sorted({_begin(text, spot) for spot in spots}):
        if found := _said(_CHUNK.match(text, begin)[1], language) & wanted:  # type: ignore[index]
            place += len(text[counted:begin].split())
            said[place], counted = found, begin
    return said


@lru_cache(maxsize=1_024)
def _beginning(start: str) -> re.Pattern[str]:
    """Words that begin so. The letters come first in it, for those are looked for fast; what stands before them is looked at then."""
    letters = re.escape(start)
    return re.compile(f"{letters}(?<![^\\W_]{letters})")


def _begin(text: str, spot: int) -> int:
    """Of what stands between two spaces there."""
    while spot and not text[spot - 1].isspace():
        spot -= 1
    return spot


def _said_by_parts(parts: list[re.Match[str]], wanted: set[str], language: str) -> dict[int, frozenset[str]]:
    """The same where some are written without spaces, and found by pairs."""
    saying = {word: found for word in {part[1] for part in parts} if (found := _said(word, language) & wanted)}
    said = {place: saying[part[1]] for place, part in enumerate(parts) if part[1] in saying}
    for place, (one, next_) in enumerate(pairwise(parts)):
        if not one[2] and (pair := _said(one[1] + next_[1], language) & wanted):
            for side in (place, place + 1):
                said[side] = said.get(side, NOTHING) | pair
    return said


def _best(said: Mapping[int, frozenset[str]], most: int) -> int:
    """The first place from which on a passage says most different tokens."""
    places, best, best_count = sorted(said), -1, 0
    for number, place in enumerate(places):
        near = takewhile(lambda other: other < place + LENGTH - BEFORE, places[number:])  # noqa: B023 -- used up at once
        count = len(NOTHING.union(*(said[other] for other in near)))
        if count > best_count:
            best, best_count = place, count
        if best_count == most:
            break
    return best


def _offset(text: str, place: int) -> int:
    """Where a word begins, by its place."""
    return len(text) - len(text.split(None, place)[place])


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
