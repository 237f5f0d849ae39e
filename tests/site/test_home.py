"""The first page: made of several answers, between which the record may move."""

from collections.abc import Sequence

import pytest

from dateline.search.listing import Option
from dateline.site import home
from tests.newsroom import Newsroom


def test_an_office_whose_last_item_goes_while_the_page_is_made_is_left_out(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.published("Boats on the lake", offices=["Vienna"])
    gone, honest = newsroom.published("Police trained in Bar", offices=["Bar"]), home.latest_of

    def late(offices: Sequence[Option], language: str) -> object:
        newsroom.withdraw(gone)
        return honest(offices, language)

    monkeypatch.setattr(home, "latest_of", late)
    response = newsroom.get("/")
    assert response.status_code == 200 and b"Boats on the lake" in response.content
