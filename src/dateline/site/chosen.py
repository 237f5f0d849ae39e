"""A Listing's options as a reader sees them: what is chosen and how to undo it, what stands under what, bars over time."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.formats import days
from dateline.formats.addresses import Addresses
from dateline.search.listing import Listing, Option
from dateline.search.parameters import FACETS
from dateline.search.sentence import Piece

BAR_HEIGHT = 46  # px, of 48
ANY_YEAR = "2000"
MOST_YEARS = 120  # of bars, empty ones included


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen value: what it says, and the view without it."""

    facet: str
    value: str
    label: str
    excluded: bool
    href: str
    language: str = ""  # of the label; what a reader typed has none


class Node(NamedTuple):
    """An option with what stands under it."""

    option: Option
    children: tuple["Node", ...]


class Bar(NamedTuple):
    """A year or a month: its count as a height in px, and the view of it alone."""

    value: str
    count: int  # type: ignore[assignment]  # nobody counts in it
    height: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Periods:
    """Bars of the years, or of the twelve months once a year is chosen."""

    bars: tuple[Bar, ...]
    monthly: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """The headline: before the count, the count, and after it in pieces, each with its language where it is not the page's."""

    before: str
    count: str
    after: tuple[Piece, ...]


def heading(listing: Listing) -> Heading:
    first, *rest = listing.pieces or (Piece(listing.headline),)
    before, count, after = re.match(r"(\D*)([\d.,٬\u00a0\u202f’']*)(.*)", first.text, re.DOTALL).groups()  # type: ignore[union-attr]
    return Heading(before, count, (Piece(after), *rest))


def chips(listing: Listing, at: Addresses) -> list[Chip]:
    """Everything chosen, in the order of the address, dates and words last."""
    query, found = listing.query, []
    for facet in FACETS:
        name = facet.removeprefix("-")
        for value in query.values(facet):
            href = at.listing(query.toggled(facet, value).canonical())
            label, language = next(((one.label, one.language) for one in listing.facets[name] if one.value == value), (value, ""))
            found.append(Chip(name, value, label, facet.startswith("-"), href, language))
    for name, value in (("from", query.from_), ("to", query.to), ("q", query.q)):
        if value and not (name == "to" and query.to == query.from_):
            rest = query.without("from").without("to") if name != "q" and query.to == query.from_ else query.without(name)
            label = value if name == "q" else days.of_address(value, listing.language)
            found.append(Chip(name, value, label, False, at.listing(rest.canonical())))
    return found


def tree(options: Sequence[Option]) -> tuple[Node, ...]:
    """Nested by parent; an option whose parent is not offered stands at the top."""
    offered, under = {option.value for option in options}, defaultdict[str | None, list[Option]](list)
    for one in options:
        under[one.parent if one.parent in offered else None].append(one)

    def nodes(parent: str | None) -> tuple[Node, ...]:
        return tuple([Node(one, nodes(one.value) if one.value in under else ()) for one in under[parent]])

    return nodes(None)


def in_a_row(years: Mapping[str, int]) -> dict[str, int]:
    """From the first year to the last, empty ones included: else bars side by side are years apart. But not for one false date."""
    first, last = int(min(years, default="1")), int(max(years, default="0"))
    if last - first >= MOST_YEARS:
        return dict(sorted(years.items()))
    return {f"{year:04}": years.get(f"{year:04}", 0) for year in range(first, last + 1)}


def periods(listing: Listing, at: Addresses) -> Periods:
    """Years until one is chosen, then its months, empty ones included."""
    query = listing.query
    year = query.from_[:4] if query.from_ and query.from_[:4] == query.to[:4] else ""
    years = {option.value: option.count for option in listing.facets["year"]}
    months = {option.value: option.count for option in listing.facets["month"]}
    shown = {f"{year}-{number:02}": months.get(f"{year}-{number:02}", 0) for number in range(1, 13)} if year else in_a_row(years)
    most = max(shown.values(), default=0) or 1
    chosen = query.from_ if query.from_ == query.to else ""

    # An encoded value has no "=" or "&", so these dates stand in the address once.
    before, _, after = at.listing(query.between(ANY_YEAR, ANY_YEAR).canonical()).partition(f"from={ANY_YEAR}&to={ANY_YEAR}")
    bars = [
        Bar(value, count, max(1, round(count / most * BAR_HEIGHT)), value == chosen, f"{before}from={value}&to={value}{after}")
        for value, count in shown.items()
    ]
    return Periods(tuple(bars), bool(year))
