"""Rows of a run: the releases as they are now, and what they said before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wagtail.models import Revision

from dateline.ingest.models import Taken
from dateline.record.content import Content
from dateline.record.models import Edition, Item, State
from dateline.releases.models import Release
from dateline.releases.undoing import Earlier


@dataclass(frozen=True, slots=True)
class Case:
    """What a run did to one release. `earlier` is None where the run brought it in, and where what it said is kept no more."""

    row: Taken
    release: Release
    item: Item
    earlier: Earlier | None

    def problem(self) -> str:
        """Why it cannot be taken back: what has happened to it since the run, if anything has."""
        row, release, item = self.row, self.release, self.item
        if item.state != State.LIVE:
            return f"it is {State(item.state).label.lower()} already."
        if (release.live_revision_id, item.current.number if item.current else 0) != (row.revision, row.edition):
            later = Taken.objects.filter(release_uuid=row.release_uuid, pk__gt=row.pk, undone=False).exclude(run=row.run).first()
            return f"run {later.run_id} changed it since. Take that one back first." if later else "it was published anew since."
        if release.latest_revision_id != row.revision:
            return "a draft of it was written since."
        return "the version before is kept no more." if row.edition_before and self.earlier is None else ""


def cases(rows: Sequence[Taken]) -> list[Case]:
    """The rows, in their order, with their releases, which nobody saves until the end of the transaction."""
    uuids = [row.release_uuid for row in rows]
    releases = {one.uuid: one for one in Release.objects.select_for_update().filter(uuid__in=uuids).order_by("pk")}
    items = {one.release_uuid: one for one in Item.objects.select_related("current").filter(release_uuid__in=uuids)}
    earlier = before([row for row in rows if row.edition_before])
    known = [row for row in rows if row.release_uuid in releases and row.release_uuid in items]
    found = ((row, releases[row.release_uuid], items[row.release_uuid]) for row in known)
    return [Case(row, release, item, earlier(row, release, item)) for row, release, item in found]


def before(rows: Sequence[Taken]) -> Callable[[Taken, Release, Item], Earlier | None]:
    """What tells of each of these rows what its release said before; everything is looked up at once."""
    revisions = Revision.objects.in_bulk([row.revision_before for row in rows])
    numbers = {row.edition_before for row in rows}
    found = Edition.objects.filter(item__release_uuid__in=[row.release_uuid for row in rows], number__in=numbers)
    editions = {(one.item_id, one.number): one for one in found}

    def earlier(row: Taken, release: Release, item: Item) -> Earlier | None:
        revision, edition = revisions.get(row.revision_before), editions.get((item.pk, row.edition_before))
        return Earlier(release, revision, Content.read(edition.content), row.digest_before) if revision and edition else None

    return earlier
