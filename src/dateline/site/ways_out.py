"""A view that finds nothing: which of its filters to drop, and how many items that gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.formats.addresses import Addresses
from dateline.search import finder
from dateline.search.listing import Listing
from dateline.search.parameters import FACETS
from dateline.search.query import Query
from dateline.site.chosen import Chip, chips

MOST_DROPPED = 2  # of nine kinds of filter that is 45 questions without cards or counts; what needs more is as well begun anew
MOST_SHOWN = 4

Filter = tuple[str, ...]  # the parameters that go together


@dataclass(frozen=True, slots=True)
class Way:
    """The view without some filters: what they were, and what is left. Without chips it is the view of everything."""

    chips: tuple[Chip, ...]
    href: str
    total: int

    @property
    def lets_in(self) -> bool:
        """Whether only exclusions are dropped."""
        return bool(self.chips) and all(chip.excluded for chip in self.chips)


def ways_out(listing: Listing, at: Addresses) -> list[Way]:
    """The ways that drop fewest filters, those that give most first; everything, where no two filters make the difference."""
    if listing.total or not listing.query.pairs():
        return []
    dropped = filters(listing.query)
    for count in range(1, min(MOST_DROPPED, len(dropped) - 1) + 1):
        found = [way for some in combinations(dropped, count) if (way := without(some, listing, at)).total]
        if found:
            return sorted(found, key=lambda way: -way.total)[:MOST_SHOWN]
    return [Way((), at.listing(), total_of(Query(), listing))]


def filters(query: Query) -> list[Filter]:
    """What can be dropped: the values of a parameter are one choice, and so are both ends of a time."""
    used = {name for name, _ in query.pairs()}
    return [some for some in (*((facet,) for facet in FACETS), ("from", "to"), ("q",)) if used.intersection(some)]


def without(dropped: Sequence[Filter], listing: Listing, at: Addresses) -> Way:
    query = listing.query
    for name in (name for some in dropped for name in some):
        query = query.without(name)
    return Way(tuple(chips_of(dropped, listing, at)), at.listing(query.canonical()), total_of(query, listing))


def chips_of(dropped: Sequence[Filter], listing: Listing, at: Addresses) -> Iterator[Chip]:
    names = {name for some in dropped for name in some}
    return (chip for chip in chips(listing, at) if ("-" if chip.excluded else "") + chip.facet in names)


def total_of(query: Query, listing: Listing) -> int:
    return finder.find(query, language=listing.language, limit=1, counted=()).total
