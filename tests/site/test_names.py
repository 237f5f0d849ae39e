"""The institution's name in each language: on every page and in every form, in the first language where another has none."""

import json
from typing import Any

import pytest
from django.conf import settings
from lxml import html

from dateline.site import moulds, pages
from dateline.site.models import Newsroom as Row
from tests.hooks import text
from tests.newsroom import Newsroom

NAMES = {"en": "Lakes and Rivers", "fr": "Lacs et rivières"}


@pytest.fixture
def named(newsroom: Newsroom) -> Newsroom:
    Row(name="Lakes and Rivers", names=NAMES, short_name="ILRO", short_names={"fr": "OILR"}, about={"en": "It measures."}).save()
    return newsroom


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ("Lacs et rivières", "fr")),
        ("fr-CA", ("Lacs et rivières", "fr")),
        ("en", ("Lakes and Rivers", "en")),
        ("ar", ("Lakes and Rivers", "en")),
    ],
)
def test_a_language_without_a_name_has_the_first_ones(language: str, said: tuple[str, str]) -> None:
    assert Row(name="Lakes and Rivers", names=NAMES).name_in(language) == said


def test_a_name_of_before_is_in_the_newsrooms_first_language() -> None:
    assert Row(name="Lakes", names={"fr": "Lacs"}).name_in("ar") == ("Lakes", "en")
    assert Row(name="Lakes", short_name="L").short_name_in("fr") == "L" and Row(name="Lakes").short_name_in("fr") == ""


def lockup(root: Any) -> tuple[str, str | None, str | None]:
    [found] = root.xpath("//span[@class='lockup']")
    return text(found), found.get("lang"), found.get("dir")


def test_the_masthead_names_it_and_says_in_which_language_else(named: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lockup(named.tree("/")) == ("Lakes and Rivers", None, None)
    assert lockup(named.tree("/fr/news/")) == ("Lacs et rivières", None, None)
    monkeypatch.setattr(settings, "LANGUAGES_SHOWN", ("en", "fr", "ar"))
    root = html.document_fromstring(str(moulds.masthead(pages.frame("ar"))))
    assert lockup(root) == ("Lakes and Rivers", "en", "ltr")


@pytest.mark.parametrize(
    ("path", "title", "description"),
    [("/", "Newsroom of Lakes and Rivers – ILRO", "It measures."), ("/fr/contacts/", "– OILR", "Lacs et rivières\u00a0: Contacts presse")],
)
def test_the_head_of_a_page_names_it(named: Newsroom, path: str, title: str, description: str) -> None:
    root = named.tree(path)
    assert root.xpath("string(//title)").endswith(title)
    assert root.xpath("//meta[@name='description']/@content") == [description]


def test_a_link_to_an_item_names_the_site_by_its_page_and_the_publisher_by_the_item(named: Newsroom) -> None:
    french = named.published("Une crue", language="fr")
    root = named.tree(named.path(french))
    assert root.xpath("//meta[@property='og:site_name']/@content") == ["Lakes and Rivers"]
    article = json.loads(root.xpath("string(//script[@type='application/ld+json'])"))
    assert article["publisher"]["name"] == article["author"]["name"] == "Lacs et rivières"


def test_an_item_is_cited_under_the_name_of_its_own_language(named: Newsroom) -> None:
    root = named.tree(named.path(named.published("Une crue", language="fr")))
    cited = [(text(one.find("bdi")), one.getparent().get("lang")) for one in root.xpath("//dl[@class='styles']//dd")]
    assert cited == [("Lacs et rivières", "fr")] * 2


def test_an_item_in_a_language_of_its_own_is_cited_in_the_newsrooms_first_one(named: Newsroom) -> None:
    path = named.path(named.published("Tahadhari ya mafuriko", language="sw"))
    cited = named.tree(f"/fr{path}").xpath("//dl[@class='styles']//dd")
    assert [one.getparent().get("lang") for one in cited] == ["en"] * 2 and all("Lakes and Rivers" in text(one) for one in cited)


@pytest.mark.parametrize("form", ["txt", "json", "bib", "ris"])
def test_every_form_of_an_item_names_it_in_the_items_language(named: Newsroom, form: str) -> None:
    item = named.item(named.published("Une crue", language="fr")).public_id
    for prefix in ("", "/fr"):
        assert "Lacs et rivières" in named.get(f"{prefix}/news/{item}.{form}").content.decode()


def test_a_feed_is_called_in_the_language_of_its_address(named: Newsroom) -> None:
    named.published()
    named.settle()
    found = [json.loads(named.get(f"{prefix}/news.json").content)["title"] for prefix in ("", "/fr")]
    assert [one.partition(":")[0] for one in found] == ["Lakes and Rivers", "Lacs et rivières"]


def test_what_it_says_about_itself_bears_its_language_where_that_is_another(named: Newsroom) -> None:
    path = named.path(named.published())
    [about] = named.tree(f"/fr{path}").xpath("//section[@class='about']/p")
    assert (text(about), about.get("lang")) == ("It measures.", "en")
    assert about.xpath("../preceding-sibling::div[1]/@class") == ["text e-content"] and about.xpath("../following-sibling::aside")
    [heading] = named.tree(f"/fr{path}").xpath("//section[@class='about']/h2")
    assert "Lacs et rivières" in text(heading)
