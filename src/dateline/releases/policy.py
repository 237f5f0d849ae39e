"""A person, a verb and a release: may they? Asked by desk, importer, clock and API alike, always about an instance."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from dateline.people.models import Role, User
from dateline.vocabularies.models import Office, TreeTerm

if TYPE_CHECKING:
    from dateline.releases.models import Release

WRITE = frozenset({Role.OFFICER, Role.EDITOR, Role.ADMINISTRATOR})
PUBLISH = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
VERBS = {
    "view": WRITE,
    "change": WRITE,
    "add": WRITE,
    "delete": WRITE,
    "lock": PUBLISH,
    "unlock": PUBLISH,
    "publish": PUBLISH,
    "withdraw": PUBLISH,
}

Person = User | AnonymousUser


def may(user: Person, verb: str, release: "Release") -> bool:
    """Whether the user's roles in the release's first office, or above it, allow the verb. An unknown verb is refused.

    A release without an office belongs to its author until one is chosen; others need a role in every office.
    """
    if not user.is_authenticated or not user.is_active or verb not in VERBS:
        return False
    if user.is_superuser:
        return True
    roles = roles_over(user, release.first_office)
    if release.first_office is None and release.author_id == user.pk and verb in {"view", "change", "delete"} and user.roles:
        return True
    return bool(roles & VERBS[verb])


def roles_over(user: User, office: Office | None) -> set[str]:
    """The roles that reach an office: given for it, for one above it, or for all."""
    line = office_line(office)
    return {role for role, at in user.roles if at is None or at in line}


def office_line(office: Office | None) -> set[int]:
    """An office and everything above it, by primary key."""
    line: set[int] = set()
    above: TreeTerm | None = office
    while above is not None and above.pk not in line:
        line.add(above.pk)
        above = above.parent
    return line


def offices_of(user: User, verb: str) -> set[int] | None:
    """The offices for which the user has a role that allows the verb, those under them included; None is every office."""
    given = [at for role, at in user.roles if role in VERBS[verb]]
    if user.is_superuser or None in given:
        return None
    reached = {at for at in given if at is not None}
    under = dict(Office.objects.values_list("pk", "parent_id"))
    grown = True
    while grown:
        below = {pk for pk, parent in under.items() if parent in reached} - reached
        reached |= below
        grown = bool(below)
    return reached


def may_anywhere(user: Person, verb: str) -> bool:
    """Whether there is any office where the user might do this: for menus and buttons, never for an act."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role in VERBS.get(verb, ()) for role, _ in user.roles)
