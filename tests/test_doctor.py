"""What `dateline doctor` says of the database."""

import pytest
from django.db import connection

from dateline import reaching
from dateline.management.commands import doctor
from dateline.record import triggers
from tests.newsroom import Newsroom


def test_the_database_is_found_in_order(newsroom: Newsroom) -> None:
    found = [*doctor.database(), *doctor.guards()]
    about = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    assert found[0].about == about and found[-1] == doctor.Finding(True, "guards of the record", "in place")


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
