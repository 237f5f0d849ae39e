"""Alive, and able to answer: 200 or 503, and not a word more."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.record import log
from dateline.record.models import Counters
from dateline.search import index
from dateline.search.engine import IndexUnusable


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Ready when record and index can both be read."""
    try:
        log.position()
        index.reader.fresh()
    except (DatabaseError, Counters.DoesNotExist, IndexUnusable):
        return HttpResponse(b"", status=503, content_type="text/plain")
    return HttpResponse(b"", content_type="text/plain")
