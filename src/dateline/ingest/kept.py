"""A list that may grow with the file: what is above a few thousand lies on disk, in a file that is gone with it. Pure."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Generic, Self, TypeVar

HELD = 5_000  # in memory; an archive with more refusals than that is the wrong file, or the wrong mapping
T = TypeVar("T")


class Kept(Generic[T]):
    """Takes `append` and `+=`, has a length, and is read in order as often as one likes."""

    def __init__(self) -> None:
        self.held: list[T] = []
        self.count = 0
        self.file: IO[bytes] | None = None

    def append(self, one: T) -> None:
        self.held.append(one)
        self.count += 1
        if len(self.held) == HELD:
            self.spill()

    def __iadd__(self, more: Iterable[T]) -> Self:
        for one in more:
            self.append(one)
        return self

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[T]:
        if self.file is not None:
            place = 0
            for _ in range((self.count - len(self.held)) // HELD):
                self.file.seek(place)
                block: list[T] = pickle.load(self.file)  # noqa: S301 -- written below
                place = self.file.tell()
                yield from block
        yield from self.held

    def spill(self) -> None:
        if self.file is None:
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 -- it lives as long as this list
        self.file.seek(0, 2)
        pickle.dump(self.held, self.file, pickle.HIGHEST_PROTOCOL)
        self.held = []

    def close(self) -> None:
        if self.file is not None:
            self.file.close()

    def __del__(self) -> None:
        self.close()
