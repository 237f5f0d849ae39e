"""An address under /desk/: open, or as if it were not there.

Wagtail brings some two hundred addresses: pages, collections, groups, bulk actions, reports. What a newsroom has no use for is closed here by
default, so that an address that comes with the next version of Wagtail is closed too until somebody opens it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access

OPEN_ROOMS = frozenset({"releases", "offices", "topics", "types", "people", "newsroom", "wagtailadmin_editing_sessions"})
OPEN_PAGES = frozenset(
    "wagtailadmin_" + name
    for name in (
        "home account logout login sprite javascript_catalog dismissibles block_preview "
        "password_reset password_reset_done password_reset_confirm password_reset_complete "
        "choose_page_external_link choose_page_email_link choose_page_phone_link choose_page_anchor_link"
    ).split()
)


def is_open(match: ResolverMatch) -> bool:
    room = match.namespaces[0] if match.namespaces else ""
    return room in OPEN_ROOMS if room else match.url_name in OPEN_PAGES


@require_admin_access
def closed(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Exception(), template_name="wagtailadmin/404.html")


class DeskDoors:
    """Answers for closed addresses before Wagtail's views do: the sign-in for strangers, the desk's 404 for the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not request.path_info.startswith("/desk/") or match is None or is_open(match):
            return None
        return closed(request)
