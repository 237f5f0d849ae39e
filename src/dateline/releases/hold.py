"""A text that may go out, later: everything is done before the hour but the insertion.

Held means: composed, its revision approved by Wagtail's own word for it, and locked. `go_live_at` alone says when. Nothing public
changes, also not for a release that is live: its live row stays what it is until the hour.
"""

import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from dateline.people.models import User
from dateline.releases.compose import compose

if TYPE_CHECKING:
    from dateline.releases.models import Release

NOTHING_HELD = {"prepared": "", "prepared_at": None, "go_live_at": None}


def hold(release: "Release", revision: Revision, text: "Release", *, by: User | None = None) -> None:
    """Keep the text, which has been checked, until its `go_live_at`. A time it had before is forgotten."""
    content = compose(text)  # with its pictures' sizes: slow things are done here
    model = type(release)
    with transaction.atomic():
        stored = model._default_manager.select_for_update().get(pk=release.pk)
        if not stored.live:
            text.save()  # the row is what will be live, so that the hour has nothing to write but that it is
        revision.approved_go_live_at = text.go_live_at
        revision.save(update_fields=["approved_go_live_at"])
        stored.revisions.exclude(pk=revision.pk).update(approved_go_live_at=None)
        model._default_manager.filter(pk=release.pk).update(
            go_live_at=text.go_live_at,
            prepared=content.written(),
            prepared_at=timezone.now(),
            parked="",
            has_unpublished_changes=True,
        )
        told = {"revision": {"id": revision.pk, "go_live_at": str(text.go_live_at), "has_live_version": stored.live}}
        log(instance=stored, action="wagtail.publish.schedule", user=by, data=told, revision=revision)


def let_go(release: "Release") -> None:
    """Forget the hour: what was held is a draft again."""
    release.revisions.update(approved_go_live_at=None)
    type(release)._default_manager.filter(pk=release.pk).update(**NOTHING_HELD)


def zone_of(release: "Release") -> str:
    """The zone of what is held, else the release's: an update may have moved to another. UTC for a zone nobody knows."""
    zone = str(json.loads(release.prepared).get("zone", "UTC")) if release.prepared else release.zone
    try:
        return ZoneInfo(zone).key
    except (OSError, ValueError):
        return "UTC"
