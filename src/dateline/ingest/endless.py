"""Bytes that go by, and a line among them that has no end: a device, or another kind of file by mistake. Pure."""

from dataclasses import dataclass

MOST_LINE_BYTES = 256 * 2**20  # four times what is passed over as too long for one item


class Endless(ValueError):
    """The message says which line, and what to look at."""


@dataclass(slots=True)
class Lines:
    """Counts the lines of a stream that is shown block by block; a block that ends a line too long, or goes on with it, raises Endless."""

    ended: int = 0
    begun: int = 0  # bytes of the line that has not ended yet

    def show(self, block: bytes) -> None:
        end = block.find(b"\n")
        self.require_end(self.begun + (end if end >= 0 else len(block)))
        if end < 0:
            self.begun += len(block)
        else:  # a line within a block is not longer than it
            self.ended += block.count(b"\n")
            self.begun = len(block) - block.rfind(b"\n") - 1

    def require_end(self, size: int) -> None:
        if size > MOST_LINE_BYTES:
            raise Endless(
                f"line {self.ended + 1:,} has no end within {MOST_LINE_BYTES // 2**20:,} MB, and nothing was read. "
                "One line holds one item: is it a device, or another kind of file?"
            )
