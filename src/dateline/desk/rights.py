"""A person, an action, a model: the answer that Wagtail's views get. For a release it is always `releases.policy`'s, about an instance.

Wagtail asks many of its questions about the model as a whole. Those are answered truly ("somewhere"), and `AboutRelease` makes
every view of one release ask about that release instead: about its stored row and its latest draft, for their offices may differ.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from dateline.people.models import User
from dateline.releases import policy
from dateline.releases.models import Release, ReleaseOffice


class ReleasePolicy(BasePermissionPolicy):
    """Wagtail's questions, put to `releases.policy`."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return policy.may_anywhere(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Release) -> bool:
        return all(policy.may(user, action, text) for text in texts(instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Release]:
        if not user.is_authenticated or not user.is_active:
            return Release.objects.none()
        reached = [policy.offices_of(user, action) for action in actions if action in policy.VERBS]
        if None in reached:
            return Release.objects.all()
        offices = set().union(*(one for one in reached if one is not None))
        first = ReleaseOffice.objects.filter(release=OuterRef("pk")).order_by("sort_order", "pk").values("office_id")[:1]
        own = Q(pen=None, author_id=user.pk) if user.roles else Q(pk=None)
        return Release.objects.annotate(pen=Subquery(first)).filter(Q(pen__in=offices) | own)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        roles = {role for action in actions for role in policy.VERBS.get(action, ())}
        return get_user_model().objects.filter(Q(is_superuser=True) | Q(assignments__role__in=roles), is_active=True).distinct()


def texts(release: Release) -> list[Release]:
    """The text in hand, the stored row and the latest draft: a right is needed for each."""
    stored = Release.objects.select_related("latest_revision").filter(pk=release.pk).first() if release.pk else None
    if stored is None:
        return [release]
    return [release, stored, *([stored.latest_revision.as_object()] if stored.latest_revision else [])]


class OneRelease:
    """A policy that answers every question about the model as if it were about one release."""

    def __init__(self, release: Release) -> None:
        self._texts = texts(release)

    def __getattr__(self, name: str) -> Any:
        return getattr(policy_registry.get_by_type(Release), name)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return all(policy.may(user, action, text) for text in self._texts)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class AboutRelease:
    """For every view of one release: what Wagtail asks about the model is asked about the release."""

    @property
    def permission_policy(self) -> Any:
        release = getattr(self, "live_object", None) or getattr(self, "object", None)
        if release is None or not release.pk:
            return policy_registry.get_by_type(Release)
        if "one_release" not in self.__dict__:
            self.__dict__["one_release"] = OneRelease(release)
        return self.__dict__["one_release"]


def register() -> None:
    register_permission_policy(Release, ReleasePolicy(Release))
