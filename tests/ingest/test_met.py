"""Ids that a file has had, remembered in a few bytes each."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest.met import Met


@given(st.lists(st.tuples(st.text(max_size=2), st.integers(1, 2**31))))
def test_the_first_line_of_an_id_is_kept(said: list[tuple[str, int]]) -> None:
    met, right = Met(), dict[str, int]()
    for source, line in said:
        assert met.first(source, line) == right.setdefault(source, line)


def test_many_are_remembered_compactly() -> None:
    met = Met()
    for line in range(1, 20_001):
        assert met.first(f"/pr/{line}", line) == line
    assert all(met.first(f"/pr/{line}", 0) == line for line in range(1, 20_001))
    assert met.marks.itemsize * len(met.marks) + met.lines.itemsize * len(met.lines) < 50 * 20_000


def test_half_a_surrogate_is_an_id_too() -> None:
    assert Met().first("\ud800", 3) == 3
