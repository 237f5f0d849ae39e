"""Bitmaps of the commonest words as a file beside the index, so that a process need not have Tantivy hand out their many hits.

    line 1      "dateline words 1 little"       format, its version, byte order: another first line is another format
    bitmaps     one after the other, in the portable format of Roaring
    directory   JSON: the commit that they tell of, then by field and term [place, length, CRC-32] of each
    16 bytes    place and length of the directory, and its CRC-32

Only what is asked for is read, and looked at before it is trusted. A file that is damaged, of another format or of another commit than
the columns is as good as none.
"""

import json
import mmap
import os
import struct
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from dateline.search.engines.columnfile import Standing

FIRST_LINE = f"dateline words 1 {sys.byteorder}\n".encode()
TAIL = struct.Struct("<QII")
NAME = "words.bin"
MOST_BYTES = 96 * 2**20  # then the less common ones are left out


@dataclass(frozen=True, slots=True)
class WordFile:
    """An open file. Whoever replaces it leaves this one as it is."""

    bytes_: "mmap.mmap | bytes" = b""
    places: Mapping[str, Mapping[str, tuple[int, int, int]]] = field(default_factory=dict)

    def get(self, field: str, term: str) -> BitMap | None:
        """The numbers of those that have a term in a field; None where the file does not say."""
        place = self.places.get(field, {}).get(term)
        if place is None:
            return None
        start, length, checksum = place
        part = self.bytes_[start : start + length]
        return BitMap.deserialize(part) if zlib.crc32(part) == checksum else None


NONE = WordFile()


def write(folder: Path, words: Iterable[tuple[str, str, BitMap]], standing: Standing) -> None:
    """Keep (field, term, numbers), in the order of their weight, in an index's folder: whole or not at all."""
    places: dict[str, dict[str, tuple[int, int, int]]] = {}
    passing = folder / f"{NAME}.new"
    with passing.open("wb") as file:
        file.write(FIRST_LINE)
        for field_, term, numbers in words:
            if file.tell() > MOST_BYTES:
                break
            numbers.run_optimize()
            part = numbers.serialize()
            places.setdefault(field_, {})[term] = file.tell(), len(part), zlib.crc32(part)
            file.write(part)
        directory = json.dumps({"index": standing.index, "stamp": standing.stamp, "words": places}).encode()
        tail = TAIL.pack(file.tell(), len(directory), zlib.crc32(directory))
        file.writelines((directory, tail))
        file.flush()
        os.fsync(file.fileno())
    os.replace(passing, folder / NAME)


def read(folder: Path, standing: Standing) -> WordFile:
    """The words kept in a folder; none when they are of another commit, or cannot be trusted."""
    try:
        with (folder / NAME).open("rb") as file:
            bytes_ = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _read(bytes_, standing)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return NONE


def _read(bytes_: mmap.mmap, standing: Standing) -> WordFile:
    start, length, checksum = TAIL.unpack(bytes_[-TAIL.size :])
    head = bytes_[start : start + length]
    if bytes_[: len(FIRST_LINE)] != FIRST_LINE or zlib.crc32(head) != checksum:
        return NONE
    directory: dict[str, Any] = json.loads(head)
    return WordFile(bytes_, directory["words"]) if Standing(directory["index"], directory["stamp"]) == standing else NONE
