"""What may be done with a release: publish and withdraw. Every door ends here or in `Release.publish`, and so in the record."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from dateline.people.models import User
from dateline.record import publish as record
from dateline.record.models import Change, Item, Kind, State
from dateline.record.publish import Approved
from dateline.releases.checks import NotReady, problems
from dateline.releases.models import Release
from dateline.releases.policy import may


def publish(release: Release, *, by: User) -> Change:
    """Save the text as a revision and let it out. Raises PermissionDenied or checks.NotReady; then nothing has changed."""
    if not may(by, "publish", release):
        raise PermissionDenied(f"{by} may not publish “{release}”.")
    if found := problems(release):  # before a revision is made that the release would remember when it is gone
        raise NotReady(found)
    with transaction.atomic():
        revision = release.save_revision(user=by)
        revision.publish(user=by, skip_permission_checks=True)
    return Change.objects.filter(item__release_uuid=release.uuid).latest("n")


def take_in(releases: Sequence[Release], approved: Sequence[Approved]) -> list[Change]:
    """Publish releases as imported, in one transaction: live rows with a revision each, and their part in the record, quietly.

    The texts were composed and checked before; nobody is asked for a right, for an import is the operator's.
    """
    with transaction.atomic():
        for release in releases:
            go_live(release)
        return record.publish_many(approved, quiet=True)


def go_live(release: Release) -> None:
    """The live row with its revision: a live row without one goes offline when an update of it is scheduled."""
    now = timezone.now()
    release.live, release.has_unpublished_changes = True, False
    release.first_published_at = release.first_published_at or now
    release.last_published_at = now
    release.save()
    revision = release.save_revision(log_action=False, changed=False)
    release.live_revision = release.latest_revision = revision
    release.save(update_fields=["live_revision", "latest_revision", "has_unpublished_changes"])


def withdraw(release: Release, *, by: User, reason: str, kind: str = Kind.WITHDRAWN) -> Change:
    """Take a public release down, with the reason readers will see. The live row and the record change together.

    Raises PermissionDenied, or RecordError without a reason or for what is not public.
    """
    stored = Release.objects.get(pk=release.pk)
    if not may(by, "withdraw", stored):
        raise PermissionDenied(f"{by} may not withdraw “{release}”.")
    with transaction.atomic():
        take_offline(stored)
        change = record.withdraw(stored.uuid, reason=reason, kind=kind)
        log(instance=stored, action="dateline.withdraw", user=by, data={"reason": reason})
    return change


def take_offline(release: Release) -> None:
    """The live row says draft again; what Wagtail had approved for later is called off."""
    release.live = False
    release.has_unpublished_changes = True
    release.live_revision = None
    release.save(update_fields=["live", "has_unpublished_changes", "live_revision"])
    release.revisions.update(approved_go_live_at=None)


def item_of(release: Release) -> Item | None:
    """The release as the public knows it, or None before its first publication."""
    return Item.objects.select_related("current").filter(release_uuid=release.uuid).first()


def is_public(release: Release) -> bool:
    return Item.objects.filter(release_uuid=release.uuid, state=State.LIVE).exists()
