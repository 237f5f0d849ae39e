"""An address under /desk/: open, or as if it were not there.

Wagtail brings some two hundred addresses: pages, collections, groups, bulk actions, reports. What a newsroom has no use for is
closed here by default, so that an address that comes with the next version of Wagtail is closed too until somebody opens it.
"""

# mypy: disable-error-code="untyped-decorator"

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account

from dateline.desk import attempts, media_upload

MEDIA_ROOMS = ("pictures", "attachments", "wagtailimages_chooser", "wagtaildocs_chooser")
OPEN_ROOMS = frozenset({"releases", "offices", "topics", "types", "contacts", "people", "wagtailadmin_editing_sessions", *MEDIA_ROOMS})
WAGTAILS = (
    *("home", "account", "logout", "login", "sprite", "javascript_catalog", "dismissibles", "block_preview"),
    *("password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete"),
    *("choose_page_external_link", "choose_page_email_link", "choose_page_phone_link"),
)
OPEN_PAGES = frozenset({"newsroom", "private_file", *(f"wagtailadmin_{name}" for name in WAGTAILS)})


class AccountView(account.AccountView):
    """One's own name, address, language and password. No picture of oneself: it would need a public address."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if panel.name not in ("avatar", "notifications")]


def leads_to(name: str) -> Callable[..., HttpResponse]:
    """A view that sends on to our own page about the same thing."""

    def view(request: HttpRequest, **kwargs: int) -> HttpResponse:
        return HttpResponseRedirect(reverse(name, args=list(kwargs.values())))

    return require_admin_access(view)


# In the place of Wagtail's own view, or of a closed one.
OURS: dict[str, Callable[..., HttpResponse]] = {
    "wagtailadmin_login": attempts.sign_in,
    "wagtailadmin_password_reset": attempts.new_password,
    "wagtailadmin_account": require_admin_access(AccountView.as_view()),
    "wagtailimages:edit": leads_to("pictures:edit"),
    "wagtailimages:delete": leads_to("pictures:delete"),
    "wagtailimages:add_multiple": require_admin_access(media_upload.UploadPictures.as_view()),
    "wagtailimages_chooser:choose": require_admin_access(media_upload.pictures.choose_view),
    "wagtailimages_chooser:choose_results": require_admin_access(media_upload.pictures.choose_results_view),
    "wagtaildocs:edit": leads_to("attachments:edit"),
    "wagtaildocs:delete": leads_to("attachments:delete"),
    "wagtaildocs:add_multiple": require_admin_access(media_upload.UploadAttachments.as_view()),
    "wagtaildocs_chooser:choose": require_admin_access(media_upload.attachments.choose_view),
    "wagtaildocs_chooser:choose_results": require_admin_access(media_upload.attachments.choose_results_view),
}
# Single pages of rooms that are closed otherwise: the words about what was uploaded just now.
OPEN_WITHIN = frozenset(f"{room}:{page}_multiple" for room in ("wagtailimages", "wagtaildocs") for page in ("edit", "delete"))


def is_open(match: ResolverMatch) -> bool:
    room = match.namespaces[0] if match.namespaces else ""
    return (room in OPEN_ROOMS or match.view_name in OPEN_WITHIN) if room else match.url_name in OPEN_PAGES


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
        if not request.path_info.startswith("/desk/") or match is None:
            return None
        if match.view_name in OURS:
            return OURS[match.view_name](request, *args, **kwargs)
        if is_open(match):
            return None
        return closed(request)
