"""Many new rows in one statement. What `bulk_create` does, at a quarter of its cost: the columns of an archive are plain values."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState

MOST_VALUES = 8_000  # in one statement; SQLite takes 32,766
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
LASTING = (str, int, bool, type(None), date, UUID)  # what rows may share

Row = TypeVar("Row", bound=models.Model)


def new(model: type[Row], **values: Any) -> Row:
    """`model(**values)` at a tenth of its cost. Fields that convert what they are given are set after; no signal is sent."""
    lasting, made, relations = blank(model)
    row = model.__new__(model)
    row._state = ModelState()
    said = row.__dict__
    said.update(lasting)
    for name, default in made:
        if name not in values:
            said[name] = default()
    said.update(values)
    for name, column, target in relations:
        if name in values:
            row._state.fields_cache[name] = one = said.pop(name)
            said[column] = None if one is None else getattr(one, target)
    return row


@cache
def blank(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], list[tuple[str, str, str]]]:
    """Defaults that every row shares, those made for each, and the relations: name, column, and the column of the other."""
    lasting, made, relations = {}, [], []
    for field in model._meta.concrete_fields:
        default = field.get_default()
        if callable(field.default) or not isinstance(default, LASTING):
            made.append((field.attname, field.get_default))
        else:
            lasting[field.attname] = default
        if isinstance(field, models.ForeignKey):
            relations.append((field.name, field.attname, str(field.target_field.attname)))
    return lasting, made, relations


def insert(rows: Sequence[models.Model], *, unless_there: bool = False) -> None:
    """Insert new rows of one model in their order, and give each its key. Must run inside a transaction.

    Columns take what the rows hold: nothing is set on the way, so a column with `auto_now` is the caller's. `unless_there` leaves
    out what a unique column has already, and then no row learns its key.
    """
    if not rows:
        return
    columns, (into, returning) = plan(type(rows[0]))
    statement = (into, " ON CONFLICT DO NOTHING") if unless_there else (into, returning)
    rest = iter(rows)
    while some := list(islice(rest, MOST_VALUES // len(columns))):
        write(some, columns, statement)


def write(rows: list[models.Model], columns: Sequence[tuple[str, Any]], statement: tuple[str, str]) -> None:
    database = connections[DEFAULT_DB_ALIAS]  # itself: `connection` looks it up at every touch
    held = [row.__dict__ for row in rows]
    values = list(chain.from_iterable(zip(*(column(held, name, field, database) for name, field in columns), strict=True)))
    places = ",".join([f"({','.join(['%s'] * len(columns))})"] * len(rows))
    into, end = statement
    with database.cursor() as cursor:
        cursor.execute(f"{into}{places}{end}", values)
        if "RETURNING" in end:
            for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = key
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def column(held: Sequence[dict[str, Any]], name: str, field: Any, database: Any) -> list[Any]:
    """One column of all rows, as the database takes it. Days and instants repeat themselves, and are converted once."""
    if field is None:
        return [row[name] for row in held]
    known: dict[Any, Any] = {None: None}

    def prepared(value: Any) -> Any:
        if not isinstance(value, date):
            return None if value is None else field.get_db_prep_save(value, database)
        if value not in known:
            known[value] = field.get_db_prep_save(value, database)
        return known[value]

    return [prepared(row[name]) for row in held]


@cache
def plan(model: type[models.Model]) -> tuple[list[tuple[str, Any]], tuple[str, str]]:
    """The columns, each with its field where a value is not plain, and a statement before and after its values."""
    quote, key = connection.ops.quote_name, model._meta.pk
    drawn = key is model._meta.auto_field
    fields = [(field, str(field.column)) for field in model._meta.concrete_fields if not (drawn and field is key)]
    names = ",".join(quote(column) for _, column in fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 -- names of our own columns
    special = [(field.attname, None if is_plain(field) else field) for field, _ in fields]
    return special, (into, f" RETURNING {quote(str(key.column))}" if drawn else "")


def is_plain(field: Any) -> bool:
    return isinstance(field, PLAIN)
