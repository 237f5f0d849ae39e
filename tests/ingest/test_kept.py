"""A list of which most lies on disk is a list."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest.kept import Kept
from dateline.ingest.rows import Refusal


@given(st.lists(st.lists(st.integers(), max_size=9), max_size=9))
def test_it_gives_back_what_it_was_given(parts: list[list[int]]) -> None:
    found, by_size = Kept[int](), Kept[int](key=lambda one: one % 3)
    for part in parts:
        found += part
        by_size += part
    right = [one for part in parts for one in part]
    assert list(found) == list(found) == right and len(found) == len(right)
    assert list(by_size) == sorted(right, key=lambda one: one % 3)


def test_what_is_in_memory_stays_small() -> None:
    tracemalloc.start()
    found: Kept[Refusal] = Kept(key=lambda one: one.line)
    found += (Refusal(line, f"s{line}", "has no title.") for line in range(20_000, 0, -1))
    assert sum(one.line for one in found) == sum(range(20_001)) and next(iter(found)).line == 1
    assert tracemalloc.get_traced_memory()[1] < 200_000
    tracemalloc.stop()
