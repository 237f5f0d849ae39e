"""Which source ids a file has had, and on which line first: twelve bytes each, so that a million of them are 25 MB. Pure."""

from array import array
from hashlib import blake2b

from dateline.ingest.rows import Refusal, Row

FIRST_SLOTS = 2**12


class Met:
    """Remembers 64 bits of each id. Slots are looked at one after the other from where an id belongs, and doubled when half are taken."""

    def __init__(self) -> None:
        self.count = 0
        self.clear(FIRST_SLOTS)

    def clear(self, slots: int) -> None:
        self.marks = array("Q", bytes(8 * slots))  # 0: free
        self.lines = array("I", bytes(4 * slots))

    def first(self, source: str, line: int) -> int:
        """The line on which the id was met first, this one if it is new."""
        mark = int.from_bytes(blake2b(source.encode(errors="surrogatepass"), digest_size=8).digest()) or 1
        slot = self.slot(mark)
        if self.marks[slot]:
            return self.lines[slot]
        self.marks[slot], self.lines[slot] = mark, line
        self.count += 1
        if 2 * self.count > len(self.marks):
            self.grow()
        return line

    def slot(self, mark: int) -> int:
        """Where the mark stands, or would."""
        last = len(self.marks) - 1
        slot = mark & last
        while self.marks[slot] not in (0, mark):
            slot = (slot + 1) & last
        return slot

    def grow(self) -> None:
        marks, lines = self.marks, self.lines
        self.clear(2 * len(marks))
        for mark, line in zip(marks, lines, strict=True):
            if mark:
                slot = self.slot(mark)
                self.marks[slot], self.lines[slot] = mark, line

    def refusal(self, row: Row) -> Refusal | None:
        """Why the row cannot come in a second time; None where it is the first."""
        first = self.first(row.source, row.line)
        if first == row.line:
            return None
        return Refusal(row.line, row.source, f"“{row.title}” stands in this file twice, first on line {first}.")

    def checked(self, row: Row | Refusal) -> Row | Refusal:
        return row if isinstance(row, Refusal) else self.refusal(row) or row
