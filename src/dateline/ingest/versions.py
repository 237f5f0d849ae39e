"""What the versions of a story say of each other in a file: translations with another date than their original, stories without one. Pure.

Stories are remembered as 64 bits each, and of translations only those that are odd or whose original has not been met.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from dateline.ingest.rows import Row


@dataclass(frozen=True, slots=True)
class Version:
    """One translation as the file has it."""

    line: int
    id: str
    story: str
    language: str
    date: str  # ISO; it keeps this day
    original_date: str = ""


@dataclass(slots=True)
class Versions:
    originals: dict[int, int] = field(default_factory=dict)  # a story's mark -> the day of its original, as an ordinal
    waiting: dict[int, list[Version]] = field(default_factory=dict)
    other_dates: list[Version] = field(default_factory=list)

    def note(self, row: Row, language: str) -> None:
        if not row.story:
            return
        mark = int.from_bytes(blake2b(row.story.encode(), digest_size=8).digest())
        if row.original:
            on = self.originals.setdefault(mark, row.published_on.toordinal())
            for one in self.waiting.pop(mark, ()):
                self.compare(one, on)
            return
        version = Version(row.line, row.source, row.story, language, row.published_on.isoformat())
        if mark in self.originals:
            self.compare(version, self.originals[mark])
        else:
            self.waiting.setdefault(mark, []).append(version)

    def compare(self, one: Version, on: int) -> None:
        original = date.fromordinal(on).isoformat()
        if one.date != original:
            self.other_dates.append(Version(one.line, one.id, one.story, one.language, one.date, original))

    def odd_dates(self) -> list[dict[str, Any]]:
        found = sorted(self.other_dates, key=lambda one: one.line)
        return [{name: value for name, value in asdict(one).items() if name != "story"} for one in found]

    def without_original(self) -> list[dict[str, Any]]:
        """Stories of which the file has translations alone: the first of them stands for the original."""
        found = (sorted(group, key=lambda one: one.line) for group in self.waiting.values())
        return [{"line": group[0].line, "story": group[0].story, "languages": [one.language for one in group]} for group in found]
