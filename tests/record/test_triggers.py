"""What the database refuses, whoever asks and in whatever way."""

import pytest
from django.db import IntegrityError, connection

from dateline.record.models import Change, Edition
from tests.newsroom import Newsroom
from tests.record.acts import published

REFUSAL = "a published edition cannot be changed; erase it by law, or publish the next one"
GOING = "the public record keeps every edition and every change"
ERASED = "UPDATE record_edition SET content = '{}', digest_after = 'd', erased_at = '2026-01-02'"


def say(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("column", ["content", "card", "digest", "digest_after", "language", "kind"])
def test_no_column_of_an_edition_can_be_changed(newsroom: Newsroom, column: str) -> None:
    published()
    before = Edition.objects.values().get()
    with pytest.raises(IntegrityError, match=f"(?m)^{REFUSAL}$"):
        say(f"UPDATE record_edition SET {column} = 'x'")
    assert Edition.objects.values().get() == before


@pytest.mark.parametrize(
    "also", ["digest = 'x'", "number = 2", "language = 'fr'", "kind = 'updated'", "digest_after = ''", "erased_at = NULL", "id = 99"]
)
def test_an_erasure_may_touch_nothing_else(newsroom: Newsroom, also: str) -> None:
    published()
    sets = {"content": "'{}'", "digest_after": "'d'", "erased_at": "'2026-01-02'", **dict([also.split(" = ")])}
    with pytest.raises(IntegrityError, match=f"(?m)^{REFUSAL}$"):
        say("UPDATE record_edition SET " + ", ".join(f"{column} = {value}" for column, value in sets.items()))


def test_an_erasure_is_let_through_once_for_each_moment(newsroom: Newsroom) -> None:
    published()
    say(ERASED)
    with pytest.raises(IntegrityError, match=f"(?m)^{REFUSAL}$"):
        say("UPDATE record_edition SET content = '[]'")
    say(ERASED.replace("01-02", "01-03"))
    assert Edition.objects.get().content == "{}"


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM record_edition", "DELETE FROM record_change", "UPDATE record_change SET note = 'x'", "UPDATE record_change SET n = 9"],
)
def test_nothing_leaves_the_record(newsroom: Newsroom, sql: str) -> None:
    published()
    with pytest.raises(IntegrityError, match=f"(?m)^{GOING}$"):
        say(sql)
    assert (Edition.objects.count(), Change.objects.get().n, Change.objects.get().note) == (1, 1, "")


def test_not_even_all_of_it_at_once(newsroom: Newsroom) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    published()
    for table in ("record_edition", "record_change", "record_item"):
        with pytest.raises(IntegrityError, match=f"(?m)^{GOING}$"):
            say(f"TRUNCATE {table} CASCADE")
    assert (Edition.objects.count(), Change.objects.count()) == (1, 1)


def test_the_orm_is_refused_like_everybody(newsroom: Newsroom) -> None:
    [item] = published()
    edition = Edition.objects.get()
    edition.content = "{}"
    with pytest.raises(IntegrityError, match=f"(?m)^{REFUSAL}$"):
        edition.save()
    with pytest.raises(IntegrityError, match=f"(?m)^{GOING}$"):
        item.changes.update(quiet=True)
