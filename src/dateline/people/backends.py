"""Who may come in: sign-in by name or e-mail, and which of Django's coarse permissions a role brings.

What somebody may do with one release is never answered here but by `releases.policy`.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from dateline.people.models import Role, User

LISTS = frozenset(
    f"vocabularies.{verb}_{model}" for verb in ("add", "change", "delete", "view") for model in ("releasetype", "office", "topic")
)
PEOPLE = frozenset(f"people.{verb}_user" for verb in ("add", "change", "delete", "view"))
DESK = frozenset({"wagtailadmin.access_admin"})


def found(name: str) -> User | None:
    """Whose name or e-mail it is. A name that looks like an address gives way to the address."""
    people = User.objects.filter(Q(username=name) | Q(email__iexact=name))
    return max(people, key=lambda person: person.email.lower() == name.lower(), default=None)


class AssignmentBackend(ModelBackend):
    """Model permissions come from assignments; groups are not used."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        name = username or kwargs.get(User.USERNAME_FIELD)
        if not name or password is None:
            return None
        user = found(name)
        if user is None:
            User().set_password(password)  # as slow as a wrong password, so that time tells no names
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        roles = {role for role, _ in user_obj.roles}
        if Role.ADMINISTRATOR in roles:
            return set(DESK | LISTS | PEOPLE)
        return set(DESK) if roles else set()

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions(user_obj))
