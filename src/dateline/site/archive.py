"""The archive: every year and month in which something came out, each with its count and a link to its view."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.search import finder
from dateline.search.engine import IndexUnusable
from dateline.search.listing import Option
from dateline.search.query import Query
from dateline.site import errors, pages


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its months, in the order of the calendar; those without an item are left out."""

    value: str
    count: int
    months: tuple[Option, ...]


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    try:
        listing = finder.find(Query(), language=language, limit=1, counted=("year", "month"))
    except IndexUnusable:
        return errors.unavailable(request)
    years = by_year(listing.facets["year"], listing.facets["month"])
    return pages.render("archive.html", pages.frame(language, Addresses.archive), years=years, listing=listing)


def by_year(years: Sequence[Option], months: Sequence[Option]) -> tuple[Year, ...]:
    """The latest year first."""
    return tuple(Year(year.value, year.count, tuple(one for one in months if one.value[:4] == year.value)) for year in years)
