"""An attachment as it came: what is kept of it beside its bytes."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from dateline.media.kinds import ATTACHMENT_MB, MB, PDF, Kind, attachment_kind, require_size

MOST_OBJECTS = 50 * MB  # of unpacked object streams that are looked through for the page count
PAGES = re.compile(rb"/Type\s*/Pages\b")
COUNT = re.compile(rb"/Count\s+(\d{1,7})\b")
STREAM = re.compile(rb"/Type\s*/ObjStm\b[^\x00]*?stream\r?\n")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file that is taken."""

    kind: Kind
    sha256: str
    pages: int


def examine(file: IO[bytes], size: int, name: str) -> Kept:
    """What the file is. Raises kinds.Refused."""
    require_size(size, ATTACHMENT_MB)
    kind = attachment_kind(file, name)
    kept = Kept(kind, digest(file), pages_of(file) if kind is PDF else 0)
    file.seek(0)
    return kept


def digest(file: IO[bytes]) -> str:
    file.seek(0)
    found = hashlib.sha256()
    while chunk := file.read(MB):
        found.update(chunk)
    return found.hexdigest()


def pages_of(file: IO[bytes]) -> int:
    """How many pages a PDF says it has, by the root of its page tree; 0 where that cannot be read, as in a locked one.

    ISO 32000-1, 7.7.3.2: every node of the tree carries the number of leaves under it, so the root's is the largest.
    """
    file.seek(0)
    data = file.read()
    counts = [count for part in (data, *object_streams(data)) for count in counts_in(part)]
    return max(counts, default=0)


def object_streams(data: bytes) -> Iterator[bytes]:
    """A PDF's packed objects (7.5.7), as far as they can be unpacked and within `MOST_OBJECTS`."""
    room = MOST_OBJECTS
    for stream in STREAM.finditer(data):
        try:
            unpacked = zlib.decompressobj().decompress(data[stream.end() :], room)
        except zlib.error:
            continue
        yield unpacked
        room -= len(unpacked)
        if room <= 0:
            return


def counts_in(data: bytes) -> list[int]:
    """The counts of page tree nodes, each within 2,000 bytes of its mark."""
    found: list[int] = []
    for mark in PAGES.finditer(data):
        start, end = max(0, data.rfind(b"<<", 0, mark.start())), data.find(b">>", mark.end())
        found += [int(count) for count in COUNT.findall(data[start : end if end >= 0 else mark.end() + 2000])]
    return found
