"""A release and an hour: it goes out then, and not before. What an editor may do about it; the clock does the rest."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from dateline.people.models import User
from dateline.record.models import Change
from dateline.releases import hours, lifecycle
from dateline.releases.checks import NotReady, Problem, problems
from dateline.releases.hold import let_go, zone_of
from dateline.releases.models import Release
from dateline.releases.policy import may


def schedule(release: Release, *, by: User, at: datetime) -> None:
    """Let the text go out at an instant. Raises PermissionDenied, or NotReady with every problem; then nothing has changed."""
    if not may(by, "publish", release):
        raise PermissionDenied(f"{by} may not publish “{release}”.")
    release.go_live_at = at
    if found := [*problems(release), *time_problems(release)]:
        raise NotReady(found)
    with transaction.atomic():
        revision = release.save_revision(user=by)
        revision.publish(user=by, skip_permission_checks=True)  # held, for its time is to come


def time_problems(release: Release) -> list[Problem]:
    """What is wrong with the hour of a text that is to wait for it."""
    at, ends, now = release.go_live_at, release.expire_at, timezone.now()
    if at is None:
        return [Problem("go_live_at", "Say when it goes out, or publish it now.")]
    if at <= now:
        return [Problem("go_live_at", f"{said(at, release)} is past. Choose a later time, or publish it now.")]
    return (
        [Problem("expire_at", f"{said(ends, release)} is before it goes out. Choose a later time, or none.")] if ends and ends <= at else []
    )


def said(at: datetime, release: Release) -> str:
    return f"{hours.local(at, release.zone):%Y-%m-%d %H:%M} {hours.city(release.zone)}"


def is_scheduled(release: Release) -> bool:
    return bool(release.prepared)


def cancel(release: Release, *, by: User) -> None:
    """Call the hour off: a draft again, with the time it had as a wish. Raises PermissionDenied."""
    stored = Release.objects.get(pk=release.pk)
    if not may(by, "publish", stored):
        raise PermissionDenied(f"{by} may not call off “{stored}”.")
    with transaction.atomic():
        at, zone = stored.go_live_at, zone_of(stored)
        let_go(stored)
        if at:
            log(instance=stored, action="dateline.unschedule", user=by, data={"at": hours.everywhere(at, zone)})


def publish_now(release: Release, *, by: User) -> Change:
    """Let out at once what was to wait. Raises PermissionDenied or NotReady; then it goes on waiting."""
    text = Release.objects.get(pk=release.pk).get_latest_revision_as_object()
    text.go_live_at = None
    return lifecycle.publish(text, by=by)
