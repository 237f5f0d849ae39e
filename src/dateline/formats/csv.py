"""CSV after RFC 4180: UTF-8, CRLF, one row an item. Pure.

A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection).
"""

import csv
import io

from dateline.formats.addresses import Addresses
from dateline.search.listing import Card, Label, Listing

COLUMNS = (
    "id",
    "url",
    "title",
    "published",
    "type",
    "offices",
    "topics",
    "language",
    "dateline",
    "lead",
    "type_label",
    "office_labels",
    "topic_labels",
    "reference",
)
FORMULA = tuple("=+-@\t\r\0＝＋－＠")


def safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def slugs(labels: tuple[Label, ...]) -> str:
    """Slugs hold no space, so a space parts them."""
    return " ".join(label.slug for label in labels)


def names(labels: tuple[Label, ...]) -> str:
    return " | ".join(label.label for label in labels)


def row(card: Card, at: Addresses) -> list[str]:
    return [
        card.id,
        at.absolute(at.item(card.id, card.slug)),
        card.title,
        card.published_on,
        card.type.slug if card.type else "",
        slugs(card.offices),
        slugs(card.topics),
        card.language,
        card.dateline.rstrip(),
        card.lead,
        card.type.label if card.type else "",
        names(card.offices),
        names(card.topics),
        card.reference,
    ]


def listing(view: Listing, at: Addresses, newsroom: str) -> bytes:
    """The view's page of items, in its order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in row(card, at)] for card in view.cards)
    return out.getvalue().encode()
