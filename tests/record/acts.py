"""What is approved and published in these tests, without an editor above the wall."""

import uuid
from typing import Any

from django.db import transaction

from dateline.record import publish as record
from dateline.record.content import Content, File
from dateline.record.models import Change, Item
from dateline.record.rows import Approved


def content(title: str = "Police trained in Bar", **said: Any) -> Content:
    return Content(**{"language": "en", "title": title, "slug": "police-trained", **said})


def approved(title: str = "Police trained in Bar", *, release: uuid.UUID | None = None, **said: Any) -> Approved:
    times = {name: said.pop(name) for name in ("published_on", "published_at", "note", "kind", "major", "quiet", "pattern") if name in said}
    return Approved(release or uuid.uuid4(), uuid.uuid4(), content(title, **said), **times)


def publish(*ready: Approved, quiet: bool = False) -> list[Change]:
    with transaction.atomic():
        return record.publish_many(ready, quiet=quiet)


def published(*titles: str, **said: Any) -> list[Item]:
    """Items with these titles, published at once."""
    return [change.item for change in publish(*(approved(title, **said) for title in titles or ("Police trained in Bar",))) if change.item]


def withdraw(item: Item, reason: str = "The number was wrong.", **how: Any) -> Change:
    with transaction.atomic():
        return record.withdraw(item.release_uuid, reason=reason, **how)


def restore(item: Item, note: str = "") -> Change:
    with transaction.atomic():
        return record.restore(item.release_uuid, note=note)


def file(name: str = "budget.pdf", sha256: str = "ab" * 32) -> File:
    return File(sha256=sha256, name=name, media_type="application/pdf", size=12, role="attachment", title="The budget")
