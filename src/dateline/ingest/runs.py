"""A run of an import, written down as it goes: in the transaction of each batch, so that it always says what is in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from dateline.ingest.models import MadeTerm, Run, Taken
from dateline.record.inserts import insert, new
from dateline.record.models import Change, Item, Kind
from dateline.releases.models import Release
from dateline.site.models import FormerView
from dateline.vocabularies.models import Term

MOST_FILE_CHARS = 1000  # as the column


@dataclass(frozen=True, slots=True)
class Before:
    """What a release was before a batch: its edition and version, and the digest of its row in the file."""

    edition: int
    revision: int
    digest: str


def begin(file: str) -> Run:
    return Run.objects.create(started_at=timezone.now(), file=file[-MOST_FILE_CHARS:])


def keep_views(run: Run, rules: Sequence[Mapping[str, Any]]) -> int:
    """Keep the rules for an old site's filter addresses; one that is kept already stays with the run that brought it.

    Returns how many are new.
    """
    new_ones = [rule for rule in rules if not FormerView.objects.filter(path=rule["path"], rule=rule).exists()]
    for rule in new_ones:
        FormerView.objects.create(path=rule["path"], rule=rule, run=run.pk)
    return len(new_ones)


def finish(run: Run, *, imported: int, updated: int, refused: int) -> None:
    run.imported, run.updated, run.refused, run.finished_at = imported, updated, refused, timezone.now()
    run.save()


def before(uuids: Sequence[UUID]) -> dict[UUID, Before]:
    """What is public of these releases now; what is withdrawn counts as not there."""
    if not uuids:
        return {}
    editions = dict(Item.objects.filter(release_uuid__in=uuids, state="live").values_list("release_uuid", "current__number"))
    rows = Release.objects.filter(uuid__in=editions).values_list("uuid", "live_revision_id", "source_digest")
    return {uuid: Before(editions[uuid] or 0, revision or 0, digest) for uuid, revision, digest in rows}


def note(
    run: Run,
    uuids: Sequence[UUID],
    were: Mapping[UUID, Before],
    now: Mapping[UUID, Before],
    addresses: Mapping[UUID, Sequence[str]],
) -> None:
    """Write down what a batch did: what its releases were, and are now. Must run inside its transaction."""
    nothing = Before(0, 0, "")
    rows = [
        new(
            Taken,
            run=run,
            release_uuid=uuid,
            edition=now[uuid].edition,
            edition_before=were.get(uuid, nothing).edition,
            revision=now[uuid].revision,
            revision_before=were.get(uuid, nothing).revision,
            digest_before=were.get(uuid, nothing).digest,
            addresses=list(addresses.get(uuid, ())),
        )
        for uuid in uuids
    ]
    insert(rows)


def note_term(run: Run, facet: str, term: Term) -> None:
    MadeTerm.objects.create(run=run, facet=facet, key=term.key)


def left(uuids: Sequence[UUID]) -> set[int | None]:
    """The versions of these releases that runs left as they are."""
    return set(Taken.objects.filter(release_uuid__in=uuids).values_list("revision", flat=True))


def was_taken_back(release: Release) -> bool:
    """Whether it is not public because the run that brought it was undone: then an import may bring it again."""
    if release.live or release.first_published_at is None:
        return False
    last = Change.objects.filter(item__release_uuid=release.uuid).order_by("-n").first()
    return last is not None and last.kind == Kind.WITHDRAWN and last.quiet
