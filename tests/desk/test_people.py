"""People, their roles and their passwords."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from wagtail.log_actions import log

from dateline.people.models import Assignment, Role, User
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

GOOD = "a-good-long-password"


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


def sent(newsroom: Newsroom, roles: list[tuple[str, str]], kept: list[Assignment] | None = None, **fields: str) -> dict[str, Any]:
    kept = kept or []
    data: dict[str, Any] = {
        "username": "ana",
        "first_name": "Ana",
        "last_name": "Kos",
        "email": "ana@example.org",
        "zone": "",
        "is_active": "on",
    }
    data |= {
        "new_password": "",
        "assignments-MIN_NUM_FORMS": 0,
        "assignments-MAX_NUM_FORMS": 1000,
        "assignments-INITIAL_FORMS": len(kept),
        **fields,
    }
    for number, row in enumerate(kept):
        data |= {
            f"assignments-{number}-id": row.pk,
            f"assignments-{number}-role": row.role,
            f"assignments-{number}-office": row.office_id or "",
        }
        data[f"assignments-{number}-DELETE"] = "1"
    for number, (role, office) in enumerate(roles, len(kept)):
        pk = newsroom.term("office", office).pk if office else ""
        data |= {
            f"assignments-{number}-id": "",
            f"assignments-{number}-role": role,
            f"assignments-{number}-office": pk,
            f"assignments-{number}-DELETE": "",
        }
    return {**data, "assignments-TOTAL_FORMS": len(kept) + len(roles)}


def test_an_administrator_makes_an_officer_who_can_sign_in(administrator: Desk, newsroom: Newsroom) -> None:
    answer = administrator.sends("/desk/people/new/", sent(newsroom, [(Role.OFFICER, "Bar")], new_password=GOOD))
    assert answer.status_code == 302
    ana = Desk(newsroom, None)
    assert ana.sends("/desk/login/", {"username": "ana@example.org", "password": GOOD}).status_code == 302
    assert "Start a release" in ana.page("/desk/")
    assert User.objects.get(username="ana").roles == [("officer", newsroom.term("office", "Bar").pk)]


@pytest.mark.parametrize(("password", "said"), [("", "A password is needed"), ("short", "too short")])
def test_a_person_needs_a_good_password(password: str, said: str, administrator: Desk, newsroom: Newsroom) -> None:
    answer = administrator.sends("/desk/people/new/", sent(newsroom, [], new_password=password))
    assert said in answer.content.decode() and not User.objects.filter(username="ana").exists()


def test_a_role_can_be_taken_and_given_and_the_password_stays(administrator: Desk, newsroom: Newsroom) -> None:
    ana = newsroom.person("ana", Role.OFFICER, "Bar")
    hashed = ana.password
    data = sent(newsroom, [(Role.EDITOR, "")], list(Assignment.objects.filter(user=ana)))
    assert administrator.sends(f"/desk/people/edit/{ana.pk}/", data).status_code == 302
    ana.refresh_from_db()
    assert (ana.roles, ana.password) == ([("editor", None)], hashed)


def test_who_left_is_inactive_and_cannot_sign_in(administrator: Desk, newsroom: Newsroom) -> None:
    ana = newsroom.person("ana", Role.OFFICER, "Bar")
    data = sent(newsroom, [], new_password=GOOD)
    del data["is_active"]
    assert administrator.sends(f"/desk/people/edit/{ana.pk}/", data).status_code == 302
    assert Desk(newsroom, None).sends("/desk/login/", {"username": "ana", "password": GOOD}).status_code == 200


def test_the_last_administrator_stays_one(administrator: Desk, newsroom: Newsroom) -> None:
    last = User.objects.get(username="administrator-everywhere")
    data = sent(newsroom, [(Role.EDITOR, "")], list(Assignment.objects.filter(user=last)), username=last.username, email=last.email)
    answer = administrator.sends(f"/desk/people/edit/{last.pk}/", data)
    assert "This is the last administrator" in answer.content.decode()
    assert [role for role, _ in User.objects.get(pk=last.pk).roles] == ["administrator"]


def test_taking_the_role_takes_the_powers_of_the_first_administrator(administrator: Desk, newsroom: Newsroom) -> None:
    first = User.objects.create_superuser("first", "first@example.org", GOOD)
    Assignment.objects.create(user=first, role=Role.ADMINISTRATOR)
    data = sent(newsroom, [(Role.OFFICER, "Bar")], list(Assignment.objects.filter(user=first)), username="first", email="first@example.org")
    assert administrator.sends(f"/desk/people/edit/{first.pk}/", data).status_code == 302
    assert not User.objects.get(pk=first.pk).is_superuser


def test_nobody_takes_anothers_e_mail_as_a_name(administrator: Desk, newsroom: Newsroom) -> None:
    answer = administrator.sends(
        "/desk/people/new/", sent(newsroom, [], username="administrator-everywhere@example.org", new_password=GOOD)
    )
    assert "somebody else’s e-mail" in answer.content.decode()


def test_ones_own_account_has_a_password_and_no_picture(administrator: Desk) -> None:
    page = administrator.page("/desk/account/")
    assert "Password" in page and 'type="file"' not in page


def test_the_list_tells_everybodys_roles(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.person("ana", Role.OFFICER, "Bar")
    page = administrator.page("/desk/people/")
    assert "officer, Bar" in page and "administrator, all offices" in page


def test_wagtails_own_pages_tell_the_time_of_who_looks(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    desk, person = desk_of(Role.ADMINISTRATOR), User.objects.get(username__startswith="administrator")
    with time_machine.travel("2026-11-25T21:30:00Z", tick=False):
        release = newsroom.draft()
        log(release, "wagtail.create", user=person)
    for zone, shown in (("", "9:30 p.m."), ("Asia/Kathmandu", "3:15 a.m.")):
        User.objects.filter(pk=person.pk).update(zone=zone)
        assert shown in desk.page(f"/desk/releases/history/{release.pk}/")


def test_names_stand_in_the_order_of_their_letters_whatever_their_case(administrator: Desk, newsroom: Newsroom) -> None:
    for name, family in (("zainab", "al-Jabiri"), ("firuza", "Rahimova"), ("lucie", "Amrein")):
        person = newsroom.person(name)
        person.last_name = family
        person.save()
    page = administrator.page("/desk/people/")
    places = [page.index(family) for family in ("al-Jabiri", "Amrein", "Rahimova")]
    assert places == sorted(places)
