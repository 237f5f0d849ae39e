"""The record checked against itself: every planted fault is found, and named."""

import pytest
from django.db import connection

from dateline.record import triggers
from dateline.record.models import FileUse, Item
from dateline.record.verify import faults
from tests.newsroom import Newsroom
from tests.record.acts import approved, file, publish, published, withdraw


@pytest.fixture
def items(newsroom: Newsroom) -> list[Item]:
    """Two items, the first with two editions, the second withdrawn."""
    one, two = published("One", "Two", files=(file(),))
    publish(approved("One again", release=one.release_uuid))
    withdraw(two)
    return [one, two]


WITHOUT_FOREIGN_KEYS = {
    "sqlite": "PRAGMA foreign_keys=OFF",
    "postgresql": """DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT conrelid::regclass AS held, conname FROM pg_constraint WHERE contype = 'f' LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.held, one.conname);
        END LOOP; END $$""",
}


def plant(*statements: str) -> None:
    """Change rows as nobody may: without triggers, without foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_FOREIGN_KEYS[connection.vendor])
        triggers.drop(None, connection.schema_editor())
        for statement in statements:
            cursor.execute(statement)


def test_a_good_record_has_no_fault(items: list[Item]) -> None:
    seen: list[tuple[int, int]] = []
    assert list(faults(progress=lambda done, total: seen.append((done, total)))) == []
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE record_edition SET content = content || ' ' WHERE id = 1", "Edition 1 of {0} was altered: its digest is another."),
        ("UPDATE record_edition SET digest = 'x' WHERE id = 3", "Edition 2 of {0} was altered: its digest is another."),
        ("UPDATE record_edition SET digest_after = 'x' WHERE id = 2", "Edition 1 of {1} was altered: its digest is another."),
        ("DELETE FROM record_edition WHERE id = 1", "Item {0} does not show its last edition, or one is missing."),
        ("UPDATE record_item SET current_id = 1 WHERE id = 1", "Item {0} does not show its last edition, or one is missing."),
        ("UPDATE record_item SET current_id = NULL WHERE id = 2", "Item {1} has no current edition of its own."),
        ("UPDATE record_item SET current_id = 1 WHERE id = 2", "Item {1} has no current edition of its own."),
        ("DELETE FROM record_change WHERE n = 2", "The log holds 3 changes, but the counter stands at 4."),
        ("UPDATE record_change SET n = 9 WHERE n = 4", "The log holds 4 changes, but the counter stands at 4."),
        ("UPDATE record_counters SET change = 5", "The log holds 4 changes, but the counter stands at 5."),
        ("UPDATE record_counters SET sequence = 3", "There are 2 items, but the counter stands at 3."),
        ("UPDATE record_item SET sequence = 9 WHERE id = 2", "There are 2 items, but the counter stands at 2."),
        ("DELETE FROM record_item WHERE id = 2", "There are 1 items, but the counter stands at 2."),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(items: list[Item], statement: str, fault: str) -> None:
    plant(statement)
    assert fault.format(*(item.public_id for item in items)) in list(faults())


def test_a_file_of_a_withdrawn_item_is_found(items: list[Item]) -> None:
    FileUse.objects.create(item=items[1], sha256="ab" * 32, name="budget.pdf", token="t")
    assert list(faults()) == [f"Item {items[1].public_id} is not live, but its files are."]


def test_an_altered_card_is_found(items: list[Item]) -> None:
    plant("UPDATE record_edition SET card = replace(card, 'One', 'Two') WHERE id = 3")
    assert list(faults())


def test_a_state_that_no_change_explains_is_found(items: list[Item]) -> None:
    plant("UPDATE record_item SET state = 'live' WHERE id = 2")
    assert list(faults())
