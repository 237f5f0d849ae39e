"""JSON Lines: one object a line (jsonlines.org). Pure; the file is read a line at a time."""

import json
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, BinaryIO

MAX_LINE_BYTES = 64 * 2**20  # a release with every table of a budget is 1 MB; a line of 200 MB is another file by mistake
TOO_LONG = f"is longer than {MAX_LINE_BYTES // 2**20} MB. One line holds one item."

PASSED_BYTES = 2**20
LOOKED_AT_LINES = 100  # an empty field may be left out of some lines, not of so many


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) of every line; None for one above MAX_LINE_BYTES, which is passed over without being held."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        if not line.endswith(b"\n") and len(line) == MAX_LINE_BYTES:
            line = b""  # so that it is not held beside what follows
            while rest := file.readline(PASSED_BYTES):
                if rest.endswith(b"\n"):
                    break
            yield number, None
            continue
        yield number, line


def unread(file: BinaryIO) -> Iterator[tuple[int, bytes | str]]:
    """(number, line) of every line that is not empty, or (number, what is wrong with it)."""
    for number, line in lines(file):
        if line is None:
            yield number, TOO_LONG
        elif line.strip():
            yield number, line


def records(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line, record), or (line, what is wrong with it). Empty lines are passed over."""
    for number, line in unread(file):
        yield number, record(line) if isinstance(line, bytes) else line


def problem_of(file: BinaryIO, needed: Collection[str]) -> str:
    """What all the first objects lack of the fields that every item needs, and the way out; "" for nothing."""
    file.seek(0)
    found = [(line, tuple(said)) for line, said in islice(records(file), LOOKED_AT_LINES) if isinstance(said, dict)]
    lacking = sorted(path for path in needed if path and not any(outermost(path) in names for _, names in found))
    if not found or not lacking:
        return ""
    line, first = found[0]
    shown = ", ".join(first)[:200] or "none"
    return f"there is no field “{lacking[0]}”. The fields of line {line}: {shown}. Name yours in a --mapping."


def outermost(path: str) -> str:
    """ "dates" of "dates[].first"."""
    return path.partition(".")[0].removesuffix("[]")


def no_number(said: str) -> float:
    raise ValueError(f"{said} is no number of JSON")


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that names a field twice says two things, and nobody knows which holds."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)[:80]}” stands in one object twice")
    return found


def record(line: bytes) -> dict[str, Any] | str:
    try:
        found = json.loads(line.decode("utf-8-sig").strip(), parse_constant=no_number, object_pairs_hook=once_each)
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start + 1})."
    except (ValueError, RecursionError) as error:
        return f"is not JSON ({str(error).partition('; use sys.')[0]})."  # of a number without end Python tells its own way out
    return found if isinstance(found, dict) else "is JSON, but not an object with fields."
