"""What was approved becomes public, and what was public is taken back. The two doors everything ends in.

Callers hold the transaction; everything slow (composing, sanitising, renditions) is done before it begins. The counter row is
locked last, so `sequence` and `n` are gap-free and in commit order on both databases.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from dateline.record import numbering
from dateline.record.content import Content
from dateline.record.inserts import insert
from dateline.record.models import Change, Counters, Edition, FileUse, Item, Kind, State
from dateline.record.rows import Approved, edition_of, first_day, is_taken, taken_among, unsaved_change, unsaved_item, uses


class RecordError(ValueError):
    """An act the record cannot take: the message says which and why."""


def publish(approved: Approved, *, quiet: bool = False) -> Change:
    """Add one edition and say so. Must run inside a transaction. Raises RecordError for what was retracted or erased."""
    return publish_many([approved], quiet=quiet)[0]


def publish_many(approved: Sequence[Approved], *, quiet: bool = False, at: datetime | None = None) -> list[Change]:
    """Add an edition for each, in order. Returns one Change for each, in the same order. Must run inside a transaction.

    `at` is when it happened, for what is written down later; without it, now.
    """
    require_transaction()
    counters = lock_counters()
    now = at or timezone.now()
    known = {
        item.release_uuid: item
        for item in Item.objects.select_related("current").filter(release_uuid__in=[one.release_uuid for one in approved])
    }
    if len(approved) > 1 and not known:
        changes = publish_first(approved, counters, now, quiet=quiet)
    else:
        changes = [publish_one(one, known.get(one.release_uuid), counters, now, quiet=quiet) for one in approved]
    counters.save(update_fields=["sequence", "change"])
    return changes


def publish_first(approved: Sequence[Approved], counters: Counters, now: datetime, *, quiet: bool) -> list[Change]:
    """First publications alone, in a handful of statements instead of six each: an archive of a million is a matter of hours or days."""
    texts = [numbered(one, None, now) for one in approved]
    taken = taken_among(counters, len(texts))
    items = [unsaved_item(one, counters, now, taken) for one in texts]
    insert(items)
    editions = [edition_of(item, one.content, number=1, kind=Kind.PUBLISHED) for item, one in zip(items, texts, strict=True)]
    insert(editions)
    for item, edition in zip(items, editions, strict=True):
        item.current = edition
    first = Subquery(Edition.objects.filter(item=OuterRef("pk")).values("pk"))  # each has one
    Item.objects.filter(pk__in=[item.pk for item in items]).update(current=first)
    insert([use for item, one in zip(items, texts, strict=True) for use in uses(item, one.content, counters.secret)])
    changes = [
        unsaved_change(counters, item=item, edition=edition, kind=Kind.PUBLISHED, note="", at=now, quiet=quiet)
        for item, edition in zip(items, editions, strict=True)
    ]
    insert(changes)
    return changes


def publish_one(approved: Approved, item: Item | None, counters: Counters, now: datetime, *, quiet: bool) -> Change:
    approved = numbered(approved, item, now)
    if item is None:
        first = replace(approved, note="")  # nothing changed yet, so nothing is said of a change
        return add_edition(new_item(approved, counters, now), first, counters, now, Kind.PUBLISHED, quiet=quiet)
    refuse_for_good(item)
    silent = quiet or approved.quiet
    same = item.current is not None and (item.current.digest_after or item.current.digest) == approved.content.digest
    if item.state != State.LIVE:
        restored = bring_back(item, counters, now, note=approved.note if same else "", quiet=quiet)
        return restored if same else add_edition(item, approved, counters, now, approved.kind or Kind.UPDATED, quiet=silent)
    if same and not approved.note:  # no public byte would alter, so nothing happened
        return item.changes.latest("n")
    return add_edition(item, approved, counters, now, approved.kind or Kind.UPDATED, quiet=silent)


def numbered(approved: Approved, item: Item | None, now: datetime) -> Approved:
    """The same text with the reference number that its edition bears."""
    reference = numbering.reference(approved.pattern, approved.content, item, first_day(approved, now))
    same = reference == approved.content.reference
    return approved if same else replace(approved, content=replace(approved.content, reference=reference))


def refuse_for_good(item: Item) -> None:
    """What should never have been public, and what the law took, has no way back."""
    if item.state == State.ERASED:
        raise RecordError(f"{item} was erased by law and cannot be published again.")
    if item.state == State.RETRACTED:
        raise RecordError(f"{item} was retracted: it should never have been public, so it cannot be again. Publish a new release instead.")


def add_edition(item: Item, approved: Approved, counters: Counters, now: datetime, kind: str, *, quiet: bool) -> Change:
    edition = new_edition(item, approved.content, kind)
    item.current, item.state, item.reference = edition, State.LIVE, approved.content.reference
    if approved.major and edition.number > 1:
        item.major_changed_at = now
    item.save()
    use_files(item, approved.content, counters.secret)
    return note_change(counters, item=item, edition=edition, kind=kind, note=approved.note, at=now, quiet=quiet)


def bring_back(item: Item, counters: Counters, now: datetime, *, note: str, quiet: bool) -> Change:
    """What was withdrawn is live again: the same edition, its files anew."""
    item.state, edition = State.LIVE, item.current
    item.save(update_fields=["state"])
    if edition is not None:
        use_files(item, Content.read(edition.content), counters.secret)
    return note_change(counters, item=item, edition=edition, kind=Kind.RESTORED, note=note, at=now, quiet=quiet)


def new_item(approved: Approved, counters: Counters, now: datetime) -> Item:
    item = unsaved_item(approved, counters, now, is_taken)
    item.save()
    return item


def new_edition(item: Item, content: Content, kind: str) -> Edition:
    last = (item.editions.order_by("-number").values_list("number", flat=True).first() or 0) if item.current_id else 0
    edition = edition_of(item, content, number=last + 1, kind=kind)
    edition.save()
    return edition


def use_files(item: Item, content: Content, secret: str) -> None:
    """The files of the current edition are public, all others of the item are not."""
    item.files.all().delete()
    if content.files:
        FileUse.objects.bulk_create(uses(item, content, secret))


def withdraw(
    release_uuid: uuid.UUID, *, reason: str = "", kind: str = Kind.WITHDRAWN, at: datetime | None = None, quiet: bool = False
) -> Change:
    """Take a live item down and say why. Must run inside a transaction. Raises RecordError when it is not live.

    What has had its time needs no words: the pages say so, each in its language. `at` as for `publish_many`.
    `quiet`: an import that is taken back, which nobody is told of.
    """
    return withdraw_many([release_uuid], reason=reason, kind=kind, at=at, quiet=quiet)[0]


def withdraw_many(
    release_uuids: Sequence[uuid.UUID], *, reason: str = "", kind: str = Kind.WITHDRAWN, at: datetime | None = None, quiet: bool = False
) -> list[Change]:
    """The same for several, in their order and a handful of statements: all of them, or none."""
    require_transaction()
    if not reason.strip() and kind != Kind.EXPIRED:
        raise RecordError("A withdrawal needs a reason that readers may see.")
    counters = lock_counters()
    known = {item.release_uuid: item for item in Item.objects.select_related("current").filter(release_uuid__in=release_uuids)}
    items = [live(known.get(one)) for one in release_uuids]
    state = State.RETRACTED if kind == Kind.RETRACTED else State.WITHDRAWN
    Item.objects.filter(pk__in=[item.pk for item in items]).update(state=state)
    FileUse.objects.filter(item__in=items).delete()
    now, changes = at or timezone.now(), []
    for item in items:
        item.state = state
        change = unsaved_change(counters, item=item, edition=item.current, kind=kind, note=reason.strip(), at=now, quiet=quiet)
        changes.append(change)
    insert(changes)
    counters.save(update_fields=["change"])
    return changes


def live(item: Item | None) -> Item:
    if item is None or item.state != State.LIVE:
        raise RecordError(f"{item or 'This release'} is not public, so it cannot be withdrawn.")
    return item


def restore(release_uuid: uuid.UUID, *, note: str = "") -> Change:
    """Bring a withdrawn or expired item back as it was. Must run inside a transaction. Raises RecordError for any other."""
    require_transaction()
    counters = lock_counters()
    item = Item.objects.select_related("current").filter(release_uuid=release_uuid).first()
    if item is not None:
        refuse_for_good(item)
    if item is None or item.state != State.WITHDRAWN:
        raise RecordError(f"{item or 'This release'} is not withdrawn, so there is nothing to bring back.")
    change = bring_back(item, counters, timezone.now(), note=note.strip(), quiet=False)
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
    change = unsaved_change(counters, item=item, edition=edition, kind=kind, note=note, at=at, quiet=quiet, subject=subject)
    change.save(force_insert=True)
    return change


def lock_counters() -> Counters:
    return Counters.objects.select_for_update().get()


def require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RecordError("The record is written inside a transaction alone.")
