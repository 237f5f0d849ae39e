"""A row of the database: its JSON, and back. The same on SQLite and PostgreSQL.

Primary keys stay as they are, so whatever names one, in a column or inside a version's JSON, goes on naming the same row. Content types
and permissions alone are numbered otherwise in every newsroom: a row names them by their names.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, JSONField, Model, TextField
from django.db.models.functions import Cast

from dateline.archives.kinds import Kind

CHUNK = 500  # rows read at once

Reader = Callable[[Any], Any]


def model_of(label: str) -> type[Model]:
    return apps.get_model(label)


def fields_of(kind: Kind) -> list[Any]:
    return columns_of(model_of(kind.model), kind.fields)


def is_json(field: Any) -> bool:
    """Whether a column holds JSON: a body does, too."""
    return isinstance(getattr(field, "json_field", field), JSONField)


def content_types() -> dict[int, str]:
    """id -> "releases.release"."""
    return {one.pk: f"{one.app_label}.{one.model}" for one in ContentType.objects.all()}


def permissions() -> dict[int, str]:
    """id -> "releases.release.publish_release"."""
    types = content_types()
    return {one.pk: f"{types[one.content_type_id]}.{one.codename}" for one in Permission.objects.all()}


class Names:
    """What is named, not numbered: looked up once for all rows."""

    def __init__(self) -> None:
        self.of: dict[type[Model], dict[int, str]] = {ContentType: content_types(), Permission: permissions()}
        self.ids = {model: {name: pk for pk, name in names.items()} for model, names in self.of.items()}

    def writer(self, field: Any) -> Callable[[Any], Any]:
        """A column's value as JSON has it."""
        if is_json(field):
            return parsed
        if field.is_relation and (names := self.of.get(field.related_model)):
            return lambda value: None if value is None else names[value]
        return plain

    def reader(self, field: Any) -> Reader:
        """What turns a JSON value into the database's; it raises KeyError, TypeError, ValueError or ValidationError for a wrong one."""
        if is_json(field):
            encoder = getattr(field, "json_field", field).encoder
            return lambda value: connection.ops.adapt_json_value(value, encoder)
        if field.is_relation and (ids := self.ids.get(field.related_model)):
            return lambda value: None if value is None else ids[value]
        return lambda value: field.get_db_prep_save(field.to_python(value), connection)


def parsed(text: str | None) -> Any:
    """Objects with their names in order: PostgreSQL keeps no other, and an archive is the same from either database."""
    return None if text is None else json.loads(text, object_pairs_hook=lambda pairs: dict(sorted(pairs, key=itemgetter(0))))


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def column(field: Any) -> Any:
    """JSON is read as text: a block that this version does not know stays as it is."""
    return Cast(field.attname, TextField()) if is_json(field) else field.attname


def rows(kind: Kind, names: Names) -> Iterator[dict[str, Any]]:
    """Every row in order of its primary key."""
    fields = fields_of(kind)
    writers = [names.writer(field) for field in fields]
    found = model_of(kind.model)._base_manager.order_by("pk").values_list(*map(column, fields))
    for values in found.iterator(chunk_size=CHUNK):
        yield {name: write(value) for name, write, value in zip(kind.fields, writers, values, strict=True)}


def params(row: Mapping[str, Any], readers: Mapping[str, Reader]) -> list[Any]:
    """The values of one row for the database. Raises ValueError naming the field."""
    if row.keys() != readers.keys():
        odd = sorted(row.keys() ^ readers.keys())
        raise ValueError(f"its fields are others than the manifest says: {', '.join(odd)}")
    return [param(name, row[name], read) for name, read in readers.items()]


def param(name: str, value: Any, read: Reader) -> Any:
    try:
        return storable(read(value))
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise ValueError(f"{name}: {str(value)[:80]!r} cannot be used ({type(error).__name__})") from None


def storable(value: Any) -> Any:
    """Raises ValueError for what JSON can spell and no database takes: half a character, a number of more than 64 bits."""
    if isinstance(value, str):
        if not value.isascii():
            value.encode()
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("more than 64 bits")
    return value


def file_fields(kind: Kind) -> list[Field[Any, Any]]:
    return [field for field in fields_of(kind) if field.get_internal_type() == "FileField"]


def auto_field(model: type[Model]) -> Any:
    """The column that numbers rows by itself; None without one."""
    return next((field for field in model._meta.local_concrete_fields if field.get_internal_type().endswith("AutoField")), None)


def columns_of(model: type[Model], names: Sequence[str]) -> list[Any]:
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    return [by_name[name] for name in names]
