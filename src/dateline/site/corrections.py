"""Every correction and withdrawal, newest first, under what the newsroom promises about them.

Of what was retracted only date and reason are told, whatever was said of it before; what the law took is not here at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from dateline.record import card
from dateline.record.models import Change, Item, Kind, State
from dateline.search.parameters import Problem
from dateline.site import errors, pages
from dateline.site.models import in_some_language, newsroom

PAGE_SIZE = 20
MAX_PAGE_DIGITS = 6
LISTED = (Kind.CORRECTED, Kind.WITHDRAWN, Kind.RETRACTED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of them. Without an id there is nothing to say but date and reason."""

    kind: str
    on: date
    note: str
    language: str = ""  # of title and note
    id: str = ""
    slug: str = ""
    title: str = ""
    number: int = 0  # the edition that a correction brought
    live: bool = False


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    """One page of the list; any other spelling of it leads to the canonical one."""
    raw = request.META.get("QUERY_STRING", "")
    asked = dict(parse_qsl(raw, keep_blank_values=True)).get("page", "1")
    if not asked.isascii() or not asked.isdigit() or int(asked[:MAX_PAGE_DIGITS]) < 1 or len(asked) > MAX_PAGE_DIGITS:
        return errors.bad_request(request, problems=[Problem("page", asked, f"page: “{asked}” is not a number from 1 on.")])
    number, changes = int(asked), listed()
    at = pages.addresses(language)
    if raw != at.corrections(number).partition("?")[2]:
        return HttpResponsePermanentRedirect(at.corrections(number))
    last = max(1, ceil(changes.count() / PAGE_SIZE))
    if number > last:
        past = Problem("page", asked, f"page: {number} is past the end; the last page is {last}.")
        return errors.not_found(request, problems=[past])
    return shown(list(changes[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]), number, last, language)


def shown(changes: Sequence[Change], number: int, last: int, language: str) -> HttpResponse:
    around = pages.frame(language, lambda at: at.corrections(number))
    policy = in_some_language(newsroom().corrections_policy, language)
    entries = [entry(change) for change in changes]
    response = pages.render("corrections.html", around, entries=entries, policy=policy, page=number, pages=last)
    response["Link"] = f'<{around.at.absolute(around.at.corrections(number))}>; rel="canonical"'
    return response


def listed() -> QuerySet[Change]:
    """What the list holds, newest first."""
    hidden = Q(item__state=State.ERASED) | Q(item__state=State.RETRACTED) & ~Q(kind=Kind.RETRACTED)
    taken_back = Q(kind=Kind.WITHDRAWN, quiet=True)  # with an import, which nobody was told of either: docs/adr/0008
    changes = Change.objects.filter(kind__in=LISTED, item__isnull=False).exclude(hidden | taken_back)
    wanted = changes.select_related("item__current", "edition").defer("item__current__content", "edition__content", "edition__card")
    return wanted.order_by("-n")


def entry(change: Change) -> Entry:
    item = change.item
    if change.kind == Kind.RETRACTED or item is None or item.current is None:
        return Entry(change.kind, day(change, str(settings.NEWSROOM_ZONE)), change.note)
    told = card.read(item.current.card)
    number = change.edition.number if change.edition and change.kind == Kind.CORRECTED else 0
    on = day(change, zone_of(item))
    return Entry(
        change.kind, on, change.note, told["language"], item.public_id, told["slug"], told["title"], number, item.state == State.LIVE
    )


def zone_of(item: Item) -> str:
    return item.current.zone if item.current else str(settings.NEWSROOM_ZONE)


def day(change: Change, zone: str) -> date:
    return change.at.astimezone(ZoneInfo(zone)).date()
