"""A view that finds nothing says which filter to drop, and how many items that gives."""

import pytest

from dateline.search.query import parse
from dateline.site import listing, pages
from dateline.site.ways_out import MOST_FILTERS, filters
from tests.hooks import ListingPage, text
from tests.newsroom import Newsroom
from tests.site.conftest import Site

LANGUAGES = {
    "en": ("Search without “nothing”", "1 item"),
    "fr": ("Rechercher sans «\u00a0nothing\u00a0»", "1 publication"),
    "ar": ("البحث دون «nothing»", "مادة واحدة"),
    "ru": ("Искать без «nothing»", "1 материал"),
    "es": ("Buscar sin «nothing»", "1 publicación"),
    "de": ("Ohne „nothing“ suchen", "1 Meldung"),
    "it": ("Cerca senza «nothing»", "1 pubblicazione"),
}
EMPTY = [
    "q=nothing",
    "from=1950&to=1950",
    "topic=arts&q=nothing",
    "q=police+nothing",
    "topic=arts&q=police+-trained+nothing",
    "topic=arts&to=1950",
    "type=news&-topic=water",
    "type=news&-topic=none&-topic=water&from=2022",
    "type=press-release&topic=arts",
    "office=bar&topic=arts&-type=news&q=police",
    "topic=arts&from=1950&to=1950&q=nothing",
    "topic=arts&language=ar&q=nothing",
    "language=any&q=nothing&sort=oldest",
]


def ways(site: Site, query: str, language: str = "") -> list[tuple[str, str, str]]:
    """What is offered instead: its words, its address, its count in words."""
    offered = site.page(f"{language}/news/?{query}").xpath("//div[@class='words']/p[a]")
    return [(" ".join(p.find("a").text_content().split()), p.find("a").get("href"), p.find("span").text_content()) for p in offered]


@pytest.mark.parametrize("language", ["", "/fr"])
@pytest.mark.parametrize("query", EMPTY)
def test_every_way_out_leads_to_as_many_as_it_says(site: Site, query: str, language: str) -> None:
    offered = ways(site, query, language)
    assert offered
    for _, href, count in offered:
        total = ListingPage(site.get(href).content).total
        assert total > 0 and count.split()[0] == str(total)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=nothing", ["Show everything"]),
        ("topic=arts&q=nothing", ["Search without “nothing”"]),
        ("topic=arts&from=1950&to=1950", ["Search without “1950”"]),
        ("topic=arts&from=1950&to=1951", ["Search without “from 1950, to 1951”"]),
        ("type=none&topic=arts", ["Search without “Arts”", "Search without “Content type: Not given”"]),
        ("type=news&-topic=water", ["Search without “News”", "Search with “Water” too"]),
        ("q=police+nothing", ["Search without “nothing”"]),
        ("q=title%3Apolice+-police", ["Search without “police”", "Search with “police” too"]),
        ("topic=arts&q=trained+%22at+all%22", ["Search without “at all”"]),
        ("q=no+such+thing+here+at", ["Show everything"]),
        ("topic=arts&from=1950&to=1950&q=nothing", ["Search without “1950, nothing”"]),
        ("-type=none&to=1950&q=nothing", ["Search without “to 1950, nothing”"]),
    ],
)
def test_it_is_said_what_is_dropped(site: Site, query: str, words: list[str]) -> None:
    assert [said for said, _, _ in ways(site, query)] == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_every_language(site: Site, language: str) -> None:
    query = parse("language=en&topic=arts&q=nothing").query
    shown = listing.shown(query, language).content.decode()
    assert pages.frame(language).language == language and all(words in shown for words in LANGUAGES[language])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=nothing", "No public item matches this."),
        ("from=1950&to=1950", "No public item matches this."),
        ("q=nothing+else", "No public item matches all of these."),
        ("topic=arts&q=nothing", "No public item matches all of these."),
    ],
)
def test_one_thing_that_was_asked_is_not_called_several(site: Site, query: str, said: str) -> None:
    assert site.page(f"/news/?{query}").xpath("//div[@class='words']/p[@role='status']")[0].text_content() == said


def test_no_more_is_asked_however_much_is_chosen() -> None:
    every = "type=a&office=a&topic=a&language=en&-type=b&-office=b&-topic=b&from=2020&q="
    assert len(filters(parse(f"{every}one+two").query)) == MOST_FILTERS and filters(parse(f"{every}one+two").query)[-1] == ("q",)
    assert filters(parse("q=one+two+three").query) == [("q", "0"), ("q", "1"), ("q", "2")]


@pytest.mark.parametrize("query", ["", "sort=oldest", "q=river"])
def test_a_newsroom_that_has_published_nothing_says_so_and_offers_no_way_to_it(newsroom: Newsroom, query: str) -> None:
    [words] = newsroom.tree(f"/news/?{query}").xpath("//section[@id='results']/div")
    assert text(words) == "Nothing has been published yet. Press contacts"
