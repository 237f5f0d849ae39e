"""Legal erasure: the one act that alters an edition. Words or a file are replaced by a mark, or all of it is emptied.

`digest` stays what it was; `digest_after` is the digest of what is left, so that the erasure itself can be checked.
"""

import json
from collections.abc import Callable
from functools import reduce
from html import escape
from typing import Any

from django.utils import timezone

from dateline.record import card
from dateline.record.content import Content, canonical, digest
from dateline.record.models import Change, Edition, Item, Kind, State
from dateline.record.publish import RecordError, lock_counters, note_change, require_transaction
from dateline.vocabularies.slugs import title_slug

MARK = "[erased]"
NOT_WORDS = frozenset({"language", "zone", "date", "key", "slug", "sha256", "media_type", "rendition"})


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
    if not erase_notes(item, words) and not touched:
        held = f"holds {words or sha256!r}" if words or sha256 else "is left of it; it was erased before"
        raise RecordError(f"No edition of {public_id} {held}; nothing was erased.")
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
        left = without_words(data, words)
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


def without_words(data: dict[str, Any], words: str) -> dict[str, Any]:
    """The content with a mark in the words' place, as text and as HTML spells them; an address made from the title goes with it."""
    spellings = sorted({words, escape(words, quote=False), escape(words)}, key=len, reverse=True)
    left: dict[str, Any] = replaced(data, lambda text: reduce(lambda done, spelling: done.replace(spelling, MARK), spellings, text))
    if left["title"] != data["title"]:
        left["slug"] = title_slug(left["title"])
    return left


def replaced(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON with every text changed that people wrote; keys and marks of machines stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [replaced(one, change) for one in value]
    if isinstance(value, dict):
        return {key: one if key in NOT_WORDS else replaced(one, change) for key, one in value.items()}
    return value


def erase_notes(item: Item, words: str) -> bool:
    """Take the words out of the public reasons too. Whether any held them."""
    notes = list(item.changes.filter(note__contains=words)) if words else []
    for change in notes:
        Change.objects.filter(n=change.n).update(note=change.note.replace(words, MARK))
    return bool(notes)


def gone_files(item: Item, *, words: str, sha256: str) -> None:
    if sha256:
        item.files.filter(sha256=sha256).delete()
    elif not words:
        item.files.all().delete()
