"""Completions of what is typed, as search fields of browsers ask for them.

OpenSearch Suggestions 1.0: [what was typed, completions, what each is, their addresses].
"""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.search import guesses
from dateline.search.engine import IndexUnusable
from dateline.search.guesses import Suggestion
from dateline.site import pages
from dateline.site.limits import limited

MEDIA_TYPE = "application/x-suggestions+json"


@require_safe
@limited("completions")
def suggest(request: HttpRequest, language: str) -> HttpResponse:
    """The completions of `q`; none while there is no index."""
    typed = request.GET.get("q", "")
    try:
        found = guesses.suggest(typed, language)
    except IndexUnusable:
        found = []
    answer = [typed, [one.label for one in found], [one.kind for one in found], [address(one, language) for one in found]]
    return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type=MEDIA_TYPE)


def address(one: Suggestion, language: str) -> str:
    at = pages.addresses(language)
    if one.kind != "title":
        return at.absolute(at.listing(f"{one.kind}={one.value}"))
    public_id, _, slug = one.value.partition("/")
    return at.absolute(at.item(public_id, slug))
