"""Where a text says what was asked for: a passage of it, its words marked. Pure; what is marked is what an engine finds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, takewhile

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
_CHUNK = re.compile(r"\S+")
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


def passage(content: Content, clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """The stretch of a text with most of the different words asked for, as pieces; none where only title or lead say them."""
    wanted = {token for clause in clauses for token in tokens(clause.words, content.language)}
    text, language = content.body_text, content.language
    parts = _WORD.findall(text) if _HAS_UNSPACED.search(text) else []
    said = _said_by_parts(parts, wanted, language) if parts else _said_by_chunks(text, wanted, language)
    if not said:
        return ()
    start = max(0, _best(said, len(wanted)) - BEFORE)
    shown = parts[start : start + LENGTH + 1] or _parts(text, start)
    pieces = [Piece("… ")] if start else []
    pieces += _joined((part, start + place in said) for place, part in enumerate(shown[:LENGTH]))
    return (*pieces, Piece(" …")) if len(shown) > LENGTH else tuple(pieces)


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
    spots = {spot for start in starts for spot in _spots(low, start) if not spot or not low[spot - 1].isalnum()}
    spots |= {match.start() for match in _OTHER_LETTER.finditer(text)}
    said, place, counted = dict[int, frozenset[str]](), 0, 0
    for begin in sorted({_begin(text, spot) for spot in spots}):
        if found := _said(_CHUNK.match(text, begin)[0], language) & wanted:  # type: ignore[index]
            place += len(text[counted:begin].split())
            said[place], counted = found, begin
    return said


def _spots(low: str, start: str) -> Iterator[int]:
    spot = low.find(start)
    while spot >= 0:
        yield spot
        spot = low.find(start, spot + 1)


def _begin(text: str, spot: int) -> int:
    """Of what stands between two spaces there."""
    while spot and not text[spot - 1].isspace():
        spot -= 1
    return spot


def _said_by_parts(parts: list[Part], wanted: set[str], language: str) -> dict[int, frozenset[str]]:
    """The same where some are written without spaces, and found by pairs."""
    saying = {word: found for word in {part[0] for part in parts} if (found := _said(word, language) & wanted)}
    said = {place: saying[part[0]] for place, part in enumerate(parts) if part[0] in saying}
    for place, (one, next_) in enumerate(pairwise(parts)):
        if not one[1] and (pair := _said(one[0] + next_[0], language) & wanted):
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


def _parts(text: str, start: int) -> list[Part]:
    """The words of a passage, and one more where there is one."""
    rest = text.split(None, start)[start]
    return [(match[1], match[2]) for match in islice(_WORD.finditer(rest), LENGTH + 1)]


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
