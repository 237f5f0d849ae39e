"""The archive by year and month, and contacts by place."""

import pytest

from dateline.vocabularies.models import Contact
from tests.hooks import text
from tests.newsroom import Newsroom
from tests.site.conftest import Site


def test_every_year_and_month_leads_to_its_view_with_its_count(site: Site) -> None:
    shown = {
        one.get("href"): int(one.getnext().get("value")) for one in site.page("/archive/").xpath("//section[@class='section span']//a")
    }
    assert list(shown) == [
        "/news/?from=2022&to=2022",
        "/news/?from=2022-10&to=2022-10",
        "/news/?from=2021&to=2021",
        "/news/?from=2021-03&to=2021-03",
        "/news/?from=2020&to=2020",
        "/news/?from=2020-01&to=2020-01",
    ]
    for path, count in shown.items():
        assert int(site.page(path).xpath("//h1/data/@value")[0]) == count, path


@pytest.mark.parametrize(("prefix", "month"), [("", "October"), ("/fr", "octobre")])
def test_months_are_named_in_the_language_of_the_page(site: Site, prefix: str, month: str) -> None:
    assert site.page(f"{prefix}/archive/").xpath(f"//a[text()='{month}']/@href") == [f"{prefix}/news/?from=2022-10&to=2022-10"]


@pytest.mark.parametrize("path", ["/", "/news/", "/nowhere/"])
def test_every_page_leads_to_the_archive(site: Site, path: str) -> None:
    assert site.page(path, 404 if path == "/nowhere/" else 200).xpath("//footer//a[@href='/archive/']")


@pytest.mark.parametrize("path", ["/", "/archive/", "/topics/", "/corrections/", "/contacts/"])
def test_an_empty_newsroom_says_so_and_offers_one_way_on(newsroom: Newsroom, path: str) -> None:
    [words] = newsroom.tree(path).xpath("//main//*[contains(@class, 'words')] | //main/section[p]")
    assert len(words.xpath(".//a")) == 1 and len(words.xpath(".//p[not(a)]")) == 1


def test_contacts_stand_by_place(newsroom: Newsroom) -> None:
    for label, parent in (("Bar", "Balkans"), ("Tirana", "Balkans"), ("Vienna", "")):
        Contact.objects.create(office=newsroom.term("office", label, parent=parent), name=f"Desk of {label}", telephone="+43 1 555")
    newsroom.published(offices=["Bar", "Tirana", "Vienna"])
    places = newsroom.tree("/contacts/").xpath("//main/section")
    found = {text(one.xpath("./h2")[0]): [text(name) for name in one.xpath(".//h3")] for one in places}
    assert found == {"Balkans": ["Bar", "Tirana"], "Vienna": []}
    assert [text(one) for one in places[1].xpath(".//*[contains(@class, 'p-name')]")] == ["Desk of Vienna"]
