"""Legal erasure above the wall: the live row, every version and the desk's own log lose what the record loses.

Texts are walked as data, never as bytes: a body is JSON within JSON, and both write "é" in their own way. What is stored in files goes
when nothing else uses it. `sweep` comes after the commit: the index is built anew, and the database gives up its free pages.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Revision

from dateline.media.models import Attachment, Picture, Rendition
from dateline.record import samples
from dateline.record.content import canonical
from dateline.record.erase import NOT_WORDS, left_of
from dateline.record.models import Edition, FileUse
from dateline.record.spellings import MARK, Spellings, replaced
from dateline.releases.hold import NOTHING_HELD
from dateline.releases.models import Release, ReleaseAttachment, ReleasePicture
from dateline.search import index

CHECKPOINT_S = 10.0  # how long a reader of the database may keep the write-ahead log
KEPT = frozenset({"language", "zone", "change_kind", "source_digest", "prepared", "type", "id"})  # said by a list or a machine, or apart
SAID_OF_FILES = ("title", "alt", "caption", "credit", "licence", "description")

Change = Callable[[str, str], str]


@dataclass
class Cleared:
    """What was taken out beside the record: counts for the operator, and files that something else still uses."""

    rows: int = 0
    versions: int = 0
    entries: int = 0
    files: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows or self.versions or self.entries or self.files)


def words(release: Release, gone: Spellings) -> Cleared:
    """Take words out of the live row, of every version, of what is said of its files, and of the desk's log."""
    done = Cleared()

    def change(text: str, key: str) -> str:
        return text if key in NOT_WORDS or key in KEPT else gone.without(text)

    done.versions = sum(rewritten(revision, change) for revision in versions_of(release))
    done.rows += int(cleaned_row(release, change, gone))
    for model, pks in files_of(release).items():
        for one in model._default_manager.filter(pk__in=pks):
            done.rows += int(cleaned(one, SAID_OF_FILES, change))
            done.entries += sum(cleaned(entry, ("label", "data"), change) for entry in ModelLogEntry.objects.for_instance(one))
    done.entries += sum(cleaned(entry, ("label", "data"), change) for entry in ModelLogEntry.objects.for_instance(release))
    for outcome in release.outcomes.all():
        cleaned(outcome, ("problem",), change)
    forget_sessions(lambda text: bool(gone.held_by(text)))
    return done


def file(release: Release, sha256: str) -> tuple[Cleared, str]:
    """Take a picture or an attachment out of the row and every version; its bytes go when nothing else uses it.

    Returns with it the SHA-256 by which editions know it: an original is never in one.
    """
    done, chosen = Cleared(), stored(sha256)
    if chosen is None:
        return done, sha256
    done.versions = sum(rewritten(revision, lambda text, key: text, chosen) for revision in versions_of(release))
    done.rows += int(take_out(release, chosen))
    known = next(iter(hashes(chosen) - {chosen.sha256}), sha256) if isinstance(chosen, Picture) else sha256
    drop(chosen, release, done)
    return done, known


def everything(release: Release) -> Cleared:
    """Leave a row that says nothing but that there was something, with one version that says the same."""
    done = Cleared(rows=1, versions=release.revisions.count())
    used = [one for model, pks in files_of(release).items() for one in model._default_manager.filter(pk__in=pks)]
    done.entries = sum(cleaned(entry, ("label", "data"), lambda text, key: MARK) for entry in ModelLogEntry.objects.for_instance(release))
    for name in ("release_pictures", "release_attachments", "release_topics", "outcomes"):
        getattr(release, name).all().delete()
    Release.objects.filter(pk=release.pk).update(live_revision=None, latest_revision=None, **NOTHING_HELD)
    versions_of(release).delete()
    empty = Release.objects.get(pk=release.pk)
    for one in text_fields(empty):
        setattr(empty, one.name, [] if isinstance(one, models.JSONField) else "")
    empty.title, empty.body, empty.type, empty.live, empty.has_unpublished_changes = MARK, [], None, False, False
    empty.save()
    empty.save_revision(log_action=False, changed=False)
    for chosen in used:
        drop(chosen, empty, done)
    forget_sessions(lambda text: bool(release.title) and release.title in text)
    return done


def versions_of(release: Release) -> models.QuerySet[Revision]:
    kept: models.QuerySet[Revision] = Revision.objects.filter(
        object_id=str(release.pk), base_content_type=ContentType.objects.get_for_model(Release)
    )
    return kept


def rewritten(revision: Revision, change: Change, chosen: Picture | Attachment | None = None) -> bool:
    """Write what is left of one version. Whether anything had to go."""
    content = replaced(without(revision.content, chosen) if chosen else revision.content, change)
    title = change(revision.object_str, "title")
    if "title" in content and content["title"] != revision.content.get("title"):
        content["title_lower"] = content["title"].lower()
    if (content, title) == (revision.content, revision.object_str):
        return False
    Revision.objects.filter(pk=revision.pk).update(content=content, object_str=title)
    return True


def without(content: dict[str, Any], chosen: Picture | Attachment) -> dict[str, Any]:
    """A version's data without the rows and blocks that show a file."""
    rows, name = ("release_pictures", "picture") if isinstance(chosen, Picture) else ("release_attachments", "attachment")
    left = {**content, rows: [row for row in content.get(rows, []) if row.get(name) != chosen.pk]}
    if isinstance(chosen, Picture):
        left["body"] = json.dumps([block for block in json.loads(content.get("body") or "[]") if not shows(block, chosen.pk)])
    return left


def shows(block: dict[str, Any], pk: int) -> bool:
    return block.get("type") == "picture" and isinstance(block.get("value"), dict) and block["value"].get("picture") == pk


def text_fields(release: models.Model) -> Iterator[Any]:
    for one in release._meta.concrete_fields:
        if isinstance(one, models.CharField | models.TextField | models.JSONField) and one.name not in KEPT and not one.choices:
            yield one


def cleaned_row(release: Release, change: Change, gone: Spellings) -> bool:
    """The live row, what is held for the hour, and the rows beside it."""
    stored_row = Release.objects.get(pk=release.pk)
    found = cleaned(stored_row, ["body", *(one.name for one in text_fields(stored_row))], change)
    if stored_row.prepared:
        held = left_of(json.loads(stored_row.prepared), gone, ())
        Release.objects.filter(pk=release.pk).update(prepared=canonical(held))
    for row in stored_row.release_pictures.all():
        found = cleaned(row, ("alt", "caption"), change) or found
    return found


def cleaned(row: models.Model, names: Any, change: Change) -> bool:
    """Write what is left of these columns of a row. Whether anything had to go."""
    left: dict[str, Any] = {}
    for name in names:
        column = next((one for one in row._meta.concrete_fields if one.name == name), None)
        if column is None:
            continue
        before = column.value_from_object(row)
        data = json.loads(column.value_to_string(row)) if name == "body" else before
        after = replaced(data, change, name)
        if after != data:
            left[name] = json.dumps(after) if name == "body" else after
    for name, value in left.items():
        setattr(row, name, value)
    if left:
        row.save(update_fields=[*left, *(["title_lower"] if isinstance(row, Release) else [])])
    return bool(left)


def files_of(release: Release) -> dict[type[Picture] | type[Attachment], set[int]]:
    """Every picture and attachment that the row or a version shows."""
    pictures = set(release.release_pictures.values_list("picture_id", flat=True))
    attachments = set(release.release_attachments.values_list("attachment_id", flat=True))
    for data in (*versions_of(release).values_list("content", flat=True), {"body": json.dumps(list(release.body.raw_data))}):
        pictures |= {row["picture"] for row in data.get("release_pictures", []) if row.get("picture")}
        attachments |= {row["attachment"] for row in data.get("release_attachments", []) if row.get("attachment")}
        blocks = json.loads(data.get("body") or "[]")
        pictures |= {block["value"]["picture"] for block in blocks if block.get("type") == "picture" and block["value"].get("picture")}
    return {Picture: pictures, Attachment: attachments}


def stored(sha256: str) -> Picture | Attachment | None:
    """The picture or attachment with these bytes, as uploaded or in one of its sizes."""
    size = Rendition.objects.filter(sha256=sha256).select_related("image").first()
    if size is not None:
        shown: Picture = size.image
        return shown
    picture: Picture | None = Picture.objects.filter(sha256=sha256).first()
    attachment: Attachment | None = Attachment.objects.filter(sha256=sha256).first()
    return picture or attachment


def hashes(chosen: Picture | Attachment) -> set[str]:
    sizes = set(chosen.renditions.values_list("sha256", flat=True)) if isinstance(chosen, Picture) else set()
    return {chosen.sha256, *sizes} - {""}


def take_out(release: Release, chosen: Picture | Attachment) -> bool:
    """The live row without the file."""
    rows = release.release_pictures.filter(picture_id=chosen.pk) if isinstance(chosen, Picture) else None
    rows = rows if rows is not None else release.release_attachments.filter(attachment_id=chosen.pk)
    found = bool(rows.delete()[0])
    blocks = list(release.body.raw_data)
    left = [block for block in blocks if not (isinstance(chosen, Picture) and shows(block, chosen.pk))]
    if left != blocks:
        release.body = json.dumps(left)
        release.save(update_fields=["body"])
    return found or left != blocks


def drop(chosen: Picture | Attachment, release: Release, done: Cleared) -> None:
    """Delete a file, its sizes and their bytes (at the commit), unless something else uses it."""
    name = f"{type(chosen).__name__.lower()} “{chosen.title}”"
    if in_use(chosen, release):
        done.kept.append(name)
        return
    for entry in ModelLogEntry.objects.for_instance(chosen):
        cleaned(entry, ("label", "data"), lambda text, key: MARK)
    done.files.append(name)
    chosen.delete()


def in_use(chosen: Picture | Attachment, release: Release) -> bool:
    """Whether another release, another item or an edition of one needs the file."""
    others = Edition.objects.exclude(item__release_uuid=release.uuid)
    if any(others.filter(content__contains=sha256).exists() for sha256 in hashes(chosen)):
        return True
    if FileUse.objects.exclude(item__release_uuid=release.uuid).filter(sha256__in=hashes(chosen)).exists():
        return True
    rows = ReleasePicture if isinstance(chosen, Picture) else ReleaseAttachment
    kind = type(chosen).__name__.lower()
    if rows._default_manager.filter(**{f"{kind}_id": chosen.pk}).exclude(release_id=release.pk).exists():
        return True
    drafts = Revision.objects.exclude(pk__in=versions_of(release)).annotate(text=Cast("content", models.TextField()))
    named = re.compile(rf'\\*"{kind}\\*": ?{chosen.pk}\b')
    return any(named.search(text) for text in drafts.filter(text__contains=kind).values_list("text", flat=True).iterator())


def forget_sessions(holds: Callable[[str], bool]) -> None:
    """A message that somebody has not read yet may name the title: whoever has such a one signs in again."""
    for session in Session.objects.iterator():
        if holds(json.dumps(session.get_decoded(), ensure_ascii=False)):
            session.delete()


def elsewhere(release: Release | None, gone: Spellings) -> tuple[list[str], int]:
    """Ids of other items that hold the words, and how many other releases do at the desk: each is erased by itself."""
    own = Q(item__release_uuid=release.uuid) if release else Q(pk=None)
    near = Q(content__contains=gone.words.split()[0])
    editions = Edition.objects.filter(near).exclude(own).values_list("item__public_id", "content")
    rows = Release.objects.exclude(pk=release.pk if release else 0).values_list("title", "subtitle", "dateline", "lead", "notes")
    return sorted({one for one, text in editions if gone.held_by(text)}), sum(any(map(gone.held_by, row)) for row in rows)


def sweep() -> list[str]:
    """After the commit: an index without the words, a database without pages that nobody reads any more. Returns what could not be done."""
    index.rebuild()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return swept(cursor)
        try:
            samples.forget(cursor)
            cursor.execute("VACUUM FULL")
        except OperationalError as error:  # a lock that nobody let go of in time
            why = str(error).splitlines()[0]
            return [f"The database could not be compacted ({why}). Stop server and worker, then run ANALYZE and VACUUM FULL in it."]
    return []


def swept(cursor: Any) -> list[str]:
    if cursor.execute("SELECT 1 FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").fetchone():
        cursor.execute("ANALYZE")  # its samples of every index hold words too
    cursor.execute("PRAGMA temp_store=FILE")  # a large database need not fit into memory
    try:
        cursor.execute("VACUUM")
    finally:
        cursor.execute("PRAGMA temp_store=MEMORY")
    deadline = time.monotonic() + CHECKPOINT_S
    while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > deadline:
            return ["Somebody still reads the database's write-ahead log. Stop the server once: the log is emptied as it closes."]
        time.sleep(0.1)
    return []
