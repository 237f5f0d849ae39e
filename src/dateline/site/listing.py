"""The listing: one address, every view of it a canonical query, in every form."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe
from markupsafe import Markup

from dateline.formats.addresses import Addresses
from dateline.formats.table import FORMS, Form
from dateline.search import bare, finder, guesses
from dateline.search.engine import IndexUnusable
from dateline.search.listing import Listing
from dateline.search.parameters import Problem, QueryError
from dateline.search.query import Query, parse
from dateline.site import boxes, entries, errors, filters, former, limits, moulds, pages
from dateline.site.cards import Cards
from dateline.site.filters import Filters
from dateline.site.limits import limited
from dateline.site.models import newsroom
from dateline.site.pages import Frame
from dateline.site.ways_out import asks_one_thing, ways_out


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    """The view as a page; any other spelling of it, addresses that terms had before included, leads to the canonical one, once."""
    if former.foreign(request) and (led := former.leads_on(request, language, ours=True)):
        return led
    try:
        asked = parse(request.META.get("QUERY_STRING", ""))
        if asked.unknown or not asked.canonical:
            return moved(finder.present(asked.query), language)
        if asked.query != Query() and (seconds := limits.wait_s(request, "pages")):
            return errors.too_many(request, seconds)
        return shown(asked.query, language)
    except finder.Nowhere as nowhere:
        return errors.not_found(request, problems=nowhere.problems)
    except QueryError as error:
        return errors.bad_request(request, problems=error.problems)
    except IndexUnusable:
        return without_index(request, asked.query, language)


def moved(query: Query, language: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(pages.addresses(language).listing(query.canonical()))


def without_index(request: HttpRequest, query: Query, language: str) -> HttpResponse:
    """The view from the record alone, without counts; words cannot be looked for."""
    if query.q:
        return errors.unavailable(request)
    try:
        listing = bare.listing(query, language)
    except finder.Nowhere as nowhere:
        return errors.not_found(request, problems=nowhere.problems)
    around = pages.frame(language, lambda at: at.listing(query.canonical()))
    return pages.render("bare.html", around, listing=listing, query=query, entries=entries.of(around))


def shown(query: Query, language: str) -> HttpResponse:
    """A page of a view. Raises what finder.find raises."""
    address = query.canonical()
    around = pages.frame(language, lambda at: at.listing(address))
    listing, parts = filters.found(query, around)
    if listing.query != query:  # a term has another address now
        return moved(listing.query, language)
    response = written(listing, parts, address, around)
    response["Link"] = links(around.at, address)
    return response


def written(listing: Listing, parts: Filters, address: str, around: Frame) -> HttpResponse:
    """The page: a mould, for whatever differs from one to the next is a text."""
    query, at, spelling = listing.query, around.at, guesses.spelling(listing)
    cards = Cards(listing, around).all(guesses.found_passages(listing))
    return moulds.page(
        "listing.html",
        around,
        masthead=moulds.masthead(around),
        headline=listing.headline,
        heading=boxes.headline(listing),
        number=pages.number(listing.page, around.language),
        last=pages.number(listing.pages, around.language) if listing.pages > 1 else "",
        canonical=at.absolute(at.listing(address)),
        alternates=boxes.alternates(at, address, around.language),
        before=at.listing(query.page_address(listing.page - 1)) if listing.page > 1 else "",
        after=at.listing(query.page_address(listing.page + 1)) if listing.page < listing.pages else "",
        older=query.order if query.order == "newest" else "",  # what follows, told by being there
        newer=query.order if query.order == "oldest" else "",
        chosen=parts.chosen,
        form=parts.form,
        bar=parts.bar,
        meant=boxes.meant(spelling, around) if spelling else "",
        cards=boxes.lines(cards, around.language) if cards else "",
        nothing="" if cards else nothing(listing, around),
    )


def nothing(listing: Listing, around: Frame) -> Markup:
    """What stands instead of items, where a view finds none: which filters to drop."""
    names, ways = boxes.names_of(around), ways_out(listing, around.at)
    shown = {"query": listing.query, "facet_names": names, "ways": ways, "is_single": asks_one_thing(listing.query)}
    return Markup(pages.text("nothing.html", around, **shown))  # noqa: S704 -- the template's own


def links(at: Addresses, address: str) -> str:
    """The Link header: the canonical view and its other forms."""
    forms = {name: form.mime for name, form in FORMS.items() if form.listing}
    parts = [f'<{at.absolute(at.listing(address))}>; rel="canonical"']
    parts += [f'<{at.absolute(at.listing_form(form, address))}>; rel="alternate"; type="{mime}"' for form, mime in forms.items()]
    return ", ".join(parts)


@require_safe
@limited("data")
def form(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The view as data: strict about parameters, content with any spelling."""
    kind = FORMS.get(form)
    if kind is None or kind.listing is None:
        return errors.not_found(request)
    try:
        asked = parse(request.META.get("QUERY_STRING", ""))
        if asked.unknown:
            return errors.problem(400, [unknown(name, value) for name, value in asked.unknown])
        return data(finder.find(asked.query, language=language), kind, form, language)
    except finder.Nowhere as nowhere:
        return errors.problem(404, nowhere.problems)
    except QueryError as error:
        return errors.problem(400, error.problems)
    except IndexUnusable:
        return errors.problem(503, detail="The index is being built. Ask again in a minute.")


def data(listing: Listing, kind: Form, form: str, language: str) -> HttpResponse:
    assert kind.listing is not None
    at, query = pages.addresses(language), listing.query
    response = HttpResponse(kind.listing(listing, at, newsroom().name_in(language)[0]), content_type=kind.media_type)
    neighbours = [(query.with_page(listing.page + 1), "next")] if listing.page < listing.pages else []
    neighbours += [(query.with_page(listing.page - 1), "prev")] if listing.page > 1 else []
    parts = [f'<{at.absolute(at.listing_form(form, query.canonical()))}>; rel="self"']
    parts += [f'<{at.absolute(at.listing_form(form, other.canonical()))}>; rel="{rel}"' for other, rel in neighbours]
    response["Link"] = ", ".join(parts)
    response["X-Total-Count"] = str(listing.total)
    return response


def unknown(name: str, value: str) -> Problem:
    known = "type, office, topic, language, -type, -office, -topic, from, to, q, sort and page"
    return Problem(name, value, f"{name}: there is no such parameter. Known are {known}.")
