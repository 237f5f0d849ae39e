"""Listings made by hand, for the writers of formats."""

from dateline.search.listing import Card, Label, Listing, Option, Version
from dateline.search.query import Query

PLAIN = Card("0123456789", "title", "Title", "en", "2022-10-05", "2022-10-05T08:00:00+00:00")
RICH = Card(
    "bcdfghjklm",
    "police-trained",
    "Police & “officers” trained",
    "fr",
    "2022-10-05",
    "2022-10-05T08:30:00+00:00",
    type=Label("news", "news", "Actualité", "fr"),
    offices=(Label("vienna", "vienna", "Vienne"), Label("bar", "bar", "Bar")),
    topics=(Label("law", "rule-of-law", "État de droit"), Label("arts", "arts", "Arts")),
    dateline="VIENNA, 5 October 2022 – ",
    lead="Forty <officers> took part.",
    also_in=(Version("en", "0123456789", "title", "Title"),),
)
FACETS = {
    "type": (Option("news", "News", 1),),
    "office": (Option("vienna", "Vienna", 2, chosen=True), Option("bar", "Bar", 1, parent="vienna", depth=1)),
    "topic": (),
    "language": (Option("fr", "français", 2),),
    "year": (Option("2022", "2022", 2),),
    "month": (Option("2022-10", "2022-10", 2),),
}


def listing(*cards: Card, **changes: object) -> Listing:
    whole = {
        "query": Query(offices=("vienna",)),
        "sentence": "Items from Vienna",
        "headline": "2 items from Vienna",
        "total": 2,
        "change": 7,
    }
    return Listing(**{**whole, "cards": cards, "facets": FACETS, **changes})  # type: ignore[arg-type]
