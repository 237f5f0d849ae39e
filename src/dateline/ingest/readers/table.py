"""CSV after RFC 4180, with a first line of names. Pure; the file is read a row at a time."""

import csv
import io
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

MAX_CELL_CHARS = 16 * 2**20
MAX_HEAD_BYTES = 2**20
DELIMITERS = ",;\t"
EMPTY = b" \r\n,;\t"
UNCLOSED = "is not CSV: a quotation mark opens here and none closes it, so nothing from here on was read. Close it, or write it twice."


def records(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line, record), or (line, what is wrong with it). Comma, semicolon or tab, whichever the first line has most of."""
    csv.field_size_limit(MAX_CELL_CHARS)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="strict", newline="")
    try:
        head = text.readline()
        names = next(csv.reader([head], delimiter=delimiter(head)), [])
        rows = csv.reader(text, delimiter=delimiter(head), strict=True)
        yield from numbered(rows, [name.strip() for name in names])
    except UnicodeDecodeError as error:
        yield 1, f"is not UTF-8 (byte {error.start + 1})."
    finally:
        text.detach()


def problem_of(file: BinaryIO, needed: Collection[str]) -> str:
    """What is wrong with the first line, and the way out; "" for nothing."""
    file.seek(0)
    head = file.readline(MAX_HEAD_BYTES).decode("utf-8-sig", "replace")
    try:
        names = [name.strip() for name in next(csv.reader([head], delimiter=delimiter(head), strict=True), [])]
    except csv.Error as error:
        if "\r" in head.rstrip():
            return "its lines end by a carriage return alone. Save it with line ends of Unix or Windows."
        return f"the first line is not one of names ({error})."
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        return f"two columns are called “{twice[0]}”. Rename one."
    lacking = sorted(name for name in needed if name and name not in names)
    shown = ", ".join(names)[:200]
    if lacking:
        return f"there is no column “{lacking[0]}”. The first line names the columns: {shown}. Name yours in a --mapping."
    return "" if has_rows(file) else "has a line of names and nothing below it."


def has_rows(file: BinaryIO) -> bool:
    """Whether anything follows but empty cells."""
    return any(block.strip(EMPTY) for block in iter(lambda: file.read(MAX_HEAD_BYTES), b""))


def delimiter(head: str) -> str:
    return max(DELIMITERS, key=head.count)


def numbered(rows: Any, names: list[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    while True:
        line = rows.line_num + 2  # after the line of names, counted from 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, UNCLOSED if str(error) == "unexpected end of data" else f"is not CSV ({error})."
            continue
        if any(cell.strip() for cell in row):
            yield (
                line,
                dict(zip(names, row, strict=False))
                if len(row) <= len(names)
                else f"has {len(row)} cells, the first line has {len(names)}.",
            )
