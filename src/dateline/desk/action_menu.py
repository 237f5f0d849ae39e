"""The buttons under a release: save, publish, withdraw, bring back, each for whoever may."""

from typing import Any

from django.urls import reverse
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, SaveMenuItem

from dateline.desk import public
from dateline.desk.state import hour_of
from dateline.releases.hold import zone_of
from dateline.releases.models import Release
from dateline.releases.policy import may, may_anywhere
from dateline.releases.schedule import is_scheduled


class Publish(PublishMenuItem):
    """Wagtail asks Django's model permission here; the policy knows the office."""

    template_name = "desk/act.html"

    def is_shown(self, context: Any) -> bool:
        release, person = context.get("instance"), context["request"].user
        return not context.get("locked_for_user") and (may(person, "publish", release) if release else may_anywhere(person, "publish"))

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        label = "Publish this version" if context["is_revision"] else "Publish now" if context["is_scheduled"] else "Publish"
        return {**context, "label": label, "progress": "Publishing…"}


class Schedule(Publish):
    """Says when, for what it is to say is what the draft says."""

    name = "action-schedule"
    icon_name = "calendar-alt"

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        release = parent_context.get("instance")
        at = release.go_live_at if release and context["is_scheduled"] else None
        label = f"Schedule for {hour_of(at, zone_of(release))}" if at else "Schedule"
        return {**context, "label": label, "progress": "Preparing…"}


class OfWaiting(ActionMenuItem):
    """A link under a release that waits for its hour."""

    address = ""

    def is_shown(self, context: Any) -> bool:
        release = context.get("instance")
        return bool(release is not None and is_scheduled(release) and may(context["request"].user, "publish", release))

    def get_url(self, parent_context: Any) -> str:
        return reverse(self.address, args=[parent_context["instance"].pk])


class Cancel(OfWaiting):
    name, label, icon_name, address = "action-unschedule", "Cancel the hour…", "cross", "releases:unschedule"


class PublishEarly(OfWaiting):
    name, label, icon_name, address = "action-publish-now", "Publish now…", "upload", "releases:publish_now"


class Withdraw(ActionMenuItem):
    name = "action-withdraw"
    label = "Withdraw…"
    icon_name = "cross"

    def is_shown(self, context: Any) -> bool:
        release = context.get("instance")
        return release is not None and release.live and may(context["request"].user, "withdraw", release)

    def get_url(self, parent_context: Any) -> str:
        return reverse("releases:withdraw", args=[parent_context["instance"].pk])


class Restore(ActionMenuItem):
    name = "action-restore"
    label = "Bring back…"
    icon_name = "rotate"

    def is_shown(self, context: Any) -> bool:
        release = context.get("instance")
        return release is not None and public.can_come_back(release) and may(context["request"].user, "withdraw", release)

    def get_url(self, parent_context: Any) -> str:
        return reverse("releases:restore", args=[parent_context["instance"].pk])


ITEMS = (
    *(SaveMenuItem(order=0), Publish(order=10), Schedule(order=12), Cancel(order=14), PublishEarly(order=16)),
    *(Withdraw(order=20), Restore(order=30)),
)


def construct(items: list[Any], context: Any) -> None:
    """In the place of what Wagtail would offer for a release."""
    if context.get("model") is Release:
        items[:] = [item for item in ITEMS if item.is_shown(context)]
