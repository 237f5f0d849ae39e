"""What each run of an import did, so that one run can be taken back. Private; nothing here is ever in a public byte."""

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One run of `dateline import` that was no rehearsal. Without `finished_at` it was stopped; going on is a run of its own."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=1000)
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Taken(models.Model):
    """One release that a run brought in, or changed: from which edition and version to which."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="taken")
    release_uuid = models.UUIDField(db_index=True)
    edition = models.PositiveIntegerField()
    edition_before = models.PositiveIntegerField(default=0)  # 0: the run brought it in
    revision = models.BigIntegerField()
    revision_before = models.BigIntegerField(default=0)
    digest_before = models.CharField(max_length=64, blank=True)
    addresses = models.JSONField(default=list)  # former addresses that lead to it since
    undone = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.release_uuid} in run {self.run_id}"


class MadeTerm(models.Model):
    """A term that a run made. `closed`: taken back with it, and known to imports no more until one makes it again."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=10)
    key = models.CharField(max_length=255)
    closed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.facet} {self.key} in run {self.run_id}"
