"""What an old site's texts and addresses said of each other, after it moved in."""

import json
from pathlib import Path

import pytest

from dateline.releases.models import Release
from tests.newsroom import Newsroom
from tests.stories.test_undo import Importing, item

DAY = '<p>Said <a href="{}">earlier</a>.</p>'


@pytest.fixture
def importing(newsroom: Newsroom, tmp_path: Path) -> Importing:
    return Importing(tmp_path)


def hrefs(newsroom: Newsroom, source: str) -> list[str]:
    root = newsroom.tree(newsroom.path(Release.objects.get(source=source)))
    return [str(one) for one in root.xpath("//*[contains(@class, 'e-content')]/p/a/@href")]


@pytest.mark.parametrize("last", [False, True])
def test_a_relative_link_leads_on_to_the_item_that_was_there(newsroom: Newsroom, importing: Importing, last: bool) -> None:
    pair = [item(1, body=DAY.format("2")), item(2)]
    report = importing.load(*(reversed(pair) if last else pair))
    assert hrefs(newsroom, "/pr/1") == ["/pr/2"]
    assert newsroom.get("/pr/2")["Location"] == newsroom.path(Release.objects.get(source="/pr/2"))
    assert [one.partition(": ")[2] for one in report["repaired"]] == ["body: the link “2” was read from the old address, as /pr/2"]
    assert report["warnings"] == [] and report["imported"] == 2


def test_a_whole_old_address_gives_its_path_alone(newsroom: Newsroom, importing: Importing) -> None:
    importing.load(item(1, body=DAY.format("../pr/2"), former=["https://old.example/pr/1"]))
    assert hrefs(newsroom, "/pr/1") == ["/pr/2"]


def test_an_item_without_an_old_address_keeps_its_link_and_is_named(newsroom: Newsroom, importing: Importing) -> None:
    report = importing.load(item(1), item(2, body=DAY.format("Today"), former=[]))
    [told] = report["warnings"]
    assert (told["line"], told["id"]) == (2, "/pr/2") and "“Today” is relative" in told["problem"]
    assert hrefs(newsroom, "/pr/2") == ["Today"] and report["refused"] == 0


def test_an_update_reads_its_links_too(newsroom: Newsroom, importing: Importing) -> None:
    importing.load(item(1))
    assert importing.load(item(1, body=DAY.format("2")))["updated"] == 1
    assert hrefs(newsroom, "/pr/1") == ["/pr/2"]


@pytest.mark.parametrize("rehearsal", [False, True])
def test_an_address_that_two_rows_claim_stays_with_the_first_and_is_told(newsroom: Newsroom, importing: Importing, rehearsal: bool) -> None:
    file = importing.folder / "two.jsonl"
    file.write_text("".join(f"{json.dumps(item(n, former=['/old', f'/pr/{n}']))}\n" for n in (1, 2)))
    report = importing.call(str(file), "--create-terms", *(["--dry-run"] if rehearsal else []))
    told = {"line": 2, "id": "/pr/2", "problem": "former: “/old” leads to the item of line 1 already, and stays with it."}
    assert report["left_out"] == [told] and (report["imported"], report["refused"]) == (2, 0)
    assert rehearsal or newsroom.get("/old")["Location"] == newsroom.path(Release.objects.get(source="/pr/1"))


def test_an_address_of_an_earlier_import_is_told_by_its_items_id(newsroom: Newsroom, importing: Importing) -> None:
    importing.load(item(1, former=["/old"]))
    report = importing.load(item(1, former=["/old"], title="Another"), item(2, former=["/old"]))
    assert [(one["line"], one["problem"]) for one in report["left_out"]] == [
        (2, "former: “/old” leads to the item of line 1 already, and stays with it.")
    ]
    report = importing.load(item(3, former=["/old"]))
    assert [one["problem"] for one in report["left_out"]] == ["former: “/old” leads to the item of /pr/1 already, and stays with it."]
    assert newsroom.get("/old")["Location"] == newsroom.path(Release.objects.get(source="/pr/1"))


def test_two_versions_of_a_story_in_one_language_come_in_and_are_told(newsroom: Newsroom, importing: Importing) -> None:
    report = importing.load(item(1, story="s"), item(2, story="s", language="fr"), item(3, story="s", language="fr"))
    [told] = report["warnings"]
    assert (told["line"], told["id"], report["imported"]) == (3, "/pr/3", 3)
    assert told["problem"] == "story: “s” has a version in fr already, that of line 2. Both are in: mend the file, or withdraw one."
    [told] = importing.load(item(4, story="s"))["warnings"]
    assert "a version in en already, that of /pr/1" in told["problem"]


def test_a_second_run_of_a_file_says_nothing_of_its_own_rows(importing: Importing) -> None:
    rows = [item(1, story="s"), item(2, story="s", language="fr")]
    importing.load(*rows)
    report = importing.load(*(one | {"title": "Anew"} for one in rows))
    assert (report["updated"], report["left_out"], report["warnings"]) == (2, [], [])
