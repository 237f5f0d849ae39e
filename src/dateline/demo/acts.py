"""What became of the sample's items: published, corrected, brought up to date, withdrawn, each at its own time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateline.record.models import Kind


@dataclass(frozen=True, slots=True)
class Act:
    """One public act on an item. `entry` is the item as it read from then on, with its own mistakes until they are put right."""

    at: datetime
    kind: str
    entry: Mapping[str, Any]
    note: str = ""


def acts(entries: Sequence[Mapping[str, Any]]) -> list[Act]:
    """All of them in the order in which they happened, as the record numbers them."""
    return sorted((act for entry in entries for act in life(entry)), key=lambda act: act.at)


def life(entry: Mapping[str, Any]) -> Iterator[Act]:
    """The item's first publication, then what the file says was done with it. Raises ValueError for a change that changes nothing."""
    yield Act(datetime.fromisoformat(entry["published_at"]), Kind.PUBLISHED, entry)
    for later in entry.get("acts", ()):
        for wrong, right in later.get("changes", ()):
            before, entry = entry, changed(entry, wrong, right)
            if entry == before:
                raise ValueError(f"{entry['story']}: “{wrong}” is nowhere in its text.")
        yield Act(datetime.fromisoformat(later["at"]), Kind(later["kind"]), entry, later["note"])


def changed(part: Any, wrong: str, right: str) -> Any:
    """The same with other words, wherever they stand."""
    if isinstance(part, str):
        return part.replace(wrong, right)
    if isinstance(part, dict):
        return {name: one if name == "acts" else changed(one, wrong, right) for name, one in part.items()}
    return [changed(one, wrong, right) for one in part] if isinstance(part, list) else part
