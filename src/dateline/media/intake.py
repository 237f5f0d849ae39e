"""Bytes and what is said about them: a picture or an attachment, stored. For code; at the desk the forms do the same."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Collection

from dateline.media import attachments, pictures, renditions
from dateline.media.kinds import PICTURE_MB, require_size
from dateline.media.models import UNTITLED, Attachment, Picture


def picture(data: bytes, name: str, **said: Any) -> Picture:
    """A picture in all its sizes. What the file itself says stands where nothing is said. Raises kinds.Refused."""
    require_size(len(data), PICTURE_MB)
    kept = pictures.take(data, name)
    offered = {"title": kept.said.headline, "alt": kept.said.alt, "caption": kept.said.caption, "credit": kept.said.credit}
    words = {**offered, **said}
    words["title"] = words["title"] or UNTITLED
    made = Picture(sha256=kept.sha256, collection=shelf(), **words)
    made.file = ContentFile(kept.data, name=f"picture.{kept.kind.suffix}")
    made._set_image_file_metadata()
    made.save()
    renditions.prepare(made)
    return made


def attachment(data: bytes, name: str, **said: Any) -> Attachment:
    """An attachment as it came. Raises kinds.Refused."""
    kept = attachments.examine(BytesIO(data), len(data), name)
    made = Attachment(sha256=kept.sha256, pages=kept.pages, collection=shelf(), **{"title": UNTITLED, **said})
    made.file = ContentFile(data, name=f"attachment.{kept.kind.suffix}")
    made._set_document_file_metadata()
    made.save()
    return made


def shelf() -> Any:
    """The one collection there is."""
    return Collection.get_first_root_node()
