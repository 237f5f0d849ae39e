"""JSON Feed 1.1, by its schema and by the sentences of its specification."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry, Resource

from dateline.formats import jsonfeed
from dateline.formats.addresses import Addresses
from dateline.record.content import Content, Link
from dateline.search.listing import Contact, Listing
from dateline.search.query import Query
from tests.formats.listings import PLAIN, RICH, listing

AT = Addresses("https://news.example.org")
CONTENT = Content("fr", "Title", "title", body="<p>Body &amp; more.</p>")
FEEDS = {
    "view": jsonfeed.listing(listing(RICH, PLAIN), AT, "Newsroom"),
    "empty view": jsonfeed.listing(listing(total=0), AT, ""),
    "first of two pages": jsonfeed.listing(listing(RICH, pages=2, total=30), AT, "Newsroom"),
    "item": jsonfeed.item(RICH, CONTENT, AT, "Newsroom"),
    "item with a link": jsonfeed.item(RICH, replace(CONTENT, links=(Link("https://old.example/a", "Plea", size=7),)), AT, "Newsroom"),
    "item without words": jsonfeed.item(PLAIN, replace(CONTENT, body=""), AT, ""),
}


@pytest.fixture(scope="module")
def validator(shared: Path) -> Any:
    """SchemaStore's schema of 1.1, which refers to that of 1."""
    folder = shared / "checkers" / "jsonfeed"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    one, schema = (json.loads((folder / name).read_text()) for name in ("feed-1.schema.json", "feed-1.1.schema.json"))
    resource = Resource.from_contents(one)
    registry = Registry().with_resources([("feed-1", resource), ("https://json.schemastore.org/feed-1", resource)])
    return Draft4Validator(schema, registry=registry)


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_valid(validator: Any, name: str) -> None:
    assert [error.message for error in validator.iter_errors(json.loads(FEEDS[name]))] == []


def test_the_schema_would_find_a_mistake(validator: Any) -> None:
    feed = json.loads(FEEDS["view"])
    feed["items"][0].pop("id")
    assert list(validator.iter_errors({**feed, "colour": "red"}))


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_has_what_the_specification_requires(name: str) -> None:
    feed = json.loads(FEEDS[name])
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    assert feed["feed_url"].startswith(AT.origin) and feed["home_page_url"].startswith(AT.origin)
    for item in feed["items"]:
        assert item["id"] and item["url"].startswith(AT.origin) and item["date_published"].endswith("+00:00")
        assert ("content_text" in item) != ("content_html" in item) and item["_dateline"]["id"] == item["id"]


def page_of(view: Listing) -> Any:
    return json.loads(jsonfeed.listing(view, AT, "Newsroom"))


def test_a_feed_says_what_it_is_a_view_of() -> None:
    feed = page_of(listing(RICH))
    assert feed["title"] == "Newsroom: Items from Vienna"
    assert feed["feed_url"] == "https://news.example.org/news.json?office=vienna"
    assert (feed["_dateline"]["total"], feed["_dateline"]["query"], feed["_dateline"]["facets"]["year"][0]["count"]) == (
        2,
        "office=vienna",
        2,
    )
    assert "releases" not in feed["_dateline"] and json.loads(FEEDS["empty view"])["title"] == "Items from Vienna"


@pytest.mark.parametrize(("page", "leads_to"), [(1, "office=vienna&page=2"), (2, "office=vienna&page=3"), (3, None)])
def test_the_next_page_follows_until_the_last(page: int, leads_to: str | None) -> None:
    feed = page_of(listing(RICH, query=Query(offices=("vienna",), page=page), page=page, pages=3))
    assert feed.get("next_url") == (f"https://news.example.org/news.json?{leads_to}" if leads_to else None)


def test_an_entry_holds_the_paragraph_as_printed() -> None:
    [entry] = page_of(listing(RICH))["items"]
    assert entry["content_text"] == entry["summary"] == "VIENNA, 5 October 2022 – Forty <officers> took part."
    assert entry["tags"] == ["Actualité", "Vienne", "Bar", "État de droit", "Arts"] and entry["language"] == "fr"
    assert page_of(listing(PLAIN))["items"][0]["content_text"] == "Title"


def test_an_item_holds_its_whole_text_as_html() -> None:
    [entry] = json.loads(FEEDS["item"])["items"]
    assert entry["content_html"] == "<p>VIENNA, 5 October 2022 – Forty &lt;officers&gt; took part.</p>\n<p>Body &amp; more.</p>"
    assert json.loads(FEEDS["item"])["feed_url"] == "https://news.example.org/news/bcdfghjklm.json"
    assert json.loads(FEEDS["item without words"])["items"][0]["content_html"] == "Title"


def test_a_title_that_stands_for_html_is_escaped() -> None:
    feed = json.loads(jsonfeed.item(replace(PLAIN, title="Bo <script> & Sons"), replace(CONTENT, body=""), AT, ""))
    assert feed["items"][0]["content_html"] == "Bo &lt;script&gt; &amp; Sons"


def test_an_item_has_its_whole_text_in_the_order_of_the_page() -> None:
    content = replace(CONTENT, notes="<ol><li>A note</li></ol>", about="About <us>")
    whole = json.loads(jsonfeed.item(RICH, content, AT, ""))["items"][0]["content_html"]
    places = [whole.index(part) for part in ("Forty &lt;officers&gt;", "Body &amp; more.", "A note", "About &lt;us&gt;")]
    assert places == sorted(places)


def test_an_item_says_whom_to_call_and_nothing_that_is_not_given() -> None:
    one = Contact("Ana Bo", RICH.offices[0], languages=("en",), telephone="+43 1 555")
    item = json.loads(jsonfeed.item(replace(RICH, contacts=(one,), reference="PR-1"), CONTENT, AT, ""))["items"][0]["_dateline"]
    assert item["contacts"] == [{"name": "Ana Bo", "office": "vienna", "languages": ["en"], "telephone": "+43 1 555"}]
    assert item["reference"] == "PR-1"


def test_a_file_on_another_site_is_an_attachment() -> None:
    [one] = json.loads(FEEDS["item with a link"])["items"][0]["attachments"]
    assert (one["url"], one["title"], one["size_in_bytes"]) == ("https://old.example/a", "Plea", 7)
    assert (one["mime_type"], one["_dateline"]) == ("application/octet-stream", {"role": "link"})
