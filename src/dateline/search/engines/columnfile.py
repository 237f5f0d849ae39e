"""Columns as a file beside the index, so that a process need not read every document to know them. The reading is what matters here.

    line 1      "dateline columns 1 little"       format, its version, byte order: another first line is another format
    8 bytes     length of the directory, 4 bytes checksum (CRC-32) of all that follows
    directory   JSON: which commit the columns stand at, then name and place of each array and bitmap
    the rest    arrays as they are in memory, bitmaps in the portable format of Roaring

A file that is damaged, of another format or of another index is as good as none: the index itself knows everything that is in it.
"""

import json
import mmap
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from dateline.search.engines.columns import GROUPS, Columns
from dateline.search.engines.numbering import Numbering
from dateline.search.engines.stories import Stories

FIRST_LINE = f"dateline columns 1 {sys.byteorder}\n".encode()
HEAD = struct.Struct("<QI")
NAME = "columns.bin"


@dataclass(frozen=True, slots=True)
class Standing:
    """The commit that columns belong to."""

    index: str = ""
    stamp: int = 0


def write(folder: Path, columns: Columns, standing: Standing) -> None:
    """Keep columns in an index's folder, whole or not at all."""
    directory: dict[str, Any] = {"index": standing.index, "stamp": standing.stamp, "count": columns.numbering.count, "parts": []}
    parts, start = [], 0
    for name, part in _parts(columns):
        directory["parts"].append((*name, start, len(part)))
        parts.append(part)
        start += len(part)
    head = json.dumps(directory).encode()
    checksum = zlib.crc32(head)
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    passing = folder / f"{NAME}.new"
    with passing.open("wb") as file:
        file.writelines((FIRST_LINE, HEAD.pack(len(head), checksum), head, *parts))
        file.flush()
        os.fsync(file.fileno())
    os.replace(passing, folder / NAME)


def standing(folder: Path) -> Standing:
    """Where the kept columns of a folder stand, by their directory alone; at no index when there are none."""
    try:
        with (folder / NAME).open("rb") as file:
            if file.readline(len(FIRST_LINE)) != FIRST_LINE:
                return Standing()
            length, _ = HEAD.unpack(file.read(HEAD.size))
            directory = json.loads(file.read(length))
        return Standing(directory["index"], directory["stamp"])
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return Standing()


def read(folder: Path) -> tuple[Columns, Standing]:
    """The kept columns of a folder and where they stand; empty ones when there are none, or none that can be trusted."""
    try:
        with (folder / NAME).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as bytes_:
            return _read(memoryview(bytes_)) if bytes_.find(FIRST_LINE, 0, len(FIRST_LINE)) == 0 else (Columns(), Standing())
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return Columns(), Standing()


def _parts(columns: Columns) -> Iterator[tuple[tuple[str, str], bytes]]:
    numbering, stories = columns.numbering, columns.stories.at_rest()
    count = numbering.count
    yield ("array", "sequences"), numbering.sequences[:count].tobytes()
    yield ("array", "instants"), numbering.instants[:count].tobytes()
    yield ("array", "numbers"), numbering.numbers.tobytes()
    for name in ("stories", "versions", "of"):
        yield ("array", name), getattr(stories, name).tobytes()
    for group, members in columns.groups.items():
        for key, bitmap in members.items():
            bitmap = bitmap.copy()  # others are reading it
            bitmap.run_optimize()  # months are runs of numbers
            yield (group, key), bitmap.serialize()


def _read(view: memoryview) -> tuple[Columns, Standing]:
    with view:
        body = view[len(FIRST_LINE) + HEAD.size :]
        with body:
            length, checksum = HEAD.unpack(view[len(FIRST_LINE) : len(FIRST_LINE) + HEAD.size])
            if zlib.crc32(body) != checksum:
                return Columns(), Standing()
            directory = json.loads(bytes(body[:length]))
            return _columns(directory, body[length:]), Standing(directory["index"], directory["stamp"])


def _columns(directory: dict[str, Any], rest: memoryview) -> Columns:
    arrays = {name: array(code) for name, code in _TYPES.items()}
    groups: dict[str, dict[str, BitMap]] = {group: {} for group in GROUPS}
    with rest:
        for group, key, start, length in directory["parts"]:
            with rest[start : start + length] as part:
                if group == "array":
                    arrays[key].frombytes(part)
                else:
                    groups[group][key] = BitMap.deserialize(bytes(part))
    numbering = Numbering(directory["count"], arrays["sequences"], arrays["instants"], arrays["numbers"])
    return Columns(numbering, Stories(arrays["stories"], arrays["versions"], arrays["of"]), groups)


_TYPES = {"sequences": "I", "instants": "q", "numbers": "I", "stories": "Q", "versions": "I", "of": "Q"}
