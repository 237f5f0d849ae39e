"""Whatever a file holds: a clear message, the right exit status, good rows in, nothing half done, no stack trace."""

import gzip
import io
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django.plugin import DjangoDbBlocker

from dateline.ingest.models import Run
from dateline.record.models import Change, Edition, Item
from dateline.record.verify import faults
from dateline.releases.models import Release
from tests import conftest, databases
from tests.ingest.bad_inputs import BAD_FILES, BAD_LINES, BAD_MAPPINGS, CSV, GOOD, HOSTILE, LEAST, line
from tests.newsroom import Newsroom

BIN = Path(sys.executable).parent / "dateline"


@pytest.fixture(scope="module")
def shared_newsroom(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """One newsroom for all of them: every test takes back what it brought."""
    folder = tmp_path_factory.mktemp("bad") / "newsroom"
    conftest.copy(template, folder)
    with django_db_blocker.unblock():
        yield from conftest.opened(folder)


@pytest.fixture
def newsroom(shared_newsroom: Newsroom) -> Iterator[Newsroom]:
    settings.NEWSROOM_ZONE, kept = "Europe/Vienna", settings.NEWSROOM_ZONE
    yield shared_newsroom
    settings.NEWSROOM_ZONE = kept
    while run := Run.objects.filter(undone_at=None).last():
        call_command("import", "--undo", str(run.pk), stdout=io.StringIO())


def outcome(*words: str) -> tuple[int, str, str]:
    """Exit status, standard output, and the message of an error."""
    out = io.StringIO()
    try:
        call_command("import", *words, stdout=out, stderr=io.StringIO())
    except SystemExit as exit:
        return int(str(exit.code)), out.getvalue(), ""
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), ""


def titles() -> set[str]:
    return set(Release.objects.filter(live=True).values_list("title", flat=True))


def whole() -> None:
    """Live rows, items and editions agree, and every digest holds."""
    assert Release.objects.filter(live=True).count() == Item.objects.filter(state="live").count() and not list(faults())


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_stands_between_good_ones(newsroom: Newsroom, tmp_path: Path, name: str) -> None:
    bad, problem = BAD_LINES[name]
    file, report = tmp_path / "items.jsonl", tmp_path / "report.json"
    file.write_bytes(line(source="good", title="First") + b"\n" + bad + b"\n" + line(source="last", title="Last") + b"\n")
    status, out, _ = outcome(str(file), "--create-terms", "--report", str(report))
    said = json.loads(report.read_text())
    assert {"First", "Last"} <= titles()
    assert (status, said["read"], said["imported"]) == ((1, 3, 2) if problem else (0, 3, 3))
    if problem:
        assert [one["line"] for one in said["refusals"]] == [2] and problem in said["refusals"][0]["problem"]
        assert f"line 2: {said['refusals'][0]['problem']}" in out
    whole()


@pytest.mark.parametrize("name", [name for name, (_, problem) in BAD_LINES.items() if not problem])
def test_what_comes_in_is_harmless_and_keeps_its_words(newsroom: Newsroom, tmp_path: Path, name: str) -> None:
    (tmp_path / "items.jsonl").write_bytes(BAD_LINES[name][0] + b"\n")
    assert outcome(str(tmp_path / "items.jsonl"), "--create-terms")[0] == 0
    path = newsroom.path(Release.objects.get(live=True))
    before, _, rest = newsroom.get(path).content.decode().partition('<header class="masthead">')
    page = before + rest.partition("</header>")[2]  # whose signs are ours
    data = newsroom.get(f"{path.rpartition('/')[0].rpartition('/')[0]}.json").content.decode()
    assert page and not [one for one in HOSTILE if one in page or one in data]
    assert b"Text" not in BAD_LINES[name][0] or "Text" in page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("half a character", "title: half characters (lone surrogates) were replaced by \ufffd"),
        ("NULs in every field", "title: control characters were left out"),
        ("overrides of direction", "title: overrides of the direction of writing were left out"),
        ("entities", "title: entities such as &amp; were read"),
        ("an address that is a program", "left out: former: “javascript:alert(1)” is not an address such as /news/2012/title."),
        ("an address too long", "left out: former: an address has 3,001 characters; 2,000 are the most."),
    ],
)
def test_what_was_put_right_is_told(newsroom: Newsroom, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "items.jsonl").write_bytes(BAD_LINES[name][0] + b"\n")
    assert told in outcome(str(tmp_path / "items.jsonl"), "--create-terms")[1]


def refused(newsroom: Newsroom, *words: str) -> str:
    """The message of an import that does nothing."""
    before = (Change.objects.count(), Edition.objects.count(), Run.objects.count())
    status, _, message = outcome(*words)
    assert status == 2 and "Traceback" not in message
    assert (Change.objects.count(), Edition.objects.count(), Run.objects.count()) == before
    return message


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_whole(newsroom: Newsroom, tmp_path: Path, name: str) -> None:
    data, problem = BAD_FILES[name]
    (tmp_path / "file").write_bytes(data)
    message = refused(newsroom, str(tmp_path / "file"))
    assert message.startswith(f"{tmp_path / 'file'}: ") and problem in message


@pytest.mark.parametrize("name", BAD_MAPPINGS)
def test_a_bad_mapping_is_refused_with_its_line(newsroom: Newsroom, tmp_path: Path, name: str) -> None:
    data, problem = BAD_MAPPINGS[name]
    file, mapping = tmp_path / "items.jsonl", tmp_path / "mapping.yaml"
    file.write_bytes(line() + b"\n")
    mapping.write_bytes(data)
    message = refused(newsroom, str(file), "--mapping", str(mapping))
    assert str(mapping) in message and problem in message


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["{folder}/none.jsonl"], "none.jsonl: cannot be read (No such file or directory)."),
        (["{folder}"], "cannot be read (Is a directory)."),
        (["/dev/null"], "/dev/null: is empty."),
        ([""], "name a FILE, or - for standard input."),
        (["{folder}/good.jsonl", "--format", "page"], "has no line such as “Publishing date: 5 October 2022”"),
        (["{folder}/good.jsonl", "--format", "pdf"], "--format: 'pdf' is not known. Known are: page, jsonl, csv."),
        (["{folder}/good.jsonl", "--mapping", "{folder}/none.yaml"], "none.yaml cannot be read (No such file or directory)."),
        (["{folder}/good.jsonl", "--mapping", "{folder}"], "cannot be read (Is a directory)."),
        (["{folder}/good.jsonl", "--report", "{folder}/none/report"], "there is no folder {folder}/none to write it to."),
        (["{folder}/good.jsonl", "--report", "{folder}"], "--report: {folder} cannot be written. Name another file."),
    ],
)
def test_a_wrong_word_on_the_command_line_is_told(newsroom: Newsroom, tmp_path: Path, words: list[str], problem: str) -> None:
    (tmp_path / "good.jsonl").write_bytes(line() + b"\n")
    assert problem.format(folder=tmp_path) in refused(newsroom, *(word.format(folder=tmp_path) for word in words))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_or_written_is_told(newsroom: Newsroom, tmp_path: Path) -> None:
    file, closed = tmp_path / "items.jsonl", tmp_path / "closed"
    file.write_bytes(line() + b"\n")
    closed.mkdir(mode=0o500)
    assert "cannot be written. Name another file." in refused(newsroom, str(file), "--report", str(closed / "report"))
    file.chmod(0)
    assert "cannot be read (Permission denied)." in refused(newsroom, str(file))


def test_a_report_that_cannot_be_written_does_not_undo_what_is_done(newsroom: Newsroom, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (tmp_path / "items.jsonl").write_bytes(line() + b"\n")
    status, out, message = outcome(str(tmp_path / "items.jsonl"), "--report", "/dev/full")
    assert (status, message) == (1, "Everything above is done, but /dev/full could not be written (No space left on device).")
    assert "1 imported" in out and titles() == {"Bad"}


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        (CSV + "Two,2022-10-06,x\n", 1, "line 3: has 3 cells, the first line has 2."),
        (CSV + '"Two" x,2022-10-06\n', 1, "line 3: is not CSV"),
        (CSV + '"Two,2022-10-06\nThree,2022-10-07\n', 1, "line 3: is not CSV: a quotation mark opens here and none closes it"),
        (CSV + "Two\n", 1, "line 3: “Two”: published: “” is not a date"),
        (CSV + "\n,\n", 0, "1 imported"),
    ],
)
def test_a_table_gone_wrong_is_told_by_line(newsroom: Newsroom, tmp_path: Path, text: str, status: int, told: str) -> None:
    (tmp_path / "items.csv").write_text(text)
    done, out, _ = outcome(str(tmp_path / "items.csv"))
    assert (done, titles()) == (status, {"One"}) and told in out


@pytest.mark.parametrize(("encoding", "told"), [("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("cp1252", "Windows-1252"), ("utf-8-sig", "")])
def test_a_table_in_any_encoding_is_read_and_that_is_said(newsroom: Newsroom, tmp_path: Path, encoding: str, told: str) -> None:
    (tmp_path / "items.csv").write_bytes("title,published\nÉté à Bar,2022-10-05\n".encode(encoding))
    status, out, _ = outcome(str(tmp_path / "items.csv"))
    assert (status, titles()) == (0, {"Été à Bar"}) and f"is not UTF-8; it was read as {told}." in out or not told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_json_lines_in_utf_16_are_read_and_that_is_said(newsroom: Newsroom, tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "items.jsonl").write_bytes((mark + json.dumps(GOOD, ensure_ascii=False) + "\n").encode(encoding))
    status, out, _ = outcome(str(tmp_path / "items.jsonl"), "--create-terms")
    assert (status, titles()) == (0, {"Good"}) and ("read as UTF-16" in out) == encoding.startswith("utf-16")


def test_a_line_of_200_mb_is_refused_by_number_without_being_held(newsroom: Newsroom, tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl"
    with file.open("wb") as out:
        out.write(line(source="good") + b'\n{"title": "')
        out.seek(200 * 2**20, os.SEEK_CUR)
        out.write(b'"}\n' + line(source="last", title="Last") + b"\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status, said, _ = outcome(str(file), "--create-terms")
    assert (status, titles()) == (1, {"Bad", "Last"}) and "line 2: is longer than 64 MB. One line holds one item." in said
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 2**10  # KB


def test_terms_that_translate_each_other_are_read_once(newsroom: Newsroom, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(f"{LEAST}  topic: topics[]\nterms:\n  topic: {{A: B, B: A}}\n")
    (tmp_path / "items.jsonl").write_bytes(line(topics=["A"]) + b"\n")
    assert "topic made: B (1)" in outcome(str(tmp_path / "items.jsonl"), "--create-terms", "--mapping", str(mapping))[1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A tmpfs of a few megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small tmpfs is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def dateline(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([BIN, *words], env={**os.environ, "DATELINE_DATA": str(folder)}, capture_output=True, text=True, check=False)


@pytest.mark.skipif(bool(databases.SERVER), reason="the disk is that of a database that is a file")
def test_a_full_disk_stops_an_import_that_goes_on_when_there_is_room(template: Path, tmp_path: Path, small_disk: Path) -> None:
    file, data = tmp_path / "items.jsonl.gz", small_disk / "data"
    items: list[dict[str, Any]] = [
        {**GOOD, "source": str(n), "title": f"Title {n}", "body": f"<p>{os.urandom(9000).hex()}</p>"} for n in range(600)
    ]
    file.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in items).encode()))
    shutil.copytree(template, data)
    full = dateline(data, "import", str(file), "--create-terms")
    assert full.returncode == 1 and "Traceback" not in full.stderr
    assert "stopped, for the" in full.stderr and "Make room where DATELINE_DATA lies." in full.stderr
    shutil.copytree(data, tmp_path / "roomy")
    again = dateline(tmp_path / "roomy", "import", str(file), "--create-terms", "--report", str(tmp_path / "report.json"))
    said = json.loads((tmp_path / "report.json").read_text())
    assert again.returncode == 0 and said["imported"] + said["unchanged"] == 600 and said["counts"]["year"]["2022"]["after"] == 600
