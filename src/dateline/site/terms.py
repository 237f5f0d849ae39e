"""An office or a topic: what it is, with its latest; and the tree of topics."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.search import finder
from dateline.search.engine import NONE, IndexUnusable
from dateline.search.listing import Option
from dateline.search.query import Query, QueryError
from dateline.site import chosen, contacts, errors, pages
from dateline.vocabularies import lists

LATEST = 10


@require_safe
def office(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return page(request, language, "office", Query(offices=(slug,)), slug)


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return page(request, language, "topic", Query(topics=(slug,)), slug)


def page(request: HttpRequest, language: str, facet: str, query: Query, slug: str) -> HttpResponse:
    """A term nobody has used in public is unknown, like one that never was; the address of before leads to the one of now."""
    if slug == NONE or slug != slug.lower():
        return errors.not_found(request)
    try:
        listing = finder.find(query, language=language, limit=LATEST)
    except QueryError:
        return errors.not_found(request)
    except IndexUnusable:
        return errors.unavailable(request)
    around = pages.frame(language, lambda at: at.office(now) if facet == "office" else at.topic(now))
    [now] = listing.query.values(facet)
    if now != slug:
        return HttpResponsePermanentRedirect(around.elsewhere(around.at))
    options = listing.facets[facet]
    here = next(option for option in options if option.value == slug)
    above = next((option for option in options if option.value == here.parent), None)
    below = [option for option in options if option.parent == slug]
    closing = closed(facet, slug, options)
    press = contacts.press([slug] if facet == "office" else [], language)
    return pages.render(
        "term.html", around, listing=listing, facet=facet, here=here, above=above, below=below, closing=closing, press=press
    )


def closed(facet: str, slug: str, options: Sequence[Option]) -> tuple[date, Option | None] | None:
    """The day on which the term closed, and who carries on, if the public knows that one; None while it is open."""
    vocabulary = lists.read()[facet]
    entry = vocabulary.by_slug[slug]
    if entry.closed_on is None or entry.closed_on > datetime.now(ZoneInfo(settings.NEWSROOM_ZONE)).date():
        return None
    after = vocabulary.present(entry.successor) if entry.successor else None
    return entry.closed_on, next((option for option in options if after is not None and option.value == after.slug), None)


@require_safe
def topics(request: HttpRequest, language: str) -> HttpResponse:
    try:
        listing = finder.find(Query(), language=language, limit=1)
    except IndexUnusable:
        return errors.unavailable(request)
    used = [option for option in listing.facets["topic"] if option.value != NONE]
    return pages.render("topics.html", pages.frame(language, Addresses.topics), nodes=chosen.tree(used))
