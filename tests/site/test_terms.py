"""An office or a topic, and the tree of topics."""

import pytest

from tests.hooks import text
from tests.site.conftest import Site


def test_a_topic_shows_its_latest_and_what_is_part_of_it(site: Site) -> None:
    root = site.page("/topics/water/")
    assert text(root.xpath("//h1")[0]) == "Water"
    assert [(one.get("href"), text(one)) for one in root.xpath("//section[@aria-labelledby='under']//a")] == [("/topics/floods/", "Floods")]
    assert [text(one) for one in root.xpath("//*[contains(@class, 'p-name')]")][:2] == ["Police trained <in> Bar", "تدريب الشرطة"]
    total = site.newsroom.find("topic=water")["total"]
    assert text(root.xpath("//a[@href='/news/?topic=water'][starts-with(., 'All')]")[0]) == f"All {total} items"


def test_an_office_names_the_one_above_it(site: Site) -> None:
    root = site.page("/offices/bar/")
    assert [text(one) for one in root.xpath("//a[@href='/offices/balkans/']")] == ["Balkans"]
    assert site.page("/offices/balkans/").xpath("//a[@href='/offices/bar/']")


@pytest.mark.parametrize("path", ["/topics/none/", "/topics/any/", "/topics/Water/", "/topics/nothing/", "/offices/water/", "/offices/"])
def test_what_is_no_term_is_not_found(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_the_tree_has_every_public_topic_with_its_count(site: Site) -> None:
    root = site.page("/topics/")
    shown = {one.get("href").split("/")[2]: int(one.getnext().get("value")) for one in root.xpath("//ul[@class='topics']//a")}
    assert shown == {one["value"]: one["count"] for one in site.newsroom.find()["facets"]["topic"] if one["value"] != "none"}
    assert root.xpath("//ul[@class='topics']//a[@href='/topics/water/']/following-sibling::ul//a/@href") == ["/topics/floods/"]


def test_labels_are_those_of_the_pages_language(site: Site) -> None:
    assert text(site.page("/fr/topics/rule-of-law/").xpath("//h1")[0]) == "État de droit"


def test_home_shows_the_latest(site: Site) -> None:
    root = site.page("/")
    assert root.xpath("//a[contains(@class, 'u-url')]/@href")[0] == site.paths["trained"]
    assert (root.get("lang"), site.page("/fr/").get("lang")) == ("en", "fr")
