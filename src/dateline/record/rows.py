"""The rows of an item that is about to be public: as they will be written, one by one or by the thousand."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateline.record import card
from dateline.record.content import Content, digest
from dateline.record.ids import file_token, public_id
from dateline.record.inserts import new
from dateline.record.models import Change, Counters, Edition, FileUse, Item


@dataclass(frozen=True, slots=True)
class Approved:
    """One release ready to go out.

    `published_on` and `published_at` hold for a first publication alone; without them it is now, on the civil day of the
    Content's zone. `major` moves the item's `major_changed_at`. `pattern` is the newsroom's for reference numbers: the record
    fills it in at the first publication, and never before.
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
    pattern: str = ""
    quiet: bool = False  # a slip of the pen put right: it stands in the history, and nobody is told


def first_day(approved: Approved, now: datetime) -> date:
    """The civil day of a first publication, in the release's zone."""
    return approved.published_on or (approved.published_at or now).astimezone(ZoneInfo(approved.content.zone)).date()


def unsaved_item(approved: Approved, counters: Counters, now: datetime, taken: Callable[[str], bool]) -> Item:
    counters.sequence += 1
    at = approved.published_at or now
    return new(
        Item,
        public_id=public_id(counters.secret, counters.sequence, taken=taken),
        sequence=counters.sequence,
        release_uuid=approved.release_uuid,
        story=approved.story,
        original=approved.original,
        reference=approved.content.reference,
        published_on=first_day(approved, now),
        published_at=at,
        major_changed_at=at,
    )


def is_taken(candidate: str) -> bool:
    return Item.objects.filter(public_id=candidate).exists()


def taken_among(counters: Counters, count: int) -> Callable[[str], bool]:
    """Whether a public id is taken, for the next `count` items: their first attempts are looked up at once. What is free is given."""
    numbers = range(counters.sequence + 1, counters.sequence + 1 + count)
    asked = {public_id(counters.secret, number, taken=lambda _: False) for number in numbers}
    known = set(Item.objects.filter(public_id__in=asked).values_list("public_id", flat=True))

    def taken(candidate: str) -> bool:
        if candidate in known or (candidate not in asked and is_taken(candidate)):
            return True
        known.add(candidate)
        return False

    return taken


def edition_of(item: Item, content: Content, *, number: int, kind: str) -> Edition:
    written = content.written()
    return new(
        Edition,
        item=item,
        number=number,
        language=content.language,
        kind=kind,
        content=written,
        card=card.written(content),
        digest=digest(written),
    )


def uses(item: Item, content: Content, secret: str) -> list[FileUse]:
    return [
        new(FileUse, item=item, sha256=file.sha256, name=file.name, token=file_token(secret, file.sha256, item.public_id))
        for file in content.files
    ]


def unsaved_change(
    counters: Counters, *, item: Item | None, edition: Edition | None, kind: str, note: str, at: datetime, quiet: bool, subject: str = ""
) -> Change:
    counters.change += 1
    return new(Change, n=counters.change, at=at, item=item, edition=edition, kind=kind, note=note, subject=subject, quiet=quiet)
