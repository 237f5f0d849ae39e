"""What, where, way out: the pages for what went wrong, and problem+json (RFC 9457) for programs."""

import json
import logging
import sys
from collections.abc import Sequence
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, is_valid_path
from django.utils import translation
from django.utils.translation import gettext

from dateline.formats.addresses import Addresses
from dateline.search import finder
from dateline.search.engine import IndexUnusable
from dateline.search.listing import Card
from dateline.search.parameters import Problem, QueryError
from dateline.search.query import Query, parse
from dateline.site import entries, former, pages
from dateline.site.models import newsroom_known

logger = logging.getLogger("dateline.site")

LATEST = 5
AWAY = "The database does not answer."
LOGGED = "_has_been_logged"  # django.utils.log writes no second line for such a response
TITLES = {400: "The address cannot be read", 404: "Not found", 410: "No longer public", 429: "Too many requests", 503: "Not available now"}


def language_of(path: str) -> str:
    """The interface language of an address, by its prefix."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in settings.LANGUAGES_SHOWN[1:] else settings.LANGUAGES_SHOWN[0]


def latest(language: str) -> Sequence[Card]:
    try:
        return finder.find(Query(), language=language, limit=LATEST, counted=()).cards
    except IndexUnusable:
        return ()


def not_found(request: HttpRequest, exception: Exception | None = None, problems: Sequence[Problem] = ()) -> HttpResponse:
    """The same for every address that leads nowhere, whatever may be hidden behind it."""
    language = language_of(request.path_info)
    if isinstance(exception, Resolver404) and is_valid_path(f"{request.path_info}/"):  # by its shape alone, so this tells nothing
        led = former.leads_on(request, language, ours=True) if former.foreign(request) else None
        return led or HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    if not problems and (led := former.leads_on(request, language)):  # in a shape of ours or not: an old site may have had it
        return led
    around = pages.frame(language)
    rest = rest_of(request, around, problems)
    return pages.render("404.html", around, status=404, problems=problems, rest=rest, cards=latest(language), entries=entries.of(around))


def bad_request(request: HttpRequest, exception: Exception | None = None, problems: Sequence[Problem] = ()) -> HttpResponse:
    around = pages.frame(language_of(request.path_info))
    return pages.render("400.html", around, status=400, problems=problems, rest=rest_of(request, around, problems))


def rest_of(request: HttpRequest, around: pages.Frame, problems: Sequence[Problem]) -> str:
    """Where the view is that was asked for, but for what is wrong with it; "" where nothing is left, or that is wrong too."""
    wrong = {(one.parameter, one.value) for one in problems}
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    try:
        query = parse([(name, value) for name, value in pairs if not wrong & {(name, value), (name, "")}]).query.canonical()
    except QueryError:
        return ""
    return around.at.listing(query) if query and request.path == around.at.listing() else ""


def again(request: HttpRequest) -> str:
    """The same address once more, on this site whatever it begins with."""
    return "/" + request.get_full_path().lstrip("/")


def unavailable(request: HttpRequest) -> HttpResponse:
    """Where there is no index to ask."""
    response = pages.render("503.html", pages.frame(language_of(request.path_info)), status=503, again=again(request))
    response["Retry-After"] = "30"
    return response


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """For whoever asks more often than one can answer; `seconds` until it is worth asking again."""
    response = pages.render("429.html", pages.frame(language_of(request.path_info)), status=429, seconds=seconds, again=again(request))
    response["Retry-After"] = str(seconds)
    return response


def too_many_for_programs(seconds: int) -> HttpResponse:
    response = problem(429, detail=f"Too many questions at once. Ask again in {seconds} second{'s' if seconds > 1 else ''}.")
    response["Retry-After"] = str(seconds)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """A mistake of ours, or a database server that is away: that is nobody's mistake here, and over when it is back."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError) and connection.vendor == "postgresql":
        return away(request, error)
    return went_wrong(request, 500)


def away(request: HttpRequest, error: OperationalError | InterfaceError) -> HttpResponse:
    """Come back in half a minute; told to the operator in one line, where Django would write a stack trace for each reader."""
    match = request.resolver_match
    is_data = match is not None and "form" in match.kwargs
    response = problem(503, detail=f"{AWAY} Ask again in a minute.") if is_data else went_wrong(request, 503)
    response["Retry-After"] = "30"
    logger.error("%s Readers are told to come back (503): %s", AWAY, " ".join(str(error).split()))
    setattr(response, LOGGED, True)
    return response


def went_wrong(request: HttpRequest, status: int) -> HttpResponse:
    """A page that needs neither database nor index, for either may be what failed."""
    language = language_of(request.path_info)
    with translation.override(language):
        known = newsroom_known(gettext("Newsroom"))
    around = pages.Frame(language, known, pages.addresses(language), Addresses.home)
    return pages.render("500.html", around, status=status, again=again(request))


def problem(status: int, problems: Sequence[Problem] = (), detail: str = "") -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": detail or " ".join(one.message for one in problems),
        "problems": [{"parameter": one.parameter, "value": one.value, "message": one.message} for one in problems],
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")
