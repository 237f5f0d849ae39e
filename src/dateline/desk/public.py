"""A release at the desk: its public address, and what may be done with it from there."""

from django.conf import settings
from django.urls import reverse
from wagtail.admin.widgets.button import Button

from dateline.people.models import User
from dateline.record.models import Item, State
from dateline.releases.lifecycle import item_of
from dateline.releases.models import Release
from dateline.releases.policy import may
from dateline.site import pages


def address_of(item: Item) -> str:
    """The path of an item's page in the newsroom's first language."""
    return pages.item_path(item, pages.addresses(settings.LANGUAGES_SHOWN[0]))


def address(release: Release) -> str:
    """The path of a release's page; "" before its first publication."""
    item = item_of(release)
    return address_of(item) if item else ""


def can_come_back(release: Release) -> bool:
    """Whether it was withdrawn, or its time has ended."""
    if release.live or not release.first_published_at:
        return False
    return Item.objects.filter(release_uuid=release.uuid, state=State.WITHDRAWN).exists()


def buttons(release: Release, person: User, *, edit: bool = True) -> list[Button]:
    """What may be done with a release beside writing in it. What was once public is withdrawn, never deleted."""
    found = [Button("Edit", url=reverse("releases:edit", args=[release.pk]), icon_name="edit", priority=10)] if edit else []
    if release.live:
        found.append(Button("See the page", url=address(release), icon_name="view", priority=20))
    found.append(Button("Translate", url=reverse("releases:translate", args=[release.pk]), icon_name="globe", priority=25))
    found.append(Button("Copy", url=reverse("releases:copy", args=[release.pk]), icon_name="copy", priority=30))
    if release.live and may(person, "withdraw", release):
        found.append(Button("Withdraw", url=reverse("releases:withdraw", args=[release.pk]), icon_name="cross", priority=40))
    if can_come_back(release) and may(person, "withdraw", release):
        found.append(Button("Bring back", url=reverse("releases:restore", args=[release.pk]), icon_name="rotate", priority=40))
    if not release.first_published_at and may(person, "delete", release):
        found.append(Button("Delete", url=reverse("releases:delete", args=[release.pk]), icon_name="bin", priority=50))
    return found
