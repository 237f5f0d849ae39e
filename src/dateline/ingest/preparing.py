"""Records: Rows with their words ready. All that costs much before a row is written; a chunk at a time, wherever there is room. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dateline.ingest.mapped import row_of
from dateline.ingest.mapping import FieldMapping
from dateline.ingest.readers import jsonl
from dateline.ingest.relative import read_links
from dateline.ingest.rows import Refusal, Row
from dateline.releases.words import Words, words

CHUNK_ROWS = 100
CHUNK_BYTES = 4 * 2**20

Unread = tuple[int, bytes | dict[str, Any] | str]  # line, and what stands there; a text says what is wrong with it


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row, and its paragraph and body as they will be kept and shown."""

    row: Row
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """How the records of a file become rows."""

    mapping: FieldMapping
    zone: str

    def row(self, unread: Unread) -> Row | Refusal:
        line, found = unread
        if isinstance(found, bytes):
            found = jsonl.record(found)
        return Refusal(line, "", found) if isinstance(found, str) else row_of(found, line, self.mapping, self.zone)

    def prepared(self, chunk: Iterable[Unread]) -> list[Prepared | Refusal]:
        return [prepared(self.row(unread)) for unread in chunk]


def prepared(row: Row | Refusal) -> Prepared | Refusal:
    return row if isinstance(row, Refusal) else with_links_read(row, words(row.paragraph, row.body))


def with_links_read(row: Row, made: Words) -> Prepared:
    """A link that was relative to the old page leads from there."""
    kept, shown = (read_links(markup, next(iter(row.former), "")) for markup in (made.kept, made.body))
    if not kept.repaired and not kept.warned:
        return Prepared(row, made)
    told = replace(row, repaired=(*row.repaired, *kept.repaired), warned=(*row.warned, *kept.warned))
    return Prepared(told, replace(made, kept=kept.markup, body=shown.markup))


def chunks(unread: Iterable[Unread]) -> Iterator[list[Unread]]:
    """At most CHUNK_ROWS, and about CHUNK_BYTES, at once."""
    chunk: list[Unread] = []
    size = 0
    for one in unread:
        chunk.append(one)
        size += len(one[1]) if isinstance(one[1], bytes) else 0
        if len(chunk) == CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
