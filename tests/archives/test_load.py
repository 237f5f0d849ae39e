"""An archive that is not what it says is refused, and nothing of it stays."""

import gzip
import hashlib
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from dateline.archives import files, reading
from dateline.archives import load as loading
from dateline.archives.export import export
from dateline.archives.load import load
from dateline.media.models import Picture
from dateline.people.models import User
from dateline.record import verify
from dateline.record.models import Counters, Edition, Item
from dateline.releases.models import Release
from dateline.search import index
from dateline.search.engine import IndexUnusable
from tests import conftest, databases
from tests.newsroom import SECRET, Newsroom
from tests.stories.test_media import document, dressed, picture

MANIFEST, EDITIONS = "dateline-archive.json", "rows/record.Edition.jsonl.gz"

Members = dict[str, bytes]
Change = Callable[[Members], Any]


@pytest.fixture(scope="module")
def archive(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """A small newsroom with a picture and a document."""
    folder = tmp_path_factory.mktemp("archive")
    conftest.copy(template, folder / "data")
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder / "data"):
            newsroom.publish(dressed(newsroom.draft("With a picture", offices=["Bar"]), picture(), document()))
            newsroom.published("Another")
            export(folder / "out.tar")
    return folder / "out.tar"


def members(archive: Path) -> Members:
    with tarfile.open(archive) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def packed(parts: Members, target: Path) -> Path:
    with tarfile.open(target, "w") as tar:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return target


def told(parts: Members, change: Callable[[dict[str, Any]], Any]) -> None:
    manifest = json.loads(parts[MANIFEST])
    change(manifest)
    parts[MANIFEST] = json.dumps(manifest).encode()


def table(parts: Members, name: str, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Alter rows as somebody would who knows the format: the manifest says the new digest."""
    rows = [json.loads(line) for line in gzip.decompress(parts[f"rows/{name}.jsonl.gz"]).splitlines()]
    change(rows)
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    parts[f"rows/{name}.jsonl.gz"] = gzip.compress(lines)

    def say(manifest: dict[str, Any]) -> None:
        entry = next(one for one in manifest["tables"] if one["kind"] == name)
        entry["rows"], entry["sha256"] = len(rows), hashlib.sha256(lines).hexdigest()

    told(parts, say)


def a_file(parts: Members) -> str:
    return next(name for name in parts if name.startswith("files/"))


def renamed(parts: Members, old: str, new: str) -> None:
    both = [(new if name == old else name, data) for name, data in parts.items()]
    parts.clear()
    parts.update(both)


BAD: dict[str, tuple[Change, str]] = {
    "later version": (lambda parts: told(parts, lambda one: one.update(version=2)), "is an archive of version 2, made by dateline"),
    "another format": (lambda parts: told(parts, lambda one: one.update(format="x")), "is no archive of Dateline's"),
    "manifest is not JSON": (lambda parts: parts.update({MANIFEST: b"{"}), "its first member is damaged"),
    "manifest without tables": (lambda parts: told(parts, lambda one: one.pop("tables")), "its first member is damaged"),
    "manifest of lists without end": (
        lambda parts: parts.update({MANIFEST: b"[" * 20_000}),
        "its first member is damaged (maximum recursion",
    ),
    "a count that is none": (lambda parts: told(parts, lambda one: one["files"].update(count="many")), "(files.count: 'many' is no count)"),
    "settings that are a list": (lambda parts: told(parts, lambda one: one.update(settings=[1])), "(settings: '[1]' is no object)"),
    "fields that are numbers": (lambda parts: told(parts, lambda one: one["tables"][0].update(fields=[1])), "fields[]: '1' is no text)"),
    "a kind named twice": (lambda parts: told(parts, lambda one: one["tables"].append(one["tables"][0])), "names record.Counters twice"),
    "no kinds": (lambda parts: told(parts, lambda one: one.update(tables=[])), "names no record.Counters, which every newsroom has"),
    "a member more": (lambda parts: parts.update({"more.txt": b"x"}), "holds 'more.txt', which its manifest does not name."),
    "a file without a name": (lambda parts: renamed(parts, a_file(parts), "files/x"), "would not lie inside"),
    "a file named as the mark": (lambda parts: renamed(parts, a_file(parts), f"files/{'0' * 64}/.coming"), "as no newsroom does"),
    "a row of lists without end": (lambda parts: parts.update({EDITIONS: gzip.compress(b"[" * 20_000)}), "line 1, is not JSON"),
    "an unknown field": (lambda parts: told(parts, lambda one: one["tables"][0]["fields"].append("x")), "does not know"),
    "an unknown kind": (lambda parts: told(parts, lambda one: one["tables"][0].update(kind="record.Other")), "does not know"),
    "a field less": (lambda parts: told(parts, lambda one: one["tables"][3]["fields"].remove("content")), "have no content"),
    "a file altered": (lambda parts: parts.update({a_file(parts): b"x"}), "was altered"),
    "a file lacking": (lambda parts: parts.pop(a_file(parts)), "not all of its 7 files are there"),
    "a file that leads out": (lambda parts: renamed(parts, a_file(parts), f"files/{'0' * 64}/../../x"), "would not lie inside"),
    "an absolute file": (lambda parts: renamed(parts, a_file(parts), f"files/{'0' * 64}//tmp/x"), "would not lie inside"),
    "a table lacking": (lambda parts: parts.pop(EDITIONS), f"{EDITIONS} is not where the manifest says"),
    "a table altered": (lambda parts: parts.update({EDITIONS: gzip.compress(b"")}), f"{EDITIONS} is not as the manifest says"),
    "a table cut short": (lambda parts: parts.update({EDITIONS: parts[EDITIONS][:-60]}), "is damaged or cut short"),
    "a table of noise": (lambda parts: parts.update({EDITIONS: b"noise"}), "is damaged or cut short"),
    "a row that is no JSON": (lambda parts: parts.update({EDITIONS: gzip.compress(b"{\n")}), "line 1, is not JSON"),
    "a row that is no object": (lambda parts: parts.update({EDITIONS: gzip.compress(b"[]\n")}), "line 1, is no object"),
    "other words": (
        lambda parts: table(parts, "record.Edition", lambda rows: rows[0].update(content=rows[0]["content"].replace("Forty", "Fifty"))),
        "Edition 1 of",
    ),
    "an edition less": (lambda parts: table(parts, "record.Edition", lambda rows: rows.pop()), "do not belong together"),
    "a change less": (lambda parts: table(parts, "record.Change", lambda rows: rows.pop(0)), "The log holds 1 changes"),
    "an item too many": (lambda parts: told(parts, lambda one: one.update(items=3)), "There are 2 items where 3 are promised."),
    "half a character": (
        lambda parts: table(parts, "releases.Release", lambda rows: rows[0].update(title="\ud800")),
        "line 1: title: '\\ud800' cannot be used",
    ),
    "a number of 100 bits": (lambda parts: table(parts, "people.User", lambda rows: rows[0].update(id=2**100)), "line 1: id: '12676506002"),
    "a time that is none": (
        lambda parts: table(parts, "record.Item", lambda rows: rows[0].update(published_at="soon")),
        "published_at: 'soon'",
    ),
    "a model that is none": (
        lambda parts: table(parts, "wagtailcore.Revision", lambda rows: rows[0].update(content_type_id="x.y")),
        "content_type_id: 'x.y'",
    ),
    "a key twice": (lambda parts: table(parts, "people.User", lambda rows: rows.append(rows[0])), "do not belong together"),
    "a row without its parent": (
        lambda parts: table(parts, "record.FileUse", lambda rows: rows[0].update(item_id=99)),
        "do not belong together",
    ),
}


def nothing_stays(newsroom: Newsroom) -> None:
    assert not Item.objects.exists() and not User.objects.exists() and not Picture.objects.exists() and not Release.objects.exists()
    assert Counters.objects.get().secret == SECRET
    assert not (newsroom.folder / "files").exists() and not (newsroom.folder / "files.coming").exists()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_archive_is_refused_and_nothing_of_it_stays(name: str, archive: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    change, problem = BAD[name]
    parts = members(archive)
    change(parts)
    file = packed(parts, tmp_path / "bad.tar")
    with pytest.raises(CommandError) as refusal:
        call_command("import", str(file))
    assert problem in str(refusal.value) and str(file) in str(refusal.value) and refusal.value.returncode == 2
    nothing_stays(newsroom)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_a_member_that_is_no_file_is_not_followed(kind: bytes, archive: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    with tarfile.open(archive) as tar, tarfile.open(tmp_path / "bad.tar", "w") as bad:
        for one in tar:
            if one.name.startswith("files/"):
                one.type, one.linkname, one.size = kind, "/etc/passwd", 0
            bad.addfile(one, tar.extractfile(one) if one.isfile() else None)
    with pytest.raises(CommandError, match=r"is no file\. Do not trust this archive\."):
        call_command("import", str(tmp_path / "bad.tar"))
    nothing_stays(newsroom)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_an_archive_cut_short_is_refused(share: float, archive: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    whole = archive.read_bytes().rstrip(b"\0")
    (tmp_path / "cut.tar").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(CommandError, match="cut short"):
        call_command("import", str(tmp_path / "cut.tar"))
    nothing_stays(newsroom)


def test_the_same_archive_loads_after_a_bad_one(archive: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "cut.tar").write_bytes(archive.read_bytes()[:200_000])
    with pytest.raises(CommandError):
        call_command("import", str(tmp_path / "cut.tar"))
    load(str(archive))
    assert newsroom.titles() == ["Another", "With a picture"] and list(verify.faults()) == []
    assert not (newsroom.folder / "files" / loading.MARK).exists()


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_packed_archive_is_unpacked(pack: Callable[[bytes], bytes], archive: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "packed").write_bytes(pack(archive.read_bytes()))
    call_command("import", str(tmp_path / "packed"), stdout=io.StringIO())
    assert newsroom.find()["total"] == 2


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_an_archive_comes_through_a_pipe(pack: Callable[[bytes], bytes], archive: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "packed").write_bytes(pack(archive.read_bytes()))
    environment = {
        "DATELINE_DATA": str(newsroom.folder),
        "DATELINE_SECRET_KEY": "x" * 32,
        "PATH": "",
        **databases.environment(newsroom.folder),
    }
    connection.close()
    with subprocess.Popen(["cat", tmp_path / "packed"], stdout=subprocess.PIPE) as given:
        done = subprocess.run(
            [sys.executable, "-m", "dateline", "import", "-"], stdin=given.stdout, env=environment, capture_output=True, text=True
        )
    assert (done.returncode, done.stdout.startswith("Loaded and verified: 2 items")) == (0, True), done.stderr
    assert "DATELINE_LANGUAGES was en,fr there and is en here." in done.stderr


def test_a_pipe_with_a_name_is_not_looked_into(tmp_path: Path) -> None:
    """What is taken from it, as by `dateline import <(zstd -dc FILE)`, would be lacking from the import."""
    os.mkfifo(tmp_path / "pipe")
    pipe = os.open(tmp_path / "pipe", os.O_RDWR)
    try:
        os.write(pipe, b'{"title": "One"}\n' * 1000)
        assert not reading.is_archive(str(tmp_path / "pipe"))
        assert len(os.read(pipe, 2**16)) == 17_000
    finally:
        os.close(pipe)


@pytest.mark.parametrize("head", [gzip.compress(b"{}"), gzip.compress(b"x")[:9], lzma.compress(b"{}"), b"\xfd7zXZ\x00broken", b"", b"{}"])
def test_what_begins_otherwise_is_no_archive(head: bytes) -> None:
    assert not reading.beginning(head).startswith(b"dateline")


@pytest.mark.parametrize(
    ("fill", "named"),
    [
        (lambda newsroom: newsroom.term("topic", "Law"), "1 topic"),
        (lambda newsroom: newsroom.person("ana"), "1 person (ana)"),
        (lambda newsroom: newsroom.published(), "a record at change 1"),
    ],
)
def test_what_is_in_the_way_is_named(fill: Callable[[Newsroom], Any], named: str, archive: Path, newsroom: Newsroom) -> None:
    fill(newsroom)
    before = Edition.objects.count()
    with pytest.raises(CommandError) as refusal:
        call_command("import", str(archive))
    assert named in str(refusal.value) and "DATELINE_DATA" in str(refusal.value) and refusal.value.returncode == 2
    assert Edition.objects.count() == before


def test_files_that_no_row_names_are_in_the_way(archive: Path, newsroom: Newsroom) -> None:
    (newsroom.folder / "files").mkdir()
    (newsroom.folder / "files" / "mine.jpg").write_bytes(b"x")
    with pytest.raises(CommandError, match="there are files in"):
        call_command("import", str(archive))
    assert (newsroom.folder / "files" / "mine.jpg").read_bytes() == b"x"


def test_a_run_that_died_after_the_commit_is_brought_to_its_end(archive: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(index, "rebuild", interrupted)
        load(str(archive))
    assert Item.objects.count() == 2 and (newsroom.folder / "files" / loading.MARK).exists()
    load(str(archive))
    assert newsroom.find()["total"] == 2 and not (newsroom.folder / "files" / loading.MARK).exists()


def test_an_interrupt_just_after_the_commit_takes_no_file_away(archive: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = loading.take_all_rows

    def committed(*words: Any, **said: Any) -> None:
        whole(*words, **said)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(loading, "take_all_rows", committed)
        load(str(archive))
    load(str(archive))
    assert Item.objects.count() == 2 and all(files.measured(name) for name in files.names())
    assert not (newsroom.folder / "files" / loading.MARK).exists()


def test_an_interrupt_just_before_it_leaves_nothing(archive: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    placed = loading.put_in_place
    monkeypatch.setattr(loading, "put_in_place", lambda coming: placed(coming) or interrupted())
    with pytest.raises(KeyboardInterrupt):
        load(str(archive))
    nothing_stays(newsroom)


def test_a_full_disk_is_told_in_one_line(archive: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "flushed", full)
    with pytest.raises(CommandError, match="cannot be written to .* \\(No space left on device\\). Make room; nothing stays."):
        call_command("import", str(archive))
    nothing_stays(newsroom)


def test_an_index_for_which_there_is_no_room_is_made_by_the_same_command(
    archive: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(CommandError, match="but the search index, .*the same command") as told:
        patched.setattr(index, "rebuild", without_room)
        call_command("import", str(archive))
    assert told.value.returncode == 1 and Item.objects.count() == 2
    call_command("import", str(archive), stdout=io.StringIO())
    assert newsroom.find()["total"] == 2


def without_room() -> int:
    raise IndexUnusable(Path("index"), "No space left on device; `dateline rebuild` makes it anew")


def full(file: object) -> None:
    raise OSError(28, "No space left on device")


def interrupted(**said: Any) -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize("option", [["--mapping", "x.yaml"], ["--create-terms"], ["--dry-run"], ["--report", "x.json"], ["--files", "x"]])
def test_what_makes_no_sense_for_an_archive_is_refused(option: list[str], archive: Path, newsroom: Newsroom) -> None:
    with pytest.raises(CommandError, match=f"{option[0]}: .* loaded as it is"):
        call_command("import", str(archive), *option)
    nothing_stays(newsroom)
