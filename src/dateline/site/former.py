"""An address of before: where it leads now. Paths of an imported site, with their query, each to an item or to a view."""

from django.http import HttpRequest, HttpResponsePermanentRedirect

from dateline.record.models import FormerAddress
from dateline.site import pages

MAX_ADDRESS_CHARS = 2000  # as the column


def leads_on(request: HttpRequest, language: str) -> HttpResponsePermanentRedirect | None:
    """One 301 to where the address leads now, whatever has become of the item; None for an address nobody ever had."""
    whole = request.get_full_path()[:MAX_ADDRESS_CHARS]
    wanted = {whole, request.path, request.path.rstrip("/") or "/"}
    found = {one.address: one for one in FormerAddress.objects.filter(address__in=wanted).select_related("item__current")}
    former = found.get(whole) or found.get(request.path) or found.get(request.path.rstrip("/"))
    if former is None:
        return None
    at = pages.addresses(language)
    return HttpResponsePermanentRedirect(pages.item_path(former.item, at) if former.item else at.listing(former.view))
