"""What a public answer depends on besides its address: where the record and the index stand, and which civil day it is."""

import threading
import time
from dataclasses import dataclass
from datetime import datetime
from mmap import mmap
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from dateline.record.position import POSITION, database
from dateline.search import live
from dateline.site import walindex
from dateline.site.walindex import HEADERS


@dataclass(frozen=True, slots=True)
class Moment:
    """Two answers to one address that were made at the same moment are the same."""

    record: int
    index: object
    day: str  # in the newsroom's zone: contacts and licences end with one
    database: str = ""


class Watch(threading.local):
    """A connection of a thread's own that asks for the record's position; on SQLite only when something was committed.

    Django's own connection is closed after a while, and would say nothing of commits seen before.
    """

    def __init__(self) -> None:
        self.wrapper: BaseDatabaseWrapper | None = None
        self.cursor: Any = None  # of the wrapper's connection, made once
        self.name, self.is_sqlite = "", True
        self.seen: tuple[int, int] | None = None  # data_version, position
        self.index: mmap | None = None  # of the log, once something was read
        self.head = b""  # what stood there before that was asked

    def position(self) -> int:
        """The number of the last Change, from the database. Raises DatabaseError."""
        name = database()
        if self.wrapper is None or name != self.name:
            self.close()
            self.wrapper, self.name, self.is_sqlite = connection.copy(), name, connection.vendor == "sqlite"
        head = self.index[:HEADERS] if self.index is not None else b""
        if head and head == self.head and self.seen is not None:
            return self.seen[1]
        try:
            self.wrapper.ensure_connection()
            with self.wrapper.wrap_database_errors:
                self.cursor = self.cursor or self.wrapper.connection.cursor()
                found = self._asked(self.cursor)
                if self.index is None and self.is_sqlite:
                    self.index = walindex.index(self.cursor)
        except BaseException:
            self.close()
            raise
        self.head = head
        return found

    def close(self) -> None:
        wrapper, self.wrapper, self.cursor, self.seen = self.wrapper, None, None, None
        self.index, self.head = None, b""
        if wrapper is not None:
            wrapper.close()

    def _asked(self, cursor: Any) -> int:
        if not self.is_sqlite:
            return one_number(cursor.execute(POSITION))
        # It changes when any other connection commits, and costs a third of a SELECT.
        [(version,)] = cursor.execute("PRAGMA data_version").fetchall()
        if self.seen is None or self.seen[0] != version:
            self.seen = (version, one_number(cursor.execute(POSITION)))
        return self.seen[1]


def one_number(cursor: Any) -> int:
    rows = cursor.fetchall()  # to the end: a question that is left open would hold on to what it saw
    if not rows:
        raise DatabaseError("The record has no counters.")
    return int(rows[0][0])


watch = Watch()


class Sight:
    """Where the index stands and which day it is, seen a moment ago: two looks at the disk are dear where an answer is ready.

    The record is asked every time, so nothing that was taken back is shown; what the index has come to shows this much later.
    """

    EVERY_S = 0.02

    def __init__(self) -> None:
        self._seen: tuple[float, object, tuple[object, str]] = (0.0, None, (None, ""))

    def __call__(self) -> tuple[object, str]:
        until, path, seen = self._seen
        at = time.monotonic()
        if at >= until or path is not settings.INDEX_PATH:
            seen = (live.standing(), datetime.now(zone()).date().isoformat())
            self._seen = (at + self.EVERY_S, settings.INDEX_PATH, seen)
        return seen


sight = Sight()


def now() -> Moment:
    """This moment. Raises DatabaseError when the record cannot be asked."""
    return Moment(watch.position(), *sight(), watch.name)


def zone() -> ZoneInfo:
    return ZoneInfo(str(settings.NEWSROOM_ZONE))
