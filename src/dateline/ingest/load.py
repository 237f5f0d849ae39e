"""Rows: Releases, published as imported. Oldest first, so that ties of a day keep the file's order.

Composed outside any transaction, committed at most BATCH at once with Wagtail's revision beside each, so that a killed import
goes on where it was: a row's source id says whether it is in, a digest of its fields whether it has changed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, time
from itertools import islice
from typing import TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from dateline.ingest import runs
from dateline.ingest.files import Files
from dateline.ingest.held import held
from dateline.ingest.preparing import Prepared
from dateline.ingest.report import Report
from dateline.ingest.rows import Refusal, Row
from dateline.ingest.terms import Names, Terms, as_called_then, names_of_before
from dateline.ingest.when import is_to_come
from dateline.record.content import canonical, digest
from dateline.record.inserts import insert, new
from dateline.record.models import FormerAddress, Item
from dateline.record.rows import Approved
from dateline.releases.checks import problems
from dateline.releases.compose import compose
from dateline.releases.lifecycle import take_in
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.releases.words import Words
from dateline.vocabularies.models import Term

BATCH = 100  # a transaction holds SQLite's one write lock: an editor's autosave waits for it

STORIES = UUID("7d1f7a1e-2f0b-4a53-9e52-3f5b0b0c6a10")  # a file's ids of stories become UUIDs under it
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """What a row does not say: the newsroom's language and zone."""

    language: str
    zone: str
    files: Files = field(default_factory=lambda: Files(None))


@dataclass(frozen=True, slots=True)
class Ready:
    """A row with its words and terms, and what came of it last time."""

    row: Row
    words: Words
    type: Term | None
    offices: tuple[Term, ...]
    topics: tuple[Term, ...]
    digest: str
    release: Release | None = None  # as imported before
    again: bool = False  # it was taken back with the run that brought it
    edited: bool = False  # somebody wrote on it since an import


def load(
    rows: Iterable[Prepared | Refusal], place: Place, terms: Terms, report: Report, *, progress: Callable[[int], None] | None = None
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


def take(batch: Sequence[Prepared | Refusal], place: Place, terms: Terms, report: Report) -> None:
    fresh = [one for one in batch if isinstance(one, Prepared)]
    report.refusals += [one for one in batch if isinstance(one, Refusal)]
    for one in fresh:
        report.versions.note(one.row, one.row.language or place.language)
    known = dict(Release.objects.filter(source__in=[one.row.source for one in fresh]).values_list("source", "source_digest"))
    ready = [found(one, place, terms) for one in fresh]
    changed = [one for one in ready if known.get(one.row.source) != one.digest]
    report.unchanged += len(ready) - len(changed)
    commit(with_releases(changed, known), place, report, rehearsal=terms.rehearsal)


def with_releases(changed: Sequence[Ready], known: Mapping[str, str]) -> list[Ready]:
    """Each with the release that it became before."""
    sources = [one.row.source for one in changed if one.row.source in known]
    before = {release.source: release for release in Release.objects.filter(source__in=sources)} if sources else {}
    left = runs.left([release.uuid for release in before.values()]) if before else set()
    return [again(one, before[one.row.source], left) if one.row.source in before else one for one in changed]


def again(one: Ready, release: Release, left: Collection[int | None]) -> Ready:
    """`left`: the versions that imports left, of which the newest must be one, and public where anything is."""
    newest = release.latest_revision_id
    edited = newest not in left or (release.live and release.live_revision_id != newest)
    return replace(one, release=release, again=runs.was_taken_back(release), edited=edited)


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def found(one: Prepared, place: Place, terms: Terms) -> Ready:
    row = one.row
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
        **({"files": place.files.told(row)} if row.files else {}),
    }
    return Ready(row, one.words, kinds[0] if kinds else None, tuple(offices), tuple(topics), digest(canonical(said)))


def commit(batch: Sequence[Ready], place: Place, report: Report, *, rehearsal: bool) -> None:
    """One transaction: the batch's live rows, revisions, and their part in the record. Rows with problems are refused."""
    made = [(one, filled(one, place)) for one in batch]
    good = [(one, release) for one, release in made if accepted(one, release, report)]
    there = held([one.row for one, _ in good], {release.story: one.row.story for one, release in good if one.row.story})
    if good and not rehearsal:
        good = brought_in(good, place, report)
    for one, _ in good:
        count(one, place, report)
        report.note_claims(one.row, one.row.language or place.language, there)


def brought_in(good: list[tuple[Ready, Release]], place: Place, report: Report) -> list[tuple[Ready, Release]]:
    """Write the batch, without what another import has brought in since it was read; returns what was written."""
    while good:
        try:
            return written(good, place, report)
        except IntegrityError:
            new = [one.row.source for one, _ in good if one.release is None]
            there = set(Release.objects.filter(source__in=new).values_list("source", flat=True))
            if not there:
                raise
            for one in [one for one, _ in good if one.row.source in there]:
                problem = f"“{one.row.title}” was brought in by another import while this file was read. Import it again."
                report.refusals.append(Refusal(one.row.line, one.row.source, problem))
            good = [(one, filled(one, place)) for one, _ in good if one.row.source not in there]  # anew: those before were given keys
    return good


def written(good: Sequence[tuple[Ready, Release]], place: Place, report: Report) -> list[tuple[Ready, Release]]:
    """One transaction; returns what was written in it."""
    names = names_of_before()
    approved = {one.row.source: called_as_then(approve(one, release, place), names) for one, release in good}
    with transaction.atomic():
        changed = touched(good)
        untouched = [(one, release) for one, release in good if one.row.source not in changed]
        if untouched:
            uuids = [release.uuid for _, release in untouched]
            were = runs.before([release.uuid for one, release in untouched if one.release is not None])
            changes = take_in([release for _, release in untouched], [approved[one.row.source] for one, _ in untouched])
            leading = lead_on([(change.item, one.row.former) for change, (one, _) in zip(changes, untouched, strict=True)])
            if report.run is not None:
                first = {release.uuid: runs.Before(1, release.live_revision_id, "") for one, release in untouched if one.release is None}
                runs.note(report.run, uuids, were, first | runs.before([uuid for uuid in uuids if uuid not in first]), leading)
    for one, _ in good:
        if one.row.source in changed:
            problem = f"“{one.row.title}” was changed at the desk while this file was read. Import it again."
            report.refusals.append(Refusal(one.row.line, one.row.source, problem))
    return untouched


def touched(good: Sequence[tuple[Ready, Release]]) -> set[str]:
    """What somebody published, withdrew or wrote on since it was read; the rows of all others are locked until the commit."""
    known = [(one.row.source, release) for one, release in good if release.pk]
    if not known:
        return set()
    rows = Release.objects.select_for_update().filter(pk__in=[release.pk for _, release in known]).order_by("pk")
    now = {pk: (live, revision) for pk, live, revision in rows.values_list("pk", "live", "latest_revision_id")}
    return {source for source, release in known if now.get(release.pk) != (release.live, release.latest_revision_id)}


def lead_on(former: Iterable[tuple[Item | None, Sequence[str]]]) -> dict[UUID, list[str]]:
    """Old addresses lead to their items; one that another item had first stays with that one.

    Returns those that are new, by the item's release.
    """
    wanted = [(item, list(dict.fromkeys(paths))) for item, paths in former if item is not None and paths]
    every = {path for _, paths in wanted for path in paths}
    known = set(FormerAddress.objects.filter(address__in=every).values_list("address", flat=True)) if every else set()
    fresh = {item: [path for path in paths if path not in known] for item, paths in wanted}
    insert([new(FormerAddress, address=path, item=item) for item, paths in fresh.items() for path in paths], unless_there=True)
    return {item.release_uuid: paths for item, paths in fresh.items() if paths}


def accepted(one: Ready, release: Release, report: Report) -> bool:
    found = [str(problem) for problem in problems(release, imported=True)]
    if one.release is not None and not one.release.live and one.release.first_published_at and not one.again:
        found.append(f"“{one.row.title}” was withdrawn here, and an import does not bring it back. Publish it at the desk.")
    elif one.edited:
        found.append(
            f"“{one.row.title}” was edited at the desk since it was imported, and an import does not overwrite that. "
            "Make the change at the desk, or leave the item out of the file."
        )
    if is_to_come(one.row.published_on, one.row.published_at, timezone.now()):
        found.append(
            f"“{one.row.title}”: published: {one.row.published_on} is still to come. Import it on that day, or schedule it at the desk."
        )
    if found:
        report.refusals.append(Refusal(one.row.line, one.row.source, " ".join(found)))
    return not found


def count(one: Ready, place: Place, report: Report) -> None:
    if one.release is None or one.again:
        report.imported += 1
        report.foresee(one.row.language or place.language, one.row.published_on.year, one.type, one.offices, one.topics)
    else:
        report.updated += 1
    report.note_repairs(one.row)


def filled(one: Ready, place: Place) -> Release:
    """The Release with what the row says; saved nowhere yet."""
    row, release = one.row, one.release or new(Release, source=one.row.source)
    release.title, release.subtitle = row.title, row.subtitle
    release.dateline, release.lead = one.words.opening, one.words.lead
    release.language, release.zone = row.language or place.language, place.zone
    if row.story:
        release.story, release.original = uuid5(STORIES, row.story), row.original
    release.links = [asdict(link) for link in row.links]
    release.type = one.type
    release.body = [("text", one.words.kept)] if row.body else []
    release.source_digest = one.digest
    if row.files or release.pk:  # a row that names none any more shows none
        release.release_pictures, release.release_attachments = place.files.rows(row)
    release.release_offices = [new(ReleaseOffice, office=office, sort_order=order) for order, office in enumerate(one.offices)]
    release.release_topics = [new(ReleaseTopic, topic=topic, sort_order=order) for order, topic in enumerate(one.topics)]
    return release


def approve(one: Ready, release: Release, place: Place) -> Approved:
    row = one.row
    content = compose(release, one.words if release.pk is None and not row.files else None)
    return Approved(
        release_uuid=release.uuid,
        story=release.story,
        original=release.original,
        content=content if content.reference == row.reference else replace(content, reference=row.reference),
        published_on=row.published_on,
        published_at=row.published_at or datetime.combine(row.published_on, time.min, ZoneInfo(place.zone)),
    )


def called_as_then(ready: Approved, names: Names) -> Approved:
    return replace(ready, content=as_called_then(ready.content, ready.published_on, names)) if names and ready.published_on else ready
