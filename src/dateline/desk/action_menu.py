"""The buttons under a release: save, publish, withdraw, each for whoever may."""

from typing import Any

from django.urls import reverse
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, SaveMenuItem

from dateline.releases.models import Release
from dateline.releases.policy import may, may_anywhere


class Publish(PublishMenuItem):
    """Wagtail asks Django's model permission here; the policy knows the office."""

    def is_shown(self, context: Any) -> bool:
        release, person = context.get("instance"), context["request"].user
        return not context.get("locked_for_user") and (may(person, "publish", release) if release else may_anywhere(person, "publish"))


class Withdraw(ActionMenuItem):
    name = "action-withdraw"
    label = "Withdraw…"
    icon_name = "cross"

    def is_shown(self, context: Any) -> bool:
        release = context.get("instance")
        return release is not None and release.live and may(context["request"].user, "withdraw", release)

    def get_url(self, parent_context: Any) -> str:
        return reverse("releases:withdraw", args=[parent_context["instance"].pk])


ITEMS = (SaveMenuItem(order=0), Publish(order=10), Withdraw(order=20))


def construct(items: list[Any], context: Any) -> None:
    """In the place of what Wagtail would offer for a release."""
    if context.get("model") is Release:
        items[:] = [item for item in ITEMS if item.is_shown(context)]
