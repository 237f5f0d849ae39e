"""Hits in order of relevance, without looking at each: parted by what they have in common, and the parts merged from their newest on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from heapq import heappop as drop_first
from itertools import islice

from pyroaring import BitMap

from dateline.search import relevance
from dateline.search.engines.columns import Members
from dateline.search.engines.numbering import Numbering

AT_ONCE = 64  # numbers taken from a part


@dataclass(frozen=True, slots=True)
class Said:
    """Where one clause stands, as numbers: how often in the text, whether in the title."""

    rarity: float
    silent: BitMap  # those in whose languages it says nothing
    again: BitMap
    often: BitMap
    in_title: BitMap


Part = tuple[float, BitMap]  # (score but for recency, numbers)


def ranked(hits: BitMap, said: Sequence[Said], lengths: Members, numbering: Numbering, offset: int, limit: int) -> list[int]:
    """A slice of the hits as numbers: the highest score first, of equals the newest."""
    parts = [part for length, members in lengths.items() for part in _parted(hits & members, said, int(length))]
    return list(islice(_merged(parts, numbering), offset, offset + limit))


def _parted(hits: BitMap, said: Iterable[Said], length: int) -> list[Part]:
    parts = [(0.0, hits)]
    for clause in said:
        parts = [part for score, numbers in parts if numbers for part in _by_clause(score, numbers, clause, length)]
    return [part for part in parts if part[1]]


def _by_clause(score: float, numbers: BitMap, said: Said, length: int) -> Iterator[Part]:
    if said.silent and (silent := numbers & said.silent):
        yield score, silent
        numbers = numbers - silent
    for frequency, stands in ((2, said.often), (1, said.again), (0, numbers)):  # who says it often says it again
        some = numbers & stands if frequency else numbers
        if some:
            numbers = numbers - some
            in_title = some & said.in_title
            if in_title:
                yield score + said.rarity * relevance.gain(frequency, length, True), in_title
                some = some - in_title
            yield score + said.rarity * relevance.gain(frequency, length, False), some


def _merged(parts: Sequence[Part], numbering: Numbering) -> Iterator[int]:
    """All numbers by score: within a part, the newer the higher."""
    heads = []
    for place, (score, numbers) in enumerate(parts):
        rest = _newest_first(numbers)
        first = next(rest)
        heads.append((-_recent(score, first, numbering), -first, place, rest))
    heapify(heads)
    while heads:
        _, number, place, rest = heads[0]
        yield -number
        following = next(rest, None)
        if following is None:
            drop_first(heads)
        else:
            heapreplace(heads, (-_recent(parts[place][0], following, numbering), -following, place, rest))


def _recent(score: float, number: int, numbering: Numbering) -> float:
    return score * relevance.recency(numbering.instants[number])


def _newest_first(numbers: BitMap) -> Iterator[int]:
    yield numbers.max()  # of most parts no more is asked
    for end in range(len(numbers) - 1, 0, -AT_ONCE):
        yield from reversed(list(numbers[max(0, end - AT_ONCE) : end]))
