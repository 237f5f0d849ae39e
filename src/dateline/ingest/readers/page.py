"""A newsroom page as text: titles, label lines, paragraphs, as copied out of a browser. Pure.

    Title
    Publishing date: 5 October 2022
    Content type: News
    Where we are: Office, Office
    What we do: Topic, Topic
    Paragraph

An item is recognised by its block of label lines; any of them may be lacking but the date. The line above the block is the
title; what follows it, up to the next title, is the paragraph.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dateline.ingest.rows import Refusal, Row
from dateline.releases.text import read_date

LABELS = {"publishing date": "date", "content type": "type", "where we are": "office", "what we do": "topic"}
LABEL_LINE = re.compile(r"\s*(publishing date|content type|where we are|what we do)\s*:\s*(.*?)\s*$", re.IGNORECASE)
WRITTEN_DAY = re.compile(r"(?:[^\W\d_]+,?\s+)?\d{1,2}\.?\s+[^\W\d_]+\.?,?\s+\d{4}|(?:[^\W\d_]+,\s+)?[^\W\d_]+\s+\d{1,2},?\s+\d{4}")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One run of label lines: where it begins and ends among the lines that are not empty, and what it says."""

    first: int
    after: int
    said: dict[str, str]


def recognises(text: str) -> bool:
    return any(LABEL_LINE.match(line) for line in text.splitlines())


def read(text: str) -> Iterator[Row | Refusal]:
    """Every item of the page, in the page's order: newest first, as a rule."""
    lines = [Line(number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = blocks(lines)
    for place, block in enumerate(found):
        end = found[place + 1].first - 1 if place + 1 < len(found) else len(lines)
        yield item(lines, block, end)


class Checker(Protocol):
    """Refuses what stands in a file a second time."""

    def checked(self, row: Row | Refusal) -> Row | Refusal: ...


def in_order(text: str, met: Checker) -> Iterator[Row | Refusal]:
    """The same, oldest first; within a day from the page's end, for pages stand newest first. Refusals come last."""
    found = [met.checked(one) for one in read(text)]
    rows = [one for one in reversed(found) if isinstance(one, Row)]
    yield from sorted(rows, key=lambda row: row.published_on)
    yield from (one for one in found if isinstance(one, Refusal))


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The runs of label lines. A label that comes a second time begins another run: an item without a paragraph came before."""
    found: list[Block] = []
    for place, line in enumerate(lines):
        match = LABEL_LINE.match(line.text)
        if not match:
            continue
        name = LABELS[match[1].lower()]
        if found and found[-1].after == place and name not in found[-1].said:
            found[-1] = Block(found[-1].first, place + 1, {**found[-1].said, name: match[2]})
        else:
            found.append(Block(place, place + 1, {name: match[2]}))
    return found


def item(lines: Sequence[Line], block: Block, end: int) -> Row | Refusal:
    if block.first == 0 or LABEL_LINE.match(lines[block.first - 1].text):
        return Refusal(lines[block.first].number, "", "has no title: the line above its labels is missing.")
    title = lines[block.first - 1]
    source = source_of(title.text, block.said.get("date", ""))
    if not block.said.get("date"):
        return Refusal(
            title.number, source, f"“{title.text}” has no publishing date. Add a line such as “Publishing date: 5 October 2022”."
        )
    day = day_of(block.said["date"])
    if day is None:
        return Refusal(title.number, source, f"Publishing date: “{block.said['date']}” is not a date such as 5 October 2022.")
    return Row(
        line=title.number,
        source=source_of(title.text, day.isoformat()),
        title=title.text,
        published_on=day,
        paragraph=" ".join(line.text for line in lines[block.after : max(block.after, end)]),
        labels={facet: (block.said[facet],) for facet in ("type", "office", "topic") if block.said.get(facet)},
        joined=True,
    )


def day_of(text: str) -> date | None:
    """A day as pages write it, or in ISO 8601; nothing may stand around it but the name of the weekday."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return read_date(text) if WRITTEN_DAY.fullmatch(text) else None


def source_of(title: str, day: str) -> str:
    """An id from what the page has: the same item in another copy of the page has the same."""
    return "page:" + hashlib.sha256(f"{title}\n{day}".encode()).hexdigest()[:40]
