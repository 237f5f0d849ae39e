"""A view that finds nothing: which of its filters to drop, and how many items that gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dateline.formats.addresses import Addresses
from dateline.search import finder
from dateline.search.listing import Listing
from dateline.search.parameters import FACETS
from dateline.search.query import Query
from dateline.search.words import Clause
from dateline.site.chosen import Chip, chips

MOST_DROPPED = 2  # what needs more is as well begun anew
MOST_FILTERS = 9  # that is 45 questions without cards or counts
MOST_SHOWN = 4
MOST_WORDS = 4  # from more of them nobody can tell which one was wrong

Filter = tuple[str, ...]  # the parameters that go together; of several words ("q", which of them)


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
    """The ways that drop fewest filters, those that give most first; everything, where no two filters make the difference.

    None where a view finds something, and where nothing has been published.
    """
    if listing.total or not listing.query.pairs():
        return []
    dropped = filters(listing.query)
    for count in range(1, min(MOST_DROPPED, len(dropped) - 1) + 1):
        found = [way for some in combinations(dropped, count) if (way := without(some, listing, at)).total]
        if found:
            return sorted(found, key=lambda way: -way.total)[:MOST_SHOWN]
    everything = total_of(Query(), listing)
    return [Way((), at.listing(), everything)] if everything else []


def filters(query: Query) -> list[Filter]:
    """What can be dropped: the values of a parameter are one choice, and so are both ends of a time; of a few words each for itself."""
    used = {name for name, _ in query.pairs()}
    found: list[Filter] = [some for some in (*((facet,) for facet in FACETS), ("from", "to")) if used.intersection(some)]
    count = len(query.words.clauses)
    if 1 < count <= min(MOST_WORDS, MOST_FILTERS - len(found)):
        return found + [("q", str(place)) for place in range(count)]
    return found + ([("q",)] if query.q else [])


def asks_one_thing(query: Query) -> bool:
    """Whether nothing is chosen beside one term, one time or one word."""
    terms = [value for facet in FACETS for value in query.values(facet)]
    return len(terms) + bool(query.from_ or query.to) + len(query.words.clauses) == 1


def without(dropped: Sequence[Filter], listing: Listing, at: Addresses) -> Way:
    query, places = listing.query, {int(some[1]) for some in dropped if some[0] == "q" and some[1:]}
    for name in (name for some in dropped for name in some if not places or some[0] != "q"):
        query = query.without(name)
    if places:
        query = replace(query, page=1, q=" ".join(typed(one) for place, one in enumerate(query.words.clauses) if place not in places))
    return Way(tuple(chips_of(dropped, listing, at)), at.listing(query.canonical()), total_of(query, listing))


def typed(clause: Clause) -> str:
    """A clause as one types it."""
    words = f'"{clause.words}"' if clause.phrase else clause.words
    return f"{'-' if clause.excluded else ''}{'title:' if clause.title else ''}{words}"


def chips_of(dropped: Sequence[Filter], listing: Listing, at: Addresses) -> Iterator[Chip]:
    names = {name for some in dropped for name in some[: 1 if some[0] == "q" else None]}
    clauses = [listing.query.words.clauses[int(some[1])] for some in dropped if some[0] == "q" and some[1:]]
    for chip in chips(listing, at):
        if chip.facet == "q" and clauses:
            yield from (replace(chip, value=typed(one), label=one.words, excluded=one.excluded) for one in clauses)
        elif ("-" if chip.excluded else "") + chip.facet in names:
            yield chip


def total_of(query: Query, listing: Listing) -> int:
    return finder.find(query, language=listing.language, limit=1, counted=()).total
