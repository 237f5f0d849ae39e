"""The sample's releases as they are kept: one YAML file a story, its versions by language, bodies as text with a few marks. Pure.

    type: press-release
    offices: [khujand]
    topics: [water-data]
    zone: Asia/Dushanbe
    published_at: "2008-10-17T11:00:00+05:00"
    in:
      en:
        title: ...
        dateline: "KHUJAND, 17 October 2008 – "
        lead: ...
        body: |
          Running text in Markdown, paragraphs parted by empty lines.

          > Somebody's words.
          > -- Speaker | Role

          [table] What it shows
          a | b
          1 | 2

          [link] https://... | title | a sentence

The first language is the story's original. `[table, total]` has a last row that is a sum.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

RELEASES = Path(__file__).parent / "releases"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C reads the whole sample in a tenth of the time
MARKDOWN = MarkdownIt("commonmark")
ONE_EACH = {"title", "subtitle", "dateline", "places", "lead", "notes", "body", "published_at", "acts"}

Block = dict[str, Any]


class TextError(ValueError):
    """A part of a sample text that cannot be read: the message says which and what is expected."""


def stories(folder: Path = RELEASES) -> Iterator[dict[str, Any]]:
    """One entry for each version of each story, as newsroom.json has them, in the order of the files' names."""
    for path in sorted(folder.glob("*.yaml")):
        yield from versions(path.stem.partition("-")[2], yaml.load(path.read_text(encoding="utf-8"), LOADER))  # noqa: S506 -- a safe one


def versions(story: str, said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    shared = {name: value for name, value in said.items() if name != "in"}
    for number, (language, words) in enumerate(said["in"].items()):
        if unknown := set(words) - ONE_EACH:
            raise TextError(f"{story}, {language}: {sorted(unknown)[0]!r} is none of {', '.join(sorted(ONE_EACH))}.")
        entry = {"state": "public", "type": None, "offices": [], "topics": [], **shared, **words}
        entry["body"] = body(entry.get("body", ""), f"{story}, {language}")
        entry["notes"] = MARKDOWN.render(entry.get("notes", "")).strip()
        yield {**entry, "story": story, "language": language, "original": number == 0}


def body(text: str, where: str) -> list[Block]:
    """The blocks of a body: neighbouring chunks of running text make one."""
    chunks = [chunk.strip("\n") for chunk in text.split("\n\n") if chunk.strip()]
    blocks: list[Block] = []
    for kind, group in groupby(chunks, key=kind_of):
        if kind == "text":
            blocks.append({"type": "text", "value": MARKDOWN.render("\n\n".join(group)).strip()})
        else:
            blocks += [{"type": kind, "value": READERS[kind](chunk, where)} for chunk in group]
    return blocks


def kind_of(chunk: str) -> str:
    starts = {"> ": "quotation", "[table": "table", "[link]": "link"}
    return next((kind for start, kind in starts.items() if chunk.startswith(start)), "text")


def quotation(chunk: str, where: str) -> dict[str, str]:
    *words, last = (line.removeprefix(">").strip() for line in chunk.splitlines())
    speaker, bar, role = last.removeprefix("-- ").partition(" | ")
    if not words or not last.startswith("-- ") or not bar:
        raise TextError(f"{where}: the quotation {chunk[:40]!r} must end in a line such as: > -- Speaker | Role")
    return {"words": " ".join(words), "speaker": speaker, "role": role}


def table(chunk: str, where: str) -> dict[str, Any]:
    first, _, cells = chunk.partition("\n")
    mark, _, caption = first.partition("] ")
    if not caption or not cells:
        raise TextError(f"{where}: the table {chunk[:40]!r} must have a caption and rows.")
    return {"caption": caption, "cells": cells, "head_row": True, "head_column": True, "total": mark.endswith("total")}


def link(chunk: str, where: str) -> dict[str, str]:
    parts = chunk.removeprefix("[link] ").split(" | ")
    if len(parts) != 3:
        raise TextError(f"{where}: the link {chunk[:40]!r} must be an address, a title and a sentence, parted by |.")
    return dict(zip(("url", "title", "text"), parts, strict=True))


READERS = {"quotation": quotation, "table": table, "link": link}
