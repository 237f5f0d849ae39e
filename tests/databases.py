"""A test's database: a file in its folder, or one of its own on the server that DATELINE_TEST_DATABASE_URL names."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.environment import SERVER

try:
    import psycopg
    from psycopg import sql
except ImportError:  # an installation for SQLite alone
    assert not SERVER, "DATELINE_TEST_DATABASE_URL: PostgreSQL needs psycopg: pip install 'dateline[postgres]'"

made: set[str] = set()  # what is still to be dropped


def name_of(folder: Path) -> str:
    """As Django's DATABASES wants it."""
    if not SERVER:
        return str(folder / "dateline.sqlite3")
    return f"dateline_{hashlib.sha256(str(folder).encode()).hexdigest()[:20]}"


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def environment(folder: Path) -> dict[str, str]:
    """What a process needs to be told to work in this folder, beside the folder."""
    return {"DATELINE_DATABASE_URL": url_of(name_of(folder))} if SERVER else {}


def make(folder: Path) -> None:
    """An empty database; `init` makes an SQLite file itself."""
    if SERVER:
        made.add(name_of(folder))
        say("CREATE DATABASE {}", name_of(folder))


def copy(template: Path, folder: Path) -> None:
    """A database like the template's, which nobody may be connected to. An SQLite file was copied with its folder."""
    if SERVER:
        made.add(name_of(folder))
        say("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name_of(folder), name_of(template))


def drop(folder: Path) -> None:
    drop_named(name_of(folder))


def drop_all() -> None:
    for name in list(made):
        drop_named(name)


def drop_named(name: str) -> None:
    if SERVER and name in made:
        say("DROP DATABASE {} WITH (FORCE)", name)
        made.discard(name)


def say(statement: str, *names: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What a PostgreSQL database holds: every table's rows as text, and where this user may read them the server's own files."""
    if not SERVER:
        return
    with psycopg.connect(url_of(name_of(folder)), autocommit=True) as database:
        for (table,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            held = database.execute(sql.SQL("SELECT one::text FROM {} AS one").format(sql.Identifier(table))).fetchall()
            yield table, "\n".join(row for (row,) in held).encode()
        database.execute("CHECKPOINT")
        where = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        home, oid = database.execute(where).fetchall()[0]
        for file in Path(home, "base", str(oid)).glob("*"):
            if os.access(file, os.R_OK):
                yield "a file of the server", file.read_bytes()


def rows(folder: Path, query: str) -> Sequence[Any]:
    """Read from outside, beside whatever else works there."""
    if SERVER:
        with psycopg.connect(url_of(name_of(folder))) as database:
            return database.execute(query.encode()).fetchall()
    with closing(sqlite3.connect(folder / "dateline.sqlite3")) as database:
        return database.execute(query).fetchall()
