"""What Django keeps for people who sign in, under /desk/ alone: readers get no session, cookie, message or token."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from wagtail.users.models import UserProfile

from dateline.desk.stopped import stopped

View = Callable[[HttpRequest], Any]

# Wagtail's desk writes inline styles and scripts; the public side has a stricter policy of its own.
DESK_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; "
    "object-src 'none'"
)


def at_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith("/desk/")


class OnlyDesk:
    """Lets every other request pass as if the middleware were not there."""

    get_response: View

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if at_desk(request) else self.get_response(request)  # type: ignore[misc]

    def process_view(self, request: HttpRequest, *args: Any) -> Any:
        inner = getattr(super(), "process_view", None)
        return inner(request, *args) if inner and at_desk(request) else None


class DeskSession(OnlyDesk, SessionMiddleware):
    pass


class DeskCommon(OnlyDesk, CommonMiddleware):
    pass


class DeskCsrf(OnlyDesk, CsrfViewMiddleware):
    pass


class DeskAuthentication(OnlyDesk, AuthenticationMiddleware):
    pass


class DeskMessages(OnlyDesk, MessageMiddleware):
    pass


class DeskClock:
    """Wagtail's own pages show times by the clock of who looks, as ours do; without one of their own by the newsroom's."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        if at_desk(request) and request.user.is_authenticated:
            person: Any = request.user
            profile = UserProfile.objects.filter(user=person).first() or UserProfile(user=person)
            profile.current_time_zone = person.clock
            person.wagtail_userprofile = profile  # for this request; what is stored stays
        return self.get_response(request)


class DeskHeaders:
    """No copy of a desk page is kept anywhere, and no page of it reaches outside."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        if at_desk(request):
            response["Cache-Control"] = "no-store"
            response["Content-Security-Policy"] = DESK_CSP
            response["X-Frame-Options"] = "SAMEORIGIN"  # the preview stands in a frame beside its form
            response["X-Content-Type-Options"] = "nosniff"
            response["Referrer-Policy"] = "same-origin"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What somebody sees whose form is too old, with the way out that keeps what they wrote."""
    words = "Go back, copy what you have written, load the page again and send it once more. Cookies must be switched on."
    return stopped("This form is too old", words, status=403)
