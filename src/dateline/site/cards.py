"""Cards of a listing as markup: kept beside the Card they were made of, for as long as the record stands where it stood.

A Card tells all that its markup says but the page's language and what the newsroom calls its lists. Markup is given back for an equal
Card alone and goes with the position it was made at, so that nothing that was taken back outlives its Change here.
"""

import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import connection
from markupsafe import Markup

from dateline.search.listing import Card, Listing
from dateline.search.passages import Piece
from dateline.site import entries, pages
from dateline.site.kept import Kept

MAX_BYTES = 16 * 2**20  # a process keeps: about 6,000 cards
OVERHEAD_BYTES = 400

Made = tuple[Card, Markup]


def size(key: tuple[object, ...], made: Made) -> int:
    return OVERHEAD_BYTES + sys.getsizeof(made[1])


kept: Kept[Made] = Kept(MAX_BYTES, size)


class Cards:
    """The cards of one page as lines of its list."""

    def __init__(self, listing: Listing, around: pages.Frame) -> None:
        self.at = (str(connection.settings_dict["NAME"]), listing.change)
        self.listing, self.entries = listing, entries.of(around)
        self.told = (around.at.origin, around.at.prefix, around.language, *self.entries.names)  # texts: nobody's code runs to compare them

    def all(self, passages: Mapping[str, Sequence[Piece]] = MappingProxyType({}), *, level: int = 2) -> list[Markup]:
        return [self(card, level, passages.get(card.id, ())) for card in self.listing.cards]

    def __call__(self, card: Card, level: int = 2, passage: Sequence[Piece] = ()) -> Markup:
        if passage:
            return self.made(card, level, passage)
        key = (card.id, level, self.told)
        known = kept.get(self.at, key)
        if known is not None and (known[0] is card or known[0] == card):
            return known[1]
        made = self.made(card, level, ())
        kept.keep(self.at, key, (card, made))
        return made

    def made(self, card: Card, level: int, passage: Sequence[Piece]) -> Markup:
        return self.entries.entry(card, level, passage)
