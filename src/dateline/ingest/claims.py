"""What can be one item's alone, and two rows claim: an old address, and the version of a story in a language.

The rows come in all the same; whose it was first, by line or id, is told. A claim is 64 bits on disk. Pure.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from dateline.ingest.kept import on_disk
from dateline.ingest.rows import Row

Claim = tuple[str, ...]
Held = Mapping[Claim, Collection[str]]  # the ids of items that have had it since an earlier import, or of the desk


def opened() -> sqlite3.Connection:
    return on_disk("CREATE TABLE claim (mark INTEGER PRIMARY KEY, line INTEGER)")


def of_address(path: str) -> Claim:
    return ("address", path)


def of_version(story: str, language: str) -> Claim:
    return ("version", story, language)


@dataclass(slots=True)
class Claims:
    """Who claimed what first, in the order in which rows come in."""

    database: sqlite3.Connection = field(default_factory=opened)

    def addresses(self, row: Row, held: Held) -> Iterator[str]:
        """Each old address of the row that leads elsewhere."""
        for path in dict.fromkeys(row.former):
            if first := self.first(of_address(path), row, held):
                yield f"former: “{path}” leads to the item of {first} already, and stays with it."

    def version(self, row: Row, language: str, held: Held) -> Iterator[str]:
        """Whether the row's story has a version in its language without it."""
        if row.story and (first := self.first(of_version(row.story, language), row, held)):
            yield f"story: “{row.story}” has a version in {language} already, that of {first}. Both are in: mend the file, or withdraw one."

    def first(self, claim: Claim, row: Row, held: Held) -> str:
        """Whose it is, in words; "" where it is this row's own from now on."""
        mark = int.from_bytes(blake2b("\n".join(claim).encode(errors="surrogatepass"), digest_size=8).digest(), signed=True)
        for (line,) in self.database.execute("SELECT line FROM claim WHERE mark = ?", (mark,)):
            return f"line {line}"
        if others := sorted(one for one in held.get(claim, ()) if one != row.source):
            return others[0]
        self.database.execute("INSERT INTO claim VALUES (?, ?)", (mark, row.line))
        return ""

    def __del__(self) -> None:
        self.database.close()
