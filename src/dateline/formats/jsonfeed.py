"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Pure.

The view's query, total and facets stand in the extension `_dateline`, once for the feed and once for each item.
"""

import json
from typing import Any

from dateline.formats.addresses import Addresses
from dateline.formats.answer import about, release
from dateline.record.content import Content
from dateline.search.listing import Card, Listing

VERSION = "https://jsonfeed.org/version/1.1"


def dumped(feed: dict[str, Any]) -> bytes:
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def tags(card: Card) -> list[str]:
    labels = [*([card.type] if card.type else []), *card.offices, *card.topics]
    return [label.label for label in labels]


def entry(card: Card, at: Addresses) -> dict[str, Any]:
    """One item of a view, with its lead as content."""
    return {
        "id": card.id,
        "url": at.absolute(at.item(card.id, card.slug)),
        "title": card.title,
        "content_text": card.paragraph or card.title,
        "summary": card.paragraph or card.title,
        "date_published": card.published_at,
        "language": card.language,
        "tags": tags(card),
        "_dateline": release(card, at),
    }


def listing(view: Listing, at: Addresses, newsroom: str) -> bytes:
    """The view's page of items; `next_url` leads to the older ones."""
    query = view.query
    feed: dict[str, Any] = {
        "version": VERSION,
        "title": f"{newsroom}: {view.sentence}" if newsroom else view.sentence,
        "home_page_url": at.absolute(at.listing(query.canonical())),
        "feed_url": at.absolute(at.listing_form("json", query.canonical())),
        "language": view.language,
        "items": [entry(card, at) for card in view.cards],
        "_dateline": about(view),
    }
    if view.page < view.pages:
        feed["next_url"] = at.absolute(at.listing_form("json", query.with_page(view.page + 1).canonical()))
    return dumped(feed)


def item(card: Card, content: Content, at: Addresses, newsroom: str) -> bytes:
    """One item with its whole text, as a feed of one."""
    whole = {
        **entry(card, at),
        "content_html": f"<p>{html_escaped(card.paragraph)}</p>\n{content.body}"
        if card.paragraph
        else content.body or html_escaped(card.title),
    }
    whole.pop("content_text")
    feed = {
        "version": VERSION,
        "title": f"{newsroom}: {card.title}" if newsroom else card.title,
        "home_page_url": at.absolute(at.item(card.id, card.slug)),
        "feed_url": at.absolute(at.item_form(card.id, "json")),
        "language": card.language,
        "items": [whole],
    }
    return dumped(feed)


def html_escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
