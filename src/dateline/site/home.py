"""The newsroom's first page: the latest, and what each office said last."""

from collections.abc import Sequence, Set

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.search import finder, ground
from dateline.search.engine import IndexUnusable
from dateline.search.listing import Card, Contact, Listing, Option
from dateline.search.query import Query
from dateline.site import contacts, entries, former, pages
from dateline.site import listing as listing_page
from dateline.site.cards import Cards

LATEST = 5  # one lead story and four cards
CONTACTS = 3  # a row
OFFICES = 6  # two rows of three


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    if former.foreign(request) and (led := former.leads_on(request, language, ours=True)):
        return led
    try:
        listing = finder.find(Query(), language=language, limit=LATEST)
        strip = latest_of(offices(listing), language, {card.id for card in listing.cards})
    except IndexUnusable:
        return listing_page.without_index(request, Query(), language)
    around = pages.frame(language)
    return pages.render(
        "home.html",
        around,
        listing=listing,
        cards=Cards(listing, around).all(level=3),
        entries=entries.of(around),
        strip=strip,
        people=to_call(listing, language),
    )


def offices(listing: Listing) -> list[Option]:
    """The offices with most items, regions left out: who has offices under it is no office itself."""
    options = [option for option in listing.facets["office"] if option.value != "none"]
    parents = {option.parent for option in options}
    leaves = [option for option in options if option.value not in parents]
    return sorted(leaves, key=lambda option: -option.count)[:OFFICES]


def to_call(listing: Listing, language: str) -> list[Contact]:
    """Whom the press may call first: one person of each of the busiest offices that have somebody."""
    press = contacts.press([office.value for office in offices(listing)], ground.lists_now(), language)
    return list(dict.fromkeys(desk.contacts[0] for desk in press.desks if desk.contacts))[:CONTACTS]


def latest_of(offices: Sequence[Option], language: str, above: Set[str]) -> list[tuple[Option, Card]]:
    """What each office said last that does not stand above; a joint release with one office alone, where the others have something else."""
    strip: list[tuple[Option, Card]] = []
    for office in offices:
        try:
            cards = finder.find(Query(offices=(office.value,)), language=language, limit=len(above) + len(offices), counted=()).cards
        except finder.Nowhere:  # its last item went since it was counted
            continue
        shown = above | {card.id for _, card in strip}
        strip += [(office, card) for card in [*(card for card in cards if card.id not in shown), *cards][:1]]
    return strip
