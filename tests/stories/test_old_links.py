"""What an old site's texts and addresses said of each other, after it moved in."""

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
