"""The last primary key that a table ever gave. A number once given names the same row for good, here and after a move.

The desk's log keeps what was said of rows that are gone; were their numbers given again, a new release would have an old one's history.
"""

from typing import Any

from django.db import connection
from django.db.models import Model

from dateline.archives.values import auto_field


def last(model: type[Model]) -> int | None:
    """0 before the first; None where rows are not numbered by themselves."""
    if auto_field(model) is None:
        return None
    return max(given(model), highest(model))  # a row written with its number, as that of the one newsroom, draws none


def given(model: type[Model]) -> int:
    """The last number that the database itself gave."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            return int(found[0]) if found else 0
        number, is_given = sequence_of(cursor, table, auto_field(model).column)
        return number if is_given else 0


def highest(model: type[Model]) -> int:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def set_last(model: type[Model], number: int) -> None:
    """Go on numbering after `number`, or after the highest row where that is more."""
    field, table = auto_field(model), model._meta.db_table
    number = max(number, highest(model))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [f'"{table}"', field.column, max(number, 1), number > 0]
            )


def sequence_of(cursor: Any, table: str, column: str) -> tuple[int, bool]:
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
    sequence = cursor.fetchone()[0]
    cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 -- PostgreSQL's own name of it, quoted by itself
    number, given = cursor.fetchone()
    return int(number), bool(given)
