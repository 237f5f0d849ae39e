"""What may be done with a release: publish, withdraw, restore, erase.

Every door ends here or in `Release.publish`, and so in the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from dateline.people.models import User
from dateline.record import erase as erasing
from dateline.record import publish as record
from dateline.record.content import Content
from dateline.record.models import Change, Item, Kind, State
from dateline.record.publish import RecordError
from dateline.record.rows import Approved
from dateline.record.spellings import MARK
from dateline.releases import bulk, erasure
from dateline.releases.checks import NotReady, problems
from dateline.releases.compose import compose
from dateline.releases.erased_rows import Cleared
from dateline.releases.hold import let_go
from dateline.releases.markup import tidied
from dateline.releases.models import Release
from dateline.releases.policy import may


def publish(release: Release, *, by: User) -> Change:
    """Save the text as a revision and let it out. Raises PermissionDenied or checks.NotReady; then nothing has changed."""
    if not may(by, "publish", release):
        raise PermissionDenied(f"{by} may not publish “{release}”.")
    release.go_live_at = None  # now, whatever hour was planned
    if found := problems(release):  # before a revision is made that the release would remember when it is gone
        raise NotReady(found)
    with transaction.atomic():
        revision = release.save_revision(user=by)
        revision.publish(user=by, skip_permission_checks=True)
    return Change.objects.filter(item__release_uuid=release.uuid).latest("n")


def take_in(releases: Sequence[Release], approved: Sequence[Approved], *, quiet: bool = True, at: datetime | None = None) -> list[Change]:
    """Publish releases as imported, in one transaction: live rows with a revision each, and their part in the record, quietly.

    The texts were composed and checked before; nobody is asked for a right, for an import is the operator's. `at`: when it was.
    """
    with transaction.atomic():
        if bulk.can(releases):
            bulk.create_live(releases)
        else:
            for release in releases:
                go_live(release)
        return record.publish_many(approved, quiet=quiet, at=at)


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
        log(instance=stored, action=f"dateline.{'retract' if kind == Kind.RETRACTED else 'withdraw'}", user=by, data={"reason": reason})
    return change


def restore(release: Release, *, by: User, note: str = "") -> Change:
    """Bring a withdrawn or expired release back as it was, the newer draft left alone. The live row and the record change together.

    Raises PermissionDenied, or RecordError for what is not withdrawn and for a text that no version holds any more.
    """
    stored = Release.objects.get(pk=release.pk)
    if not may(by, "withdraw", stored):
        raise PermissionDenied(f"{by} may not bring “{release}” back.")
    revision = last_public(stored)
    with transaction.atomic():
        if revision is not None:
            take_online(stored, revision)
        change = record.restore(stored.uuid, note=note)
        if revision is None:
            raise RecordError(f"No version of “{release}” holds the words that were public. Publish it again instead.")
        log(instance=stored, action="dateline.restore", user=by)
    return change


def last_public(release: Release) -> Revision | None:
    """The version that says what the current edition says; the latest, where several do."""
    item = item_of(release)
    if item is None or item.current is None:
        return None
    told = Content.read(item.current.content)
    versions = ((revision, revision.as_object()) for revision in release.revisions.order_by("-created_at", "-pk"))
    same = (one for one, text in versions if tidied(text.title) == told.title and words_of(compose(text)) == words_of(told))
    return next(same, None)


def words_of(content: Content) -> tuple[str, ...]:
    """What an editor wrote: labels of terms may have changed meanwhile."""
    links = "\n".join(f"{link.url} {link.title}" for link in content.links)
    return content.language, content.title, content.subtitle, content.paragraph, content.body_text, content.notes, links


def take_online(release: Release, revision: Revision) -> None:
    """The live row says what that version says; a later draft stays one."""
    text = revision.as_object()
    text.live, text.live_revision = True, revision
    text.has_unpublished_changes = release.latest_revision_id != revision.pk
    text.expired, text.expire_at, text.go_live_at = False, None, release.go_live_at
    text.save()


def take_offline(release: Release) -> None:
    """The live row says draft again; what was to go out later is called off."""
    release.live = False
    release.has_unpublished_changes = True
    release.live_revision = None
    release.save(update_fields=["live", "has_unpublished_changes", "live_revision"])
    let_go(release)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took: the editions by number, and what went beside the record."""

    title: str
    editions: tuple[int, ...]
    notes: int
    cleared: Cleared
    change: Change | None  # None where no edition held it, but a draft did


def erase(public_id: str, *, words: str = "", sha256: str = "", note: str = "") -> Erased:
    """Take words, a file, or all of an item out of the record and the desk, in one transaction. Files lose their bytes at its end.

    The operator's act, so nobody is asked for a right. `sweeping.sweep` comes after. Raises RecordError when there is nothing to erase.
    """
    started = timezone.now()
    with transaction.atomic():
        item = erasing.item_of(public_id)
        release = Release.objects.select_for_update().filter(uuid=item.release_uuid).first()  # nobody saves it meanwhile
        title = Content.read(item.current.content).title if item.current else ""
        held = item.changes.filter(note__contains=MARK).count()
        cleared, known = Cleared(), sha256
        gone = erasing.wanted(words, note)
        if release is not None and gone is not None:
            cleared = erasure.words(release, gone)
        elif release is not None and sha256:
            cleared, known = erasure.file(release, sha256)
        change = recorded(public_id, words=words, sha256=known, note=note, anything=bool(cleared))
        if release is not None and gone is None and not sha256:
            cleared = erasure.everything(release)
        if release is not None:
            log(instance=Release.objects.get(pk=release.pk), action="dateline.erase")
        editions = item.editions.filter(erased_at__gte=started).order_by("number").values_list("number", flat=True)
        return Erased(title, tuple(editions), item.changes.filter(note__contains=MARK).count() - held, cleared, change)


def recorded(public_id: str, *, words: str, sha256: str, note: str, anything: bool) -> Change | None:
    """The record's part; None where only a draft held what is to go."""
    try:
        return erasing.erase(public_id, words=words, sha256=sha256, note=note)
    except erasing.NothingToErase:
        if not anything:
            raise
        return None


def rehearsed(public_id: str, *, words: str = "", sha256: str = "", note: str = "") -> Erased:
    """What `erase` would take, found by doing it and taking it back. Raises as it does."""
    with transaction.atomic():
        done = erase(public_id, words=words, sha256=sha256, note=note)
        transaction.set_rollback(True)
    return done


def item_of(release: Release) -> Item | None:
    """The release as the public knows it, or None before its first publication."""
    return Item.objects.select_related("current").filter(release_uuid=release.uuid).first()


def is_public(release: Release) -> bool:
    return Item.objects.filter(release_uuid=release.uuid, state=State.LIVE).exists()
