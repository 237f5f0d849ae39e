"""Every public address of a newsroom, asked one by one: what a stranger sees of it, byte for byte."""

import hashlib
import html
import re
import zlib
from collections import deque
from collections.abc import Iterable
from functools import cache
from unittest import mock
from urllib.parse import parse_qsl, quote, urlsplit

from django.test import Client

from dateline.formats.table import FORMS
from dateline.record import card
from dateline.record.models import FileUse, FormerAddress, Item, State
from dateline.search.finder import PAGE_SIZE
from dateline.vocabularies import lists
from dateline.vocabularies.models import FormerSlug, Office, Topic

Answer = tuple[int, tuple[tuple[str, str], ...], str]

ITEM = re.compile(r"/news/[a-z0-9]{10}/[^/?]+/")
LINK = re.compile(rb'(?:href|src|action|content)="([^"]*)"|"(?:url|[a-z_]+url|id)": ?"([^"]*)"')
OWN = "http://127.0.0.1:8000"


def seeds() -> list[str]:
    """Addresses that nothing may link to: of what is gone, of before, of numbers."""
    found = [
        "/",
        "/news/",
        "/topics/",
        "/archive/",
        "/corrections/",
        "/contacts/",
        "/accessibility/",
        "/health/live",
        "/health/ready",
        "/none/",
        "/news/bbbbbbbbbb/",
    ]
    found += [f"/news.{form}{query}" for form in FORMS for query in ("", "?language=any")]
    for item in Item.objects.order_by("sequence"):
        numbers = range(1, item.editions.count() + 1)
        found += [f"/news/{item.public_id}/", *(f"/news/{item.public_id}.{form}" for form in FORMS)]
        found += [f"/news/{item.public_id}/any/editions/{number}/" for number in numbers]
        found += [f"/ref/{quote(item.reference)}"] if item.reference else []
    found += [use.path for use in FileUse.objects.order_by("token", "name")]
    found += list(FormerAddress.objects.order_by("address").values_list("address", flat=True))
    for folder, model in (("offices", Office), ("topics", Topic)):
        found += [f"/{folder}/{slug}/" for slug in model._default_manager.order_by("slug").values_list("slug", flat=True)]
    return found + [f"/news/?{one.facet}={one.slug}" for one in FormerSlug.objects.order_by("facet", "slug")]


def every_tenth() -> list[str]:
    """Every page of the listing in every language version, and of one item in ten its page and its forms."""
    count = Item.objects.filter(state=State.LIVE).count()
    found = [f"/news/?language=any&page={number}" for number in range(2, count // PAGE_SIZE + 1)]
    for item in Item.objects.select_related("current").order_by("sequence")[::10]:
        assert item.current is not None
        found += [f"/news/{item.public_id}/{card.read(item.current.card)['slug']}/", *(f"/news/{item.public_id}.{form}" for form in FORMS)]
    return found


def crawl(begin: Iterable[str], *, most: int = 100_000, one_in: int = 1) -> dict[str, Answer]:
    """address -> (status, headers but Date, SHA-256 of the bytes) of everything that leads on from `begin`.

    `one_in`: of views, editions and pages in other languages only so many are asked, the same ones every time; whatever stands in
    `begin`, and every item's page, always is. Nothing changes meanwhile, so the lists of terms are read once.
    """
    reader, asked, waiting = Client(), dict[str, Answer](), deque(begin)
    with mock.patch.object(lists, "read", cache(lists.read)):
        while waiting and len(asked) < most:
            address = waiting.popleft()
            if address not in asked:
                asked[address], found = ask(reader, address)
                waiting.extend(one for one in found if one not in asked and is_chosen(one, one_in))
    return asked


def is_chosen(address: str, one_in: int) -> bool:
    return ITEM.fullmatch(address) is not None or zlib.crc32(address.encode()) % one_in == 0


def ask(reader: Client, address: str) -> tuple[Answer, list[str]]:
    """An answer, and where it leads."""
    answer = reader.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = tuple(sorted((name, value) for name, value in answer.items() if name != "Date"))
    return (answer.status_code, headers, hashlib.sha256(body).hexdigest()), leads_to(headers, body)


def leads_to(headers: tuple[tuple[str, str], ...], body: bytes) -> list[str]:
    """Our own addresses that an answer names; of views those that choose one thing at most, for all together they have no end."""
    found = [value.decode() for pair in LINK.findall(body) for value in pair if value] if is_text(headers) else []
    found += [value for name, value in headers if name == "Location"]
    return [path for path in map(own, found) if path]


def is_text(headers: tuple[tuple[str, str], ...]) -> bool:
    kind = dict(headers).get("Content-Type", "")
    return "html" in kind or "json" in kind


def own(link: str) -> str:
    parts = urlsplit(html.unescape(link).removeprefix(OWN))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("/desk/", "/static/")):
        return ""
    if len(parse_qsl(parts.query, keep_blank_values=True)) > 1:
        return ""
    return parts._replace(fragment="").geturl()
