"""The style guide: real templates, content that nobody wrote."""

import pytest

from tests.hooks import text
from tests.newsroom import Newsroom


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_it_shows_every_part_and_leads_nowhere(newsroom: Newsroom, prefix: str) -> None:
    root = newsroom.tree(f"{prefix}/styleguide/")
    main = root.get_element_by_id("main")
    for part in ("notice", "card h-entry", "quote", "table", "notes", "person h-card", "chosen", "opt", "button plain"):
        assert main.xpath(f".//*[@class='{part}']"), part
    assert {link for link in main.xpath(".//a/@href") if not link.startswith(("#", "tel:", "mailto:"))} == set()
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_it_knows_nothing_of_what_is_published(newsroom: Newsroom) -> None:
    before = newsroom.get("/styleguide/").content
    newsroom.published("River rises", topics=["Floods"])
    assert newsroom.get("/styleguide/").content == before


def test_its_options_are_those_of_a_list(newsroom: Newsroom) -> None:
    labels = newsroom.tree("/styleguide/").xpath("//fieldset//label")
    assert [text(one) for one in labels] == ["Aqua 1,277", "Flumen 84", "Terra 12"]
