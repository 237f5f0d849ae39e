"""A newsroom is made where the settings say, for its owner alone, or refused by the setting's name."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError

from dateline import opening, reaching
from tests import databases
from tests.newsroom import Newsroom
from tests.test_cli import dateline
from tests.test_reaching import refused

pytestmark = pytest.mark.skipif(bool(databases.SERVER), reason="of a database that is a file")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere/x.sqlite3", "cannot be made: there is no folder {folder}/nowhere. Make it, or name another."),
        ("", "cannot be made: it is a folder. Name a file in it."),
        ("words", "cannot be used (file is not a database). Name the file of a newsroom, or one that is not there yet."),
    ],
)
@pytest.mark.parametrize("words", [("init",), ("demo", "--no-serve")])
def test_a_file_that_cannot_be_a_database_is_refused_before_anything_is_made(
    tmp_path: Path, name: str, why: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "words").write_text("no database " * 100)
    place = tmp_path / name
    told = refused(tmp_path, f"sqlite:///{place}", *words)
    assert told == f"dateline: DATELINE_DATABASE_URL: the database “{place}” {why.format(folder=tmp_path)}\n"


@pytest.mark.parametrize("words", [("find",), ("serve",), ("doctor",)])
def test_a_database_that_is_not_there_is_named_by_its_setting(tmp_path: Path, words: tuple[str, ...]) -> None:
    url = f"sqlite:///{tmp_path}/nowhere/x.sqlite3"
    told = f"DATELINE_DATABASE_URL: there is no newsroom in {url}. Make one with: dateline init (or name another file)"
    assert refused(tmp_path, url, *words) == f"dateline: {told}\n"


def test_a_database_elsewhere_is_its_owners_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite3"
    made = dateline("init", folder=tmp_path, DATELINE_DATABASE_URL=url)
    assert made.returncode == 0 and not (tmp_path / "data" / "dateline.sqlite3").exists()
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("x.sqlite3*")} == {0o600}
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(tmp_path / "x.sqlite3"))
    monkeypatch.setattr(reaching.os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(reaching.Unusable, match=rf"cannot be made: {tmp_path} may not be written\. Name another folder\.$"):
        reaching.require_place()


def test_a_step_that_may_not_be_taken_is_refused_by_its_file(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> str:
        raise PermissionError(errno.EACCES, "Permission denied", "/srv/index")  # root may do everything

    monkeypatch.setattr(opening, "make_index", closed)
    with pytest.raises(CommandError, match=r"^/srv/index may not be written \(Permission denied\)\. Be the user whose ") as refusal:
        opening.make()
    assert refusal.value.returncode == 2


def test_a_data_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "news #1 100%20?"
    assert dateline("init", folder=tmp_path, DATELINE_DATA=str(folder)).returncode == 0
    assert (folder / "dateline.sqlite3").is_file() and [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(lambda key: key.write_text("\n"), "is empty. Put it back"), (lambda key: key.write_bytes(b"\xff"), "cannot be read (it is not text")],
)
def test_a_kept_key_that_cannot_be_used_is_named(tmp_path: Path, spoil: Callable[[Path], Any], why: str) -> None:
    (tmp_path / "data").mkdir()
    spoil(key := tmp_path / "data" / "secret-key")
    answer = dateline("find", folder=tmp_path)
    assert answer.returncode == 2 and answer.stderr.startswith(f"dateline: DATELINE_DATA: the key {key} {why}")


def test_a_demo_keeps_its_data_where_a_file_says(tmp_path: Path) -> None:
    (tmp_path / "place").write_text(str(tmp_path / "words" / "data"))
    (tmp_path / "words").write_text("no folder")
    told = {"DATELINE_DATA": "", "DATELINE_DATA_FILE": str(tmp_path / "place")}
    answer = dateline("demo", "--no-serve", folder=tmp_path, **told)
    assert answer.returncode == 2 and f"DATELINE_DATA: {tmp_path}/words/data cannot be made" in answer.stderr
