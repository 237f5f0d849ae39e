"""An office or a topic: what it is, with its latest; and the tree of topics."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.search import finder, ground
from dateline.search.engine import NONE, IndexUnusable
from dateline.search.listing import Option
from dateline.search.parameters import QueryError
from dateline.search.query import Query
from dateline.site import chosen, contacts, errors, pages
from dateline.site.cards import Cards
from dateline.site.contacts import Closing
from dateline.vocabularies.lists import Vocabulary

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
    known = ground.lists_now()
    press = contacts.press([slug] if facet == "office" else [], known, language)
    closing = press.desks[0].closing if facet == "office" else closed(known["topic"], slug, options, language)
    cards = Cards(listing, around).all(level=3)
    shown: dict[str, Any] = {"listing": listing, "cards": cards, "facet": facet, "closing": closing, "press": press}
    return pages.render("term.html", around, **shown, here=here, above=above, below=below)


def closed(topics: Vocabulary, slug: str, options: Sequence[Option], language: str) -> Closing | None:
    """The day on which a topic closed, and what carries on, if the public knows that one; None while it is open.

    Of offices `contacts` tells: one that carries on is named there in any case, for readers need somebody to call.
    """
    entry = topics.by_slug[slug]
    if entry.closed_on is None or entry.closed_on > contacts.today():
        return None
    after = topics.present(entry.successor) if entry.successor else None
    known = after is not None and any(option.value == after.slug for option in options)
    return Closing(contacts.label(entry, language), entry.closed_on, contacts.label(after, language) if after and known else None, known)


@require_safe
def topics(request: HttpRequest, language: str) -> HttpResponse:
    try:
        listing = finder.find(Query(), language=language, limit=1)
    except IndexUnusable:
        return errors.unavailable(request)
    used = [option for option in listing.facets["topic"] if option.value != NONE]
    return pages.render("topics.html", pages.frame(language, Addresses.topics), nodes=chosen.tree(used))
