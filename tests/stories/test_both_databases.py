"""What one database would take and the other would not: the same answer on both."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from dateline.ingest import load
from dateline.record.models import FormerAddress, Item
from dateline.record.verify import faults
from dateline.releases.models import Release
from tests.newsroom import Newsroom

ROW = {"source": "a", "title": "Title", "published": "2020-01-01", "lead": "Lead."}
NOWHERE = (
    "/x%00y",
    "/ref/%00",
    "/files/%00/x",
    "/files/abc/%00",
    "/topics/%00/",
    "/offices/a%00/",
    "/news/%00/",
    "/news/%00.json",
    "/fr/%00",
)


def imported(folder: Path, *rows: dict[str, Any]) -> dict[str, Any]:
    file, report = folder / "rows.jsonl", folder / "report.json"
    file.write_text("\n".join(json.dumps({**ROW, **row}) for row in rows))
    try:
        call_command("import", str(file), "--create-terms", "--report", str(report), stdout=io.StringIO(), stderr=io.StringIO())
    except SystemExit as left:
        assert left.code == 1
    return dict(json.loads(report.read_text()))


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_with_a_nul_in_it_leads_nowhere(newsroom: Newsroom, address: str) -> None:
    answer = newsroom.get(address)
    assert answer.status_code == 404 and answer["Content-Security-Policy"]


def test_texts_with_signs_that_are_none_come_in_without_them(newsroom: Newsroom, tmp_path: Path) -> None:
    bad = {"title": "Ti\x00tle \ud800", "lead": "\x00", "body": "<p>\x00a</p>", "topics": ["La\x00w"], "offices": ["B\udfffar"]}
    report = imported(tmp_path, {**bad, "former": ["/o\x00ld"]}, {"source": "b"})
    assert (report["imported"], report["refused"]) == (2, 0) and "line 1: title: control characters were left out" in report["repaired"]
    assert newsroom.titles("topic=law&office=bar") == ["Title \ufffd"] and FormerAddress.objects.get().address == "/old"


def test_what_no_column_holds_is_refused_beside_good_rows(newsroom: Newsroom, tmp_path: Path) -> None:
    report = imported(
        tmp_path, {"source": "s" * 300}, {"reference": "r" * 300}, {"source": "c", "former": ["/" + "я" * 1999]}, {"source": "d"}
    )
    assert (report["imported"], report["refused"], Item.objects.count()) == (2, 2, 2)
    assert not FormerAddress.objects.exists() and "It will not lead here" in str(report["left_out"])


def test_what_is_withdrawn_while_a_file_is_read_is_not_brought_back(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(tmp_path, {}, {"source": "b"})
    release, before = Release.objects.get(source="a"), load.names_of_before

    def meanwhile() -> Any:
        newsroom.withdraw(release)
        return before()

    monkeypatch.setattr(load, "names_of_before", meanwhile)
    report = imported(tmp_path, {"title": "Another"}, {"source": "b", "title": "Another"})
    assert (report["updated"], report["refused"]) == (1, 1) and newsroom.item(release).state == "withdrawn"
    assert report["refusals"][0]["problem"] == "“Another” was changed at the desk while this file was read. Import it again."


def test_what_another_import_brings_in_meanwhile_is_refused(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    first = [{"source": "b"}, {"source": "c"}]

    def meanwhile() -> Any:
        monkeypatch.undo()
        imported(tmp_path / "other", *first)
        return load.names_of_before()

    monkeypatch.setattr(load, "names_of_before", meanwhile)
    rows = [{}, *first, {"source": "d", "title": "The last"}]
    report = imported(tmp_path, *rows)
    assert (report["imported"], report["refused"], Item.objects.count()) == (2, 2, 4) and not list(faults())
    assert report["refusals"][0]["problem"] == "“Title” was brought in by another import while this file was read. Import it again."
    assert imported(tmp_path, *rows)["unchanged"] == 4


def test_a_title_that_grows_in_lower_case_is_kept(newsroom: Newsroom) -> None:
    release = newsroom.published("İ" * 500)
    assert Release.objects.get(pk=release.pk).title == "İ" * 500 and len(Release.objects.get(pk=release.pk).title_lower) == 500
