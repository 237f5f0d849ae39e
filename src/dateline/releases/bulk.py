"""Many releases at once, for an archive: made live, each with its revision, or taken offline. What `lifecycle` does one by one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations, get_field_value
from wagtail.models import ModelLogEntry, Revision

from dateline.record.inserts import insert, new
from dateline.releases.hold import NOTHING_HELD
from dateline.releases.models import Release, lowered

PLAIN = frozenset({str, int, bool, type(None)})  # what a revision holds as it is


def can(releases: Sequence[Release]) -> bool:
    """Whether all of them are new and hold nothing but rows of terms: what an import makes."""
    return len(releases) > 1 and all(release.pk is None and not shows_files(release) for release in releases)


def shows_files(release: Release) -> bool:
    return any(under(release, name) for name in ("release_pictures", "release_attachments"))


def under(release: Any, name: str) -> Sequence[Any]:
    """The rows of one kind under a new release; its manager is made anew for every question."""
    held = release.__dict__.get("_cluster_related_objects", {})
    return held[name] if name in held else getattr(release, name).get_object_list()  # type: ignore[no-any-return]


def create_live(releases: Sequence[Release]) -> None:
    """Insert rows, terms and revisions in a handful of statements. Must run inside a transaction."""
    now = timezone.now()
    for release in releases:
        release.live, release.has_unpublished_changes = True, False
        release.first_published_at = release.last_published_at = release.updated_at = now
        release.title_lower = lowered(release.title)
    insert(releases)
    for name in ("release_offices", "release_topics"):
        insert(children(releases, name))
    revisions = [revision_of(release) for release in releases]
    insert(revisions)
    for release, revision in zip(releases, revisions, strict=True):
        release.live_revision = release.latest_revision = revision
    own = Revision.objects.filter(base_content_type=kind(), object_id=Cast(OuterRef("pk"), CharField(max_length=255))).values("pk")
    rows = Release.objects.filter(pk__in=[release.pk for release in releases])
    rows.update(live_revision=Subquery(own), latest_revision=Subquery(own))  # each has one


def take_offline(releases: Sequence[Release]) -> None:
    """The live rows say draft again; what was to go out later is called off. Must run inside a transaction."""
    keys = [release.pk for release in releases]
    Release.objects.filter(pk__in=keys).update(live=False, has_unpublished_changes=True, live_revision=None, **NOTHING_HELD)
    held = Revision.objects.filter(base_content_type=kind(), object_id__in=list(map(str, keys)), approved_go_live_at__isnull=False)
    held.update(approved_go_live_at=None)


def log(releases: Sequence[Release], action: str, data: dict[str, Any]) -> None:
    """One line for each in the desk's log, of nobody's."""
    title, now = ModelLogEntry.objects.get_instance_title, timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(content_type=kind(), object_id=str(one.pk), label=title(one), action=action, timestamp=now, data=data)
        for one in releases
    )


def children(releases: Sequence[Release], name: str) -> list[Any]:
    """The rows of one kind under new releases, each pointing at its own."""
    rows = []
    for release in releases:
        for row in under(release, name):
            row.release = release
            rows.append(row)
    return rows


def revision_of(release: Release) -> Revision:
    return new(
        Revision,
        content_type=kind(),
        base_content_type=kind(),
        object_id=str(release.pk),
        content=serialised(release),
        object_str=str(release)[:255],
        created_at=release.last_published_at,
    )


def serialised(row: Any) -> dict[str, Any]:
    """What `serializable_data()` gives, without asking the model anew for every row what it is made of."""
    model: Any = type(row)
    fields, relations = plan(model)
    held = row.__dict__
    said = {"pk": row.pk}
    for name, column, field in fields:
        value = held[column]
        said[name] = value if type(value) in PLAIN else value_of(value, field, row)
    return said | {name: [serialised(child) for child in under(row, name)] for name in relations}


@cache
def plan(model: Any) -> tuple[list[tuple[str, str, Any]], list[str]]:
    """The fields that a revision holds, each with its name and column, and the names of the rows under it."""
    fields = [(field.name, field.attname, field) for field in model._meta.fields if field.serialize]
    return fields, [relation.get_accessor_name() for relation in get_all_child_relations(model)]


def value_of(value: Any, field: Any, row: Any) -> Any:
    """As modelcluster has it: an instant in UTC, an id as text."""
    if type(value) is datetime and value.tzinfo is UTC:
        return value
    return str(value) if type(value) is UUID else get_field_value(field, row)


def kind() -> ContentType:
    return ContentType.objects.get_for_model(Release)
