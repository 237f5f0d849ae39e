"""Release: what editors work on. Private; the public side never sees this table.

The order of the base classes is load-bearing: with LockableMixin before DraftStateMixin a scheduled release would not be locked.
"""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from dateline.media.models import Attachment, Picture
from dateline.record import publish as record
from dateline.record.models import Item
from dateline.releases.blocks import BodyBlock, BodyField
from dateline.releases.checks import NotReady, problems
from dateline.releases.compose import approved, compose
from dateline.releases.hold import NOTHING_HELD, hold
from dateline.site import release as page
from dateline.vocabularies.models import Office, ReleaseType, Topic


def first_language() -> str:
    return str(settings.LANGUAGES_SHOWN[0])


def newsroom_zone() -> str:
    return str(settings.NEWSROOM_ZONE)


class ChangeKind(models.TextChoices):
    """What publishing a public release again says to readers."""

    MINOR = "minor", "Minor: a slip of the pen; no notice"
    UPDATE = "update", "Update: something new; the note says what"
    CORRECTION = "correction", "Correction: something was wrong; the note says what, and what is right"


ROWS_OWN = (  # what is true of a release as a whole, whatever revision is looked at
    *("live_revision_id", "last_published_at", "expired", "prepared", "prepared_at", "parked", "source", "source_digest"),
    *("uuid", "story", "original", "translated_from_id", "translated_edition_id"),
)


class Release(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One text in one language, with its drafts and revisions."""

    live = models.BooleanField(default=False, editable=False)  # Wagtail's default would make a row written in code public
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    language = models.CharField(max_length=35, default=first_language)
    story = models.UUIDField(default=uuid4, db_index=True, editable=False)
    original = models.BooleanField(default=True, editable=False)
    type = models.ForeignKey(ReleaseType, on_delete=models.PROTECT, null=True, blank=True, verbose_name="content type", related_name="+")
    title = models.CharField(max_length=500)
    title_lower = models.CharField(max_length=500, editable=False, default="", db_index=True)  # SQLite folds no Cyrillic
    subtitle = models.CharField(max_length=1000, blank=True)
    dateline = models.CharField(max_length=150, blank=True, help_text="As printed, such as: VIENNA, 18 July 2022 –")
    lead = models.TextField(blank=True)
    body: Any = BodyField(BodyBlock(), blank=True)
    notes = RichTextField("notes to editors", blank=True, features=["ol", "ul", "bold", "italic", "link"])
    translated_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="translations"
    )
    translated_edition = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )  # the source's revision that was translated: what changed in it since is shown beside the form
    change_kind = models.CharField(max_length=10, choices=ChangeKind, default=ChangeKind.UPDATE)
    change_note = models.TextField(blank=True)
    prepared = models.TextField(blank=True, editable=False)  # the Content that goes out at go_live_at, as canonical JSON
    prepared_at = models.DateTimeField(null=True, blank=True, editable=False)
    parked = models.TextField(blank=True, editable=False)  # why the clock could not let it out
    zone = models.CharField(
        max_length=50, default=newsroom_zone, help_text="IANA zone, such as Europe/Vienna. It decides the civil day of publication."
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    links = models.JSONField(default=list, blank=True, editable=False)  # files of an old site: url, title, media_type, size
    source = models.CharField(max_length=255, blank=True, editable=False, db_index=True)  # an import's own id of it
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-updated_at", "-pk"]
        permissions: ClassVar = [("publish_release", "Can publish releases"), ("withdraw_release", "Can withdraw releases")]
        constraints = (
            models.CheckConstraint(condition=models.Q(live=False) | models.Q(first_published_at__isnull=False), name="live_since_when"),
            models.UniqueConstraint(fields=["source"], condition=~models.Q(source=""), name="source_once"),
        )
        indexes = (  # the clock asks five times a second
            models.Index(fields=["go_live_at"], condition=models.Q(go_live_at__isnull=False), name="release_goes_out"),
            models.Index(fields=["expire_at"], condition=models.Q(expire_at__isnull=False), name="release_expires"),
        )

    def __str__(self) -> str:
        return self.title or "Untitled release"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title_lower = lowered(self.title)
        super().save(*args, **kwargs)

    def offices_in_order(self) -> list[Office]:
        return [row.office.present() for row in sorted(self.release_offices.all(), key=place)]

    def topics_in_order(self) -> list[Topic]:
        return [row.topic.present() for row in sorted(self.release_topics.all(), key=place)]

    @property
    def first_office(self) -> Office | None:
        """The office that holds the pen; the others co-publish."""
        return next(iter(self.offices_in_order()), None)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's live row and the public record, in one transaction: both or neither. Raises NotReady with every problem.

        A text whose time is to come is held until then, and nothing public changes.
        """
        text = revision.as_object()
        if found := problems(text):
            raise NotReady(found)
        if text.go_live_at and text.go_live_at > timezone.now():
            return hold(self, revision, text, by=kwargs.get("user"))
        ready = approved(text, compose(text))
        with transaction.atomic():
            say_nothing_twice(revision)
            result = super().publish(revision, *args, **kwargs)
            Release.objects.filter(pk=self.pk).update(**NOTHING_HELD, parked="")
            record.publish(ready)
        return result

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision's text in this release: what is said of the release as a whole is the row's, not the revision's.

        Wagtail forgets the live revision, and would take an imported release offline when an update of it is scheduled.
        """
        text = super().with_content_json(content)
        for name in ROWS_OWN:
            setattr(text, name, getattr(self, name))
        return text

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("A release is not unpublished but withdrawn, with a reason: releases.lifecycle.withdraw.")

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if Item.objects.filter(release_uuid=self.uuid).exists():
            raise RuntimeError("A release with a public past is not deleted but withdrawn: releases.lifecycle.withdraw.")
        return super().delete(*args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as the public would see it, were this text published now."""
        return page.preview(request, compose(self), release_uuid=self.uuid)


def lowered(title: str) -> str:
    """For the desk's search, as long as its column: a lower-cased title can be longer than the title (İ)."""
    return title.lower()[:500]


def say_nothing_twice(revision: Revision) -> None:
    """What kind of change it was has been said: the next one begins with nothing said."""
    revision.content = {**revision.content, "change_kind": str(ChangeKind.UPDATE), "change_note": ""}
    revision.save(update_fields=["content"])


class ReleasePicture(Orderable):
    """A picture beside the text, in the editor's order; the first one leads."""

    release = ParentalKey(Release, on_delete=models.CASCADE, related_name="release_pictures")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField("alternative text", max_length=500, blank=True, help_text="In the release's language. Empty: the picture's own.")
    caption = models.TextField(blank=True, help_text="Empty: the picture's own.")


class ReleaseAttachment(Orderable):
    """A file to be read beside the text, in the editor's order."""

    release = ParentalKey(Release, on_delete=models.CASCADE, related_name="release_attachments")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")


class Outcome(models.Model):
    """What became of one act of the clock: when it was due, when it was done, when it was first seen from outside."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="outcomes")
    act = models.CharField(max_length=10, default="publish")  # or "expire"
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.JSONField(default=dict, blank=True)  # "page", "listing", "files" -> instant, ISO
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-due_at", "-pk"]


def place(row: Orderable) -> int:
    return row.sort_order or 0


class ReleaseOffice(Orderable):
    """One office of a release, in the editor's order."""

    release = ParentalKey(Release, on_delete=models.CASCADE, related_name="release_offices")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        constraints = (models.UniqueConstraint(fields=["release", "office"], name="release_office_once"),)


class ReleaseTopic(Orderable):
    """One topic of a release, in the editor's order."""

    release = ParentalKey(Release, on_delete=models.CASCADE, related_name="release_topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        constraints = (models.UniqueConstraint(fields=["release", "topic"], name="release_topic_once"),)
