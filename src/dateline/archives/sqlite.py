"""An SQLite database: a copy of it as of one moment, while others write, and what such a copy holds.

VACUUM INTO reads in one transaction, so writers go on; SQLite's stepwise backup begins anew with every commit and never ends on a busy one.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from dateline.archives import files
from dateline.archives.errors import ArchiveError, Damaged
from dateline.archives.kinds import KINDS
from dateline.archives.values import file_fields, model_of

STATEMENT = "VACUUM INTO %s"


def copy(target: Path) -> None:
    """Write the newsroom's database to a new file, for its owner alone and down to the disk."""
    target.unlink(missing_ok=True)
    files.owners_alone(target).close()  # empty, which VACUUM INTO fills
    try:
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT, [str(target)])
    except DatabaseError as error:  # as a rule the disk is full
        target.unlink()
        raise ArchiveError(f"{target}: cannot be written ({error}). Make room, or name a folder with room for it.") from None
    with target.open("rb+") as file:
        files.flushed(file)


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """A copy that nobody writes; not even SQLite's own files are made beside it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        yield database


def counts(database: Any, kinds: Iterable[str]) -> dict[str, int]:
    """kind -> rows."""
    found = {}
    for kind in kinds:
        table = model_of(kind)._meta.db_table
        (found[kind],) = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 -- a table's own name
    return found


def names(database: Any) -> Iterator[str]:
    """Every file that a row names."""
    for kind in KINDS:
        for field in file_fields(kind):
            table, column = model_of(kind.model)._meta.db_table, field.column
            query = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\' ORDER BY 1'  # noqa: S608 -- names of our own models
            yield from (name for (name,) in database.execute(query))


def require_whole(database: Any, file: Path) -> int:
    """The number of the last change. Raises Damaged for a copy that SQLite finds broken, or whose record is not whole."""
    checked = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if checked != "ok":
        raise Damaged(f"{file}: SQLite finds it broken ({checked}).")
    (change,) = database.execute("SELECT change FROM record_counters").fetchone()
    if database.execute("SELECT count(*), coalesce(max(n), 0) FROM record_change").fetchone() != (change, change):
        raise Damaged(f"{file}: its log does not end where its counter stands.")
    for number, content, digest in database.execute("SELECT id, content, coalesce(nullif(digest_after, ''), digest) FROM record_edition"):
        if hashlib.sha256(content.encode()).hexdigest() != digest:
            raise Damaged(f"{file}: edition row {number} was altered: its digest is another.")
    return int(change)
