"""An address of before: where it leads now. Paths of an imported site, with their query, each to an item or to a view."""

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponsePermanentRedirect

from dateline.record.models import FormerAddress
from dateline.search.engine import IndexUnusable
from dateline.search.parameters import FIELDS
from dateline.site import former_views, pages

MAX_ADDRESS_CHARS = 2000  # as the column


def leads_on(request: HttpRequest, language: str, *, ours: bool = False) -> HttpResponsePermanentRedirect | None:
    """One 301 to where the address leads now, whatever has become of the item; None for an address nobody ever had.

    `ours`: the path is one of ours, so that only its query can be an old site's.
    """
    asked = request.META.get("QUERY_STRING", "")
    former = known(request, asked, ours=ours)
    at = pages.addresses(language)
    if former is not None:
        return HttpResponsePermanentRedirect(pages.item_path(former.item, at) if former.item else at.listing(former.view))
    try:
        view = former_views.view_of(request.path, asked, language, asked=ours)
    except IndexUnusable:
        return None
    return HttpResponsePermanentRedirect(at.listing(view)) if view is not None else None


def known(request: HttpRequest, query: str, *, ours: bool) -> FormerAddress | None:
    """The address as it stands, or decoded; without its query where nobody kept that; with or without a last slash."""
    paths = (request.path, request.path.rstrip("/") or "/")
    whole = [request.get_full_path(), *(f"{path}?{query}" for path in paths)] if query else []
    some = (*whole, *(() if ours else paths))
    wanted = [address[:MAX_ADDRESS_CHARS] for address in some if "\0" not in address]  # PostgreSQL keeps no text with one
    found = {one.address: one for one in FormerAddress.objects.filter(address__in=wanted).select_related("item__current")}
    return next((found[address] for address in wanted if address in found), None)


def foreign(request: HttpRequest) -> bool:
    """Whether a query names parameters that are not ours."""
    return any(name not in FIELDS for name, _ in parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)[:60])
