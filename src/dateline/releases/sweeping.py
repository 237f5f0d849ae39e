"""What comes after an erasure is committed: an index and a database in whose files its words are no more."""

import time
from typing import Any

from django.db import OperationalError, connection

from dateline.record import samples
from dateline.search import index

CHECKPOINT_S = 10.0  # how long a reader of the database may keep the write-ahead log


def sweep() -> list[str]:
    """An index without the words, a database without pages that nobody reads any more. Returns what could not be done."""
    index.rebuild()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return swept(cursor)
        try:
            samples.forget(cursor)
            cursor.execute("VACUUM FULL")
        except OperationalError as error:  # a lock that nobody let go of in time
            why = str(error).splitlines()[0]
            return [f"The database could not be compacted ({why}). Stop server and worker, then run ANALYZE and VACUUM FULL in it."]
    return []


def swept(cursor: Any) -> list[str]:
    if cursor.execute("SELECT 1 FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").fetchone():
        cursor.execute("ANALYZE")  # its samples of every index hold words too
    cursor.execute("PRAGMA temp_store=FILE")  # a large database need not fit into memory
    try:
        cursor.execute("VACUUM")
    finally:
        cursor.execute("PRAGMA temp_store=MEMORY")
    deadline = time.monotonic() + CHECKPOINT_S
    while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > deadline:
            return ["Somebody still reads the database's write-ahead log. Stop the server once: the log is emptied as it closes."]
        time.sleep(0.1)
    return []
