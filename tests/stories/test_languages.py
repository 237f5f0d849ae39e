"""Languages: a story is listed once and counted once, its versions name each other, and every word of a page says its language."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from dateline.search.query import parse
from dateline.vocabularies.models import Office
from tests.newsroom import Newsroom
from tools import strings

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="http://127\.0\.0\.1:8000([^"]+)">')
FACETS = ("type", "office", "topic", "language")


def in_three_languages(newsroom: Newsroom, **fields: Any) -> list[Any]:
    """One story in English, French and Arabic."""
    first = newsroom.published("Boats", **fields)
    return [
        first,
        *(newsroom.published(title, language=tag, story=first.story, **fields) for title, tag in (("Bateaux", "fr"), ("قوارب", "ar"))),
    ]


def counts(newsroom: Newsroom, query: str) -> dict[str, dict[str, int]]:
    facets = newsroom.find(query)["facets"]
    return {facet: {one["value"]: one["count"] for one in facets[facet]} for facet in (*FACETS, "year")}


def test_a_story_in_three_languages_is_one_in_the_listing_and_in_every_facet(newsroom: Newsroom) -> None:
    in_three_languages(newsroom, type="News", offices=["Bar"], topics=["Law"])
    year = newsroom.find()["facets"]["year"][0]["value"]
    once = {"type": {"news": 1}, "office": {"bar": 1}, "topic": {"law": 1}, "language": {"ar": 1, "en": 1, "fr": 1}, "year": {year: 1}}
    assert newsroom.find()["total"] == 1 and counts(newsroom, "") == once
    thrice = {facet: dict.fromkeys(found, 3 if facet != "language" else 1) for facet, found in once.items()}
    assert newsroom.find("language=any")["total"] == 3 and counts(newsroom, "language=any") == thrice


@pytest.mark.parametrize(
    "view", ["", "language=any", "language=fr", "office=asia", "topic=water-management&from=2026", "-type=news", "q=water"]
)
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_every_options_count_is_the_total_that_one_gets_by_choosing_it(prefix: str, view: str, sample: Newsroom) -> None:
    for facet, option, alone in options(sample, prefix, view):
        feed = sample.get(f"{prefix}/news.csv?{alone}")
        assert feed.status_code == 200 and int(feed["X-Total-Count"]) == option["count"], (facet, option, alone)


def options(newsroom: Newsroom, prefix: str, view: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every option of a view with the address of the view that choosing it alone in its facet gives."""
    query = parse(view).query
    facets = newsroom.get(f"{prefix}/news.json?{view}").json()["_dateline"]["facets"]
    for facet in (*FACETS, "year"):
        for option in facets[facet]:
            if facet == "year":
                yield facet, option, query.between(option["value"], option["value"]).canonical()
            else:
                bare = query.without(facet) if facet == "language" else query.without(facet).without(f"-{facet}")
                yield facet, option, bare.toggled(facet, option["value"]).canonical()


def alternates(newsroom: Newsroom, path: str) -> dict[str, str]:
    return dict(ALTERNATE.findall(newsroom.get(path).content.decode()))


def test_versions_name_each_other_themselves_and_the_original(newsroom: Newsroom) -> None:
    paths = [newsroom.path(release) for release in in_three_languages(newsroom)]
    for prefix in ("", "/fr"):
        every = dict(zip(("en", "fr", "ar", "x-default"), (f"{prefix}{path}" for path in (*paths, paths[0])), strict=True))
        assert [alternates(newsroom, f"{prefix}{path}") for path in paths] == [every, every, every]


def test_whoever_is_named_names_back_in_the_whole_sample(sample: Newsroom) -> None:
    pages = [sample.get(f"/news.json?language=any{page}") for page in ("", *(f"&page={number}" for number in range(2, 7)))]
    items = [item for page in pages if page.status_code == 200 for item in page.json()["items"]]
    told = [f"{prefix}{item['_dateline']['url']}" for prefix in ("", "/fr") for item in items]
    named = {path: alternates(sample, path) for path in told}
    pairs = [(path, other) for path, found in named.items() for tag, other in found.items() if tag != "x-default"]
    assert len(pairs) > 150 and all(one in named[other].values() for one, other in pairs)


def test_an_unpublished_version_is_named_nowhere(newsroom: Newsroom) -> None:
    first = newsroom.published("Boats")
    newsroom.draft("Bateaux", language="fr", story=first.story)
    assert alternates(newsroom, newsroom.path(first)) == {}
    second = newsroom.published("Barcos", language="es", story=first.story)
    newsroom.withdraw(second)
    assert alternates(newsroom, newsroom.path(first)) == {} and "Also in" not in newsroom.get("/news/").content.decode()


def test_without_its_original_a_story_still_has_a_default(newsroom: Newsroom) -> None:
    first, second, third = in_three_languages(newsroom)
    newsroom.withdraw(first)
    assert alternates(newsroom, newsroom.path(second))["x-default"] == newsroom.path(third)


def test_the_switch_of_languages_leads_to_the_same_item(newsroom: Newsroom) -> None:
    release = in_three_languages(newsroom)[2]
    page = newsroom.get(newsroom.path(release)).content.decode()
    assert f'<a href="/fr{newsroom.path(release)}" lang="fr" dir="ltr" hreflang="fr">' in page
    assert newsroom.get(f"/fr{newsroom.path(release)}").status_code == 200


def test_a_foreign_piece_says_its_language_and_direction(newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar")
    Office.objects.update(labels={"ar": "مكتب بار"})
    release = newsroom.published("Boats", offices=["Bar"], topics=["Law"])
    arabic = 'lang="ar" dir="rtl">مكتب بار<'
    for path in ("/", "/news/", "/news/?office=bar", "/offices/bar/", newsroom.path(release)):
        assert arabic in newsroom.get(path).content.decode(), path


def test_an_english_label_in_an_arabic_item_says_that_it_is_english(newsroom: Newsroom) -> None:
    release = newsroom.published("قوارب", language="ar", offices=["Bar"], type="News")
    page = newsroom.get(newsroom.path(release)).content.decode()
    assert '<article class="release h-entry" lang="ar" dir="rtl">' in page
    assert re.search(r'<dl class="labels" lang="en" dir="ltr">.*data-facet="office">Bar<', page) and re.search(
        r'<bdi lang="en" dir="ltr"><a [^>]*data-facet="type">News<', page
    )


@pytest.mark.parametrize("language", strings.SHIPPED)
def test_every_string_of_the_pages_is_translated(language: str) -> None:
    kept = strings.carried(language, strings.gathered())
    assert strings.lacking(kept) == [], "run: python -m tools.strings"
    assert [str(error) for message, errors in kept.check() for error in errors] == []


@pytest.mark.parametrize("language", strings.SHIPPED)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    path = strings.path_of(language)
    assert strings.as_text(strings.carried(language, strings.gathered())) == path.read_bytes(), "run: python -m tools.strings"
    with path.with_suffix(".mo").open("rb") as file:
        assert words(read_mo(file)) == words(strings.catalogue(language))


def words(catalogue: Catalog) -> dict[str, list[str]]:
    """Each string and what it is in the language, number by number."""

    def listed(said: Any) -> list[str]:
        return [said] if isinstance(said, str) else list(said)

    return {listed(message.id)[0]: listed(message.string) for message in catalogue if message.id}


def test_a_missing_or_doubtful_string_is_seen() -> None:
    found = strings.gathered()
    found.add("A word that nobody translated")
    kept = strings.carried("fr", found)
    assert strings.lacking(kept) == ["A word that nobody translated"]
    kept["Search"].flags.add("fuzzy")
    assert "Search" in strings.lacking(kept)
