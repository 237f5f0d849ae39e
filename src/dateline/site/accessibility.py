"""What may be expected of these pages by whoever sees, hears or points otherwise, in the order of the European model statement.

What is checked stands in `tests/gates`: whoever changes what the gates ask changes this page and `PREPARED_ON` with them. That day is
the software's; the institution says in its own words, at the end, when it looked itself and whom to write to.
"""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.site import pages
from dateline.site.models import in_some_language, newsroom

PREPARED_ON = date(2026, 11, 29)  # the day on which every sentence was last compared with the gates


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    """Our statement about the pages, and the institution's own words after it."""
    own = in_some_language(newsroom().accessibility, language)
    return pages.render("accessibility.html", pages.frame(language, Addresses.accessibility), own=own, prepared_on=PREPARED_ON)
