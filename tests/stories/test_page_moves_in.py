"""A page of an existing newsroom goes in as a file; the narrowed listing is that page, item for item."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from dateline.record.models import Change, Item
from dateline.releases.models import Release
from dateline.vocabularies.models import Office, Topic
from tests.hooks import Entry, ListingPage
from tests.newsroom import Newsroom

OURS = Path(__file__).parents[1] / "data" / "newsroom-page.txt"
ANSWER = json.loads(OURS.with_suffix(".json").read_text())
SEED_LABELS = {"Publishing date": "date", "Content type": "type", "Where we are": "office", "What we do": "topic"}


def load(file: Path, *extra: str, tmp: Path) -> dict[str, Any]:
    report = tmp / "report.json"
    try:
        call_command("import", str(file), "--report", str(report), *extra, stdout=io.StringIO(), stderr=io.StringIO())
    except SystemExit as exit:
        assert exit.code == 1
    return dict(json.loads(report.read_text()))


def listing(newsroom: Newsroom, query: str) -> list[Entry]:
    return ListingPage(newsroom.get(f"/news/?{query}").content).entries


def read_seed(text: str) -> list[dict[str, Any]]:
    """The seed page, by another way than the reader's: five lines an item after the header."""
    lines = text.splitlines()[3:]
    items = []
    for title, day, kind, offices, topics, paragraph in (lines[start : start + 6] for start in range(0, len(lines), 6)):
        said = {SEED_LABELS[line.partition(": ")[0]]: line.partition(": ")[2] for line in (day, kind, offices, topics)}
        items.append({"title": title, **said, "paragraph": paragraph})
    return items


@pytest.fixture
def seeded(newsroom: Newsroom, shared: Path, tmp_path: Path) -> Newsroom:
    assert load(shared / "seed-newsroom-page.txt", "--create-terms", tmp=tmp_path)["imported"] == 7
    return newsroom


def test_the_seed_page_comes_out_item_for_item(seeded: Newsroom, shared: Path) -> None:
    page = read_seed((shared / "seed-newsroom-page.txt").read_text())
    entries = listing(seeded, "topic=combating-trafficking-in-human-beings")
    assert [entry.title for entry in entries] == [item["title"] for item in page]
    for entry, item in zip(entries, page, strict=True):
        assert entry.names("type") == [item["type"]]
        assert entry.names("office") == item["office"].split(", ")
        assert entry.names("topic") == item["topic"].split(", ")
        assert entry.summary == item["paragraph"]
    assert [len(entry.names("topic")) for entry in entries] == [1, 2, 1, 3, 16, 2, 1]
    assert [entry.published for entry in entries][:3] == ["2022-10-05", "2022-10-04", "2022-09-08"]


def test_a_second_time_changes_nothing(seeded: Newsroom, shared: Path, tmp_path: Path) -> None:
    before = Change.objects.count()
    report = load(shared / "seed-newsroom-page.txt", "--create-terms", tmp=tmp_path)
    assert (report["read"], report["unchanged"], report["imported"]) == (7, 7, 0)
    assert Change.objects.count() == before == 7


@pytest.fixture
def prepared(newsroom: Newsroom) -> Newsroom:
    """Labels with commas are whole only where the lists know them."""
    for label in ANSWER["offices_known"]:
        newsroom.term("office", label)
    for label in ANSWER["topics_known"]:
        newsroom.term("topic", label)
    return newsroom


def test_an_invented_page_comes_out_item_for_item(prepared: Newsroom, tmp_path: Path) -> None:
    report = load(OURS, "--create-terms", tmp=tmp_path)
    assert report["imported"] == report["read"] == len(ANSWER["items"]) and not report["refusals"]
    for entry, item in zip(listing(prepared, ""), ANSWER["items"], strict=True):
        assert (entry.title, entry.published, entry.summary) == (item["title"], item["published"], item["paragraph"])
        assert entry.names("type") == ([item["type"]] if item["type"] else [])
        assert entry.names("office") == item["offices"] and entry.names("topic") == item["topics"]


def test_datelines_of_every_shape_are_found_and_given_back(prepared: Newsroom, tmp_path: Path) -> None:
    load(OURS, "--create-terms", tmp=tmp_path)
    assert [one["dateline"] for one in prepared.find()["releases"]] == [item["dateline"] for item in ANSWER["items"]]


def test_every_import_has_its_revision(prepared: Newsroom, tmp_path: Path) -> None:
    load(OURS, "--create-terms", tmp=tmp_path)
    assert Release.objects.filter(live=True, live_revision__isnull=False, latest_revision__isnull=False).count() == len(ANSWER["items"])
    assert Change.objects.filter(quiet=False).count() == 0


def test_unknown_labels_are_counted_and_a_later_run_adds_them(newsroom: Newsroom, tmp_path: Path) -> None:
    report = load(OURS, tmp=tmp_path)
    assert report["unknown_terms"]["topic"]["Railway safety"] == 7 and Topic.objects.count() == 0
    assert newsroom.find("topic=none")["total"] == 9
    again = load(OURS, "--create-terms", tmp=tmp_path)
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 8, 1)
    assert newsroom.find("topic=railway-safety")["total"] == 7


def test_commas_inside_unknown_labels_are_reported_as_in_doubt(newsroom: Newsroom, tmp_path: Path) -> None:
    doubts = [(one["facet"], one["label"]) for one in load(OURS, "--create-terms", tmp=tmp_path)["in_doubt"]]
    assert ("topic", "vibration and dust") in doubts and ("office", "Bridges and Avalanche Sheds") in doubts


def test_a_rehearsal_tells_the_same_and_writes_nothing(prepared: Newsroom, tmp_path: Path) -> None:
    offices = Office.objects.count()
    rehearsed = load(OURS, "--create-terms", "--dry-run", tmp=tmp_path)
    assert Item.objects.count() == Release.objects.count() == 0 and Office.objects.count() == offices
    done = load(OURS, "--create-terms", tmp=tmp_path)
    for name in ("read", "imported", "updated", "unchanged", "refusals", "unknown_terms", "in_doubt"):
        assert rehearsed[name] == done[name], name
    assert rehearsed["counts"]["year"] == done["counts"]["year"]


def test_counts_of_the_report_are_those_of_the_listing(prepared: Newsroom, tmp_path: Path) -> None:
    counts = load(OURS, "--create-terms", tmp=tmp_path)["counts"]
    shown = prepared.find("language=any")["facets"]
    for facet in ("type", "office", "topic", "language", "year"):
        assert {value: n["after"] for value, n in counts[facet].items()} == {one["value"]: one["count"] for one in shown[facet]}


def test_good_items_come_in_beside_bad_ones(newsroom: Newsroom, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    good, bad = "Good\nPublishing date: 5 October 2022\nIts text.\n", "Bad\nPublishing date: 32 October 2022\nIts text.\n"
    file.write_text(good + bad + good)
    report = load(file, tmp=tmp_path)
    assert (report["read"], report["imported"], report["refused"]) == (3, 1, 2)
    assert [(one["line"], one["problem"]) for one in report["refusals"]] == [
        (4, "Publishing date: “32 October 2022” is not a date such as 5 October 2022."),
        (7, "“Good” stands in this file twice, first on line 1."),
    ]
