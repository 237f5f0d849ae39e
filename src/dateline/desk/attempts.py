"""Attempts to sign in, and wishes for a new password: so many at once, then one after another.

Counted in memory, by each web process for itself, under keys that name nobody (site/buckets.py). What a name did from one neighbourhood
is counted apart, so a stranger elsewhere keeps no editor out.
"""

import math
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views import account

from dateline.desk.stopped import stopped
from dateline.site import askers
from dateline.site.buckets import Buckets

View = Callable[..., HttpResponse]

NAMES = Buckets(10, per_minute=1)  # of one name, from one neighbourhood: ten slips of a finger
NEIGHBOURS = Buckets(60, per_minute=6)  # of all names together: a press room of sixty behind one line
LETTERS = Buckets(5, per_minute=0.1)  # a letter costs its receiver more than an attempt costs us


def refused(seconds: float) -> HttpResponse:
    whole = math.ceil(seconds)
    words = f"Wait {whole} second{'s' if whole > 1 else ''}, then go back and try again."
    response = stopped("Too many attempts", words, status=429)
    response["Retry-After"] = str(whole)
    return response


def sign_in(request: HttpRequest, **named: Any) -> HttpResponse:
    """Wagtail's own page; 429 for whoever has tried too often, were the password right or wrong this time."""
    view: View = account.LoginView.as_view()
    if request.method != "POST":
        return view(request, **named)
    where, now = askers.neighbourhood(request.META, settings.PROXIES), time.monotonic()
    name = f"{where} {request.POST.get('username', '').strip().casefold()}"
    if seconds := max(NAMES.take(name, now=now), NEIGHBOURS.take(where, now=now)):
        return refused(seconds)
    response = view(request, **named)
    if response.status_code == 302:
        NAMES.forgive(name)
    return response


def new_password(request: HttpRequest, **named: Any) -> HttpResponse:
    view: View = account.PasswordResetView.as_view()
    where = askers.neighbourhood(request.META, settings.PROXIES)
    seconds = LETTERS.take(where, now=time.monotonic()) if request.method == "POST" else 0.0
    return refused(seconds) if seconds else view(request, **named)
