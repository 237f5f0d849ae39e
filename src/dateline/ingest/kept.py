"""A list that may grow with the file: on disk, in a database that is gone with it, of which SQLite holds two megabytes. Pure."""

import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Self, TypeVar

T = TypeVar("T")


def on_disk(*statements: str) -> sqlite3.Connection:
    """An empty database of this process's own, in a file that has no name any more. Nothing of it need outlive a crash.

    What SQLite itself would make beside it, for sorting or for a database without a name, is in memory where it was built so.
    """
    with tempfile.NamedTemporaryFile(prefix="dateline-kept-") as file:
        database = sqlite3.connect(file.name, isolation_level=None, check_same_thread=False)
        for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", *statements, "BEGIN IMMEDIATE"):
            database.execute(statement)
    return database


class Kept(Generic[T]):
    """Takes `append` and `+=`, has a length, and is read as often as one likes: by `key`, and where that is the same as it came."""

    def __init__(self, given: Iterable[T] = (), *, key: Callable[[T], int] | None = None) -> None:
        self.key, self.count = key, 0
        self.database = on_disk("CREATE TABLE kept (place INTEGER, n INTEGER, one BLOB, PRIMARY KEY (place, n)) WITHOUT ROWID")
        self += given

    def append(self, one: T) -> None:
        place = self.key(one) if self.key else 0
        self.database.execute("INSERT INTO kept VALUES (?, ?, ?)", (place, self.count, pickle.dumps(one, pickle.HIGHEST_PROTOCOL)))
        self.count += 1

    def __iadd__(self, more: Iterable[T]) -> Self:
        for one in more:
            self.append(one)
        return self

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[T]:
        for (one,) in self.database.execute("SELECT one FROM kept ORDER BY place, n"):
            yield pickle.loads(one)  # noqa: S301 -- written above

    def __del__(self) -> None:
        self.database.close()
