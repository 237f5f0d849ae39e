"""What was approved becomes public, and what was public is taken back. The two doors everything ends in.

Callers hold the transaction; everything slow (composing, sanitising, renditions) is done before it begins. The counter row is
locked last, so `sequence` and `n` are gap-free and in commit order on both databases.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from dateline.record import card
from dateline.record.content import Content
from dateline.record.ids import file_token, public_id
from dateline.record.models import Change, Counters, Edition, FileUse, Item, Kind, State


class RecordError(ValueError):
    """An act the record cannot take: the message says which and why."""


@dataclass(frozen=True, slots=True)
class Approved:
    """One release ready to go out.

    `published_on` and `published_at` hold for a first publication alone; without them it is now, on the civil day of the
    Content's zone. `major` moves the item's `major_changed_at`.
    """

    release_uuid: uuid.UUID
    story: uuid.UUID
    content: Content
    original: bool = True
    published_on: date | None = None
    published_at: datetime | None = None
    note: str = ""
    kind: str = ""  # empty: published at first, updated after
    major: bool = True


def publish(approved: Approved, *, quiet: bool = False) -> Change:
    """Add one edition and say so. Must run inside a transaction."""
    return publish_many([approved], quiet=quiet)[0]


def publish_many(approved: Sequence[Approved], *, quiet: bool = False) -> list[Change]:
    """Add an edition for each, in order. Returns one Change for each, in the same order. Must run inside a transaction."""
    require_transaction()
    counters = lock_counters()
    now = timezone.now()
    known = {
        item.release_uuid: item
        for item in Item.objects.select_related("current").filter(release_uuid__in=[one.release_uuid for one in approved])
    }
    changes = [publish_one(one, known.get(one.release_uuid), counters, now, quiet=quiet) for one in approved]
    counters.save(update_fields=["sequence", "change"])
    return changes


def publish_one(approved: Approved, item: Item | None, counters: Counters, now: datetime, *, quiet: bool) -> Change:
    if item is None:
        return add_edition(new_item(approved, counters, now), approved, counters, now, approved.kind or Kind.PUBLISHED, quiet=quiet)
    if item.state == State.ERASED:
        raise RecordError(f"{item} was erased by law and cannot be published again.")
    same = item.current is not None and item.current.digest == approved.content.digest
    if item.state != State.LIVE:
        restored = restore(item, counters, now, note=approved.note if same else "", quiet=quiet)
        return restored if same else add_edition(item, approved, counters, now, approved.kind or Kind.UPDATED, quiet=quiet)
    if same and not approved.note:  # no public byte would alter, so nothing happened
        return item.changes.latest("n")
    return add_edition(item, approved, counters, now, approved.kind or Kind.UPDATED, quiet=quiet)


def add_edition(item: Item, approved: Approved, counters: Counters, now: datetime, kind: str, *, quiet: bool) -> Change:
    edition = new_edition(item, approved.content, kind)
    item.current, item.state, item.reference = edition, State.LIVE, approved.content.reference
    if approved.major and edition.number > 1:
        item.major_changed_at = now
    item.save()
    use_files(item, approved.content, counters.secret)
    return note_change(counters, item=item, edition=edition, kind=kind, note=approved.note, at=now, quiet=quiet)


def restore(item: Item, counters: Counters, now: datetime, *, note: str, quiet: bool) -> Change:
    """Bring back what was withdrawn: the same edition, its files anew."""
    item.state, edition = State.LIVE, item.current
    item.save(update_fields=["state"])
    if edition is not None:
        use_files(item, Content.read(edition.content), counters.secret)
    return note_change(counters, item=item, edition=edition, kind=Kind.RESTORED, note=note, at=now, quiet=quiet)


def new_item(approved: Approved, counters: Counters, now: datetime) -> Item:
    counters.sequence += 1
    at = approved.published_at or now
    on = approved.published_on or at.astimezone(ZoneInfo(approved.content.zone)).date()
    identity = public_id(counters.secret, counters.sequence, taken=lambda candidate: Item.objects.filter(public_id=candidate).exists())
    return Item.objects.create(
        public_id=identity,
        sequence=counters.sequence,
        release_uuid=approved.release_uuid,
        story=approved.story,
        original=approved.original,
        reference=approved.content.reference,
        published_on=on,
        published_at=at,
        major_changed_at=at,
    )


def new_edition(item: Item, content: Content, kind: str) -> Edition:
    last = item.editions.order_by("-number").values_list("number", flat=True).first() or 0
    return Edition.objects.create(
        item=item,
        number=last + 1,
        language=content.language,
        kind=kind,
        content=content.written(),
        card=card.written(content),
        digest=content.digest,
    )


def use_files(item: Item, content: Content, secret: str) -> None:
    """The files of the current edition are public, all others of the item are not."""
    item.files.all().delete()
    FileUse.objects.bulk_create(
        FileUse(item=item, sha256=file.sha256, name=file.name, token=file_token(secret, file.sha256, item.public_id))
        for file in content.files
    )


def withdraw(release_uuid: uuid.UUID, *, reason: str, kind: str = Kind.WITHDRAWN) -> Change:
    """Take a live item down and say why. Must run inside a transaction. Raises RecordError when it is not live."""
    require_transaction()
    if not reason.strip():
        raise RecordError("A withdrawal needs a reason that readers may see.")
    counters = lock_counters()
    item = Item.objects.filter(release_uuid=release_uuid).first()
    if item is None or item.state != State.LIVE:
        raise RecordError(f"{item or 'This release'} is not public, so it cannot be withdrawn.")
    item.state = State.RETRACTED if kind == Kind.RETRACTED else State.WITHDRAWN
    item.save(update_fields=["state"])
    item.files.all().delete()
    change = note_change(counters, item=item, edition=item.current, kind=kind, note=reason.strip(), at=timezone.now(), quiet=False)
    counters.save(update_fields=["change"])
    return change


def note(kind: Kind, subject: str) -> Change:
    """Say that a term, a contact or a setting altered a public byte. Must run inside a transaction."""
    require_transaction()
    counters = lock_counters()
    change = note_change(counters, item=None, edition=None, kind=kind, note="", at=timezone.now(), quiet=True, subject=subject)
    counters.save(update_fields=["change"])
    return change


def note_change(
    counters: Counters, *, item: Item | None, edition: Edition | None, kind: str, note: str, at: datetime, quiet: bool, subject: str = ""
) -> Change:
    counters.change += 1
    return Change.objects.create(n=counters.change, at=at, item=item, edition=edition, kind=kind, note=note, subject=subject, quiet=quiet)


def lock_counters() -> Counters:
    return Counters.objects.select_for_update().get()


def require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RecordError("The record is written inside a transaction alone.")
