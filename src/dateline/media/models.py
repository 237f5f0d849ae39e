"""Pictures, their renditions and attachments, on private storage under names nobody can guess or choose."""

import re
import secrets
from pathlib import PurePath
from typing import Any, ClassVar

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


def private_name(folder: str, filename: str) -> str:
    """A random name that keeps the extension: what the uploader called the file is nobody's business."""
    suffix = PurePath(filename).suffix.lower()
    kept = suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""
    return f"{folder}/{secrets.token_hex(16)}{kept}"


class Picture(AbstractImage):
    """An original as uploaded, with what must be printed beside it."""

    alt = models.CharField(max_length=500, blank=True)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=255, blank=True)
    licence = models.CharField(max_length=255, blank=True)
    licence_ends_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields: ClassVar = ("title", "file", "alt", "caption", "credit", "licence", "licence_ends_on")

    def get_upload_to(self, filename: str) -> str:
        return private_name("originals", filename)


class Rendition(AbstractRendition):
    """One size of a picture out of the fixed list, made when something is prepared."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"),)

    def get_upload_to(self, filename: str) -> str:
        return private_name("renditions", filename)


def attachment_name(instance: Any, filename: str) -> str:
    return private_name("attachments", filename)


class Attachment(AbstractDocument):
    """A file to be read beside a release."""

    file = models.FileField(upload_to=attachment_name)
    language = models.CharField(max_length=35, blank=True)
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields: ClassVar = ("title", "file", "language")
