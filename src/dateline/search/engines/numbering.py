"""Numbers in order of publication: the n-th oldest document is number n, so a page is a slice of a bitmap and a count is exact.

A document that comes out now is appended. One with an older date moves up the numbers of all that are younger. A document that goes
leaves its number behind, so that it finds its place again when it comes back.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pyroaring import BitMap

ABSENT = 0xFFFFFFFF  # no number, or no sequence
MOST_STEPS = 32  # of numbers put between others, that an order knows
FEW = 32  # moves up to here are cheaper made range by range than member by member


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which document has which number. Never changes but by appending, which no one who holds an older `count` can see."""

    count: int = 0
    sequences: "array[int]" = field(default_factory=lambda: array("I"))  # by number
    instants: "array[int]" = field(default_factory=lambda: array("q"))  # by number: published_at
    numbers: "array[int]" = field(default_factory=lambda: array("I"))  # by sequence; ABSENT

    def number(self, sequence: int) -> int:
        """The number of a sequence, living or gone; ABSENT if it never had one."""
        if sequence >= len(self.numbers):
            return ABSENT
        number = self.numbers[sequence]
        return number if number < self.count else ABSENT

    def numbers_of(self, sequences: Iterable[int]) -> BitMap:
        """The numbers of those sequences that have one."""
        known = (number for sequence in sequences if (number := self.number(sequence)) != ABSENT)
        return BitMap(array("I", known))

    def numbers_of_all(self, sequences: list[int]) -> BitMap:
        """The same for sequences that all have one, as all that are in the index do: a third of the time."""
        return BitMap(array("I", map(self.numbers.__getitem__, sequences)))

    def at(self, numbers: Iterable[int]) -> list[int]:
        """The sequences that have these numbers, in their order."""
        return list(map(self.sequences.__getitem__, numbers))

    def keeps(self, sequence: int, instant: int) -> bool:
        """Whether a document may have the number it had before."""
        number = self.number(sequence)
        return number != ABSENT and self.instants[number] == instant

    def placed(self, sequences: Sequence[int], instants: Sequence[int]) -> "tuple[Numbering, Moves]":
        """Numbers for documents that have none yet, given in order of publication, and how the others move for them."""
        if not sequences:
            return self, Moves(self.count)
        if self.count == 0 or (instants[0], sequences[0]) > (self.instants[self.count - 1], self.sequences[self.count - 1]):
            return self._appended(sequences, instants), Moves(self.count)
        moves = Moves(self.count, [self._place(instant, sequence) for sequence, instant in zip(sequences, instants, strict=True)])
        new = Numbering(
            self.count + len(sequences),
            moves.merged(self.sequences, sequences, "I"),
            moves.merged(self.instants, instants, "q"),
            moves.moved_numbers(self.numbers),
        )
        new._note(sequences, moves.new_numbers())
        return new, moves

    def _place(self, instant: int, sequence: int) -> int:
        """Before which number a document belongs."""
        low = bisect_left(self.instants, instant, 0, self.count)
        high = bisect_right(self.instants, instant, low, self.count)
        return bisect_left(self.sequences, sequence, low, high)

    def _appended(self, sequences: Sequence[int], instants: Sequence[int]) -> "Numbering":
        count, known = self.count + len(sequences), len(self.numbers)
        # What is there already stays as it is for those who hold it: unless only its end is added to, it is copied.
        is_end = len(self.sequences) == self.count
        by_number = (self.sequences, self.instants) if is_end else (self.sequences[: self.count], self.instants[: self.count])
        by_number[0].extend(sequences)
        by_number[1].extend(instants)
        numbers = self.numbers if is_end and min(sequences) >= known else self.numbers[:]
        new = Numbering(count, *by_number, numbers)
        new._note(sequences, range(self.count, count))
        return new

    def _note(self, sequences: Sequence[int], numbers: Iterable[int]) -> None:
        missing = max(sequences) + 1 - len(self.numbers)
        self.numbers.extend([ABSENT] * missing)
        for sequence, number in zip(sequences, numbers, strict=True):
            self.numbers[sequence] = number


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What numbers stand for, as long as none moves; a later one knows how those of an earlier one moved."""

    steps: "tuple[tuple[object, Moves], ...]" = ()  # (the mark of an earlier one, how its numbers moved)
    mark: object = field(default_factory=object)

    def after(self, moves: "Moves") -> "Order":
        if not moves:
            return self
        if len(moves.places) > FEW:
            return Order()
        return Order((*self.steps, (self.mark, Moves(moves.count, moves.places)))[-MOST_STEPS:])

    def since(self, other: "Order") -> "list[Moves] | None":
        """How numbers of another order moved to be these; None where that is not known."""
        if other.mark is self.mark:
            return []
        places = [place for place, (mark, _) in enumerate(self.steps) if mark is other.mark]
        return [moves for _, moves in self.steps[places[0] :]] if places else None


class Moves:
    """How numbers move when documents are put between others: `places[i]` is the old number before which the i-th is put."""

    def __init__(self, count: int, places: Sequence[int] = ()) -> None:
        self.count = count
        self.places = places
        self._ranges: list[tuple[BitMap, int]] = []
        self._moved: array[int] = array("I")

    def __bool__(self) -> bool:
        return bool(self.places)

    def new_numbers(self) -> Iterator[int]:
        return (place + i for i, place in enumerate(self.places))

    def of(self, bitmap: BitMap) -> BitMap:
        """A bitmap under the new numbers."""
        if not bitmap or not self.places or bitmap.max() < self.places[0]:
            return bitmap
        if len(self.places) > FEW:
            return BitMap(array("I", map(self._all().__getitem__, bitmap.to_array())))
        return BitMap.union(*((bitmap & numbers).shift(by) for numbers, by in self._few()))

    def merged(self, old: "array[int]", new: Sequence[int], typecode: str) -> "array[int]":
        """The new values put between the old ones."""
        result, done = array(typecode), 0
        for place, value in zip(self.places, new, strict=True):
            if place > done:
                result.extend(old[done:place])
                done = place
            result.append(value)
        result.extend(old[done : self.count])
        return result

    def moved_numbers(self, numbers: "array[int]") -> "array[int]":
        moved, count = self._all(), self.count
        return array("I", (moved[number] if number < count else ABSENT for number in numbers))  # no list: it would be 40 MB at a million

    def _steps(self) -> Iterator[tuple[int, int, int]]:
        """(from, to, by): all numbers from one to another move up by so many."""
        bounds = [0, *self.places, self.count]
        return ((low, high, by) for by, (low, high) in enumerate(pairwise(bounds)) if low < high)

    def _few(self) -> list[tuple[BitMap, int]]:
        if not self._ranges:
            self._ranges = [(BitMap(range(low, high)), by) for low, high, by in self._steps()]
        return self._ranges

    def _all(self) -> "array[int]":
        if not self._moved:
            for low, high, by in self._steps():
                self._moved.extend(range(low + by, high + by))
        return self._moved
