"""A Listing as data: the object that `dateline find --json` prints and that every data form of a view carries. Pure."""

from typing import Any

from dateline.formats.addresses import Addresses
from dateline.search.listing import Card, Listing, Option

FACETS = ("topic", "office", "type", "language", "year")


def release(card: Card, at: Addresses) -> dict[str, Any]:
    """One item; offices and topics in its own order."""
    return {
        "id": card.id,
        "url": at.item(card.id, card.slug),
        "title": card.title,
        "published": card.published_on,
        "type": card.type.slug if card.type else None,
        "offices": [label.slug for label in card.offices],
        "topics": [label.slug for label in card.topics],
        "language": card.language,
        "lead": card.lead,
        "dateline": card.dateline.rstrip(),
        **({"reference": card.reference} if card.reference else {}),
    }


def option(one: Option) -> dict[str, Any]:
    return {"value": one.value, "label": one.label, "count": one.count, "chosen": one.chosen}


def about(listing: Listing) -> dict[str, Any]:
    """The view without its items: what it asks, how many it has, and every option's count."""
    return {
        "query": listing.query.canonical(),
        "sentence": listing.sentence,
        "total": listing.total,
        "change": listing.change,
        "facets": {facet: [option(one) for one in listing.facets[facet]] for facet in FACETS},
    }


def answer(listing: Listing, at: Addresses) -> dict[str, Any]:
    view = about(listing)
    facets = view.pop("facets")
    return {**view, "releases": [release(card, at) for card in listing.cards], "facets": facets}
