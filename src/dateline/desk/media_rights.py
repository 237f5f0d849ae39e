"""A person, an action, a picture or attachment: the answer that Wagtail's views get.

Whoever writes anywhere may upload and choose. What a release uses is changed by who may change that release, and deleted by nobody.
Wagtail's collections are not shown: there is one, and it is everybody's.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from dateline.desk import media_use
from dateline.media.models import Attachment, Picture
from dateline.people.models import User
from dateline.releases.policy import WRITE, may_anywhere

ACTIONS = frozenset({"add", "change", "delete", "choose", "view"})


class MediaPolicy(BasePermissionPolicy):
    """Wagtail's questions about pictures or attachments."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACTIONS and may_anywhere(user, "change")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if action == "change":
            return not media_use.keeps_from_changing(user, instance)
        if action == "delete":
            return not media_use.keeps_from_deleting(user, instance)
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        everything = self.model._default_manager.all()
        return everything if self.user_has_any_permission(user, actions) else everything.none()

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        return Collection.objects.all() if self.user_has_any_permission(user, actions) else Collection.objects.none()

    def collections_user_has_permission_for(self, user: Any, action: str) -> Any:
        return self.collections_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        roles = WRITE if set(actions) & ACTIONS else ()
        return get_user_model().objects.filter(Q(is_superuser=True) | Q(assignments__role__in=roles), is_active=True).distinct()


def register() -> None:
    """For the exact classes, so that what Wagtail registers later does not take their place."""
    for model in (Picture, Attachment):
        register_permission_policy(model, MediaPolicy(model), exact_class=True)
