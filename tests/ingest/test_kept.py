"""A list of which most lies on disk is a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest import kept
from dateline.ingest.kept import Kept
from dateline.ingest.rows import Refusal


@given(st.lists(st.lists(st.integers(), max_size=9), max_size=9))
def test_it_gives_back_what_it_was_given(parts: list[list[int]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept, "HELD", 4)
        found: Kept[int] = Kept()
        for part in parts:
            found += part
        right = [one for part in parts for one in part]
        assert list(found) == list(found) == right and len(found) == len(right) and len(found.held) < 4


def test_what_is_held_stays_small() -> None:
    found: Kept[Refusal] = Kept()
    found += (Refusal(line, f"s{line}", "has no title.") for line in range(1, 12_346))
    found.append(Refusal(12_346, "last", "has no title."))
    assert len(found) == 12_346 and len(found.held) == 2_346 and [one.line for one in found] == list(range(1, 12_347))
