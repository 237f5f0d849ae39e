"""Every edition under its own address, the history, the notice, and what changed between two."""

import json

import pytest
import time_machine
from lxml import html

from dateline.record.models import Kind
from dateline.releases.models import Release
from tests.hooks import text
from tests.newsroom import Newsroom

NOTE = "It was forty-one officers, not forty."


@pytest.fixture
def corrected(newsroom: Newsroom) -> Release:
    """Three editions: the first, a correction, a slip of the pen."""
    with time_machine.travel("2026-10-06T08:00:00Z", tick=True):
        release = newsroom.published(lead="Forty officers took part.", zone="Europe/Vienna")
    with time_machine.travel("2026-10-07T22:30:00Z", tick=True):
        release = newsroom.corrects(release, NOTE, lead="Forty-one officers took part.")
    with time_machine.travel("2026-10-09T08:00:00Z", tick=True):
        return newsroom.corrects(release, "", change_kind="minor", lead="Forty-one officers took part in it.")


def words(newsroom: Newsroom, path: str, status: int = 200) -> str:
    answer = newsroom.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return text(html.document_fromstring(answer.content).get_element_by_id("main"))


def test_a_correction_is_told_on_top_of_the_page_and_on_the_card(corrected: Release, newsroom: Newsroom) -> None:
    page = words(newsroom, newsroom.path(corrected))
    assert page.startswith(f"Corrected on 8 October 2026: {NOTE} What changed")
    assert "Corrected 8 October" in words(newsroom, "/news/")


def test_a_minor_change_says_nothing_on_top_and_stands_in_the_history(newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.corrects(release, "", change_kind="minor", lead="Forty took part.")
    page = words(newsroom, newsroom.path(release))
    assert "Updated on" not in page and not newsroom.get(newsroom.path(release)).content.count(b'class="notice"')
    assert "Edition 2 Updated" in page and "Edition 1 Published" in page


def test_an_update_is_told_until_a_correction_comes(newsroom: Newsroom) -> None:
    release = newsroom.published()
    release = newsroom.corrects(release, "The day is known.", change_kind="update", lead="On Monday.")
    assert "The day is known. What changed" in words(newsroom, newsroom.path(release))[:120]
    newsroom.corrects(release, NOTE, lead="On Tuesday.")
    notices = html.document_fromstring(newsroom.get(newsroom.path(release)).content).find_class("notice")
    assert [NOTE in text(one) for one in notices] == [True]


def test_every_edition_has_its_address_and_says_whether_it_holds(corrected: Release, newsroom: Newsroom) -> None:
    path = newsroom.path(corrected)
    assert "Forty officers took part." in words(newsroom, f"{path}editions/1/")
    assert words(newsroom, f"{path}editions/1/").startswith("Edition 1, an earlier one. It no longer holds. Read the current edition")
    assert "This is the current edition." in words(newsroom, f"{path}editions/3/")
    page = newsroom.get(path).content.decode()
    assert all(f'href="{path}editions/{number}/"' in page for number in (1, 2, 3))


def test_an_earlier_edition_is_not_to_be_found_instead_of_the_current_one(corrected: Release, newsroom: Newsroom) -> None:
    path = newsroom.path(corrected)
    for address in (f"{path}editions/1/", f"{path}editions/2/changes/1/"):
        answer = newsroom.get(address)
        root = html.document_fromstring(answer.content)
        assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert root.xpath("//link[@rel='canonical']/@href") == [f"http://127.0.0.1:8000{path}"]
        assert answer["Link"] == f'<http://127.0.0.1:8000{path}>; rel="canonical"'


def test_what_changed_is_told_by_words_without_needing_colour(corrected: Release, newsroom: Newsroom) -> None:
    root = html.document_fromstring(newsroom.get(f"{newsroom.path(corrected)}editions/2/changes/1/").content)
    assert [text(one) for one in root.xpath("//del")] == ["Removed: Forty"]
    assert [text(one) for one in root.xpath("//ins")] == ["Added: Forty-one"]
    assert NOTE in text(root.get_element_by_id("main"))


def test_any_two_editions_can_be_compared_and_the_later_stands_first(corrected: Release, newsroom: Newsroom) -> None:
    path = newsroom.path(corrected)
    assert "From edition 1 to edition 3" in words(newsroom, f"{path}editions/3/changes/1/")
    assert newsroom.get(f"{path}editions/1/changes/3/")["Location"] == f"{path}editions/3/changes/1/"


@pytest.mark.parametrize(
    "end", ["editions/4/", "editions/2/changes/2/", "editions/9/changes/1/", "editions/0/", "editions/x/", "editions/1/changes/"]
)
def test_what_never_was_is_the_404_of_every_address(end: str, corrected: Release, newsroom: Newsroom) -> None:
    answer, nowhere = newsroom.get(f"{newsroom.path(corrected)}{end}"), newsroom.get("/news/0000000000/x/")
    assert (answer.status_code, answer.content, dict(answer.items())) == (404, nowhere.content, dict(nowhere.items()))


def test_a_wrong_slug_leads_to_the_right_one(corrected: Release, newsroom: Newsroom) -> None:
    path = newsroom.path(corrected)
    wrong = path.replace("police-trained-in-bar", "wrong")
    for end in ("editions/1/", "editions/2/changes/1/"):
        assert newsroom.get(f"{wrong}{end}")["Location"] == f"{path}{end}"
        assert newsroom.get(f"{path}{end}".removesuffix("/"))["Location"] == f"{path}{end}"


@pytest.mark.parametrize("kind", [Kind.WITHDRAWN, Kind.RETRACTED])
def test_editions_go_with_their_item(kind: Kind, corrected: Release, newsroom: Newsroom) -> None:
    path = newsroom.path(corrected)
    newsroom.withdraw(corrected, "It was wrong.", kind)
    for end in ("editions/1/", "editions/2/changes/1/", "editions/77/"):
        answer = newsroom.get(f"{path}{end}")
        assert answer.status_code == 410 and "It was wrong." in answer.content.decode() and "Forty" not in answer.content.decode()


def test_data_of_an_item_carries_edition_and_corrections(corrected: Release, newsroom: Newsroom) -> None:
    told = json.loads(newsroom.get(f"/news/{newsroom.item(corrected).public_id}.json").content)["items"][0]["_dateline"]
    [told_of] = told["corrections"]
    assert told["edition"] == 3 and (told_of["note"], told_of["edition"]) == (NOTE, 2) and told_of["at"].startswith("2026-10-07T22:30:0")


def test_an_arabic_difference_reads_from_right_to_left(newsroom: Newsroom) -> None:
    release = newsroom.published("تدريب الشرطة", language="ar", lead="شارك أربعون ضابطا")
    release = newsroom.corrects(release, "كانوا خمسين", lead="شارك خمسون ضابطا")
    root = html.document_fromstring(newsroom.get(f"{newsroom.path(release)}editions/2/changes/1/").content)
    assert [(one.get("lang"), one.get("dir")) for one in root.xpath("//section/p")] == [("ar", "rtl")]
    assert root.xpath("//bdi/@lang") == ["ar"]
