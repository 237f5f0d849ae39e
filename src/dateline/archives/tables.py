"""A kind of row: its packed lines, one after the other in one scratch file, with their count and digest."""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from dateline.archives import numbers
from dateline.archives.kinds import Kind
from dateline.archives.manifest import Table
from dateline.archives.values import Names, model_of, rows

BUFFER = 2**18
LEVEL = 6  # of gzip: the higher ones take twice the time for two in a hundred

Progress = Callable[[int, int], None]
Tick = Callable[[], None]


@dataclass(slots=True)
class Tally:
    """How much is done of how much there is to do; every call is one more."""

    progress: Progress | None
    total: int = 0
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(min(self.done, self.total), self.total)


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where the packed lines of a table lie in the scratch file."""

    table: Table
    start: int
    size: int


def spooled(kind: Kind, names: Names, scratch: IO[bytes], tick: Tick) -> Spooled:
    """Write every row of one kind."""
    start, digest = scratch.tell(), hashlib.sha256()
    waiting, count = bytearray(), 0
    with gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=scratch, mtime=0) as packed:
        for row in rows(kind, names):
            waiting += json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            if len(waiting) > BUFFER:
                digest.update(waiting)
                packed.write(waiting)
                waiting.clear()
            count += 1
            tick()
        digest.update(waiting)
        packed.write(waiting)
    table = Table(kind.model, kind.member, kind.fields, count, digest.hexdigest(), numbers.last(model_of(kind.model)))
    return Spooled(table, start, scratch.tell() - start)
