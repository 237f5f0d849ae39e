"""The hour beside the form, and on the desk's first page: what goes out next, what today brings, whether the clock runs."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.permissions import policy_registry

from dateline.desk.choices import own_name
from dateline.desk.state import Shown, state_of
from dateline.people.models import User
from dateline.record.models import Change, Kind
from dateline.releases import clock, heartbeat, hours
from dateline.releases.hold import zone_of
from dateline.releases.models import Outcome, Release

OVERDUE = timedelta(seconds=10)
REPORTS = 5
CHANGED = {
    Kind.CORRECTED: Shown("fixed", "▲", "Corrected"),
    Kind.UPDATED: Shown("public", "●", "Updated"),
    Kind.WITHDRAWN: Shown("withdrawn", "✕", "Withdrawn"),
    Kind.RETRACTED: Shown("withdrawn", "✕", "Retracted"),
    Kind.EXPIRED: Shown("withdrawn", "✕", "Its time was over"),
    Kind.ERASED: Shown("withdrawn", "✕", "Erased"),
}
IS_PUBLIC = Shown("public", "●", "Public")


class HourSidePanel(BaseSidePanel):
    """When it goes out, by every clock that matters, and what became of that before. Rendered anew after every autosave."""

    name = "hour"
    title = "The hour"
    template_name = "desk/hour.html"
    order = 140

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "The hour"
        icon_name = "calendar-alt"

    def get_context_data(self, parent_context: Any) -> Any:
        text: Release = self.object
        stored = Release.objects.filter(pk=text.pk).first() if text.pk else None
        told = {
            "waits": bool(stored and stored.prepared),
            "out": self.told(text.go_live_at),
            "at": text.go_live_at,
            "end": self.told(text.expire_at),
            "left": hours.left(text.go_live_at, timezone.now()) if text.go_live_at and text.go_live_at > timezone.now() else "",
            "parked": stored.parked if stored else "",
            "runs": heartbeat.is_running(),
            "reports": [report(outcome, text.zone) for outcome in stored.outcomes.all()[:REPORTS]] if stored else [],
        }
        return {**super().get_context_data(parent_context), **told}

    def told(self, at: datetime | None) -> list[str]:
        """The dateline city's time, the editor's own, UTC."""
        if at is None:
            return []
        zone = zone_of(self.object)
        first, *others = hours.everywhere(at, zone, self.request.user.clock)
        local = hours.local(at, zone)
        return [f"{first}, {local.day} {local:%B %Y}", *others]


@dataclass(frozen=True, slots=True)
class Report:
    """One act of the clock, as its editor reads it."""

    said: str
    due: str
    done: str
    seen: list[tuple[str, str]]
    problem: str


def report(outcome: Outcome, zone: str) -> Report:
    seen = [
        (name, exactly(datetime.fromisoformat(outcome.seen_at[name]), zone))
        for name in ("page", "listing", "files")
        if name in outcome.seen_at
    ]
    said = "Taken down" if outcome.act == clock.EXPIRE else "Published"
    done = exactly(outcome.done_at, zone) if outcome.done_at else ""
    due = hours.local(outcome.due_at, zone)
    return Report(said, f"{due:%H:%M} {hours.city(zone)}, {due.day} {due:%B %Y}", done, seen, outcome.problem)


def exactly(at: datetime, zone: str) -> str:
    """To the tenth of a second: what was promised was a second."""
    local = hours.local(at, zone)
    return f"{local:%H:%M:%S}.{local.microsecond // 100_000}"


def seen_by(person: User) -> Any:
    mine = policy_registry.get_by_type(Release).instances_user_has_permission_for(person, "view")
    return mine.select_related("latest_revision").prefetch_related("release_offices__office")


class NextPanel(Component):
    """What goes out next, and everything that keeps hours from being kept."""

    name = "next"
    order = 10
    template_name = "desk/home_next.html"

    def get_context_data(self, parent_context: Any) -> Any:
        person: User = parent_context["request"].user
        mine, now = seen_by(person), timezone.now()
        return {
            "next": next_out(list(mine.filter(clock.held()).order_by("go_live_at", "pk")[:200]), person, now),
            "parked": [(str(one), reverse("releases:edit", args=[one.pk]), one.parked) for one in mine.exclude(parked="")[:REPORTS]],
            "runs": heartbeat.is_running(),
            "overdue": mine.filter(clock.held(), go_live_at__lt=now - OVERDUE).count(),
        }


def next_out(waiting: list[Release], person: User, now: datetime) -> dict[str, Any] | None:
    """The first release that waits, with the languages of its story that go out at the same instant."""
    if not waiting or waiting[0].go_live_at is None:
        return None
    first, at = waiting[0], waiting[0].go_live_at
    together = [one for one in waiting if one.go_live_at == at]
    here, *others = hours.everywhere(at, zone_of(first), person.clock)
    clock_here, _, city = here.partition(" ")
    return {
        "time": clock_here,
        "city": city,
        "at": at,
        "others": others,
        "left": hours.left(at, now),
        "languages": len({one.language for one in together if one.story == first.story}),
        "more": len({one.story for one in together}) - 1,
        "title": first.latest_revision.object_str if first.latest_revision else str(first),
        "language": first.language,
        "edit": reverse("releases:edit", args=[first.pk]),
        "day": "" if hours.local(at, person.clock).date() == today(person) else f"{hours.local(at, person.clock):%-d %B}",
    }


def today(person: User) -> Any:
    return hours.local(timezone.now(), person.clock).date()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of today."""

    at: datetime
    time: str
    title: str
    language: str
    edit: str
    state: Shown
    office: str
    languages: str = ""
    now: bool = False


class TodayPanel(Component):
    """The day by the hour, in the person's own zone: what became public or ceased to be, and what waits."""

    name = "today"
    order = 150
    template_name = "desk/home_today.html"

    def get_context_data(self, parent_context: Any) -> Any:
        person: User = parent_context["request"].user
        place = ZoneInfo(person.clock)
        begin = datetime.combine(today(person), time(), place)
        end = datetime.combine(today(person) + timedelta(days=1), time(), place)
        entries = [*happened(person, begin, end, place), *to_come(person, begin, end, place)]
        now = timezone.now()
        here = Entry(now, f"{now.astimezone(place):%H:%M}", "", "", "", IS_PUBLIC, "", now=True)
        return {
            "entries": sorted([*entries, here], key=lambda one: one.at) if entries else [],
            "city": hours.city(place.key),
            "zone": place.key,
        }


def happened(person: User, begin: datetime, end: datetime, place: ZoneInfo) -> list[Entry]:
    """The public acts of today on what the person may see; imports are not news."""
    acts = list(
        Change.objects.filter(at__gte=begin, at__lt=end, quiet=False, item__isnull=False).select_related("item").order_by("-n")[:60]
    )
    uuids = {change.item.release_uuid for change in acts if change.item}
    mine: dict[UUID, Release] = {one.uuid: one for one in seen_by(person).filter(uuid__in=uuids)}
    found = [(change, mine.get(change.item.release_uuid)) for change in acts if change.item]
    return [entry(release, change.at, CHANGED.get(Kind(change.kind), IS_PUBLIC), place) for change, release in reversed(found) if release]


def to_come(person: User, begin: datetime, end: datetime, place: ZoneInfo) -> list[Entry]:
    """What waits, a story once with its languages; and what ends today."""
    entries: dict[tuple[UUID, datetime], list[Release]] = {}
    for one in seen_by(person).filter(clock.held(), go_live_at__gte=begin, go_live_at__lt=end).order_by("go_live_at", "pk"):
        entries.setdefault((one.story, one.go_live_at), []).append(one)
    out = [
        entry(group[0], at, state_of(group[0]), place, languages=", ".join(own_name(one.language) for one in group))
        for (_, at), group in entries.items()
    ]
    ends = seen_by(person).filter(clock.ending(), Q(expire_at__gte=begin, expire_at__lt=end))
    return [*out, *(entry(one, one.expire_at, Shown("withdrawn", "✕", "Ends"), place) for one in ends)]


def entry(release: Release, at: datetime, state: Shown, place: ZoneInfo, languages: str = "") -> Entry:
    title = release.latest_revision.object_str if release.latest_revision and not release.live else str(release)
    edit = reverse("releases:edit", args=[release.pk])
    office = str(release.first_office or "")
    return Entry(at, f"{at.astimezone(place):%H:%M}", title, release.language, edit, state, office, languages or own_name(release.language))
