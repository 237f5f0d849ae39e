"""The first page: made of several answers, between which the record may move."""

from collections.abc import Sequence, Set

import pytest
from lxml import html

from dateline.search.listing import Option
from dateline.site import home
from tests.newsroom import Newsroom


def test_an_office_whose_last_item_goes_while_the_page_is_made_is_left_out(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.published("Boats on the lake", offices=["Vienna"])
    gone, honest = newsroom.published("Police trained in Bar", offices=["Bar"]), home.latest_of

    def late(offices: Sequence[Option], language: str, above: Set[str]) -> object:
        newsroom.withdraw(gone)
        return honest(offices, language, above)

    monkeypatch.setattr(home, "latest_of", late)
    response = newsroom.get("/")
    assert response.status_code == 200 and b"Boats on the lake" in response.content


def test_an_office_says_what_does_not_stand_above_already(newsroom: Newsroom) -> None:
    newsroom.published("Old boats", offices=["Vienna"])
    newsroom.published("Only one", offices=["Bar"])
    for number in range(home.LATEST - 1):
        newsroom.published(f"New boats {number}", offices=["Vienna"])
    page = html.document_fromstring(newsroom.get("/").content)
    said = {one.findtext("h3/a"): one.findtext("a") for one in page.xpath("//ul[@class='strip']/li")}
    assert said == {"Vienna": "Old boats", "Bar": "Only one"}


def test_what_leads_says_its_other_languages_too(newsroom: Newsroom) -> None:
    release = newsroom.published("Gauges")
    newsroom.published("Jauges", language="fr", story=release.story)
    page = html.document_fromstring(newsroom.get("/").content)
    assert page.xpath("//article[contains(@class, 'top')]//p[@class='small']/a/@hreflang") == ["fr"]
