"""The files of a release whose erasure was asked for: where they show, whether something else needs them, and how they go."""

import json
import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Revision

from dateline.media.models import Attachment, Picture, Rendition
from dateline.record.models import Edition, FileUse
from dateline.record.spellings import MARK
from dateline.releases.erased_rows import Cleared, cleaned
from dateline.releases.models import Release, ReleaseAttachment, ReleasePicture


def versions_of(release: Release) -> models.QuerySet[Revision]:
    kept: models.QuerySet[Revision] = Revision.objects.filter(
        object_id=str(release.pk), base_content_type=ContentType.objects.get_for_model(Release)
    )
    return kept


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


def without(content: dict[str, Any], chosen: Picture | Attachment) -> dict[str, Any]:
    """A version's data without the rows and blocks that show a file."""
    rows, name = ("release_pictures", "picture") if isinstance(chosen, Picture) else ("release_attachments", "attachment")
    left = {**content, rows: [row for row in content.get(rows, []) if row.get(name) != chosen.pk]}
    if isinstance(chosen, Picture):
        left["body"] = json.dumps([block for block in json.loads(content.get("body") or "[]") if not shows(block, chosen.pk)])
    return left


def shows(block: dict[str, Any], pk: int) -> bool:
    return block.get("type") == "picture" and isinstance(block.get("value"), dict) and block["value"].get("picture") == pk


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
