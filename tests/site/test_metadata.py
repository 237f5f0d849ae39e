"""What the head of an item's page tells other machines."""

import json
from typing import Any

import pytest

from dateline.record.models import FileUse
from dateline.site.metadata import cut, locale, script
from tests.newsroom import Newsroom
from tests.site.conftest import Site
from tests.stories.test_media import document, picture, public

BASE = "http://127.0.0.1:8000"


def told(root: Any) -> dict[str, str]:
    return {one.get("property"): one.get("content") for one in root.xpath("//head/meta[@property]")}


def article(root: Any) -> dict[str, Any]:
    [found] = root.xpath("//head/script[@type='application/ld+json']")
    return dict(json.loads(found.text))


def test_a_link_to_an_item_can_be_shown_with_its_words(site: Site) -> None:
    root = site.page(site.paths["trained"])
    said = told(root)
    assert said["og:title"] == "Police trained <in> Bar" and said["og:type"] == "article"
    assert said["og:description"] == "BAR, 5 October 2022 – Police trained <in> Bar: the lead."
    assert said["og:url"] == f"{BASE}{site.paths['trained']}" and said["og:locale"] == "en_GB" and said["og:locale:alternate"] == "fr_FR"
    assert said["article:published_time"] == "2022-10-05T00:00:00+00:00" and "og:image" not in said
    assert root.xpath("//meta[@name='description']/@content") == [said["og:description"]]


def test_the_picture_of_a_link_is_the_social_one_that_is_offered(newsroom: Newsroom) -> None:
    release = public(newsroom, picture())
    said = told(newsroom.tree(newsroom.path(release)))
    use = FileUse.objects.get(item=newsroom.item(release), name="gauge-at-dawn-social.jpg")
    assert said["og:image"] == f"{BASE}{use.path}" and said["og:image:alt"] == "A white gauge in a lake."
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630") and newsroom.get(use.path).status_code == 200


def test_an_earlier_edition_and_a_draft_tell_nothing(newsroom: Newsroom) -> None:
    release = newsroom.corrects(newsroom.published(), lead="Forty-one officers took part.")
    assert told(newsroom.tree(f"{newsroom.path(release)}editions/1/")) == {}


def test_the_article_says_what_the_page_says(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document(), dateline="BAR, 5 October 2022 –", topics=["Law"], type="News", language="en")
    found, path = article(newsroom.tree(newsroom.path(release))), newsroom.path(release)
    assert (found["@type"], found["headline"], found["url"]) == ("NewsArticle", "Police trained in Bar", f"{BASE}{path}")
    assert (found["dateline"], found["genre"], found["about"]) == ("BAR, 5 October 2022", "News", [{"@type": "Thing", "name": "Law"}])
    assert [one.rpartition("-")[2] for one in found["image"]] == ["social.jpg", "wide.jpg", "card.jpg"]
    assert [(one["name"], one["inLanguage"]) for one in found["encoding"]] == [("Budget 2027", "fr")]
    assert found["publisher"]["correctionsPolicy"] == f"{BASE}/corrections/" and found["datePublished"] == found["dateModified"]


def test_the_article_tells_corrections_and_when(newsroom: Newsroom) -> None:
    release = newsroom.corrects(newsroom.published(), lead="Forty-one officers took part.")
    found = article(newsroom.tree(newsroom.path(release)))
    assert [one["text"] for one in found["correction"]] == ["It was forty-one officers, not forty."]
    assert found["version"] == "2" and found["dateModified"] == found["correction"][0]["datePublished"] >= found["datePublished"]


def test_versions_are_told_as_translations(site: Site) -> None:
    original, translation = (article(site.page(site.paths[name])) for name in ("trained", "french"))
    assert [one["url"] for one in original["workTranslation"]] == [f"{BASE}{site.paths['french']}"]
    assert translation["translationOfWork"]["url"] == f"{BASE}{site.paths['trained']}" and "workTranslation" not in translation


def test_no_word_ends_the_script() -> None:
    assert script({"name": "</script><b>&"}) == '{"name":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026"}'


@pytest.mark.parametrize(("tag", "said"), [("en", "en_GB"), ("fr", "fr_FR"), ("pt-BR", "pt_BR"), ("ar", "ar_EG"), ("xx", "xx")])
def test_a_language_as_open_graph_writes_it(tag: str, said: str) -> None:
    assert locale(tag) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("One two three", "One two…"), ("One two", "One two"), ("One, twofold", "One…"), ("水质监测站今日启用了", "水质监测站今日启…")],
)
def test_long_words_are_cut_between_two(text: str, said: str) -> None:
    assert cut(text, 9) == said
