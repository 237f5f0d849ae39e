"""Rows: Releases, published as imported. Oldest first, so that ties of a day keep the file's order.

Composed outside any transaction, committed at most BATCH at once with Wagtail's revision beside each, so that a killed import
goes on where it was: a row's source id says whether it is in, a digest of its fields whether it has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time
from itertools import islice
from typing import TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from dateline.ingest.report import Report
from dateline.ingest.rows import Refusal, Row
from dateline.ingest.sound import sound
from dateline.ingest.terms import Names, Terms, as_called_then, names_of_before
from dateline.record.content import canonical, digest
from dateline.record.models import FormerAddress, Item
from dateline.record.publish import Approved
from dateline.releases.checks import problems
from dateline.releases.compose import clean, compose
from dateline.releases.lifecycle import take_in
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.releases.text import split_dateline
from dateline.vocabularies.models import Term

BATCH = 100  # a transaction holds SQLite's one write lock: an editor's autosave waits for it

STORIES = UUID("7d1f7a1e-2f0b-4a53-9e52-3f5b0b0c6a10")  # a file's ids of stories become UUIDs under it
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


def load(
    rows: Iterable[Row | Refusal], place: Place, terms: Terms, report: Report, *, progress: Callable[[int], None] | None = None
) -> None:
    """Take rows in, in their order, a batch at a time; `report` tells what became of each. Memory stays flat for a file of any size.

    With a rehearsing `terms` nothing is written.
    """
    done = 0
    for batch in batches(rows, BATCH):
        take(batch, place, terms, report)
        done += len(batch)
        if progress:
            progress(done)


def take(batch: Sequence[Row | Refusal], place: Place, terms: Terms, report: Report) -> None:
    kept = [sound(row) for row in batch]
    fresh = [row for row in kept if isinstance(row, Row)]
    report.refusals += [row for row in kept if isinstance(row, Refusal)]
    known = {release.source: release for release in Release.objects.filter(source__in=[row.source for row in fresh])}
    ready = [prepared(row, place, terms, known.get(row.source)) for row in fresh]
    changed = [one for one in ready if one.release is None or one.release.source_digest != one.digest]
    report.unchanged += len(ready) - len(changed)
    commit(changed, place, report, rehearsal=terms.rehearsal)


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


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
        "story": row.story,
        "reference": row.reference,
        "links": [asdict(link) for link in row.links],
        "former": list(row.former),
    }
    return Ready(row, kinds[0] if kinds else None, tuple(offices), tuple(topics), digest(canonical(said)), release)


def commit(batch: Sequence[Ready], place: Place, report: Report, *, rehearsal: bool) -> None:
    """One transaction: the batch's live rows, revisions, and their part in the record. Rows with problems are refused."""
    made = [(one, filled(one, place)) for one in batch]
    good = [(one, release) for one, release in made if accepted(one, release, report)]
    if good and not rehearsal:
        good = written(good, place, report)
    for one, _ in good:
        count(one, place, report)


def written(good: Sequence[tuple[Ready, Release]], place: Place, report: Report) -> list[tuple[Ready, Release]]:
    """One transaction; returns what was written in it."""
    names = names_of_before()
    approved = {one.row.source: called_as_then(approve(one, release, place), names) for one, release in good}
    with transaction.atomic():
        changed = touched(good, report)
        untouched = [(one, release) for one, release in good if one.row.source not in changed]
        if untouched:
            take_in([release for _, release in untouched], [approved[one.row.source] for one, _ in untouched])
            lead_on([(release.uuid, one.row.former) for one, release in untouched])
    return untouched


def touched(good: Sequence[tuple[Ready, Release]], report: Report) -> set[str]:
    """Refuse what somebody published, withdrew or wrote on since it was read; the rows of all others are locked until the commit."""
    rows = Release.objects.select_for_update().filter(pk__in=[release.pk for _, release in good if release.pk]).order_by("pk")
    now = {pk: (live, revision) for pk, live, revision in rows.values_list("pk", "live", "latest_revision_id")}
    found = set()
    for one, release in good:
        if release.pk and now.get(release.pk) != (release.live, release.latest_revision_id):
            problem = f"“{one.row.title}” was changed at the desk while this file was read. Import it again."
            report.refusals.append(Refusal(one.row.line, one.row.source, problem))
            found.add(one.row.source)
    return found


def lead_on(former: Sequence[tuple[UUID, Sequence[str]]]) -> None:
    """Old addresses lead to their items; one that another item had first stays with that one."""
    wanted = {uuid: paths for uuid, paths in former if paths}
    items = {item.release_uuid: item for item in Item.objects.filter(release_uuid__in=wanted)}
    rows = [FormerAddress(address=path, item=items[uuid]) for uuid, paths in wanted.items() for path in paths]
    FormerAddress.objects.bulk_create(rows, ignore_conflicts=True)


def accepted(one: Ready, release: Release, report: Report) -> bool:
    found = [str(problem) for problem in problems(release, imported=True)]
    if one.release is not None and not one.release.live and one.release.first_published_at:
        found.append(f"“{one.row.title}” was withdrawn here, and an import does not bring it back. Publish it at the desk.")
    if found:
        report.refusals.append(Refusal(one.row.line, one.row.source, " ".join(found)))
    return not found


def count(one: Ready, place: Place, report: Report) -> None:
    if one.release is None:
        report.imported += 1
        report.foresee(one.row.language or place.language, one.row.published_on.year, one.type, one.offices, one.topics)
    else:
        report.updated += 1
    report.note_repairs(one.row)


def filled(one: Ready, place: Place) -> Release:
    """The Release with what the row says; saved nowhere yet."""
    row, release = one.row, one.release or Release(source=one.row.source)
    dateline, lead = split_dateline(row.paragraph)
    release.title, release.subtitle = row.title, row.subtitle
    release.dateline, release.lead = dateline.words, lead
    release.language, release.zone = row.language or place.language, place.zone
    if row.story:
        release.story, release.original = uuid5(STORIES, row.story), row.original
    release.links = [asdict(link) for link in row.links]
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
        content=replace(compose(release), reference=row.reference),
        published_on=row.published_on,
        published_at=row.published_at or datetime.combine(row.published_on, time.min, ZoneInfo(place.zone)),
    )


def called_as_then(ready: Approved, names: Names) -> Approved:
    return replace(ready, content=as_called_then(ready.content, ready.published_on, names)) if names and ready.published_on else ready
