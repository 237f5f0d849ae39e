"""Every public edition under an address of its own, and what changed between any two, by words."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.record.content import Content
from dateline.record.difference import between
from dateline.record.models import Edition, Item, State
from dateline.search import finder, ground
from dateline.site import acts, citing, errors, offered, pages, release

Found = tuple[Item, Edition]


@require_safe
def page(request: HttpRequest, language: str, public_id: str, slug: str, number: str) -> HttpResponse:
    """One edition; 410 when the item is withdrawn, the 404 of every address where there is none; one address for each."""
    return answered(request, language, public_id, (int(number),), lambda at, now: at.edition(public_id, now, int(number)), shown)


@require_safe
def changes(request: HttpRequest, language: str, public_id: str, slug: str, number: str, before: str) -> HttpResponse:
    """What changed between two editions; the later one stands first in the address."""
    earlier, later = sorted((int(number), int(before)))
    if earlier == later:
        return errors.not_found(request)
    return answered(
        request, language, public_id, (later, earlier), lambda at, now: at.difference(public_id, now, later, earlier), difference
    )


def answered(
    request: HttpRequest,
    language: str,
    public_id: str,
    numbers: tuple[int, ...],
    address: Callable[[Addresses, str], str],
    view: Callable[..., HttpResponse],
) -> HttpResponse:
    """What both have in common: finding the item and its editions, and the one address under its present name."""
    found = release.item_of(public_id)
    if found is None:
        return errors.not_found(request)
    item, current = found
    if item.state != State.LIVE:
        return release.gone(item, current, language)
    editions = {edition.number: edition for edition in item.editions.filter(number__in=numbers)}
    if len(editions) < len(numbers):
        return errors.not_found(request)
    now = Content.read(current.content)
    if request.path != address(pages.addresses(language), now.slug):
        return HttpResponsePermanentRedirect(address(pages.addresses(language), now.slug))
    around = pages.frame(language, lambda at: address(at, now.slug))
    response = view(item, now, [editions[number] for number in numbers], around)
    response["Link"] = f'<{around.at.absolute(around.at.item(public_id, now.slug))}>; rel="canonical"'
    return response


def shown(item: Item, now: Content, editions: list[Edition], around: pages.Frame) -> HttpResponse:
    """The edition as its page was, with the files that are still offered."""
    [edition] = editions
    content = Content.read(edition.content)
    known = ground.lists_now()
    card = finder.edition_card(item, edition, known, around.language)
    media = offered.media(content, offered.address_of(item), around.language)
    told = acts.telling(item, edition, now.zone)
    text: dict[str, Any] = {"card": card, "content": content, "edition": edition, "item": item, "media": media, "draft": False}
    text["cite"] = citing.texts(card, content, edition, known, around)
    return pages.render(
        "edition.html", around, **text, told=told, now=now, press=release.press(card, known, around.language), alternates=()
    )


def difference(item: Item, now: Content, editions: list[Edition], around: pages.Frame) -> HttpResponse:
    later, earlier = editions
    old, new = Content.read(earlier.content), Content.read(later.content)
    told = acts.telling(item, later, now.zone)
    notes = [act for act in told.acts if earlier.number < act.number <= later.number and act.note]
    return pages.render(
        "difference.html",
        around,
        item=item,
        now=now,
        new=new,
        later=later,
        earlier=earlier,
        found=between(old, new),
        told=told,
        notes=notes,
    )
