"""Cards of a listing as markup: kept beside the Card they were made of, for as long as the record stands where it stood.

A Card tells all that its markup says but the page's language, what the newsroom calls its lists, and the passage of a search, for which
a gap is left. Markup is given back for an equal Card alone and goes with the position it was made at, so that nothing that was taken back
outlives its Change here.
"""

import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from dateline.record.position import database
from dateline.search.listing import Card, Listing
from dateline.search.passages import Piece
from dateline.site import entries, moulds, pages
from dateline.site.kept import Kept

MAX_BYTES = 16 * 2**20  # a process keeps: about 6,000 cards
OVERHEAD_BYTES = 400
GAP = moulds.joined((moulds.GAP,))

Made = tuple[Card, Markup]


def size(key: tuple[object, ...], made: Made) -> int:
    return OVERHEAD_BYTES + sys.getsizeof(made[1])


kept: Kept[Made] = Kept(MAX_BYTES, size)


class Cards:
    """The cards of one page as lines of its list."""

    def __init__(self, listing: Listing, around: pages.Frame) -> None:
        self.at = (database(), listing.change)
        self.listing, self.entries = listing, entries.of(around)
        self.told = (around.at.origin, around.at.prefix, around.language, *self.entries.names)  # texts: nobody's code runs to compare them

    def all(self, passages: Mapping[str, Sequence[Piece]] = MappingProxyType({}), *, level: int = 2) -> list[Markup]:
        return [self(card, level, passages.get(card.id, ())) for card in self.listing.cards]

    def __call__(self, card: Card, level: int = 2, passage: Sequence[Piece] = ()) -> Markup:
        key = (card.id, level, bool(passage), self.told)
        known = kept.get(self.at, key)
        if known is None or known[0] is not card and known[0] != card:
            known = card, self.made(card, level, GAP if passage else Markup())
            kept.keep(self.at, key, known)
        return around(known[1], self.entries.marked(passage)) if passage else known[1]

    def made(self, card: Card, level: int, passage: Markup) -> Markup:
        return self.entries.entry(card, level, passage)


def around(made: Markup, passage: Markup) -> Markup:
    """A card with its passage in the gap."""
    before, _, after = made.partition(GAP)
    return moulds.joined((before, passage, after))
