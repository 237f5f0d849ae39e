"""A report as JSON, an entry at a time: what is as long as the file is never whole in memory. Pure."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO


def write(said: Mapping[str, Any], out: TextIO) -> None:
    """One object, a name a line; an iterator becomes a list, one entry a line."""
    for number, (name, value) in enumerate(said.items()):
        out.write(f"{',' if number else '{'}\n {text(name)}: ")
        if isinstance(value, Iterator):
            write_list(value, out)
        else:
            out.write(text(value))
    out.write("\n}\n" if said else "{}\n")


def write_list(entries: Iterator[Any], out: TextIO) -> None:
    out.write("[")
    for number, entry in enumerate(entries):
        out.write(f"{',' if number else ''}\n  {text(entry)}")
    out.write("]")


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
