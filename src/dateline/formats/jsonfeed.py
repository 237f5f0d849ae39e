"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Pure.

The view's query, total and facets stand in the extension `_dateline`, once for the feed and once for each item.
"""

import json
from html import escape
from typing import Any

from dateline.formats.addresses import Addresses
from dateline.formats.answer import about, release
from dateline.record.content import Content, Link
from dateline.search.listing import Card, Contact, Listing, Offered

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
        **({"image": at.absolute(card.top.path)} if card.top else {}),
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
        "content_html": whole_text(card, content),
    }
    whole["_dateline"] = {**whole["_dateline"], "contacts": [contact(one) for one in card.contacts]}
    whole.pop("content_text")
    corrected = [{"at": one.at, "note": one.note, "edition": one.edition} for one in card.corrections]
    whole["_dateline"] = {**whole["_dateline"], "edition": card.edition, "corrections": corrected}
    if card.files or content.links:
        whole["attachments"] = [*(attachment(one, at, card.language) for one in card.files), *map(elsewhere, content.links)]
    feed = {
        "version": VERSION,
        "title": f"{newsroom}: {card.title}" if newsroom else card.title,
        "home_page_url": at.absolute(at.item(card.id, card.slug)),
        "feed_url": at.absolute(at.item_form(card.id, "json")),
        "language": card.language,
        "items": [whole],
    }
    return dumped(feed)


def whole_text(card: Card, content: Content) -> str:
    """Everything that the page prints of the text, in its order."""
    lead = f"<p>{escape(card.paragraph, quote=False)}</p>" if card.paragraph else ""
    notes = f'<section class="notes">{content.notes}</section>' if content.notes else ""
    about = f'<p class="about">{escape(content.about, quote=False)}</p>' if content.about else ""
    return "\n".join(part for part in (lead, content.body, notes, about) if part) or escape(card.title, quote=False)


def contact(one: Contact) -> dict[str, Any]:
    """Whom to call, as of now; what is not given is not there."""
    said = {
        "name": one.name,
        "role": one.role,
        "office": one.office.slug,
        "languages": list(one.languages),
        "telephone": one.telephone,
        "out_of_hours": one.out_of_hours,
        "mail": one.mail,
        "hours": one.hours,
        "zone": one.zone,
    }
    return {name: value for name, value in said.items() if value}


def attachment(one: Offered, at: Addresses, language: str) -> dict[str, Any]:
    """A file of an item in `language`; what the format has no field for stands in `_dateline`."""
    file = one.file
    licence, licences = file.licence_in(language)[0], {one.language: one.words for one in file.licences}
    said = {"alt": file.alt, "caption": file.caption, "credit": file.credit, "licence": licence, "language": file.language}
    counted = {"width": file.width, "height": file.height, "pages": file.pages}
    return {
        "url": at.absolute(one.path),
        "mime_type": file.media_type,
        "size_in_bytes": file.size,
        **({"title": file.title} if file.title else {}),
        "_dateline": {
            "sha256": file.sha256,
            "role": file.role,
            **{name: value for name, value in (said | {"licences": licences} | counted).items() if value},
        },
    }


def elsewhere(link: Link) -> dict[str, Any]:
    """A file that stands on another site; the format asks for a type, so an unknown one is bytes."""
    return {
        "url": link.url,
        "mime_type": link.media_type or "application/octet-stream",
        **({"size_in_bytes": link.size} if link.size else {}),
        "title": link.title,
        "_dateline": {"role": "link"},
    }
