"""An office or a topic: what it is, with its latest; and the tree of topics."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.search import finder
from dateline.search.engine import NONE, IndexUnusable
from dateline.search.query import Query, QueryError
from dateline.site import chosen, errors, pages

LATEST = 10


@require_safe
def office(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return page(request, language, "office", Query(offices=(slug,)), slug)


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return page(request, language, "topic", Query(topics=(slug,)), slug)


def page(request: HttpRequest, language: str, facet: str, query: Query, slug: str) -> HttpResponse:
    """A term nobody has used in public is unknown, like one that never was."""
    if slug == NONE or slug != slug.lower():
        return errors.not_found(request)
    try:
        listing = finder.find(query, language=language, limit=LATEST)
    except QueryError:
        return errors.not_found(request)
    except IndexUnusable:
        return errors.unavailable(request)
    options = listing.facets[facet]
    here = next(option for option in options if option.value == slug)
    above = next((option for option in options if option.value == here.parent), None)
    below = [option for option in options if option.parent == slug]
    around = pages.frame(language, lambda at: at.office(slug) if facet == "office" else at.topic(slug))
    return pages.render("term.html", around, listing=listing, facet=facet, here=here, above=above, below=below)


@require_safe
def topics(request: HttpRequest, language: str) -> HttpResponse:
    try:
        listing = finder.find(Query(), language=language, limit=1)
    except IndexUnusable:
        return errors.unavailable(request)
    used = [option for option in listing.facets["topic"] if option.value != NONE]
    return pages.render("topics.html", pages.frame(language, Addresses.topics), nodes=chosen.tree(used))
