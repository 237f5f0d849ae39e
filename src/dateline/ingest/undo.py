"""One run taken back: `dateline import --undo RUN`.

A batch a transaction, so that an undo that is stopped goes on where it was. What somebody has touched since is left as it is, and
named. docs/adr/0008 says what the public sees.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from dateline.ingest import retired, runs
from dateline.ingest.cases import Case, cases
from dateline.ingest.models import Run, Taken
from dateline.record.models import FormerAddress
from dateline.releases import undoing
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

    def lines(self) -> Iterator[str]:
        yield f"Run {self.run}: {self.withdrawn} withdrawn, {self.returned} returned to the edition before, {len(self.left)} left."
        for one in self.left:
            yield f"{one['id']} “{one['title']}” was left: {one['problem']}"
        if self.addresses:
            yield f"{self.addresses} addresses of the old site lead nowhere any more."
        for facet, labels in self.terms.items():
            for label in labels:
                yield f"{facet} taken back: {label}"


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
            take_back(Taken.objects.filter(pk__in=batch).order_by("-pk"), done)
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


def take_back(rows: Iterable[Taken], done: Undone) -> None:
    """Each withdrawn, returned to what it said, or left with the reason; in their order."""
    good = []
    for case in cases(list(rows)):
        if problem := case.problem():
            done.left.append({"id": case.item.public_id, "title": case.release.title, "problem": problem})
        else:
            good.append(case)
    for was_there, some in groupby(good, lambda case: bool(case.row.edition_before)):
        (returned if was_there else withdrawn)(list(some), done)
    addresses = [address for case in good for address in case.row.addresses]
    done.addresses += FormerAddress.objects.filter(item__in=[case.item for case in good], address__in=addresses).delete()[0]
    Taken.objects.filter(pk__in=[case.row.pk for case in good]).update(undone=True)


def withdrawn(some: Sequence[Case], done: Undone) -> None:
    with translation.override(settings.LANGUAGES_SHOWN[0]):
        undoing.withdraw([case.release for case in some], reason=acts.taken_back())
    done.withdrawn += len(some)


def returned(some: Sequence[Case], done: Undone) -> None:
    """Say again what they said before, in new editions; what led to the ones before leads to these."""
    undoing.return_to([case.earlier for case in some if case.earlier])
    now = runs.before([case.row.release_uuid for case in some])
    left = {(case.row.release_uuid, case.row.revision_before, case.row.edition_before) for case in some}
    found = Taken.objects.filter(release_uuid__in=[case.row.release_uuid for case in some])
    earlier = [row for row in found if (row.release_uuid, row.revision, row.edition) in left]
    for row in earlier:
        row.revision, row.edition = now[row.release_uuid].revision, now[row.release_uuid].edition
    Taken.objects.bulk_update(earlier, ["revision", "edition"])
    done.returned += len(some)
