"""When to look again: a follower sleeps until somebody has committed, as its database can tell it.

SQLite counts the commits of other connections (`PRAGMA data_version`). On PostgreSQL a trigger of the record notifies with every
Change, and a listening connection keeps what is said while it is about something else. Whoever hears nothing looks all the same.
"""

import threading
from typing import Any, Protocol

from django.db import connection

from dateline.record.triggers import CHANNEL

POLL_S = 0.02  # on SQLite a look costs four microseconds
SLICE_S = 0.2  # how long a listener does not see that it is to stop
LOOK_ANYWAY_S = 1.0  # a notice may be lost: a pooler in between, a server that was started anew


class Waker(Protocol):
    """Call `ready` before the work, `wait` after it: what is committed in between is not slept through."""

    def ready(self) -> None: ...

    def wait(self, stop: threading.Event) -> None: ...


def waker() -> Waker:
    """What suits this process's database."""
    return ByVersion() if connection.vendor == "sqlite" else ByNotice()


class ByVersion:
    """SQLite: a number that changes when another connection commits."""

    def __init__(self) -> None:
        self.seen = -1

    def ready(self) -> None:
        self.seen = data_version()

    def wait(self, stop: threading.Event) -> None:
        waited = 0.0
        while data_version() == self.seen and waited < LOOK_ANYWAY_S and not stop.is_set():
            stop.wait(POLL_S)
            waited += POLL_S


def data_version() -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA data_version").fetchone()[0])


class ByNotice:
    """PostgreSQL: LISTEN, once on each connection that this thread opens."""

    def __init__(self) -> None:
        self.listening: Any = None

    def ready(self) -> None:
        connection.ensure_connection()
        if connection.connection is not self.listening:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            self.listening = connection.connection

    def wait(self, stop: threading.Event) -> None:
        waited = 0.0
        while waited < LOOK_ANYWAY_S and not stop.is_set():
            with connection.wrap_database_errors:
                if list(self.listening.notifies(timeout=SLICE_S, stop_after=1)):
                    return
            waited += SLICE_S
