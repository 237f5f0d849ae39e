"""The public record: Items, their Editions and the numbered log of Changes. The one ground of everything public.

Rows are written by `publish.py`, `erase.py` and `log.py` alone. No foreign key leads above the wall.
"""

import uuid

from django.conf import settings
from django.db import models

from dateline.record import card
from dateline.record.content import Content


class State(models.TextChoices):
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    ERASED = "erased"


class Kind(models.TextChoices):
    """What a Change says. The last three have no item: `subject` names the term or contact."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    RESTORED = "restored"
    EXPIRED = "expired"
    ERASED = "erased"
    TERM = "term"
    CONTACT = "contact"
    SETTINGS = "settings"


class Counters(models.Model):
    """One row: the record's secret and the last numbers given. Locked after everything is prepared, so both are gap-free."""

    secret = models.CharField(max_length=64)
    sequence = models.BigIntegerField(default=0)
    change = models.BigIntegerField(default=0)


class ReferenceCounter(models.Model):
    """The last number given under one pattern, such as "PR-2026-": a hidden release never draws one."""

    stem = models.CharField(max_length=100, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.stem}{self.last}"


class Item(models.Model):
    """A release as the public knows it, from its first publication on."""

    public_id = models.CharField(max_length=10, unique=True)
    sequence = models.BigIntegerField(unique=True)
    release_uuid = models.UUIDField(unique=True, editable=False)
    story = models.UUIDField(default=uuid.uuid4, db_index=True)
    original = models.BooleanField(default=True)
    reference = models.CharField(max_length=100, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.LIVE)
    current = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="+", null=True)
    published_on = models.DateField()
    published_at = models.DateTimeField()
    major_changed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["-published_at", "-sequence"], name="item_newest_first"),)

    def __str__(self) -> str:
        return self.public_id


class Edition(models.Model):
    """An immutable copy, numbered from 1. A trigger refuses every update but that of `erase`, and every deletion."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=35)
    kind = models.CharField(max_length=10, choices=Kind)
    content = models.TextField()
    card = models.TextField()
    digest = models.CharField(max_length=64)
    digest_after = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "number"], name="edition_number_once"),)

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"

    @property
    def zone(self) -> str:
        """The zone of its days. A card written before cards named it leaves the content to be read."""
        return str(card.read(self.card).get("zone") or Content.read(self.content).zone)


class Change(models.Model):
    """One public act. `n` is gap-free and in commit order; `quiet` ones are indexed and never sent."""

    n = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="changes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    note = models.TextField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    quiet = models.BooleanField(default=False)

    class Meta:
        # Every card asks for it, of items that are hardly ever corrected: without this, half of what reading twenty cards takes.
        indexes = (models.Index(fields=["item", "n", "at"], condition=models.Q(kind=Kind.CORRECTED), name="change_corrected"),)

    def __str__(self) -> str:
        return f"{self.n} {self.kind}"


class FileUse(models.Model):
    """A file is public while a row says so."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    token = models.CharField(max_length=26, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "sha256", "name"], name="file_use_once"),)

    def __str__(self) -> str:
        return f"{self.token}/{self.name}"

    @property
    def path(self) -> str:
        """The file's address, the same in every interface language."""
        return f"{settings.BASE_PATH}/files/{self.token}/{self.name}"


class FormerAddress(models.Model):
    """An address of before, path and query, and where it leads: to an item or to a view's canonical query."""

    address = models.CharField(max_length=2000, unique=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="former_addresses")
    view = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.address


class Position(models.Model):
    """How far a follower that keeps its position in the database has come."""

    follower = models.CharField(max_length=50, primary_key=True)
    n = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.follower} at {self.n}"
