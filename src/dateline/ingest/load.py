"""Rows: Releases, published as imported. Oldest first, so that ties of a day keep the file's order.

Composed outside any transaction, committed at most BATCH at once with Wagtail's revision beside each, so that a killed import
goes on where it was: a row's source id says whether it is in, a digest of its fields whether it has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from dateline.ingest.report import Report
from dateline.ingest.rows import Refusal, Row
from dateline.ingest.terms import Terms
from dateline.record.content import canonical, digest
from dateline.record.publish import Approved
from dateline.releases.checks import problems
from dateline.releases.compose import clean, compose
from dateline.releases.lifecycle import take_in
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.releases.text import split_dateline
from dateline.vocabularies.models import Term

BATCH = 100  # a transaction holds SQLite's one write lock: an editor's autosave waits for it

Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """What a row does not say: the newsroom's language and zone."""

    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A row with its terms found, and what came of it last time."""

    row: Row
    type: Term | None
    offices: tuple[Term, ...]
    topics: tuple[Term, ...]
    digest: str
    release: Release | None = None  # as imported before


def load(rows: Iterable[Row | Refusal], place: Place, terms: Terms, report: Report, *, progress: Progress | None = None) -> list[Ready]:
    """Take rows in, oldest first; `report` tells what became of each. Returns those imported or updated.

    With a rehearsing `terms` nothing is written.
    """
    fresh = unique(rows, report)
    known = releases_by_source([row.source for row in fresh])
    ready = [prepared(row, place, terms, known.get(row.source)) for row in oldest_first(fresh)]
    changed = [one for one in ready if one.release is None or one.release.source_digest != one.digest]
    report.unchanged += len(ready) - len(changed)
    done = 0
    taken: list[Ready] = []
    for batch in batched_by(changed, BATCH):
        taken += batch if terms.rehearsal else commit(batch, place, report)
        if terms.rehearsal:
            for one in batch:
                count(one, report)
        done += len(batch)
        if progress:
            progress(done, len(changed))
    return taken


def unique(rows: Iterable[Row | Refusal], report: Report) -> list[Row]:
    """The rows that can come in; refusals, and a source id met twice, go to the report."""
    first: dict[str, int] = {}
    kept: list[Row] = []
    for row in rows:
        if isinstance(row, Refusal):
            report.refusals.append(row)
        elif row.source in first:
            report.refusals.append(
                Refusal(row.line, row.source, f"“{row.title}” stands in this file twice, first on line {first[row.source]}.")
            )
        else:
            first[row.source] = row.line
            kept.append(row)
    return kept


def oldest_first(rows: Sequence[Row]) -> list[Row]:
    """By day; within a day from the file's end, for pages stand newest first."""
    from_its_end = list(reversed(rows))
    return sorted(from_its_end, key=lambda row: row.published_on)


def releases_by_source(sources: Sequence[str]) -> dict[str, Release]:
    found: dict[str, Release] = {}
    for batch in batched_by(sources, 500):
        found.update({release.source: release for release in Release.objects.filter(source__in=batch)})
    return found


def batched_by(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def prepared(row: Row, place: Place, terms: Terms, release: Release | None) -> Ready:
    kinds, offices, topics = (terms.of(row, facet) for facet in ("type", "office", "topic"))
    said = {
        "title": row.title,
        "subtitle": row.subtitle,
        "published": (row.published_at or row.published_on).isoformat(),
        "paragraph": row.paragraph,
        "body": row.body,
        "language": row.language or place.language,
        "type": [term.key for term in kinds[:1]],
        "offices": [term.key for term in offices],
        "topics": [term.key for term in topics],
    }
    return Ready(row, kinds[0] if kinds else None, tuple(offices), tuple(topics), digest(canonical(said)), release)


def commit(batch: Sequence[Ready], place: Place, report: Report) -> list[Ready]:
    """One transaction: the batch's live rows, revisions, and their part in the record. Rows with problems are refused."""
    made = [(one, filled(one, place)) for one in batch]
    good = [(one, release) for one, release in made if accepted(one, release, report)]
    approved = [approve(one, release, place) for one, release in good]
    take_in([release for _, release in good], approved)
    for one, _ in good:
        count(one, report)
    return [one for one, _ in good]


def accepted(one: Ready, release: Release, report: Report) -> bool:
    found = problems(release, imported=True)
    if found:
        report.refusals.append(Refusal(one.row.line, one.row.source, " ".join(str(problem) for problem in found)))
    return not found


def count(one: Ready, report: Report) -> None:
    if one.release is None:
        report.imported += 1
    else:
        report.updated += 1


def filled(one: Ready, place: Place) -> Release:
    """The Release with what the row says; saved nowhere yet."""
    row, release = one.row, one.release or Release(source=one.row.source)
    dateline, lead = split_dateline(row.paragraph)
    release.title, release.subtitle = row.title, row.subtitle
    release.dateline, release.lead = dateline.words, lead
    release.language, release.zone = row.language or place.language, place.zone
    release.type = one.type
    release.body = [("text", clean(row.body))] if row.body else []
    release.source_digest = one.digest
    release.release_offices = [ReleaseOffice(office=office, sort_order=order) for order, office in enumerate(one.offices)]
    release.release_topics = [ReleaseTopic(topic=topic, sort_order=order) for order, topic in enumerate(one.topics)]
    return release


def approve(one: Ready, release: Release, place: Place) -> Approved:
    row = one.row
    return Approved(
        release_uuid=release.uuid,
        story=release.story,
        original=release.original,
        content=compose(release),
        published_on=row.published_on,
        published_at=row.published_at or datetime.combine(row.published_on, time.min, ZoneInfo(place.zone)),
    )
