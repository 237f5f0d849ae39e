"""The institution's own colour as a style sheet of its own: the policy of our pages allows no style inside them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.site import colour
from dateline.site.models import newsroom


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Empty where the newsroom has no accent of its own."""
    accent = newsroom().accent
    return HttpResponse(colour.sheet(accent) if accent else "", content_type="text/css; charset=utf-8")
