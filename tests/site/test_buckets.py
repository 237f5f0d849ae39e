"""So many at once, then so many a minute; and no more memory than was promised."""

import pytest

from dateline.site.buckets import Buckets


def test_what_is_free_at_once_is_used_up_and_drips_in_again() -> None:
    buckets = Buckets(3, per_minute=6)
    assert [buckets.take("a", now=100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 10.0]
    assert buckets.take("a", now=105.0) == pytest.approx(5.0)
    assert buckets.take("a", now=110.0) == 0.0 and buckets.take("a", now=110.0) > 0


def test_waiting_long_gives_no_more_than_was_free_at_once() -> None:
    buckets = Buckets(2, per_minute=60)
    buckets.take("a", now=0.0)
    assert [buckets.take("a", now=1e6) > 0 for _ in range(3)] == [False, False, True]


def test_each_key_has_its_own_and_may_be_forgiven() -> None:
    buckets = Buckets(1, per_minute=1)
    assert (buckets.take("a", now=0.0), buckets.take("b", now=0.0)) == (0.0, 0.0) and buckets.take("a", now=0.0) == 60.0
    buckets.forgive("a")
    assert buckets.take("a", now=0.0) == 0.0 and buckets.take("b", now=0.0) > 0


def test_the_key_not_seen_for_longest_is_forgotten_first() -> None:
    buckets = Buckets(1, per_minute=1, most=2)
    for key in ("a", "b", "a", "c"):
        buckets.take(key, now=0.0)
    assert len(buckets) == 2 and buckets.take("a", now=0.0) > 0 and buckets.take("b", now=0.0) == 0.0


def test_nobodys_address_is_kept() -> None:
    buckets = Buckets(1, per_minute=1)
    buckets.take("203.0.113.0/24", now=0.0)
    assert "203.0.113" not in repr(vars(buckets)) and len(buckets) == 1
