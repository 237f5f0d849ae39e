"""The desk's first page: your drafts with what they lack, what is public last, one button."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from dateline.desk import public
from dateline.desk.state import Shown, state_of
from dateline.people.models import User
from dateline.record.models import Item
from dateline.releases import hours
from dateline.releases.checks import problems
from dateline.releases.models import Release

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One release on the page."""

    title: str
    language: str
    edit: str
    state: Shown
    at: datetime
    time: str  # by the clock of whoever looks
    problems: int = 0
    office: str = ""
    address: str = ""


class DraftsPanel(Component):
    """What the person wrote last that is not public as it stands."""

    name = "drafts"
    order = 100
    template_name = "desk/home_drafts.html"

    def get_context_data(self, parent_context: Any) -> Any:
        person: User = parent_context["request"].user
        return {"lines": [draft_line(one, person) for one in drafts_of(person)], "add": reverse("releases:add")}


class PublicPanel(Component):
    """The latest public releases of the person's offices."""

    name = "public"
    order = 200
    template_name = "desk/home_public.html"

    def get_context_data(self, parent_context: Any) -> Any:
        person: User = parent_context["request"].user
        return {"lines": [public_line(one, item, person) for one, item in latest_public(person)], "list": reverse("releases:list")}


def seen_by(person: User) -> Any:
    mine = policy_registry.get_by_type(Release).instances_user_has_permission_for(person, "view")
    return mine.select_related("latest_revision").prefetch_related("release_offices__office")


def drafts_of(person: User) -> list[Release]:
    """Unpublished words that the person began or saved last."""
    unpublished = seen_by(person).filter(has_unpublished_changes=True)
    own = unpublished.filter(author=person) | unpublished.filter(latest_revision__user=person)
    return list(own.distinct().order_by("-latest_revision__created_at")[:SHOWN])


def latest_public(person: User) -> list[tuple[Release, Item]]:
    """In the order and with the days that readers see: what an import brought is as old as it says."""
    public = seen_by(person).filter(first_published_at__isnull=False)
    items = Item.objects.filter(release_uuid__in=public.order_by().values("uuid")).order_by("-published_at", "-sequence")[:SHOWN]
    rows = public.in_bulk([item.release_uuid for item in items], field_name="uuid")
    return [(rows[item.release_uuid], item) for item in items]


def draft_line(release: Release, person: User) -> Line:
    text = release.get_latest_revision_as_object()
    saved = release.latest_revision.created_at if release.latest_revision else release.updated_at
    edit = reverse("releases:edit", args=[release.pk])
    return Line(str(text), text.language, edit, state_of(release), saved, by_clock(saved, person), len(problems(text)))


def public_line(release: Release, item: Item, person: User) -> Line:
    at = item.published_at
    edit = reverse("releases:edit", args=[release.pk])
    shown = (state_of(release), at, by_clock(at, person))
    return Line(str(release), release.language, edit, *shown, office=str(release.first_office or ""), address=public.address_of(item))


def by_clock(at: datetime, person: User) -> str:
    """ "28 November, 21:16": as the clock of the person's own zone shows it, with the year where it is another one."""
    local, now = hours.local(at, person.clock), hours.local(timezone.now(), person.clock)
    return f"{local.day} {local:%B}{'' if local.year == now.year else f' {local.year}'}, {local:%H:%M}"
