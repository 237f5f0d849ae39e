"""One run taken back: `dateline import --undo RUN`.

Item by item, a batch a transaction, so that an undo that is stopped goes on where it was. What somebody has touched since is left as it
is, and named. docs/adr/0008 says what the public sees.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Revision

from dateline.ingest import retired
from dateline.ingest.models import Run, Taken
from dateline.record.content import Content
from dateline.record.models import FormerAddress, Item, State
from dateline.releases import undoing
from dateline.releases.models import Release
from dateline.site import acts
from dateline.site.models import FormerView

BATCH = 100  # as of an import: editors wait for a transaction


class NoRun(ValueError):
    """There is no such run; the message lists those that there are."""


@dataclass(slots=True)
class Undone:
    """What taking a run back did."""

    run: int
    withdrawn: int = 0
    returned: int = 0
    left: list[dict[str, str]] = field(default_factory=list)  # id, title, problem
    terms: dict[str, list[str]] = field(default_factory=dict)
    addresses: int = 0

    def as_data(self) -> dict[str, Any]:
        return {
            "undone": self.run,
            "withdrawn": self.withdrawn,
            "returned": self.returned,
            "left": self.left,
            "terms": self.terms,
            "addresses": self.addresses,
        }

    def as_text(self) -> str:
        lines = [f"Run {self.run}: {self.withdrawn} withdrawn, {self.returned} returned to the edition before, {len(self.left)} left."]
        lines += [f"{one['id']} “{one['title']}” was left: {one['problem']}" for one in self.left]
        lines += [f"{self.addresses} addresses of the old site lead nowhere any more."] if self.addresses else []
        return "\n".join([*lines, *(f"{facet} taken back: {label}" for facet, labels in self.terms.items() for label in labels)])


def listed() -> str:
    """Every run, one a line."""
    lines = [line(run) for run in Run.objects.all()]
    return "\n".join(lines) or "No import has run here."


def line(run: Run) -> str:
    if run.undone_at:
        state = f"taken back on {run.undone_at:%Y-%m-%d}"
    elif run.finished_at is None:
        state = "stopped"
    else:
        state = f"{run.imported} imported, {run.updated} updated, {run.refused} refused"
    return f"{run.pk}  {run.started_at:%Y-%m-%d %H:%M} UTC  {run.file}  {state}"


def run_of(number: str) -> Run:
    """Raises NoRun."""
    run = Run.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 10 else None
    if run is None:
        raise NoRun(f"--undo: there is no run “{number}”. Runs are:\n{listed()}")
    return run


def undo(run: Run, *, progress: Callable[[int, int], None] | None = None) -> Undone:
    """Take a run back. A second time it tries again what was left, and nothing else."""
    done, rows = Undone(run.pk), list(run.taken.filter(undone=False).order_by("-pk").values_list("pk", flat=True))
    for number, batch in enumerate(batches(rows)):
        with transaction.atomic():
            for row in Taken.objects.filter(pk__in=batch).order_by("-pk"):
                take_back(row, done)
        if progress:
            progress(min((number + 1) * BATCH, len(rows)), len(rows))
    with transaction.atomic():
        done.terms = retired.retire(run)
        FormerView.objects.filter(run=run.pk).delete()
        run.undone_at = run.undone_at or timezone.now()
        run.save(update_fields=["undone_at"])
    return done


def batches(rows: Sequence[int]) -> list[Sequence[int]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def take_back(row: Taken, done: Undone) -> None:
    """One item: withdrawn, returned to what it said, or left with the reason."""
    release = Release.objects.filter(uuid=row.release_uuid).first()
    item = Item.objects.select_related("current").filter(release_uuid=row.release_uuid).first()
    if release is None or item is None:
        return
    problem = touched(row, release, item) or (changed_back(row, release, item) if row.edition_before else withdrawn(release))
    if problem:
        done.left.append({"id": item.public_id, "title": release.title, "problem": problem})
        return
    done.returned, done.withdrawn = done.returned + bool(row.edition_before), done.withdrawn + (not row.edition_before)
    done.addresses += FormerAddress.objects.filter(item=item, address__in=row.addresses).delete()[0]
    row.undone = True
    row.save(update_fields=["undone"])


def touched(row: Taken, release: Release, item: Item) -> str:
    """What has happened to it since the run, if anything has."""
    if item.state != State.LIVE:
        return f"it is {State(item.state).label.lower()} already."
    if (release.live_revision_id, item.current.number if item.current else 0) != (row.revision, row.edition):
        later = Taken.objects.filter(release_uuid=row.release_uuid, pk__gt=row.pk, undone=False).exclude(run=row.run).first()
        return f"run {later.run_id} changed it since. Take that one back first." if later else "it was published anew since."
    return "a draft of it was written since." if release.latest_revision_id != row.revision else ""


def withdrawn(release: Release) -> str:
    with translation.override(settings.LANGUAGES_SHOWN[0]):
        undoing.withdraw(release, reason=acts.taken_back())
    return ""


def changed_back(row: Taken, release: Release, item: Item) -> str:
    """Say again what it said before, in a new edition; what led to the one before leads to this one."""
    revision = Revision.objects.filter(pk=row.revision_before).first()
    edition = item.editions.filter(number=row.edition_before).first()
    if revision is None or edition is None:
        return "the version before is kept no more."
    undoing.return_to(release, revision, Content.read(edition.content), source_digest=row.digest_before)
    now = Release.objects.get(pk=release.pk)
    number = Item.objects.values_list("current__number", flat=True).get(pk=item.pk)
    earlier = Taken.objects.filter(release_uuid=row.release_uuid, revision=row.revision_before, edition=row.edition_before)
    earlier.update(revision=now.live_revision_id, edition=number)
    return ""
