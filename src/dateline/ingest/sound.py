"""A Row as every database can keep it: SQLite takes texts of any length and with any sign in them, PostgreSQL does not. Pure.

What is no text (NUL, and halves of a surrogate pair, which JSON can spell) goes, and that is told. An id, a reference number or an
old address that is too long is refused rather than cut, for each of them leads somewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from dateline.ingest.rows import Link, Refusal, Row

NO_TEXT = re.compile("[\x00\ud800-\udfff]")
MOST_CHARS = {"source": 255, "reference": 100}  # as the columns
MOST_ADDRESS_CHARS = 2000
MOST_ADDRESS_BYTES = 2600  # an index of PostgreSQL takes 2,704 with its own
NAMES = tuple(one.name for one in fields(Row))
REPAIR = "signs that are no text were left out"


def sound(row: Row | Refusal) -> Row | Refusal:
    """The row as it can be kept, or why it cannot."""
    if isinstance(row, Refusal):
        return row
    clean = row if is_sound(row) else replace(row, **{name: without(getattr(row, name)) for name in NAMES})
    if problem := too_much(clean):
        return Refusal(clean.line, clean.source[: MOST_CHARS["source"]], problem)
    return clean if clean is row else replace(clean, repaired=(*clean.repaired, REPAIR))


def is_sound(value: Any) -> bool:
    """Whether none of its texts has a sign that is no text; nearly all are so, and are not made anew."""
    match value:
        case str():
            return not NO_TEXT.search(value)
        case tuple():
            return all(map(is_sound, value))
        case Mapping():
            return all(map(is_sound, value.values()))
        case Row():
            return all(is_sound(getattr(value, name)) for name in NAMES)
        case Link():
            return is_sound((value.url, value.title, value.media_type))
        case _:
            return True


def without(value: Any) -> Any:
    """The value with all its texts made sound."""
    match value:
        case str():
            return NO_TEXT.sub("", value)
        case tuple():
            return tuple(without(one) for one in value)
        case Mapping():
            return {name: without(one) for name, one in value.items()}
        case Link():
            return replace(value, url=without(value.url), title=without(value.title), media_type=without(value.media_type))
        case _:
            return value


def too_much(row: Row) -> str:
    """What is longer than there is room for; "" where nothing is."""
    for name, most in MOST_CHARS.items():
        if (length := len(getattr(row, name))) > most:
            return f"{name}: is {length:,} characters long; {most} is the most. Shorten it in the file."
    for address in row.former:
        if len(address) > MOST_ADDRESS_CHARS or len(address.encode()) > MOST_ADDRESS_BYTES:
            return (
                f"former: “{address[:60]}…” is too long; {MOST_ADDRESS_CHARS:,} characters and {MOST_ADDRESS_BYTES:,} bytes are the most."
            )
    return ""
