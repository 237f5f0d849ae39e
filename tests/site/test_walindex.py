"""The head of SQLite's log index: the same as long as nothing is committed, another one with every commit."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.site import walindex
from dateline.site.moment import Watch
from dateline.site.walindex import HEADERS
from tests import databases
from tests.newsroom import Newsroom

WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for line in sys.stdin:
    connection.execute("UPDATE record_counters SET change = change + 1")
    print(connection.execute("SELECT change FROM record_counters").fetchone()[0], flush=True)
"""


@pytest.fixture
def database(newsroom: Newsroom) -> str:
    name = databases.name_of(newsroom.folder)
    if not Path(name).is_file():
        pytest.skip("SQLite alone")
    return name


@pytest.fixture
def connection(database: str) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(database, isolation_level=None)
    opened.execute("SELECT change FROM record_counters").fetchall()
    yield opened
    opened.close()


def commit(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE record_counters SET change = change + 1")


def test_a_commit_changes_it_and_nothing_else_does(database: str, connection: sqlite3.Connection) -> None:
    index = walindex.index(connection)
    assert index is not None
    before = index[:HEADERS]
    other = sqlite3.connect(database)
    other.execute("SELECT change FROM record_counters").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
    assert index[:HEADERS] == before
    seen = {before}
    for _ in range(5):
        commit(connection)
        seen.add(index[:HEADERS])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    commit(connection)
    assert len(seen | {index[:HEADERS]}) == 7
    other.close()


def test_a_position_is_seen_as_soon_as_another_process_has_committed_it(database: str) -> None:
    watch, command = Watch(), [sys.executable, "-c", WRITER, database]
    watch.position()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None and writer.stdout is not None
        for number in range(300):
            writer.stdin.write("\n")
            writer.stdin.flush()
            committed = int(writer.stdout.readline())
            assert watch.position() == committed, number
            assert watch.position() == committed
        writer.stdin.close()
    watch.close()


def test_sqlite_is_asked_only_when_something_was_committed(
    database: str, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, asked, honest = Watch(), [], Watch._asked
    monkeypatch.setattr(Watch, "_asked", lambda self, cursor: asked.append(1) or honest(self, cursor))
    first = [watch.position() for _ in range(5)][-1]
    few = len(asked)
    assert few == 2 and watch.position() == first  # before there was an index to look at, and then once
    commit(connection)
    assert watch.position() == watch.position() == first + 1 and len(asked) == few + 1
    watch.close()
    assert watch.position() == first + 1 and len(asked) == few + 2
    watch.close()


def test_what_was_opened_of_it_stays_open_for_the_sake_of_sqlites_locks(database: str) -> None:
    watch = Watch()
    for _ in range(3):
        watch.position()
    watch.close()
    held = [os.readlink(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{one}")]
    assert any(path.startswith(f"{database}-shm") for path in held)


def test_a_database_without_such_an_index_has_none(tmp_path: Path) -> None:
    name = str(tmp_path / "other.sqlite3")
    plain = sqlite3.connect(name)
    plain.execute("CREATE TABLE record_counters (change)")
    assert walindex.index(plain) is None
    memory = sqlite3.connect(":memory:")
    assert walindex.index(memory) is None
    memory.close()
    plain.close()


def test_one_that_was_left_behind_is_not_looked_at(database: str, connection: sqlite3.Connection, tmp_path: Path) -> None:
    left = Path(f"{database}-shm").read_bytes()
    linked, plain = tmp_path / "linked.sqlite3", tmp_path / "plain.sqlite3"
    linked.symlink_to(database)
    for name in (linked, plain):
        Path(f"{name}-shm").write_bytes(left)
    through, without_log = sqlite3.connect(linked), sqlite3.connect(plain)
    without_log.execute("CREATE TABLE record_counters (change)")
    through.execute("SELECT change FROM record_counters").fetchall()
    index = walindex.index(through)
    assert index is walindex.index(connection) is not None and walindex.index(without_log) is None
    through.close()
    without_log.close()
