"""What the versions of a story say of each other in a file: translations with another date than their original, stories without one. Pure.

Every translation is kept on disk until the file has been read, for its original may come last.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from dateline.ingest.kept import on_disk
from dateline.ingest.rows import Row

TABLES = (
    "CREATE TABLE original (mark INTEGER PRIMARY KEY, day INTEGER)",
    "CREATE TABLE translation (line INTEGER PRIMARY KEY, id TEXT, mark INTEGER, story TEXT, language TEXT, day INTEGER)",
    "CREATE INDEX of_a_story ON translation (mark, line)",
)
# Each in the order of a key, so that nothing is sorted.
ODD = """
SELECT line, id, language, one.day, original.day FROM translation AS one CROSS JOIN original ON original.mark = one.mark
WHERE one.day <> original.day ORDER BY line
"""
ALONE = """
SELECT line, story, mark FROM translation AS one
WHERE NOT EXISTS (SELECT 1 FROM original WHERE original.mark = one.mark)
AND NOT EXISTS (SELECT 1 FROM translation AS other WHERE other.mark = one.mark AND other.line < one.line) ORDER BY line
"""
LANGUAGES = "SELECT language FROM translation WHERE mark = ? ORDER BY line"


def opened() -> sqlite3.Connection:
    return on_disk(*TABLES)


@dataclass(slots=True)
class Versions:
    """Stories are known by 64 bits each, days by their ordinals."""

    database: sqlite3.Connection = field(default_factory=opened)

    def note(self, row: Row, language: str) -> None:
        if not row.story:
            return
        mark = int.from_bytes(blake2b(row.story.encode(errors="surrogatepass"), digest_size=8).digest(), signed=True)
        day = row.published_on.toordinal()
        if row.original:
            self.database.execute("INSERT OR IGNORE INTO original VALUES (?, ?)", (mark, day))
        else:
            said = (row.line, row.source, mark, row.story, language, day)
            self.database.execute("INSERT INTO translation VALUES (?, ?, ?, ?, ?, ?)", said)

    def odd_dates(self) -> Iterator[dict[str, Any]]:
        """Translations that keep another day than their original has, by line."""
        for line, source, language, day, original in self.database.execute(ODD):
            yield {"line": line, "id": source, "language": language, "date": iso(day), "original_date": iso(original)}

    def without_original(self) -> Iterator[dict[str, Any]]:
        """Stories of which the file has translations alone: the first of them stands for the original."""
        for line, story, mark in self.database.execute(ALONE):
            yield {"line": line, "story": story, "languages": [language for (language,) in self.database.execute(LANGUAGES, (mark,))]}

    def __del__(self) -> None:
        self.database.close()


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
