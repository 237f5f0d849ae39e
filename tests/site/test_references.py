"""A reference number leads to its item."""

from datetime import date

import pytest

from dateline.record.models import Item
from dateline.site.models import Newsroom as Settings
from tests.newsroom import Newsroom


@pytest.fixture
def numbered(newsroom: Newsroom) -> Newsroom:
    Settings(name="ILRO", reference_pattern="ILRO/PR/{year}/{n:03}").save()
    return newsroom


def number(newsroom: Newsroom) -> str:
    return Item.objects.latest("sequence").reference


def test_a_number_leads_to_the_item_in_every_interface_language(numbered: Newsroom) -> None:
    release = numbered.published()
    assert number(numbered) == f"ILRO/PR/{date.today().year}/001"
    for prefix, end in (("", ""), ("/fr", ""), ("", "/")):
        answer = numbered.get(f"{prefix}/ref/{number(numbered)}{end}")
        assert (answer.status_code, answer["Location"]) == (301, prefix + numbered.path(release))


def test_a_draft_draws_no_number_and_takes_none_from_another(numbered: Newsroom) -> None:
    numbered.draft("Secret")
    numbered.published("First")
    numbered.draft("Secret too")
    numbered.published("Second")
    assert [item.reference[-3:] for item in Item.objects.order_by("sequence")] == ["001", "002"]


def test_a_number_that_nobody_bears_is_like_any_other_address(numbered: Newsroom) -> None:
    numbered.published()
    unknown, nowhere = numbered.get("/ref/ILRO/PR/2026/999"), numbered.get("/nowhere/")
    assert (unknown.status_code, unknown.content) == (404, nowhere.content)


def test_the_number_of_a_withdrawn_item_answers_as_the_item_does(numbered: Newsroom) -> None:
    release = numbered.published()
    path = numbered.path(release)
    numbered.withdraw(release)
    gone = numbered.get(f"/ref/{number(numbered)}")
    assert (gone.status_code, gone.content) == (410, numbered.get(path).content) and number(numbered) in gone.content.decode()


def test_the_number_stands_on_the_page_in_every_form_and_in_the_search(numbered: Newsroom) -> None:
    path = numbered.path(numbered.published())
    page = numbered.get(path).content.decode()
    assert page.count(number(numbered)) >= 3
    assert numbered.get("/news.json").json()["items"][0]["_dateline"]["reference"] == number(numbered)
    assert number(numbered) in numbered.get("/news.csv").content.decode()
    assert numbered.find(f'q="{number(numbered)}"')["total"] == 1


def test_without_a_pattern_there_are_no_numbers(newsroom: Newsroom) -> None:
    page = newsroom.get(newsroom.path(newsroom.published()))
    assert number(newsroom) == "" and b"<span></span>" not in page.content and newsroom.get("/ref/").status_code == 404
