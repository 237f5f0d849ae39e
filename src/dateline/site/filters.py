"""What a view chooses, as markup: the chosen filters, the form of all filters and the bar over its items.

All pages of a view have the same, so it is kept for them beside the moment of record and index that it was made at; a page of another
moment never shows it.
"""

import sys
from collections.abc import Hashable
from typing import NamedTuple

from markupsafe import Markup

from dateline.record.position import database
from dateline.search import finder, live
from dateline.search.listing import Listing
from dateline.search.query import Query
from dateline.site import boxes
from dateline.site.kept import Kept, Key
from dateline.site.pages import Frame

MAX_BYTES = 8 * 2**20  # a process keeps: about 200 views of 90 options
OVERHEAD_BYTES = 800


class Filters(NamedTuple):
    """The three parts, in the order of the page."""

    chosen: Markup
    form: bytes  # as encoded as the page will be: it is more than half of it
    bar: Markup


kept: Kept[Filters] = Kept(MAX_BYTES, lambda key, made: OVERHEAD_BYTES + sum(map(sys.getsizeof, made)))


def found(query: Query, around: Frame) -> tuple[Listing, Filters]:
    """A page of a view and its filters; options are counted only where they are not known. Raises what finder.find raises."""
    view, index = key(query, around), live.pointer_stamp()  # before: what one says that is swapped in meanwhile is kept for nobody
    moment, known = kept.latest(view)
    listing = finder.find(query, language=around.language, counted=() if known else None)
    if known:
        if moment == moment_of(listing, index) and listing.total:  # the way out of an empty one is told by what its options are called
            return listing, known
        listing = finder.find(query, language=around.language)
    made = written(listing, around)
    kept.keep(moment_of(listing, index), view, made)
    return listing, made


def key(query: Query, around: Frame) -> Key:
    """A view, and what its filters say besides: where it is, in which language, what the newsroom calls its lists."""
    return query.page_address(1), around.at, around.language, *boxes.names_of(around).values()


def moment_of(listing: Listing, index: Hashable) -> Hashable:
    """Where record and index stand, and which index it is: one made anew may put right what another had wrong at the same position."""
    return database(), listing.change, listing.index, index


def written(listing: Listing, around: Frame) -> Filters:
    chosen, form = boxes.chosen(listing, around)
    return Filters(chosen, form.encode(), boxes.over(listing.query, around))
