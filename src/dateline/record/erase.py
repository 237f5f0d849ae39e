"""Legal erasure: the one act that alters an edition. Words or a file are replaced by a mark, or all of it is emptied.

`digest` stays what it was; `digest_after` is the digest of what is left, so that the erasure itself can be checked.
"""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from dateline.record import card
from dateline.record.content import Content, canonical, digest
from dateline.record.models import Change, Edition, Item, Kind, State
from dateline.record.publish import RecordError, lock_counters, note_change, require_transaction

MARK = "[erased]"


def erase(public_id: str, *, words: str = "", sha256: str = "", note: str = "") -> Change:
    """Take words, a file, or without either everything out of every edition of an item. Must run inside a transaction.

    Raises RecordError when there is no such item, or when no edition holds what is to go.
    """
    require_transaction()
    item = Item.objects.filter(public_id=public_id).first()
    if item is None:
        raise RecordError(f"There is no item {public_id}. Its id is the ten signs after /news/ in its address.")
    counters = lock_counters()
    editions = list(item.editions.all())
    touched = [edition for edition in editions if rewrite(edition, words=words, sha256=sha256)]
    if not touched:
        raise RecordError(f"No edition of {public_id} holds {words or sha256!r}; nothing was erased.")
    if not words and not sha256:
        item.state = State.ERASED
        item.save(update_fields=["state"])
    gone_files(item, words=words, sha256=sha256)
    change = note_change(counters, item=item, edition=item.current, kind=Kind.ERASED, note=note, at=timezone.now(), quiet=False)
    counters.save(update_fields=["change"])
    return change


def rewrite(edition: Edition, *, words: str, sha256: str) -> bool:
    """Write what is left of one edition; False when nothing in it had to go."""
    data = json.loads(edition.content)
    if sha256:
        left = {**data, "files": [file for file in data.get("files", []) if file["sha256"] != sha256]}
    elif words:
        left = replaced(data, lambda text: text.replace(words, MARK))
    else:
        left = {"language": edition.language, "title": MARK, "slug": "erased"}
    if left == data:
        return False
    edition.content = canonical(left)
    edition.card = card.written(Content.read(edition.content))
    edition.digest_after = digest(edition.content)
    edition.erased_at = timezone.now()
    edition.save(update_fields=["content", "card", "digest_after", "erased_at"])
    return True


def replaced(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON with every text changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [replaced(one, change) for one in value]
    if isinstance(value, dict):
        return {key: replaced(one, change) for key, one in value.items()}
    return value


def gone_files(item: Item, *, words: str, sha256: str) -> None:
    if sha256:
        item.files.filter(sha256=sha256).delete()
    elif not words:
        item.files.all().delete()
