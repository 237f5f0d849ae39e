"""Rows as they were: how our own archive comes into an empty newsroom, with its numbers, its secret and its instants.

The one way into the record beside `publish`. Nothing is made up on the way: no save(), no signal, no time of now.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from dateline.record.models import Change, Counters, Edition, Item
from dateline.record.publish import RecordError, require_transaction

BATCH = 500


def require_empty() -> None:
    """Lock the counters until the transaction ends. Raises RecordError when something was ever published here."""
    require_transaction()
    counters = Counters.objects.select_for_update().first()
    if counters is None or counters.sequence or counters.change or any(model.objects.exists() for model in (Item, Edition, Change)):
        raise RecordError("The record is not empty: what is published here cannot be mixed with another newsroom's.")


def clear(model: type[Model]) -> None:
    """Take the rows away that every new newsroom has. Must run inside a transaction."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 -- a table's own name


def put(model: type[Model], fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values the database takes as they are. Must run inside a transaction; its end checks every reference."""
    require_transaction()
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 -- names of our own models
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, BATCH)):
            cursor.executemany(statement, batch)
