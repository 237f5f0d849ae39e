"""A well-behaved crawler that follows every link comes to an end: it sees about as many addresses as there are items and values.

It follows what a page links, not what a form could ask; nothing marked rel=nofollow, nothing that robots.txt closes, no link of a page that
says nofollow. Every choice of facets together is 2 to the number of values: one link that adds a filter to a filter would lead it there.
"""

import urllib.robotparser
from collections import Counter, deque
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from lxml import html

from dateline.record.models import Edition, Item
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from tests.newsroom import Newsroom
from tests.stories.test_archive_moves_in import MAPPINGS, load

ORIGIN = "http://127.0.0.1:8000"
OURS = ("/news", "/offices/", "/topics/", "/archive/", "/contacts/", "/corrections/", "/accessibility/")
OTHERS = tuple(f"/{tag}/" for tag in settings.LANGUAGES_SHOWN[1:])
ITEMS = 30
PER_ITEM = 12  # its page, its other forms, its share of the pages and feeds of each of its labels
PER_VALUE = 12  # a view, its feeds, a page of its own
PER_LANGUAGE = 60  # home, contacts, accessibility, archive, corrections, and the months of the years


def links(address: str, markup: bytes) -> Iterator[str]:
    """Where a page leads a crawler, within this newsroom."""
    page = html.document_fromstring(markup)
    if "nofollow" in " ".join(page.xpath("//meta[@name='robots']/@content")):
        return
    for one in page.xpath("//a[@href] | //area[@href] | //link[@rel='next' or @rel='prev' or @rel='alternate' or @rel='canonical'][@href]"):
        found = urldefrag(urljoin(ORIGIN + address, one.get("href"))).url
        if found.startswith(f"{ORIGIN}/") and "nofollow" not in one.get("rel", "").split():
            yield found.removeprefix(ORIGIN)


def crawled(newsroom: Newsroom) -> dict[str, int]:
    """Every address in the first language that a crawler comes to, with its status; the others have as many.

    Files and data are not asked for: they link nothing.
    """
    robots, asked, waiting = urllib.robotparser.RobotFileParser(), dict[str, int](), deque(["/"])
    rules = newsroom.reader.get("/robots.txt")
    robots.parse(rules.content.decode().splitlines() if rules.status_code == 200 else [])
    while waiting:
        address = waiting.popleft()
        if address in asked or address.startswith(OTHERS) or not robots.can_fetch("Crawler", ORIGIN + address):
            continue
        asked[address] = 200
        if is_page(address):
            answer = newsroom.reader.get(address)
            asked[address] = answer.status_code
            waiting.extend(
                links(address, answer.content) if answer.status_code == 200 else [answer.get("Location", "/").removeprefix(ORIGIN)]
            )
    return asked


def is_page(address: str) -> bool:
    path = urlsplit(address).path
    return not path.startswith(("/files/", "/static/", "/desk/")) and "." not in path.rpartition("/")[2]


def choices(address: str) -> int:
    """How many things a view chooses: a period is one."""
    names = [name for name, _ in parse_qsl(urlsplit(address).query)]
    return len(names) - names.count("page") - (1 if "from" in names and "to" in names else 0)


def values(newsroom: Newsroom) -> int:
    return sum(len(options) for options in newsroom.find("language=any")["facets"].values())


def stock(newsroom: Newsroom, count: int, first: int = 0) -> None:
    """Items with two topics of eight and an office of five, a week apart."""
    made = []
    for n in range(first, first + count):
        release = Release(title=f"Item {n}", lead="Lead.", language="en", type=newsroom.term("type", f"Type {n % 3}"))
        release.release_topics = [ReleaseTopic(topic=newsroom.term("topic", f"Topic {(n * k) % 8}"), sort_order=k) for k in (1, 3)][
            : 1 + n % 2
        ]
        release.release_offices = [ReleaseOffice(office=newsroom.term("office", f"Office {n % 5}"), sort_order=0)]
        made.append((release, date(2020, 1, 1) + timedelta(weeks=n)))
    newsroom.imported(made)


def is_said_in_a_text(href: str) -> bool:
    """Whether a text that was taken in links so: to what its old site had, or nowhere."""
    return Edition.objects.filter(content__contains=f'href=\\"{href}\\"').exists()


def most(newsroom: Newsroom) -> int:
    return PER_ITEM * Item.objects.count() + PER_VALUE * values(newsroom) + PER_LANGUAGE


def test_a_crawler_sees_as_many_addresses_as_there_are_items_and_values(newsroom: Newsroom) -> None:
    stock(newsroom, ITEMS)
    seen = crawled(newsroom)
    assert set(Counter(seen.values())) == {200} and len(seen) > 2 * ITEMS
    assert not [address for address in seen if choices(address) > 1]
    assert len(seen) <= most(newsroom)
    print(len(seen), "addresses of", ITEMS, "items and", values(newsroom), "values")


@pytest.mark.slow
def test_a_crawler_comes_to_the_end_of_a_real_archive(newsroom: Newsroom, shared: Path, tmp_path: Path) -> None:
    load(shared / "data" / "doj" / "doj-press-releases.jsonl.xz", "--create-terms", mapping=MAPPINGS / "doj.yaml", tmp=tmp_path)
    newsroom.settle()
    seen = crawled(newsroom)
    print(
        Counter(seen.values()),
        len(seen),
        "addresses,",
        sum(map(is_page, seen)),
        "pages, of",
        Item.objects.count(),
        "items and",
        values(newsroom),
        "values",
    )
    lost = [address for address, status in seen.items() if address.startswith(OURS) and status != 200]
    assert [address for address in lost if not is_said_in_a_text(address.rpartition("/")[2])] == []
    assert not [address for address in seen if choices(address) > 1] and len(seen) <= most(newsroom)
