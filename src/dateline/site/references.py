"""A reference number: the item that bears it."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from dateline.record.models import Item, State
from dateline.site import errors, pages, release


@require_safe
def page(request: HttpRequest, language: str, reference: str) -> HttpResponse:
    """Leads to the item; of what is no longer public the same 410 as there. A number that nobody bears is like any other address."""
    item = bearer(reference.rstrip("/"))
    if item is None or item.current is None:
        return errors.not_found(request)
    if item.state != State.LIVE:
        return release.gone(item, item.current, language)
    return HttpResponsePermanentRedirect(pages.item_path(item, pages.addresses(language)))


def bearer(reference: str) -> Item | None:
    """The item with this number: of several, which imports may bring, a live one, then the first."""
    found = Item.objects.select_related("current").filter(reference=reference).exclude(reference="").order_by("sequence")
    return min(found, key=lambda item: item.state != State.LIVE, default=None)
