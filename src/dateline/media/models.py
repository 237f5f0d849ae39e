"""Pictures, their renditions and attachments, on private storage under names nobody can guess or choose."""

import re
import secrets
from pathlib import PurePath
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


def private_name(folder: str, filename: str) -> str:
    """A random name that keeps the extension: what the uploader called the file is nobody's business."""
    suffix = PurePath(filename).suffix.lower()
    kept = suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""
    return f"{folder}/{secrets.token_hex(16)}{kept}"


SMALL = 400  # px: up to here Wagtail's desk gets the card, beyond it the page
UNTITLED = "Untitled"  # what has just been uploaded: the uploader's name for it is nobody's business


class Picture(AbstractImage):
    """An original as we keep it (`pictures.take`), with what must be printed beside it."""

    alt = models.CharField(max_length=500, blank=True)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=255, blank=True)
    licence = models.CharField(
        max_length=255, blank=True, help_text="In the newsroom's first language; `licences` says in which, where it does."
    )
    licences = models.JSONField(default=dict, blank=True, help_text="The same terms per language.")
    licence_ends_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields: ClassVar = ("title", "file", "alt", "caption", "credit", "licence", "licence_ends_on")

    def get_upload_to(self, filename: str) -> str:
        return private_name("originals", filename)

    def get_indexed_instance(self) -> None:
        """Found by title in the database; Wagtail's own index of words is not used."""

    @property
    def default_alt_text(self) -> str:
        return self.alt or self.title

    def get_rendition(self, filter: Any) -> "Rendition":
        """One of the fixed list by its name; where Wagtail's desk asks for a size of its own, the nearest. None is made here."""
        spec = str(getattr(filter, "spec", filter))
        numbers = [int(number) for number in re.findall(r"\d+", spec)]
        nearest = "card" if numbers and max(numbers) <= SMALL else "page"
        there: dict[str, Rendition] = {one.filter_spec: one for one in self.renditions.all()}
        return there.get(spec) or there.get(nearest) or Rendition(image=self, filter_spec=nearest)

    def get_renditions(self, *filters: Any) -> dict[str, "Rendition"]:
        return {str(getattr(one, "spec", one)): self.get_rendition(one) for one in filters}


class Rendition(AbstractRendition):
    """One size of a picture out of the fixed list, made when something is prepared."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"),)

    def get_upload_to(self, filename: str) -> str:
        return private_name("renditions", filename)

    @property
    def url(self) -> str:
        """Where the desk sees it; readers' addresses are made from the record alone."""
        return private_address(self.sha256)


def private_address(sha256: str) -> str:
    """An address under /desk/ that asks for a right; "" for what is not there."""
    return reverse("private_file", args=[sha256]) if sha256 else ""


def attachment_name(instance: Any, filename: str) -> str:
    return private_name("attachments", filename)


class Attachment(AbstractDocument):
    """A file to be read beside a release."""

    file = models.FileField(upload_to=attachment_name)
    language = models.CharField(max_length=35, blank=True)
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields: ClassVar = ("title", "file", "language")

    @property
    def url(self) -> str:
        return private_address(self.sha256)

    def get_indexed_instance(self) -> None:
        """As for pictures."""
