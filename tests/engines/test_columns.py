"""However columns came to be, by steps, all at once, by moving numbers or from a file, they say the same of the same documents."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search.engines import columnfile, numbering, stories
from dateline.search.engines.columnfile import Standing
from dateline.search.engines.columns import Columns
from dateline.search.engines.facts import Facts, News

STANDING = Standing("an index", 7)


@st.composite
def facts(draw: st.DrawFn, sequence: int) -> Facts:
    return Facts(
        sequence,
        draw(st.sampled_from("abc")),
        draw(st.booleans()),
        draw(st.sampled_from(["en", "fr"])),
        draw(st.integers(-1, 3)),
        draw(st.sampled_from(["2021-12-31", "2022-01-01", "2022-01-02"])),
        ((draw(st.sampled_from(["news", "statement"])),), tuple(draw(st.sets(st.sampled_from("xy")))), ()),
        draw(st.integers(0, 4)),
    )


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[Facts], list[int]]:
    written = draw(st.lists(st.integers(1, 9), max_size=6, unique=True))
    gone = draw(st.lists(st.integers(1, 12), max_size=3, unique=True))
    return [draw(facts(sequence)) for sequence in written], [sequence for sequence in gone if sequence not in written]


def made(steps: list[tuple[list[Facts], list[int]]]) -> Columns:
    columns = Columns()
    for written, gone in steps:
        columns = columns.changed(News(written, gone))
    return columns


def at_once(steps: list[tuple[list[Facts], list[int]]]) -> Columns:
    left: dict[int, Facts] = {}
    for written, gone in steps:
        left = {sequence: one for sequence, one in left.items() if sequence not in gone} | {one.sequence: one for one in written}
    return Columns().changed(News(left.values()))


def told(columns: Columns) -> dict[tuple[str, str], list[int]]:
    """Every bitmap as sequences in their order."""
    return {
        (group, key): columns.numbering.at(bitmap) for group, members in columns.groups.items() for key, bitmap in members.items() if bitmap
    }


STEPS = st.lists(changes(), max_size=6)


@settings(max_examples=200, deadline=None)
@given(steps=STEPS)
def test_steps_lead_where_one_leap_does(steps):
    assert told(made(steps)) == told(at_once(steps))


@settings(max_examples=200, deadline=None)
@given(steps=STEPS)
def test_many_changes_at_once_lead_where_few_do(steps):
    wanted, few, most = told(made(steps)), numbering.FEW, stories.MOST_MOVED
    try:
        numbering.FEW, stories.MOST_MOVED = 0, 0
        assert told(made(steps)) == wanted
    finally:
        numbering.FEW, stories.MOST_MOVED = few, most


@settings(max_examples=100, deadline=None)
@given(steps=STEPS, later=changes())
def test_kept_columns_go_on_as_the_ones_they_were_made_of(tmp_path_factory, steps, later):
    folder, columns = tmp_path_factory.mktemp("kept"), made(steps)
    columnfile.write(folder, columns, STANDING)
    kept, standing = columnfile.read(folder)
    assert (told(kept), standing) == (told(columns), STANDING) == (told(columns), columnfile.standing(folder))
    assert told(kept.changed(News(*later))) == told(made([*steps, later]))


@settings(max_examples=100, deadline=None)
@given(steps=STEPS, later=changes())
def test_columns_in_use_do_not_change_when_new_ones_are_made_of_them(steps, later):
    columns = made(steps)
    before = told(columns)
    columns.changed(News(*later))
    assert told(columns) == before


def some() -> Columns:
    return Columns().changed(News([Facts(n, str(n), True, "en", n, "2022-10-05", (("news",), (), ()), 0) for n in range(1, 50)]))


def test_a_file_with_any_byte_changed_is_as_good_as_none(tmp_path):
    columnfile.write(tmp_path, some(), STANDING)
    whole = (tmp_path / columnfile.NAME).read_bytes()
    for place in range(0, len(whole), 7):
        (tmp_path / columnfile.NAME).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert columnfile.read(tmp_path)[1] == Standing()


def test_a_file_cut_anywhere_or_missing_is_as_good_as_none(tmp_path):
    assert columnfile.read(tmp_path)[1] == columnfile.standing(tmp_path) == Standing()
    columnfile.write(tmp_path, some(), STANDING)
    whole = (tmp_path / columnfile.NAME).read_bytes()
    for length in range(0, len(whole), 11):
        (tmp_path / columnfile.NAME).write_bytes(whole[:length])
        assert columnfile.read(tmp_path)[1] == Standing()
