"""A release's state as editors read it: word, shape and colour."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dateline.record.models import State
from dateline.releases import hours, lifecycle
from dateline.releases.hold import zone_of
from dateline.releases.models import Release


@dataclass(frozen=True, slots=True)
class Shown:
    """`name` is the style's."""

    name: str
    mark: str
    word: str


DRAFT = Shown("draft", "○", "Draft")
PUBLIC = Shown("public", "●", "Public")
CHANGED = Shown("public", "●", "Public, newer draft")
WITHDRAWN = Shown("withdrawn", "✕", "Withdrawn")
RETRACTED = Shown("withdrawn", "✕", "Retracted")
ERASED = Shown("withdrawn", "✕", "Erased")
PARKED = Shown("withdrawn", "▲", "Did not go out")
EXPIRED = Shown("withdrawn", "✕", "Its time is over")


def state_of(release: Release) -> Shown:
    if release.parked:
        return PARKED
    if release.prepared and release.go_live_at:
        at = hour_of(release.go_live_at, zone_of(release))
        return Shown("scheduled", "◷", f"{'Public, update scheduled' if release.live else 'Scheduled'} {at}")
    if release.expired and not release.live:
        return EXPIRED
    if release.live:
        return CHANGED if release.has_unpublished_changes else PUBLIC
    return gone(release) if release.first_published_at else DRAFT


def hour_of(at: datetime, zone: str) -> str:
    """ "10:00 Vienna", and ", 3 December" where that is not today: an hour without its day is taken for today's."""
    return hours.everywhere(at, zone)[0] + hours.day_of(at, zone, timezone.now())


def gone(release: Release) -> Shown:
    """What readers are told of a release that was public: the record knows, the row does not."""
    item = lifecycle.item_of(release)
    return {State.RETRACTED: RETRACTED, State.ERASED: ERASED}.get(State(item.state), WITHDRAWN) if item else WITHDRAWN
