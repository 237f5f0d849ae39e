"""A database that cannot be used is named with its way out, and nothing is made."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from dateline import opening, reaching
from tests import databases
from tests.newsroom import Newsroom
from tests.test_cli import dateline

on_postgresql = pytest.mark.skipif(not databases.SERVER, reason="PostgreSQL alone")
HIDING = "import sys; sys.modules['psycopg'] = None\n"


def refused(folder: Path, url: str, *words: str) -> str:
    """What is said on standard error, as one line, with status 2 and nothing made."""
    answer = dateline(*(words or ("init",)), folder=folder, DATELINE_DATABASE_URL=url)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1), answer.stderr
    assert not (folder / "data").exists()
    return answer.stderr


def server(name: str = "postgres", *, user: str = "", password: str = "", port: int = 0) -> str:
    parts = urlsplit(databases.SERVER)
    who = f"{user or parts.username}:{password or parts.password}"
    return f"postgres://{who}@{parts.hostname}:{port or parts.port}/{name}"


@pytest.mark.parametrize("words", [("init",), ("find",), ("serve",), ("doctor",)])
def test_where_nothing_answers_it_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = refused(tmp_path, "postgres://me:secret@127.0.0.1:1/news", *words)
    assert said.startswith("dateline: DATELINE_DATABASE_URL: the database “news” at 127.0.0.1:1 cannot be used (")
    assert said.endswith("). See that the server runs and that host and port are right.\n") and "secret" not in said


def test_without_psycopg_the_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HIDING)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "DATELINE_DATABASE_URL": "postgres://me@db/news"}
    told = subprocess.run([sys.executable, "-m", "dateline", "find"], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 2 and told.stderr.startswith("dateline: DATELINE_DATABASE_URL: PostgreSQL needs a package more (")
    assert told.stderr.endswith("): pip install 'dateline[postgres]'\n")


@on_postgresql
@pytest.mark.parametrize(
    ("url", "way_out"),
    [
        (server(password="wrong"), "Put user and password right; signs such as @ : / in a password are written %40 %3A %2F."),
        (server("nowhere"), "Make it: createdb --owner=dateline --encoding=UTF8 --template=template0 nowhere"),
        (f"{server()}?sslmod=require", "What stands after ? in the address are libpq's parameters, such as sslmode=require."),
    ]
    if databases.SERVER
    else [],
)
def test_what_a_server_refuses_has_a_way_out(tmp_path: Path, url: str, way_out: str) -> None:
    assert refused(tmp_path, url).endswith(f"). {way_out}\n")


@on_postgresql
def test_a_database_that_cannot_hold_every_language_is_refused(tmp_path: Path) -> None:
    databases.made.add(name := databases.name_of(tmp_path))
    databases.say("CREATE DATABASE {} ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'", name)
    assert "keeps text in LATIN1, which cannot hold every language. Make it anew: createdb --encoding=UTF8" in refused(
        tmp_path, databases.url_of(name)
    )
    databases.drop(tmp_path)


@on_postgresql
def test_a_role_that_may_make_no_tables_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    databases.make(tmp_path)
    databases.say("CREATE ROLE {} LOGIN PASSWORD 'x'", name := databases.name_of(tmp_path))
    try:
        said = refused(tmp_path, server(name, user=name, password="x"))
        assert said.endswith(f"this role may not make tables. Let an administrator say: ALTER DATABASE {name} OWNER TO {name}\n")
    finally:
        databases.drop(tmp_path)
        databases.say("DROP ROLE {}", name)


@on_postgresql
def test_an_old_server_is_refused(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "version", lambda: 140009)
    with pytest.raises(CommandError, match=r"is PostgreSQL 14; 15 or later is needed\. Upgrade the server, or name another\.") as refusal:
        opening.require()
    assert refusal.value.returncode == 2


@on_postgresql
def test_a_connection_is_set_up_for_the_record(newsroom: Newsroom) -> None:
    with connection.cursor() as cursor:
        told = {name: shown(cursor, name) for name in ("application_name", "transaction_isolation", "lock_timeout", "TimeZone")}
    assert told == {"application_name": "dateline", "transaction_isolation": "read committed", "lock_timeout": "20s", "TimeZone": "UTC"}
    assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize("command", ["doctor", "init", "find", "rebuild"])
def test_a_database_of_a_later_version_is_refused(newsroom: Newsroom, command: str) -> None:
    """As by `serve` and `worker`, which ask in the same place, and would never end here if they did not."""
    MigrationRecorder(connection).record_applied("releases", "9999_later")
    with pytest.raises(CommandError, match=r"by a later version of Dateline \(releases 9999_later\), .*: dateline restore DIR$") as refusal:
        call_command(command)
    assert refusal.value.returncode == 2


@pytest.mark.parametrize(("app", "name"), [("releases", "0001_merged_since"), ("gone", "9999_later")])
def test_one_of_an_earlier_version_is_not(newsroom: Newsroom, app: str, name: str) -> None:
    MigrationRecorder(connection).record_applied(app, name)
    opening.require()


def shown(cursor: object, name: str) -> str:
    cursor.execute(f"SHOW {name}")  # type: ignore[attr-defined]
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]


@pytest.mark.skipif(bool(databases.SERVER), reason="of a database that is a file")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "database or disk is full",
            "cannot be used (database or disk is full). See that the folder may be written and that there is room",
        ),
        (
            "attempt to write a readonly database",
            "cannot be used (attempt to write a readonly database). See that the folder may be written",
        ),
        ("no such table: record_item", ""),  # a fault of ours keeps its stack trace
    ],
)
def test_a_file_that_can_hold_no_more_is_told_in_one_line(newsroom: Newsroom, said: str, told: str) -> None:
    found = reaching.stopped(OperationalError(said))
    assert told in found and bool(found) is bool(told)
    assert not found or found.startswith(f"DATELINE_DATA: the database “{newsroom.folder / 'dateline.sqlite3'}” ")
