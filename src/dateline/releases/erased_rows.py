"""A row of the desk without what is erased: texts are walked as data, never as bytes, for a body is JSON within JSON."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from dateline.record.spellings import replaced
from dateline.releases.models import Release

KEPT = frozenset({"language", "zone", "change_kind", "source_digest", "prepared", "type", "id"})  # said by a list or a machine, or apart

Change = Callable[[str, str], str]


@dataclass
class Cleared:
    """What was taken out beside the record: counts for the operator, and files that something else still uses."""

    rows: int = 0
    versions: int = 0
    entries: int = 0
    files: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows or self.versions or self.entries or self.files)


def text_fields(release: models.Model) -> Iterator[Any]:
    for one in release._meta.concrete_fields:
        if isinstance(one, models.CharField | models.TextField | models.JSONField) and one.name not in KEPT and not one.choices:
            yield one


def cleaned(row: models.Model, names: Any, change: Change) -> bool:
    """Write what is left of these columns of a row. Whether anything had to go."""
    left: dict[str, Any] = {}
    for name in names:
        column = next((one for one in row._meta.concrete_fields if one.name == name), None)
        if column is None:
            continue
        before = column.value_from_object(row)
        data = json.loads(column.value_to_string(row)) if name == "body" else before
        after = replaced(data, change, name)
        if after != data:
            left[name] = json.dumps(after) if name == "body" else after
    for name, value in left.items():
        setattr(row, name, value)
    if left:
        row.save(update_fields=[*left, *(["title_lower"] if isinstance(row, Release) else [])])
    return bool(left)
