"""A copy taken while serving, and the newsroom made of it again."""

import io
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dateline.archives import backup as backing
from dateline.archives import copy, sqlite
from dateline.archives import restore as restoring
from dateline.archives.backup import backup
from dateline.archives.restore import restore
from dateline.media.models import Picture
from dateline.record import log, verify
from dateline.record.models import Item
from dateline.search import index
from dateline.search.engine import IndexUnusable
from tests import conftest, databases
from tests.crawl import crawl, seeds
from tests.newsroom import Newsroom
from tests.stories.test_media import document, dressed, picture

Go = Callable[[], Newsroom]


@pytest.fixture
def full(newsroom: Newsroom) -> Newsroom:
    newsroom.publish(dressed(newsroom.draft("With a picture", offices=["Bar"]), picture(), document()))
    newsroom.published("Another")
    (newsroom.folder / "secret-key").write_text("the key")
    return newsroom


@pytest.fixture
def kept(full: Newsroom, tmp_path: Path) -> Path:
    """A backup of it."""
    backup(tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Go:
    """Go where no newsroom is."""

    def go() -> Newsroom:
        conftest.point_at(tmp_path / "elsewhere")
        databases.make(tmp_path / "elsewhere")
        return Newsroom(tmp_path / "elsewhere")

    return go


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_comes_back_byte_for_byte_with_addresses_and_key(full: Newsroom, kept: Path, elsewhere: Go) -> None:
    before = crawl(seeds())
    there = elsewhere()
    said = io.StringIO()
    call_command("restore", str(kept), stdout=said, stderr=io.StringIO())
    assert crawl(seeds()) == before and len(before) > 40
    assert "2 items, 2 editions with every digest right, 2 changes without a gap" in said.getvalue()
    assert "7 files with every SHA-256 right, an index of 2 live items at change 2." in said.getvalue()
    assert (there.folder / "secret-key").exists() is False and not (there.folder / restoring.MARK).exists()  # the environment says one
    assert list(verify.faults()) == [] and there.published("Next") and log.position() == 3


def test_sha256sum_can_check_the_list(kept: Path) -> None:
    told = copy.read(kept)
    lines = (kept / told.list.name).read_text().splitlines()
    assert len(lines) == told.files.count == 7 and all((kept / line.split("  ")[1]).is_file() for line in lines)


def test_the_backup_is_for_its_owner_alone(kept: Path) -> None:
    told = copy.read(kept)
    assert kept.stat().st_mode & 0o077 == 0
    assert told.key is not None
    for name in (told.database.name, told.list.name, told.key.name, copy.MANIFEST):
        assert (kept / name).stat().st_mode & 0o077 == 0


def test_a_second_run_brings_what_is_new_and_takes_away_what_is_gone(full: Newsroom, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = picture("New one")
    new = {fresh.file.name, *fresh.renditions.values_list("file", flat=True)}
    gone = Picture.objects.create(title="x", file="originals/gone.jpg", width=1, height=1)
    met: list[str] = []
    brought = backing.brought
    monkeypatch.setattr(backing, "brought", lambda name, target: met.append(name) or brought(name, target))
    assert backup(kept).lacking == ("originals/gone.jpg",) and set(met) == {*new, "originals/gone.jpg"}
    gone.delete()
    fresh.delete()
    told = backup(kept)
    held = {name.removeprefix("files/") for name in names(kept) if name.startswith("files/")}
    assert told.files.count == 7 == len(held) and not held & new
    assert names(kept) - {f"files/{name}" for name in held} == {
        *("README.txt", "lock", "manifest.json", told.database.name, told.list.name, *(one.name for one in [told.key] if one))
    }


def test_files_are_copied_where_they_cannot_be_linked(
    full: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: Go
) -> None:
    monkeypatch.setattr(os, "link", lambda *words: (_ for _ in ()).throw(OSError(18, "Invalid cross-device link")))
    told = backup(tmp_path / "kept")
    assert told.files.count == 7 and all(path.stat().st_nlink == 1 for path in (tmp_path / "kept" / "files").rglob("*.*"))
    elsewhere()
    assert restore(tmp_path / "kept")[1] == 2


def test_a_folder_with_other_things_is_not_touched(full: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "mine.jpg").write_bytes(b"x")
    with pytest.raises(CommandError, match="holds other things than a backup") as refusal:
        call_command("backup", str(tmp_path / "photos"))
    assert refusal.value.returncode == 2 and names(tmp_path / "photos") == {"mine.jpg"}


@pytest.mark.parametrize("name", ["", "backups/today", "files/.."])
def test_a_backup_that_would_go_with_its_newsroom_is_refused(name: str, full: Newsroom) -> None:
    before = names(full.folder)
    with pytest.raises(CommandError, match="lies in the data folder .* Name a folder outside, best on another disk") as refusal:
        call_command("backup", str(full.folder / name))
    assert refusal.value.returncode == 2 and names(full.folder) == before and not (full.folder / "backups").exists()


def test_two_runs_at_once_do_not_mix(full: Newsroom, kept: Path) -> None:
    with backing.held(kept), pytest.raises(CommandError, match="another run is using it"):
        call_command("backup", str(kept))
    with backing.held(kept), pytest.raises(CommandError, match="a backup is being written to it"):
        call_command("restore", str(kept))


def test_a_run_that_fails_leaves_the_backup_of_before(full: Newsroom, kept: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: Go) -> None:
    full.published("Third")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(copy.Copy, "write", interrupted)
        backup(kept)
    elsewhere()
    assert restore(kept)[0].items == 2


def test_a_full_disk_is_told_and_leaves_the_backup_of_before(full: Newsroom, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a database that is a file")
    before = names(kept)
    monkeypatch.setattr(sqlite, "STATEMENT", "INSERT INTO no_such_table VALUES (%s)")
    with pytest.raises(CommandError, match=r"\.sqlite3: cannot be written \(.*\)\. Make room, or name a folder with room for it\.") as told:
        call_command("backup", str(kept))
    assert told.value.returncode == 2 and names(kept) == before


def test_an_index_for_which_there_is_no_room_is_made_by_the_same_command(
    full: Newsroom, kept: Path, elsewhere: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere()
    with monkeypatch.context() as patched, pytest.raises(CommandError, match="but the search index, .*the same command") as told:
        patched.setattr(index, "rebuild", without_room)
        call_command("restore", str(kept))
    assert told.value.returncode == 1
    assert restore(kept)[1] == 2


def without_room() -> int:
    raise IndexUnusable(Path("index"), "No space left on device; `dateline rebuild` makes it anew")


def test_a_list_of_before_that_is_spoilt_is_not_built_upon(full: Newsroom, kept: Path, elsewhere: Go) -> None:
    listed = kept / copy.read(kept).list.name
    lines = listed.read_bytes()
    listed.write_bytes(bytes([lines[0] ^ 1]) + lines[1:])
    backup(kept)
    elsewhere()
    assert restore(kept)[0].files.count == 7


def interrupted(*words: Any, **said: Any) -> int:
    raise KeyboardInterrupt


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.unlink()  # it may be a link to the newsroom's own
    path.write_bytes(data)


def the_file(folder: Path) -> Path:
    return next(path for path in sorted((folder / "files").rglob("*")) if path.is_file())


def manifest(folder: Path, **said: Any) -> None:
    (folder / copy.MANIFEST).write_text(json.dumps({**json.loads((folder / copy.MANIFEST).read_text()), **said}))


def altered_edition(folder: Path) -> None:
    """Somebody who knows the format alters a public text, and the manifest with it."""
    if connection.vendor != "sqlite":
        pytest.skip("a database that is a file; an archive of rows is altered in test_load")
    told = copy.read(folder)
    with closing(sqlite3.connect(folder / told.database.name)) as database:
        for name in ("edition_update", "edition_delete"):
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE record_edition SET content = replace(content, 'Forty', 'Fifty')")
        database.commit()
    manifest(folder, database=vars_of(copy.member(folder, told.database.name)))


def vars_of(member: copy.Member) -> dict[str, Any]:
    return {"name": member.name, "bytes": member.bytes, "sha256": member.sha256}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda folder: (folder / copy.MANIFEST).unlink(), "holds no manifest.json"),
        (lambda folder: (folder / copy.MANIFEST).write_text("{"), "is damaged"),
        (lambda folder: manifest(folder, settings=[]), "its manifest.json is damaged (settings: '[]' is no object). Use another backup."),
        (lambda folder: manifest(folder, files={"count": -1, "bytes": 0, "sha256": ""}), "(files.count: '-1' is no count)"),
        (lambda folder: manifest(folder, version=2), "is a backup of version 2"),
        (lambda folder: spoil(folder / copy.read(folder).database.name), "was altered or cut short"),
        (lambda folder: (folder / copy.read(folder).database.name).unlink(), "is lacking"),
        (lambda folder: spoil(folder / copy.read(folder).list.name), "was altered or cut short"),
        (lambda folder: spoil(next(folder.glob("secret-key-*"))), "was altered or cut short"),
        (lambda folder: spoil(the_file(folder)), "was altered"),
        (lambda folder: the_file(folder).unlink(), "is lacking"),
        (lambda folder: manifest(folder, counts={**copy.read(folder).counts, "record.Item": 3}), "record.Item (2, not 3)"),
        (altered_edition, "edition row 1 was altered"),
    ],
)
def test_a_bad_backup_is_refused_and_nothing_of_it_stays(
    change: Callable[[Path], Any], problem: str, kept: Path, elsewhere: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(restoring.settings.OPTIONS, "DATELINE_SECRET_KEY", "")
    change(kept)
    there = elsewhere()
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(kept))
    assert problem in str(refusal.value) and str(kept) in str(refusal.value) and refusal.value.returncode == 2
    assert not there.folder.exists() or names(there.folder) == set()


def test_a_place_that_is_not_empty_is_named_and_left(full: Newsroom, kept: Path) -> None:
    connection.close()  # its log goes with it
    before = names(full.folder)
    with pytest.raises(CommandError, match="is not empty: .*secret-key.*Name a new folder in DATELINE_DATA"):
        call_command("restore", str(kept))
    assert names(full.folder) == before
    assert full.find()["total"] == 2


def test_a_run_that_died_with_the_database_in_place_is_brought_to_its_end(
    kept: Path, elsewhere: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = elsewhere()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(index, "rebuild", interrupted)
        restore(kept)
    assert (there.folder / restoring.MARK).exists() and Item.objects.count() == 2
    restore(kept)
    assert there.find()["total"] == 2 and not (there.folder / restoring.MARK).exists()


def test_another_backup_does_not_take_its_place(
    full: Newsroom, kept: Path, elsewhere: Go, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backup(tmp_path / "other")
    elsewhere()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(index, "rebuild", interrupted)
        restore(kept)
    with pytest.raises(CommandError, match="another backup was restored here, but not to its end"):
        call_command("restore", str(tmp_path / "other"))
    assert Item.objects.count() == 2


def test_a_backup_of_rows_serves_where_the_database_is_no_file(
    full: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: Go
) -> None:
    """What PostgreSQL does, shown on SQLite: the rows as an archive, the files beside."""
    before = crawl(seeds())
    monkeypatch.setattr(backing, "copied_file", backing.copied_rows)
    assert backup(tmp_path / "kept").kind == copy.ARCHIVE
    elsewhere()
    connection.close()
    told, items = restore(tmp_path / "kept")
    assert (told.items, items) == (2, 2) and crawl(seeds()) == before


def test_rows_that_are_not_as_counted_are_refused_there_too(
    full: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: Go
) -> None:
    monkeypatch.setattr(backing, "copied_file", backing.copied_rows)
    backup(tmp_path / "kept")
    manifest(tmp_path / "kept", counts={**copy.read(tmp_path / "kept").counts, "record.Item": 3})
    elsewhere()
    with pytest.raises(CommandError, match=r"record.Item \(2, not 3\)"):
        call_command("restore", str(tmp_path / "kept"))
    assert not connection.introspection.table_names() or not Item.objects.exists()
