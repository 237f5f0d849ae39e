"""The first administrator, and what a second `init` says."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dateline.people.models import Role, User
from tests.newsroom import PASSWORD, Newsroom
from tests.test_cli import dateline


def init(*words: str) -> str:
    """What it says on standard error."""
    said = io.StringIO()
    call_command("init", *words, stderr=said)
    return said.getvalue()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text(f"{PASSWORD}\n")
    return tmp_path / "secret"


@pytest.fixture
def whole(newsroom: Newsroom) -> Newsroom:
    """A newsroom that `init` finds whole."""
    (newsroom.folder / "secret-key").write_text("the key")
    return newsroom


def typing(monkeypatch: pytest.MonkeyPatch, names: list[str], passwords: list[str]) -> Iterator[str]:
    """Somebody at a terminal. Returns what of the passwords is still to be typed."""
    rest = iter(passwords)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: names.pop(0))
    monkeypatch.setattr("getpass.getpass", lambda *args, **options: next(rest))
    return rest


def test_a_password_is_typed_twice(whole: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = typing(monkeypatch, ["chief"], [PASSWORD, f"{PASSWORD}r", "short", PASSWORD, PASSWORD])
    said = init()
    assert said.count("The two were not the same.") == 1 and "This password is too short" in said
    assert not list(rest) and Client().login(username="chief", password=PASSWORD)


def test_a_name_that_somebody_has_is_asked_for_again(whole: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    whole.person("editor")
    typing(monkeypatch, ["editor", "chief"], [PASSWORD, PASSWORD])
    assert "There is a person called editor already. Choose another name." in init()
    assert User.objects.get(is_superuser=True).username == "chief"


def test_the_same_administrator_once_more_is_no_mistake(whole: Newsroom, secret: Path) -> None:
    assert "Made the administrator anna" in init("--admin", "anna", "--password-file", str(secret))
    assert init("--admin", "anna", "--password-file", str(secret)) == "Everything is there already.\n"


def test_a_second_administrator_is_refused_with_those_that_there_are(whole: Newsroom, secret: Path) -> None:
    init("--admin", "chief", "--password-file", str(secret))
    whole.person("second", Role.ADMINISTRATOR)
    with pytest.raises(CommandError) as refused:
        init("--admin", "anna", "--password-file", str(secret))
    assert refused.value.returncode == 2 and not User.objects.filter(username="anna").exists()
    assert str(refused.value) == (
        "--admin: there is an administrator already (chief, second), and init makes the first one alone. "
        "Add anna at the desk, under People. A new password for chief: dateline manage changepassword chief"
    )


def test_a_password_that_was_changed_since_stays_and_that_is_said(whole: Newsroom, secret: Path) -> None:
    init("--admin", "anna", "--password-file", str(secret))
    secret.write_text("quite-another-password")
    assert init("--admin", "anna", "--password-file", str(secret)) == (
        "Everything is there already.\nanna is administrator already, with another password, which stays. "
        "A new password for anna: dateline manage changepassword anna\n"
    )
    assert Client().login(username="anna", password=PASSWORD)


def test_somebody_who_is_no_administrator_is_not_made_one(whole: Newsroom, secret: Path) -> None:
    whole.person("anna")
    with pytest.raises(CommandError, match="there is a person called anna already, who is no administrator. Choose another name."):
        init("--admin", "anna", "--password-file", str(secret))


def test_the_desks_administrators_are_enough(whole: Newsroom) -> None:
    whole.person("second", Role.ADMINISTRATOR)
    assert init() == "Everything is there already.\n"


def test_an_older_database_is_brought_up_to_date_not_made(whole: Newsroom) -> None:
    whole.person("second", Role.ADMINISTRATOR)
    call_command("migrate", "media", "0002", verbosity=0, interactive=False)
    assert init() == "Brought the database up to date.\n"
    assert init() == "Everything is there already.\n"


def test_a_first_one_makes_it(tmp_path: Path, secret: Path) -> None:
    answer = dateline("init", "--admin", "anna", "--password-file", str(secret), folder=tmp_path)
    assert answer.returncode == 0 and not answer.stdout
    assert answer.stderr.splitlines() == [
        f"Made the data folder {tmp_path / 'data'}, a secret key, the database, the search index.",
        "Made the administrator anna, who signs in at /desk/.",
    ]
