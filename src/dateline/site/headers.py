"""What every public answer says besides itself: constants (security.py), and a tag made from its own bytes."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from dateline.site import errors
from dateline.site.security import HEADERS, transport
from dateline.site.tags import known_tags


class PublicHeaders:
    """For every path but the desk's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/desk/"):
            return self.get_response(request)
        response = self.answer(request)
        for name, value in (HEADERS | transport(settings.BASE_URL)).items():
            response.headers.setdefault(name, value)
        return tagged(request, response)

    def answer(self, request: HttpRequest) -> HttpResponse:
        if not host_is_ours(request):
            return errors.bad_request(request)
        if "\x00" in request.path_info:  # no address of ours has one, and PostgreSQL cannot even be asked for it
            return errors.not_found(request)
        return self.get_response(request)


def host_is_ours(request: HttpRequest) -> bool:
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a 200 its ETag, or 304 to whoever has it already; say the length of all."""
    if response.streaming:
        return response
    response["Content-Length"] = str(len(response.content))
    if response.status_code != 200 or request.method not in ("GET", "HEAD"):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    if not {etag, "*"} & known_tags(request.headers.get("If-None-Match", "")):
        return response
    unchanged = HttpResponseNotModified()
    for name in ("ETag", *HEADERS, *transport(settings.BASE_URL)):
        unchanged[name] = response[name]
    return unchanged
