"""Who may ask how much at once, so that a few do not take the answers of all.

What is kept (cache.py) costs nothing and is not counted: these stand behind it, and count the questions that must be worked out.
Each web process counts for itself, in memory.
"""

import functools
import math
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dateline.site import askers, errors
from dateline.site.buckets import Buckets

View = Callable[..., HttpResponse]
COMPLETIONS = 4  # for one question: a word is asked for while it is typed
PURPOSES = {"pages": 1, "data": 1, "completions": COMPLETIONS}  # each for itself: who takes data may still search


@functools.cache
def buckets(purpose: str, per_minute: int) -> Buckets:
    many = per_minute * PURPOSES[purpose]
    return Buckets(many, many)


def wait_s(request: HttpRequest, purpose: str) -> int:
    """Whole seconds to wait before this question may be asked; 0 if now."""
    asker = askers.neighbourhood(request.META, settings.PROXIES)
    if asker == askers.HERE or not settings.QUESTIONS_PER_MINUTE:
        return 0
    return math.ceil(buckets(purpose, settings.QUESTIONS_PER_MINUTE).take(asker, now=time.monotonic()))


def limited(purpose: str) -> Callable[[View], View]:
    """A view for programs that answers 429, as a problem, to whoever asks too much."""

    def around(view: View) -> View:
        @functools.wraps(view)
        def asked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            seconds = wait_s(request, purpose)
            return errors.too_many_for_programs(seconds) if seconds else view(request, *args, **named)

        return asked

    return around
