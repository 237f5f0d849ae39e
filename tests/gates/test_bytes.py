"""How much a reader has to fetch. Packed as a server in front of us packs pages: brotli, at a level that it can pay for."""

import re
from datetime import date
from typing import Any
from urllib.request import Request, urlopen

import brotli
import pytest

from dateline.demo.load import read
from dateline.releases.models import Release
from tests.gates.conftest import Sample
from tests.newsroom import Newsroom

KB = 1024
QUALITY = 5  # what proxies use for pages made on the way; files are packed once, at 11
LISTING_BYTES, ITEM_BYTES, STYLE_BYTES, SCRIPT_BYTES = 35 * KB, 28 * KB, 8 * KB, 3 * KB
LISTING_REQUESTS = 5
TEXTS = read()
OWN = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script src)="(/(?:static/|look)[^"]+)"')


def packed(sample: Sample, path: str) -> int:
    """As it comes from the server."""
    with urlopen(Request(sample.server.base + path, headers={"Accept-Encoding": "br"})) as answer:
        assert answer.headers["Content-Encoding"] == "br", path
        return len(answer.read())


def fetched(sample: Sample, page: str) -> dict[str, int]:
    """What the frame of a page brings along, by address; the institution's own pictures are not ours to weigh."""
    found = {path for path in OWN.findall(page) if "/demo/" not in path}
    return {path: packed(sample, path) for path in found}


def labels(kind: str, most: int) -> list[str]:
    """Labels of the sample in all its languages: as different from one another as ninety real ones."""
    return list(dict.fromkeys(label for term in TEXTS[kind] for label in term["labels"].values()))[:most]


@pytest.fixture
def stocked(newsroom: Newsroom) -> Newsroom:
    """Twenty releases with the sample's own words, and ninety options for them."""
    offices, topics, types = labels("offices", 32), labels("topics", 32), labels("types", 5)
    releases = [
        made(newsroom, number, type=types[number % 5], offices=offices[number::20], topics=topics[number::20]) for number in range(20)
    ]
    newsroom.imported([(release, date(2006 + number, 3, 1 + number)) for number, release in enumerate(releases)])
    return newsroom


def made(newsroom: Newsroom, number: int, **terms: Any) -> Release:
    text = TEXTS["releases"][number]
    release = newsroom.draft(text["title"], lead=text["lead"], **terms)
    release.language = text["language"]
    return release


def test_a_listing_of_twenty_with_ninety_options_is_small(stocked: Newsroom, sample: Sample) -> None:
    page = stocked.get("/news/?language=any").content
    text = page.decode()
    options = text.count('<input type="checkbox"') + text.count('<data class="year"')
    assert options >= 90 and text.count("<article") == 20 and text.count("<fieldset") == 5
    others = fetched(sample, text)
    assert len(brotli.compress(page, quality=QUALITY)) + sum(others.values()) <= LISTING_BYTES
    assert 1 + len(others) <= LISTING_REQUESTS


def test_every_text_of_the_sample_is_small(sample: Sample) -> None:
    for path, page in sample.items.items():
        assert len(brotli.compress(page.encode(), quality=QUALITY)) + sum(fetched(sample, page).values()) <= ITEM_BYTES, path


def test_style_and_script_are_small(sample: Sample) -> None:
    sizes = fetched(sample, sample.server.get("/news/")[1])
    styles = [size for path, size in sizes.items() if path.partition("?")[0].endswith(".css")]
    scripts = [size for path, size in sizes.items() if path.partition("?")[0].endswith(".js")]
    assert styles and sum(styles) <= STYLE_BYTES and sum(scripts) <= SCRIPT_BYTES
