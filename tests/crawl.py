"""Every public address of a newsroom, asked one by one: what a stranger sees of it, byte for byte."""

import html
import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlsplit

from django.test import Client

from dateline.formats.table import FORMS
from dateline.record.models import FileUse, FormerAddress, Item
from dateline.vocabularies.models import FormerSlug, Office, Topic

Answer = tuple[int, tuple[tuple[str, str], ...], bytes]

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


def crawl(begin: Iterable[str], *, most: int = 100_000) -> dict[str, Answer]:
    """address -> (status, headers but Date, bytes) of everything that leads on from `begin`."""
    reader, asked, waiting = Client(), {}, deque(begin)
    while waiting and len(asked) < most:
        address = waiting.popleft()
        if address not in asked:
            asked[address] = answer = ask(reader, address)
            waiting.extend(one for one in leads_to(answer) if one not in asked)
    return asked


def ask(reader: Client, address: str) -> Answer:
    answer = reader.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, tuple(sorted((name, value) for name, value in answer.items() if name != "Date")), body


def leads_to(answer: Answer) -> list[str]:
    """Our own addresses that an answer names; of views those that choose one thing at most, for all together they have no end."""
    _, headers, body = answer
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
