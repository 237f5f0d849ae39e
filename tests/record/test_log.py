"""Positions: what has changed since, and followers that keep theirs with their work."""

from collections.abc import Sequence

import pytest
from django.db import connection

from dateline.record import log
from dateline.record.models import Change, Item, Position
from tests.newsroom import Newsroom
from tests.record.acts import approved, publish, published, withdraw


def test_the_position_is_the_number_of_the_last_change(newsroom: Newsroom) -> None:
    assert log.position() == 0
    published("One", "Two")
    assert log.position() == 2


def test_a_connection_that_broke_between_two_requests_is_made_anew(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    published("One")
    connection.connection.close()  # as by a server that was started again
    monkeypatch.setattr(connection, "health_check_enabled", True)
    monkeypatch.setattr(connection, "health_check_done", False)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    assert log.position() == 1


def test_changes_come_in_order_from_a_position_on(newsroom: Newsroom) -> None:
    published("One", "Two", "Three")
    assert [change.n for change in log.changes_after(1)] == [2, 3]
    assert [change.n for change in log.changes_after(0, limit=2)] == [1, 2]
    assert log.changes_after(3) == []


def test_what_was_withdrawn_after_a_position_is_known(newsroom: Newsroom) -> None:
    one, two, three = published("One", "Two", "Three")
    withdraw(one)
    withdraw(two)
    publish(approved("Two", release=two.release_uuid))
    assert log.no_longer_live_after(3) == {one.sequence}
    assert log.no_longer_live_after(0) == {one.sequence}
    assert log.no_longer_live_after(4) == frozenset()


def test_a_follower_is_given_every_change_once(newsroom: Newsroom) -> None:
    published("One", "Two")
    seen: list[int] = []

    def work(changes: Sequence[Change]) -> None:
        seen.extend(change.n for change in changes)

    assert log.follow("alerts", work) == 2
    assert log.follow("alerts", work) == 0
    published("Three")
    assert log.follow("alerts", work) == 1 and seen == [1, 2, 3]
    assert log.follow("hooks", work) == 3


def test_a_follower_that_fails_meets_the_same_changes_again(newsroom: Newsroom) -> None:
    [item] = published()
    seen: list[int] = []

    def work(changes: Sequence[Change]) -> None:
        Item.objects.update(reference="half done")
        seen.extend(change.n for change in changes)
        if len(seen) == 1:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        log.follow("alerts", work)
    item.refresh_from_db()
    assert item.reference == "" and not Position.objects.exists()
    assert log.follow("alerts", work) == 1 and seen == [1, 1]


def test_a_long_log_is_followed_in_batches(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log.changes_after, "__defaults__", (2,))
    published(*"ABCDE")
    sizes: list[int] = []
    assert log.follow("index", lambda changes: sizes.append(len(changes))) == 5
    assert sizes == [2, 2, 1] and Position.objects.get().n == 5
