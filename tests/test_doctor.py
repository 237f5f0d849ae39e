"""What `dateline doctor` says of the database."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from dateline import reaching
from dateline.management import configured
from dateline.management.commands import doctor
from dateline.management.finding import Finding
from dateline.people.models import Role
from dateline.record import triggers
from tests.newsroom import Newsroom


def test_the_database_is_found_in_order(newsroom: Newsroom) -> None:
    found = [*doctor.database(), *doctor.guards()]
    about = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    assert found[0].about == about and found[-1] == Finding(True, "guards of the record", "in place")


def test_a_short_key_is_worth_a_look_and_not_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.OPTIONS, "DATELINE_SECRET_KEY", "k3y" * 10)
    [found] = configured.key()
    assert found.good and found.look and "of 30 characters" in found.said and "k3y" not in found.said
    monkeypatch.setitem(settings.OPTIONS, "DATELINE_SECRET_KEY", "k3y" * 11)
    assert [str(one) for one in configured.key()] == ["ok   secret key: from DATELINE_SECRET_KEY"]


def test_an_administrator_of_the_desks_is_one(newsroom: Newsroom) -> None:
    assert [one.good for one in doctor.people()] == [False]
    newsroom.person("second", Role.ADMINISTRATOR)
    assert [str(one) for one in doctor.people()] == ["ok   administrators: 1"]


@pytest.mark.parametrize("name", triggers.NAMES)
def test_a_guard_that_was_taken_away_is_named(newsroom: Newsroom, name: str) -> None:
    table = f"record_{name.partition('_')[0]}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" if connection.vendor == "sqlite" else f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    [finding] = doctor.guards()
    assert not finding.good and finding.said.startswith(f"{name} lacking; ")


def test_a_server_that_may_forget_is_told(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("PostgreSQL alone")
    kept = {"max_connections": "60", "server_version_num": "150018"}
    monkeypatch.setattr(reaching, "asked_for", lambda name: kept.get(name, "on"))
    assert [finding.good for finding in doctor.server()] == [True, True, True]
    monkeypatch.setattr(reaching, "asked_for", lambda name: kept.get(name, "off"))
    bad = [str(finding) for finding in doctor.server() if not finding.good]
    assert bad == ["BAD  durability: fsync, full_page_writes, synchronous_commit off; a power cut may lose what was published; turn it on"]


def test_a_variable_that_is_no_setting_is_worth_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [str(finding)[:3] for finding in configured.configuration()] == ["ok ", "ok "]
    monkeypatch.setenv("DATELINE_BSAE_URL", "https://news.example.org")
    told = "see  settings: DATELINE_BSAE_URL is no setting and does nothing; DATELINE_BASE_URL may be meant"
    assert [str(finding) for finding in configured.configuration()][2:] == [told]


@pytest.mark.parametrize(
    ("url", "sender", "told"),
    [
        ("console:", "newsroom@a.example", "see  mail: to the console, where nobody gets it; DATELINE_EMAIL_URL=smtp://"),
        ("smtp://me:p4ss@b.example", "newsroom@a.example", "ok   mail: to smtp://b.example:587, sealed, from newsroom@a.example"),
        ("smtp://b.example", "newsroom@localhost", "see  mail: to smtp://b.example:587, from newsroom@localhost; nobody can answer"),
    ],
)
def test_where_mail_goes_is_told(url: str, sender: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.OPTIONS, "DATELINE_EMAIL_URL", url)
    monkeypatch.setattr(settings, "DEFAULT_FROM_EMAIL", sender)
    [finding] = configured.letters()
    assert str(finding).startswith(told) and "p4ss" not in str(finding)


@pytest.mark.parametrize(("file_mode", "folder_mode", "is_good"), [(0o600, 0o755, True), (0o644, 0o755, False), (0o644, 0o700, True)])
def test_a_database_elsewhere_that_others_can_read_is_told(
    file_mode: int, folder_mode: int, is_good: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone")
    file = tmp_path / "x.sqlite3"
    file.touch()
    file.chmod(file_mode)
    tmp_path.chmod(folder_mode)
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(file))
    [finding] = configured.database_elsewhere()
    assert finding.good is is_good and finding.said.startswith(str(file))
    assert is_good or finding.said.endswith(f"chmod 600 {file}")


def test_a_database_in_the_data_folder_is_the_folders_business(newsroom: Newsroom) -> None:
    assert list(configured.database_elsewhere()) == []
