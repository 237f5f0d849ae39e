"""Who may do what with which release."""

import pytest
from django.contrib.auth.models import AnonymousUser

from dateline.people.models import Assignment, Role, User
from dateline.releases.models import Release, ReleaseOffice
from dateline.releases.policy import VERBS, may, may_anywhere, office_line, offices_of, roles_over
from tests.newsroom import Newsroom

WRITES = {"view", "change", "add", "delete"}
ALL = WRITES | {"lock", "unlock", "publish", "withdraw"}


def person(newsroom: Newsroom, *assignments: tuple[str, str], **fields: bool) -> User:
    """Somebody with (role, office) assignments; office "" is every office."""
    user = User.objects.create(username=f"p{User.objects.count()}", **fields)
    for role, office in assignments:
        Assignment.objects.create(user=user, role=role, office=newsroom.term("office", office) if office else None)
    return user


def release_of(newsroom: Newsroom, *offices: str, author: User | None = None) -> Release:
    release = Release(title="Title", author=author)
    release.release_offices = [ReleaseOffice(office=newsroom.term("office", office), sort_order=n) for n, office in enumerate(offices)]
    return release


def verbs(user: User, release: Release) -> set[str]:
    return {verb for verb in VERBS if may(user, verb, release)}


@pytest.fixture
def region(newsroom: Newsroom) -> Newsroom:
    newsroom.term("office", "Bar", parent="Balkans")
    return newsroom


@pytest.mark.parametrize(
    ("role", "at", "offices", "allowed"),
    [
        (Role.OFFICER, "Bar", ["Bar"], WRITES),
        (Role.EDITOR, "Bar", ["Bar"], ALL),
        (Role.ADMINISTRATOR, "Bar", ["Bar"], ALL),
        (Role.OFFICER, "Balkans", ["Bar"], WRITES),
        (Role.EDITOR, "Balkans", ["Bar"], ALL),
        (Role.EDITOR, "Bar", ["Balkans"], set()),
        (Role.EDITOR, "Vienna", ["Bar"], set()),
        (Role.EDITOR, "", ["Bar"], ALL),
        (Role.OFFICER, "", ["Bar"], WRITES),
        (Role.EDITOR, "Bar", ["Vienna", "Bar"], set()),
        (Role.EDITOR, "Bar", ["Bar", "Vienna"], ALL),
        (Role.EDITOR, "Bar", [], set()),
        (Role.EDITOR, "", [], ALL),
        (Role.OFFICER, "", [], WRITES),
    ],
)
def test_a_role_reaches_its_office_and_those_under_it(region: Newsroom, role: str, at: str, offices: list[str], allowed: set[str]) -> None:
    assert verbs(person(region, (role, at)), release_of(region, *offices)) == allowed


def test_a_text_without_an_office_is_its_authors(region: Newsroom) -> None:
    author, other = person(region, (Role.EDITOR, "Bar")), person(region, (Role.EDITOR, "Bar"))
    release = release_of(region, author=author)
    assert verbs(author, release) == {"view", "change", "delete"}
    assert verbs(other, release) == set()
    assert verbs(author, release_of(region, "Vienna", author=author)) == set()


def test_an_author_who_lost_every_role_has_no_text(region: Newsroom) -> None:
    author = person(region)
    assert verbs(author, release_of(region, author=author)) == set()


def test_roles_of_several_offices_do_not_mix(region: Newsroom) -> None:
    user = person(region, (Role.OFFICER, "Bar"), (Role.EDITOR, "Vienna"))
    assert verbs(user, release_of(region, "Bar")) == WRITES
    assert verbs(user, release_of(region, "Vienna")) == ALL


def test_an_inactive_or_unknown_person_may_nothing(region: Newsroom) -> None:
    release = release_of(region, "Bar")
    assert verbs(person(region, (Role.ADMINISTRATOR, ""), is_active=False), release) == set()
    assert verbs(person(region, is_active=False, is_superuser=True), release) == set()
    assert not any(may(AnonymousUser(), verb, release) for verb in VERBS)


def test_a_superuser_may_everything_that_exists(region: Newsroom) -> None:
    user = person(region, is_superuser=True)
    assert verbs(user, release_of(region, "Bar")) == verbs(user, release_of(region)) == ALL == set(VERBS)
    assert not may(user, "burn", release_of(region, "Bar"))


def test_offices_of_a_verb_are_those_where_it_may_be_done(region: Newsroom) -> None:
    balkans, bar = region.term("office", "Balkans"), region.term("office", "Bar")
    user = person(region, (Role.OFFICER, "Balkans"), (Role.EDITOR, "Bar"))
    assert offices_of(user, "change") == {balkans.pk, bar.pk}
    assert offices_of(user, "publish") == {bar.pk}
    assert offices_of(person(region), "change") == set()
    assert offices_of(person(region, (Role.OFFICER, "")), "change") is None
    assert offices_of(person(region, (Role.OFFICER, "")), "publish") == set()
    assert offices_of(person(region, is_superuser=True), "publish") is None


def test_menus_show_what_may_be_done_anywhere(region: Newsroom) -> None:
    officer = person(region, (Role.OFFICER, "Bar"))
    assert may_anywhere(officer, "add") and not may_anywhere(officer, "publish") and not may_anywhere(officer, "burn")
    assert not may_anywhere(AnonymousUser(), "view") and not may_anywhere(person(region), "view")


def test_a_ring_of_offices_ends(region: Newsroom) -> None:
    bar = region.term("office", "Bar")
    bar.parent.parent = bar
    assert office_line(bar) == {bar.pk, bar.parent.pk} and office_line(None) == set()
    assert roles_over(person(region, (Role.EDITOR, "Balkans")), bar) == {Role.EDITOR}
