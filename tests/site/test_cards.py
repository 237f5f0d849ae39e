"""Markup that is kept between requests: what it saves, and that nothing taken back is in it."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from dateline.search import finder
from dateline.search.listing import Card, Listing
from dateline.search.query import Query
from dateline.site import boxes, cards, moulds, pages
from dateline.site.cards import Cards
from dateline.site.kept import Kept
from dateline.site.moulds import GAP
from tests.newsroom import Newsroom
from tests.site.conftest import Site


def held() -> str:
    """All markup that this process keeps of cards."""
    return "".join(made[1] for made in cards.kept.values())


def asked(newsroom: Newsroom, path: str = "/news/") -> str:
    return str(newsroom.reader.get(path).content.decode())


def test_a_card_is_made_once_for_all_lists_it_stands_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first, made = asked(site.newsroom), list[Any]()
    monkeypatch.setattr(Cards, "made", lambda *told: made.append(told) or "")
    assert asked(site.newsroom) == first and not made


def test_each_language_has_cards_of_its_own(site: Site) -> None:
    english, french = asked(site.newsroom, "/news/?topic=arts"), asked(site.newsroom, "/fr/news/?topic=arts&language=en")
    assert "/news/?topic=rule-of-law" in english and "/fr/news/?topic=rule-of-law" in french
    assert "État de droit" in french and "État de droit" not in english.partition('class="cards"')[2]


def test_nothing_of_a_withdrawn_item_is_kept(newsroom: Newsroom) -> None:
    wrong, other = newsroom.published("Wrong number"), newsroom.published("Right number")
    newsroom.reader.get("/news/")
    assert "Wrong number" in held() and "Right number" in held()
    newsroom.withdraw(wrong)
    assert "Wrong number" not in asked(newsroom) and other.title in asked(newsroom)
    assert "Wrong number" not in held() and "Right number" in held()


def test_what_was_corrected_is_shown_and_kept_as_it_is_now(newsroom: Newsroom) -> None:
    release = newsroom.published("Forty trained")
    asked(newsroom)
    release.title = "Forty-one trained"
    newsroom.publish(release)
    assert "Forty-one trained" in asked(newsroom) and "Forty trained" not in asked(newsroom) + held()


def test_a_card_that_says_something_else_is_made_anew(site: Site) -> None:
    listing = finder.find(Query())
    shown = Cards(listing, pages.frame("en"))
    shown(listing.cards[0])
    assert "Something else" in shown(replace(listing.cards[0], title="Something else"))


def test_a_marked_passage_is_not_kept_but_what_stands_around_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first, made = asked(site.newsroom, "/news/?q=whole"), list[Any]()
    assert "<mark>" in first and "<mark>" not in held()
    monkeypatch.setattr(Cards, "made", lambda *told: made.append(told) or "")
    assert asked(site.newsroom, "/news/?q=whole") == first and not made


def test_a_card_with_a_passage_is_not_shown_where_there_is_none(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "kept", Kept(cards.MAX_BYTES, cards.size))
    found = asked(site.newsroom, "/news/?q=whole")
    assert GAP not in asked(site.newsroom)
    assert asked(site.newsroom, "/news/?q=whole") == found


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_option_is_its_words_around_its_count(language: str) -> None:
    said = ("topic", 'a"b', "<Law>", "la", True, False, False)
    before, between, after = moulds.cast(language, "filters.html", "node", boxes.THREE, *said)
    assert 'name="topic" value="a&#34;b" checked' in before and before.endswith('<data value="')
    assert '<span lang="la" dir="ltr">&lt;Law&gt;</span>' in before and (between, after[:7]) == ('">', "</data>")


def test_a_label_cannot_open_a_gap() -> None:
    assert moulds.cast("en", "filters.html", "year", boxes.TWO, "2022", f"20{GAP}22") == moulds.cast(
        "en", "filters.html", "year", boxes.TWO, "2022", "2022"
    )


def test_a_card_tells_all_that_its_markup_says(site: Site) -> None:
    """Equal cards have equal markup, whatever list and position they come from."""
    listing = finder.find(Query())
    later = replace(listing, change=listing.change + 1)
    assert [made(listing, card) for card in listing.cards] == [made(later, card) for card in listing.cards]


def made(listing: Listing, card: Card) -> str:
    return Cards(listing, pages.frame("en"))(card)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("ru", "Также на языке: ", "Также на языках: "),
        ("ar", "متاح أيضاً باللغة: ", "متاح أيضاً باللغتين: "),
        ("en", "Also in: ", "Also in: "),
    ],
)
def test_one_other_language_is_said_in_the_singular(site: Site, language: str, one: str, two: str) -> None:
    listing = finder.find(Query())
    card = next(card for card in listing.cards if card.also_in)
    several = replace(card, also_in=(*card.also_in, replace(card.also_in[0], language="it")))
    shown = Cards(listing, pages.frame(language))
    assert one in shown(card) and two in shown(several) and (one == two or one not in shown(several))


def test_a_correction_stands_beside_the_day(site: Site) -> None:
    card = replace(finder.find(Query()).cards[0], corrected_on="2022-10-07", language="it")
    meta = html.fromstring(Cards(finder.find(Query()), pages.frame("en"))(card)).xpath("p[@class='meta']/*")
    assert [one.tag for one in meta][-3:] == ["time", "span", "span"] and meta[-2].get("class") == "fixed"
