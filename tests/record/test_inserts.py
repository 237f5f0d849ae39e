"""Many rows in one statement are the rows that `bulk_create` would have made."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction

from dateline.record import inserts
from dateline.record.inserts import insert, new
from dateline.record.models import Change, Edition, FormerAddress, Item
from dateline.releases.models import Release
from tests.newsroom import Newsroom


def item(number: int, **fields: Any) -> Item:
    at = datetime(2020, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    said = {"public_id": f"id{number}", "sequence": number, "published_on": date(2020, 1, 2), "published_at": at, "major_changed_at": at}
    return Item(
        **{**said, "story": uuid.UUID(int=number), "release_uuid": uuid.UUID(int=number), "reference": f"50% of {number}", **fields}
    )


def stored(model: Any) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def test_rows_are_those_of_bulk_create(newsroom: Newsroom) -> None:
    with transaction.atomic():
        Item.objects.bulk_create(item(number) for number in range(5))
        right = [{**row, "id": 0} for row in stored(Item)]
        Item.objects.all().delete()
        insert([item(number) for number in range(5)])
    assert [{**row, "id": 0} for row in stored(Item)] == right


def test_each_row_is_given_its_key_in_statements_of_any_size(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inserts, "MOST_VALUES", 30)
    rows = [item(number) for number in range(20)]
    with transaction.atomic():
        insert(rows)
    assert [(row.pk, row.sequence) for row in rows] == list(Item.objects.order_by("sequence").values_list("pk", "sequence"))
    rows[0].reference = "saved again, not inserted"
    rows[0].save()
    assert Item.objects.count() == 20


def test_a_key_of_ones_own_is_kept_and_nothing_is_no_statement(newsroom: Newsroom) -> None:
    with transaction.atomic():
        insert([])
        insert([Change(n=7, at=datetime(2020, 1, 1, tzinfo=UTC), kind="term", subject="topic/x", quiet=True)])
    assert Change.objects.values_list("n", "subject", "quiet").get() == (7, "topic/x", True)


def test_what_is_there_already_stays_as_it_was(newsroom: Newsroom) -> None:
    first, second = item(1), item(2)
    with transaction.atomic():
        insert([first, second])
        for owner, paths in ((first, ["/a", "/b"]), (second, ["/b", "/c", "/c"])):
            insert([FormerAddress(address=path, item=owner) for path in paths], unless_there=True)
    kept = FormerAddress.objects.order_by("address").values_list("address", "item__sequence")
    assert list(kept) == [("/a", 1), ("/b", 1), ("/c", 2)]


@pytest.mark.parametrize("model", [Item, Edition, Change, Release], ids=lambda model: model.__name__)
def test_a_new_row_is_what_its_class_makes(newsroom: Newsroom, model: Any) -> None:
    said = {"uuid": uuid.UUID(int=1)} if model is Release else {}
    fixed = {"story": uuid.UUID(int=2)} if hasattr(model, "story") else {}
    made, right = new(model, **said, **fixed).__dict__, model(**said, **fixed).__dict__
    assert {**made, "_state": None} == {**right, "_state": None}
    assert made["_state"].__dict__ == right["_state"].__dict__


def test_a_new_row_knows_what_it_points_at(newsroom: Newsroom) -> None:
    owner = item(1)
    owner.pk = 12
    change = new(Change, n=1, item=owner, edition=None)
    assert (change.item, change.item_id, change.edition, change.edition_id) == (owner, 12, None, None)


def test_new_rows_share_nothing_that_can_change(newsroom: Newsroom) -> None:
    one, other = new(Release), new(Release)
    one.links.append({"url": "https://example.org"})
    assert other.links == [] and one.uuid != other.uuid and one.body is not other.body
