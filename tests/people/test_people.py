"""Who may come in, and what a role brings."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from dateline.people.backends import DESK, LISTS, PEOPLE
from dateline.people.models import Assignment, Role, User
from tests.newsroom import PASSWORD, Newsroom


@pytest.fixture
def ana(newsroom: Newsroom) -> User:
    return newsroom.person("ana")


@pytest.mark.parametrize(
    ("name", "password", "comes_in"),
    [
        ("ana", PASSWORD, True),
        ("ana@example.org", PASSWORD, True),
        ("ANA@Example.ORG", PASSWORD, True),
        ("ana", PASSWORD + " ", False),
        ("ana", "", False),
        ("ana@example.org", "wrong", False),
        ("nobody", PASSWORD, False),
        ("", PASSWORD, False),
        ("ana", None, False),
        (None, PASSWORD, False),
    ],
)
def test_people_sign_in_by_name_or_e_mail(ana: User, name: str | None, password: str | None, comes_in: bool) -> None:
    assert (authenticate(None, username=name, password=password) == ana) is comes_in


def test_an_empty_e_mail_signs_nobody_in(newsroom: Newsroom, ana: User) -> None:
    User.objects.create_user("bo", "", PASSWORD)
    User.objects.create_user("ci", "", PASSWORD)
    assert authenticate(None, username="", password=PASSWORD) is None
    assert authenticate(None, username="ci", password=PASSWORD) == User.objects.get(username="ci")


def test_who_left_does_not_come_in(ana: User) -> None:
    User.objects.update(is_active=False)
    assert authenticate(None, username="ana", password=PASSWORD) is None


def test_an_e_mail_is_one_persons(ana: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="bo", email="Ana@Example.org")


def test_nobody_can_take_anothers_e_mail_as_a_name(newsroom: Newsroom) -> None:
    User.objects.create(username="ana@example.org")
    ana = newsroom.person("ana")
    assert authenticate(None, username="ana@example.org", password=PASSWORD) == ana


@pytest.mark.parametrize(
    ("roles", "permissions"),
    [
        ([], set()),
        ([Role.OFFICER], DESK),
        ([Role.EDITOR], DESK),
        ([Role.OFFICER, Role.EDITOR], DESK),
        ([Role.ADMINISTRATOR], DESK | LISTS | PEOPLE),
        ([Role.OFFICER, Role.ADMINISTRATOR], DESK | LISTS | PEOPLE),
    ],
)
def test_a_role_brings_its_permissions(newsroom: Newsroom, roles: list[Role], permissions: set[str]) -> None:
    user = User.objects.create(username="bo")
    for role in roles:
        Assignment.objects.create(user=user, role=role)
    assert user.get_all_permissions() == permissions
    assert user.has_perm("wagtailadmin.access_admin") is bool(roles)
    assert user.has_module_perms("vocabularies") is user.has_perm("people.add_user") is (Role.ADMINISTRATOR in roles)


def test_permissions_are_of_rooms_never_of_one_release(newsroom: Newsroom) -> None:
    editor = newsroom.editor()
    assert editor.get_all_permissions(newsroom.draft()) == set()
    assert not editor.has_perm("releases.publish_release")


def test_who_left_has_no_permission(newsroom: Newsroom) -> None:
    user = User.objects.create(username="bo", is_active=False)
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR)
    assert user.get_all_permissions() == set() and not user.has_module_perms("people")


def test_a_role_given_now_holds_after_a_refresh(newsroom: Newsroom) -> None:
    user = User.objects.create(username="bo")
    assert user.roles == []
    Assignment.objects.create(user=user, role=Role.OFFICER, office=newsroom.term("office", "Bar"))
    user.refresh_from_db()
    assert user.roles == [("officer", newsroom.term("office", "Bar").pk)]


@pytest.mark.parametrize("office", ["Bar", ""])
def test_a_role_is_given_once(newsroom: Newsroom, office: str) -> None:
    user = User.objects.create(username="bo", first_name="Bo", last_name="Ci")
    given = {"user": user, "role": Role.OFFICER, "office": newsroom.term("office", office) if office else None}
    assert str(Assignment.objects.create(**given)) == "Bo Ci: Officer: writes"
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(**given)
