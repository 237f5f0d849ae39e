"""Many new releases as live rows at once, each with its revision: what `lifecycle.take_in` does one by one, for an archive."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision

from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic, lowered


def can(releases: Sequence[Release]) -> bool:
    """Whether all of them are new and hold nothing but rows of terms: what an import makes."""
    return len(releases) > 1 and all(release.pk is None and not shows_files(release) for release in releases)


def shows_files(release: Release) -> bool:
    return any(getattr(release, name).get_object_list() for name in ("release_pictures", "release_attachments"))


def create_live(releases: Sequence[Release]) -> None:
    """Insert rows, terms and revisions in a handful of statements. Must run inside a transaction."""
    now = timezone.now()
    for release in releases:
        release.live, release.has_unpublished_changes = True, False
        release.first_published_at = release.last_published_at = release.updated_at = now
        release.title_lower = lowered(release.title)
    Release.objects.bulk_create(releases)
    for name, model in (("release_offices", ReleaseOffice), ("release_topics", ReleaseTopic)):
        rows = []
        for release in releases:
            for row in getattr(release, name).get_object_list():
                row.release = release
                rows.append(row)
        model._default_manager.bulk_create(rows)
    revisions = Revision.objects.bulk_create(revision_of(release) for release in releases)
    for release, revision in zip(releases, revisions, strict=True):
        release.live_revision = release.latest_revision = revision
    Release.objects.bulk_update(releases, ["live_revision", "latest_revision"])


def revision_of(release: Release) -> Revision:
    kind = ContentType.objects.get_for_model(Release)
    return Revision(
        content_type=kind,
        base_content_type=kind,
        object_id=str(release.pk),
        content=release.serializable_data(),
        object_str=str(release)[:255],
        created_at=release.last_published_at,
    )
