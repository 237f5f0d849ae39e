"""Where things are."""

import pytest

from dateline.formats.addresses import Addresses

PATHS = {
    "/": Addresses.home,
    "/news/": Addresses.listing,
    "/news/?q=a+b&page=2": lambda at: at.listing("q=a+b&page=2"),
    "/news.json": lambda at: at.listing_form("json"),
    "/news.csv?topic=law": lambda at: at.listing_form("csv", "topic=law"),
    "/news/0123456789/title/": lambda at: at.item("0123456789", "title"),
    "/news/0123456789.json": lambda at: at.item_form("0123456789", "json"),
    "/offices/vienna/": lambda at: at.office("vienna"),
    "/topics/law/": lambda at: at.topic("law"),
    "/topics/": Addresses.topics,
}


@pytest.mark.parametrize("prefix", ["", "/fr"])
@pytest.mark.parametrize("path", PATHS)
def test_every_path_stands_under_its_language(path: str, prefix: str) -> None:
    at = Addresses("https://news.example.org", prefix)
    assert PATHS[path](at) == prefix + path
    assert at.absolute(PATHS[path](at)) == f"https://news.example.org{prefix}{path}"


@pytest.mark.parametrize(("slug", "quoted"), [("été", "%C3%A9t%C3%A9"), ('a"b<c>', "a%22b%3Cc%3E"), ("a?b#c", "a%3Fb%23c")])
def test_a_slug_cannot_break_out_of_its_address(slug: str, quoted: str) -> None:
    assert Addresses("").item("0123456789", slug) == f"/news/0123456789/{quoted}/"
