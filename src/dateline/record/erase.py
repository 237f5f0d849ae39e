"""Legal erasure: the one act that alters an edition. Words or a file are replaced by a mark, or all of it is emptied.

`digest` stays what it was; `digest_after` is the digest of what is left, so that the erasure itself can be checked.
"""

import json
import re
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from dateline.record import card
from dateline.record import publish as record
from dateline.record.content import Content, File, canonical, digest
from dateline.record.models import Change, Edition, FileUse, Item, Kind, State
from dateline.record.pictures import shots
from dateline.record.publish import RecordError, lock_counters, require_transaction
from dateline.record.spellings import MARK, Spellings, replaced, spellings
from dateline.vocabularies.slugs import title_slug

NOT_WORDS = frozenset({"language", "zone", "date", "key", "slug", "sha256", "media_type", "rendition"})
ADDRESSES = frozenset({"name", "url"})  # made from titles, here or elsewhere
ROLES = frozenset({"picture", "attachment"})  # of a file; a speaker's role is words
FIGURE = re.compile(r'<figure class="picture"[^<>]*><img data-file="([0-9a-f]{64})"[^<>]*>.*?</figure>\n?', re.DOTALL)
NOTHING_LEFT = {"title": MARK, "slug": "erased"}


class NothingToErase(RecordError):
    """No edition holds what is to go."""


def erase(public_id: str, *, words: str = "", sha256: str = "", note: str = "") -> Change:
    """Take words, a file, or without either everything out of every edition of an item. Must run inside a transaction.

    Of a picture all sizes go, whichever is named. Raises RecordError when there is no such item, or when no edition holds what is to go.
    """
    require_transaction()
    gone = wanted(words, note)
    counters = lock_counters()  # before anything is read: nothing is published or erased meanwhile
    item = item_of(public_id)
    editions = list(item.editions.all())
    files = {one.sha256 for edition in editions for one in sizes(Content.read(edition.content), sha256)}
    touched = [edition for edition in editions if rewrite(edition, left_of(json.loads(edition.content), gone, files, sha256))]
    if not erase_notes(item, gone, everything=not words and not sha256) and not touched:
        held = f"holds {words or sha256!r}" if words or sha256 else "is left of it; it was erased before"
        raise NothingToErase(f"No edition of {public_id} {held}; nothing was erased.")
    if not words and not sha256:
        item.state = State.ERASED
        item.save(update_fields=["state"])
    forget_addresses(item, gone, files, everything=not words and not sha256)
    change = record.note_change(counters, item=item, edition=item.current, kind=Kind.ERASED, note=note, at=timezone.now(), quiet=False)
    counters.save(update_fields=["change"])
    return change


def item_of(public_id: str) -> Item:
    item = Item.objects.select_related("current").filter(public_id=public_id).first()
    if item is None:
        raise RecordError(f"There is no item {public_id}. Its id is the ten signs after /news/ in its address.")
    return item


def wanted(words: str, note: str) -> Spellings | None:
    """The words as they may be spelled. Raises RecordError for those that cannot be erased, or that the note itself would tell."""
    if not words:
        return None
    if not words.strip():
        raise RecordError("The words to erase are spaces alone. Say which words.")
    gone = spellings(words)
    if gone.held_by(MARK):
        raise RecordError(f"“{words}” is part of the mark {MARK} that stands in the place of what was erased. Say more words.")
    if gone.held_by(note):
        raise RecordError("The note holds the words that are to be erased, and readers see it. Say it without them.")
    return gone


def sizes(content: Content, sha256: str) -> list[File]:
    """The file, and of a picture all its sizes."""
    if not sha256:
        return []
    grouped = [
        file for shot in shots(content.files) if sha256 in {one.sha256 for one in shot.sizes.values()} for file in shot.sizes.values()
    ]
    return grouped or [file for file in content.files if file.sha256 == sha256]


def left_of(data: dict[str, Any], gone: Spellings | None, files: Collection[str], sha256: str = "") -> dict[str, Any]:
    """What is left of an edition's JSON; it is the same when nothing in it has to go."""
    if gone is not None:
        return without_words(data, gone)
    if sha256 or files:
        return without_files(data, files)
    return {"language": data["language"], **NOTHING_LEFT}


def without_words(data: dict[str, Any], gone: Spellings) -> dict[str, Any]:
    """A mark in the words' place, as text and as HTML spells them; addresses and names made from the title go with it."""

    def change(text: str, key: str) -> str:
        if key in ADDRESSES:
            return gone.without_address(gone.without(text))
        return text if key in NOT_WORDS or key == "role" and text in ROLES else gone.without(text)

    left: dict[str, Any] = replaced(data, change)
    if left["title"] != data["title"] or gone.without_address(data["slug"]) != data["slug"]:
        left["slug"] = gone.without_address(title_slug(left["title"]))
    return left


def without_files(data: dict[str, Any], files: Collection[str]) -> dict[str, Any]:
    """Without the files and the figures that show them, captions included."""
    if not any(file["sha256"] in files for file in data.get("files", [])):
        return data
    left = {**data, "files": [file for file in data["files"] if file["sha256"] not in files]}
    if "body" in data:
        left["body"] = FIGURE.sub(lambda figure: "" if figure[1] in files else figure[0], data["body"])
    return {name: part for name, part in left.items() if part or name not in ("files", "body")}


def rewrite(edition: Edition, left: dict[str, Any]) -> bool:
    """Write what is left of one edition; False when nothing in it had to go."""
    written = canonical(left)
    if written == edition.content:
        return False
    edition.content = written
    edition.card = card.written(Content.read(written))
    edition.digest_after = digest(written)
    edition.erased_at = timezone.now()
    edition.save(update_fields=["content", "card", "digest_after", "erased_at"])
    return True


def erase_notes(item: Item, gone: Spellings | None, *, everything: bool) -> bool:
    """Take the words out of the public reasons too, or all that was said. Whether any held them."""
    found = False
    for change in item.changes.exclude(note=""):
        left = MARK if everything and change.kind != Kind.ERASED else gone.without(change.note) if gone else change.note
        if left != change.note:
            Change.objects.filter(n=change.n).update(note=left)
            found = True
    return found


def forget_addresses(item: Item, gone: Spellings | None, files: Collection[str], *, everything: bool) -> None:
    """Files and former addresses that tell what is gone."""
    item.files.filter(**({} if everything else {"sha256__in": files})).delete()
    for use in item.files.all() if gone else ():
        FileUse.objects.filter(pk=use.pk).update(name=gone.without_address(use.name) if gone else use.name)
    for former in item.former_addresses.all():
        if everything or (gone and (gone.held_by(former.address) or gone.without_address(former.address) != former.address)):
            former.delete()
