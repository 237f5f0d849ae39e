"""A password cannot be guessed by trying, and nobody can be flooded with letters."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from lxml import html

from dateline.desk import attempts
from dateline.people.models import Role
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

GOOD, WRONG = "a-good-long-password", "another-long-password"


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    for buckets in (attempts.NAMES, attempts.NEIGHBOURS, attempts.LETTERS):
        buckets.clear()
    yield


def tries(newsroom: Newsroom, password: str, name: str = "ana", where: str = "203.0.113.77") -> Any:
    data = {"username": name, "password": password}
    return Desk(newsroom, None).sends("/desk/login/", data, **{"X-Forwarded-For": where})


@pytest.fixture
def ana(newsroom: Newsroom) -> str:
    person = newsroom.person("ana", Role.EDITOR)
    person.set_password(GOOD)
    person.save()
    return "ana"


def test_the_eleventh_wrong_password_is_not_looked_at_nor_the_right_one_after_it(newsroom: Newsroom, ana: str) -> None:
    assert [tries(newsroom, WRONG).status_code for _ in range(10)] == [200] * 10
    answer = tries(newsroom, GOOD, " ANA ")
    assert (answer.status_code, answer["Cache-Control"]) == (429, "no-store") and 0 < int(answer["Retry-After"]) <= 60
    page = html.document_fromstring(answer.content)
    assert page.findtext(".//h1") == "Too many attempts" and page.xpath("//a/@href") == ["/desk/"]
    assert page.findtext(".//p") == f"Wait {answer['Retry-After']} seconds, then go back and try again."


def test_nobody_keeps_an_editor_out_from_elsewhere(newsroom: Newsroom, ana: str) -> None:
    assert [tries(newsroom, WRONG, where="198.51.100.1").status_code for _ in range(11)][-1] == 429
    assert tries(newsroom, GOOD).status_code == 302


def test_whoever_signs_in_begins_anew(newsroom: Newsroom, ana: str) -> None:
    for _ in range(3):
        assert [tries(newsroom, WRONG).status_code for _ in range(9)] == [200] * 9
        assert tries(newsroom, GOOD).status_code == 302


def test_many_names_from_one_neighbourhood_are_counted_together_known_or_not(newsroom: Newsroom) -> None:
    told = [tries(newsroom, WRONG, f"name-{number}").status_code for number in range(61)]
    assert told == [200] * 60 + [429]


def test_a_new_password_is_asked_for_five_times_at_once(newsroom: Newsroom, ana: str) -> None:
    data = {"email": "ana@example.org"}
    told = [Desk(newsroom, None).sends("/desk/password_reset/", data).status_code for _ in range(6)]
    assert told == [302] * 5 + [429] and len(mail.outbox) <= 5
    assert Desk(newsroom, None).page("/desk/password_reset/")


def test_a_form_without_its_token_is_told_how_to_keep_what_was_written(newsroom: Newsroom) -> None:
    stranger = Desk(newsroom, None)
    stranger.client.handler.enforce_csrf_checks = True
    answer = stranger.sends("/desk/login/", {"username": "ana", "password": WRONG})
    assert answer.status_code == 403 and html.document_fromstring(answer.content).findtext(".//h1") == "This form is too old"


def test_the_form_says_that_an_address_does_as_well_as_a_name(newsroom: Newsroom, ana: str) -> None:
    assert 'placeholder="Name or e-mail"' in Desk(newsroom, None).page("/desk/login/")
    assert "Name and password do not match. Try again." in tries(newsroom, WRONG).content.decode()
    assert tries(newsroom, GOOD, "ana@example.org").status_code == 302
