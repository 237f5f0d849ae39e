"""A file: Releases, and a report of it. What `dateline import` does, from opening the file to the answer being visible."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from dateline.ingest.load import Place, Progress, Ready, load
from dateline.ingest.report import FACETS, Report
from dateline.ingest.source import opened
from dateline.ingest.terms import Terms
from dateline.record import log
from dateline.record.models import Item, State
from dateline.search import finder, index
from dateline.search.query import Query
from dateline.vocabularies.models import Term

CATCH_UP_S = 600.0


class NotShown(RuntimeError):
    """The import is committed, but the index did not show it in time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an import was asked for."""

    file: str
    format: str = ""
    create_terms: bool = False
    dry_run: bool = False


def run(wish: Wish, *, progress: Progress | None = None) -> Report:
    """Import a file. Raises source.Unreadable before anything is written, NotShown after everything is."""
    place = Place(settings.LANGUAGES_SHOWN[0], settings.NEWSROOM_ZONE)
    source = opened(wish.file, wish.format)
    report = Report(
        file=wish.file, format=source.format, dry_run=wish.dry_run, repaired=list(source.repaired), terms_created=wish.create_terms
    )
    terms = Terms(place.language, create=wish.create_terms, rehearsal=wish.dry_run)
    caught_up()
    report.before = counts()
    taken = load(source.rows(), place, terms, report, progress=progress)
    report.unknown_terms, report.doubts = terms.unknown, terms.doubts
    if wish.dry_run:
        report.after = foreseen(report.before, taken, place)
    else:
        caught_up()
        report.after = counts()
        read_back(taken)
    return report


def caught_up() -> None:
    if not index.settle(log.position(), timeout_s=CATCH_UP_S):
        raise NotShown(
            "Everything is committed, but the index has not caught up. Is a worker running that cannot write? See: dateline doctor"
        )


def counts() -> dict[str, dict[str, int]]:
    """facet -> value -> items, every language version for itself."""
    facets = finder.find(Query(languages=("any",)), limit=1).facets
    return {facet: {option.value: option.count for option in facets[facet]} for facet in FACETS}


def read_back(taken: Sequence[Ready]) -> None:
    """Every row that was taken is live in the record under its own title, or the import says so."""
    sources = [one.row.source for one in taken if one.release is None]
    if sources and Item.objects.filter(state=State.LIVE).count() < len(sources):
        raise NotShown(f"{len(sources)} items were imported, but the record shows fewer.")


def foreseen(before: Mapping[str, Mapping[str, int]], taken: Sequence[Ready], place: Place) -> dict[str, dict[str, int]]:
    """The counts after, were it done: of a rehearsal. Updated rows are counted as they will be, not as they were."""
    after = {facet: Counter(values) for facet, values in before.items()}
    for one in taken:
        if one.release is not None:
            continue
        after["language"][one.row.language or place.language] += 1
        after["year"][str(one.row.published_on.year)] += 1
        for facet, terms in (("type", (one.type,) if one.type else ()), ("office", one.offices), ("topic", one.topics)):
            after[facet].update(slugs(terms) or {"none"})
    return {facet: dict(values) for facet, values in after.items()}


def slugs(terms: Sequence[Term]) -> set[str]:
    """The terms' addresses and those of everything above them."""
    found: set[str] = set()
    for term in terms:
        above: Term | None = term
        while above is not None and above.slug not in found:
            found.add(above.slug)
            above = getattr(above, "parent", None)
    return found
