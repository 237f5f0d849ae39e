"""Files that lie beside an import file move in with it, by the checks of an upload."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dateline.media.models import Attachment, Picture
from dateline.record.models import Change
from dateline.releases.models import Release
from tests import files
from tests.newsroom import Newsroom

SHOWN = {"name": "2012/gauge.jpg", "title": "Gauge", "alt": "A white gauge.", "credit": "ILRO"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A budget, a picture, and what nobody takes."""
    made = tmp_path / "media"
    (made / "2012").mkdir(parents=True)
    (made / "2012" / "budget.pdf").write_bytes(files.pdf(3))
    (made / "2012" / "gauge.jpg").write_bytes(files.telling())
    (made / "program.pdf").write_bytes(b"\x7fELF\x02")
    (tmp_path / "secret.pdf").write_bytes(files.pdf(1))
    (made / "way-out.pdf").symlink_to(tmp_path / "secret.pdf")
    return made


def load(folder: Path, *named: Any, extra: tuple[str, ...] = ()) -> dict[str, Any]:
    file, report = folder.parent / "items.jsonl", folder.parent / "report.json"
    file.write_text(json.dumps({"source": "1", "title": "One", "published": "2012-05-01", "lead": "L.", "files": named}) + "\n")
    call_command("import", str(file), "--report", str(report), *(extra or ("--files", str(folder))), stdout=io.StringIO())
    return dict(json.loads(report.read_text()))


def test_pictures_and_attachments_come_along(newsroom: Newsroom, folder: Path) -> None:
    report = load(folder, SHOWN, {"name": "2012/budget.pdf", "title": "The budget"})
    assert (report["imported"], report["left_out"]) == (1, [])
    page = newsroom.get(newsroom.path(Release.objects.get())).content.decode()
    assert 'alt="A white gauge."' in page and ">The budget</a>" in page and "3 pages" in page
    assert b"Nikkon" not in Path(Picture.objects.get().file.path).read_bytes()


def test_a_second_time_takes_nothing_again_and_a_changed_file_is_an_update(newsroom: Newsroom, folder: Path) -> None:
    load(folder, SHOWN, "2012/budget.pdf")
    assert load(folder, SHOWN, "2012/budget.pdf")["unchanged"] == 1 and Change.objects.count() == 1
    (folder / "2012" / "budget.pdf").write_bytes(files.pdf(4))
    assert load(folder, SHOWN, "2012/budget.pdf")["updated"] == 1
    assert (Picture.objects.count(), Attachment.objects.count()) == (1, 2)
    assert "4 pages" in newsroom.get(newsroom.path(Release.objects.get())).content.decode()


def test_files_that_an_item_names_no_more_are_gone_from_its_page(newsroom: Newsroom, folder: Path) -> None:
    load(folder, SHOWN, "2012/budget.pdf")
    assert load(folder)["updated"] == 1
    page = newsroom.get(newsroom.path(Release.objects.get())).content.decode()
    assert "A white gauge." not in page and "3 pages" not in page


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ("none.pdf", "“none.pdf”: there is no such file in"),
        ("../secret.pdf", "“../secret.pdf”: there is no such file in"),
        ("way-out.pdf", "“way-out.pdf”: there is no such file in"),
        ("/etc/passwd", "“/etc/passwd”: there is no such file in"),
        ("program.pdf", "“program.pdf”: This is a program. Attachments are taken as"),
        ({**SHOWN, "alt": " "}, "“2012/gauge.jpg”: this picture has no alternative text."),
    ],
)
@pytest.mark.parametrize("rehearsal", [False, True])
def test_a_file_that_cannot_be_taken_is_told_and_its_item_comes_in(
    newsroom: Newsroom, folder: Path, named: Any, problem: str, rehearsal: bool
) -> None:
    report = load(folder, named, extra=("--files", str(folder), *(["--dry-run"] if rehearsal else [])))
    assert report["imported"] == 1 and problem in report["left_out"][0]["problem"]
    assert not Attachment.objects.exists() and not Picture.objects.exists()


def test_a_rehearsal_keeps_no_file(newsroom: Newsroom, folder: Path) -> None:
    assert load(folder, SHOWN, "2012/budget.pdf", extra=("--files", str(folder), "--dry-run"))["left_out"] == []
    assert not Attachment.objects.exists() and not Picture.objects.exists()


def test_where_files_lie_must_be_said(newsroom: Newsroom, folder: Path) -> None:
    report = load(folder, "2012/budget.pdf", extra=("--create-terms",))
    assert report["left_out"][0]["problem"].endswith("where it lies is not said. Name the folder: --files DIR.")
    with pytest.raises(CommandError, match="--files: .* is no folder"):
        load(folder, extra=("--files", "/nowhere"))
