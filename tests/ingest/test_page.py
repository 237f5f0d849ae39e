"""A newsroom page as text: which line is whose."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest.readers.page import day_of, read, recognises
from dateline.ingest.rows import Refusal, Row

LABELS = {"type": "Content type: News", "office": "Where we are: Vienna, Bar", "topic": "What we do: Law"}
DATE = "Publishing date: 5 October 2022"


def rows(text: str) -> list[Row | Refusal]:
    return list(read(text))


def told(text: str) -> list[tuple[str, str]]:
    """Title and paragraph of each item, or line and problem of what was refused."""
    return [(one.title, one.paragraph) if isinstance(one, Row) else (str(one.line), one.problem) for one in rows(text)]


def item(title: str = "Title", *labels: str, paragraph: str = "Paragraph.") -> str:
    return "\n".join([title, DATE, *labels, paragraph])


@pytest.mark.parametrize("present", [names for size in range(4) for names in combinations(LABELS, size)])
def test_any_label_but_the_date_may_be_lacking(present: tuple[str, ...]) -> None:
    [row] = rows(item("Title", *(LABELS[name] for name in present)))
    assert isinstance(row, Row) and (row.title, row.published_on, row.paragraph, row.joined) == (
        "Title",
        date(2022, 10, 5),
        "Paragraph.",
        True,
    )
    said = {"type": ("News",), "office": ("Vienna, Bar",), "topic": ("Law",)}
    assert row.labels == {name: said[name] for name in present}


def test_every_item_of_a_page_is_read_in_its_order() -> None:
    text = "\n\n".join([item("One", *LABELS.values()), item("Two", paragraph=""), item("Three", LABELS["topic"])])
    assert told(text) == [("One", "Paragraph."), ("Two", ""), ("Three", "Paragraph.")]
    assert [row.line for row in rows(text)] == [1, 8, 12]


def test_lines_above_the_first_title_are_nobodys() -> None:
    assert told("Newsroom\nNews and press releases\n\n" + item()) == [("Title", "Paragraph.")]


@pytest.mark.parametrize(
    "text",
    [
        item().replace("\n", "\r\n"),
        item().replace("\n", "\n\n\n"),
        item().replace(" ", "\u00a0"),
        item().replace("Publishing", "\t PUBLISHING").replace(": ", "\u00a0:  "),
        item() + "\n\n",
        "\ufeff".join(["", item()])[1:],
    ],
)
def test_the_same_item_is_read_from_any_copy(text: str) -> None:
    assert rows(text) == [Row(rows(text)[0].line, rows(item())[0].source, "Title", date(2022, 10, 5), paragraph="Paragraph.", joined=True)]  # type: ignore[union-attr]


def test_labels_may_stand_in_any_order() -> None:
    [row] = rows("\n".join(["Title", LABELS["topic"], LABELS["type"], DATE, "Paragraph."]))
    assert isinstance(row, Row) and row.labels == {"topic": ("Law",), "type": ("News",)}


def test_a_paragraph_of_several_lines_is_one() -> None:
    assert told("Title\n" + DATE + "\nFirst  line\n\nsecond line.\nNext\n" + DATE) == [("Title", "First line second line."), ("Next", "")]


@pytest.mark.parametrize(
    "title", ["Bar: police trained", "What we do best: policing", "Publishing: a date", "2022: a year", "Title – with dash", "عنوان"]
)
def test_a_title_may_say_what_it_likes(title: str) -> None:
    assert told(item("Before") + "\n" + item(title)) == [("Before", "Paragraph."), (title, "Paragraph.")]


def test_an_empty_label_says_nothing() -> None:
    [row] = rows("Title\n" + DATE + "\nContent type:\nWhere we are: \nParagraph.")
    assert isinstance(row, Row) and row.labels == {} and row.paragraph == "Paragraph."


def test_a_block_without_a_title_is_refused() -> None:
    assert told(DATE + "\nParagraph.") == [("1", "has no title: the line above its labels is missing.")]
    assert told(item(paragraph="") + DATE + "\nParagraph.")[1:] == [("3", "has no title: the line above its labels is missing.")]


def test_blocks_that_touch_are_two_items() -> None:
    [first, second] = rows(f"Title\n{DATE}\nContent type: News\nContent type: Statement\n{DATE}\nParagraph.")
    assert isinstance(first, Row) and first.labels == {"type": ("News",)}
    assert isinstance(second, Refusal) and second.line == 4


def test_an_item_without_a_date_is_refused_with_its_way_out() -> None:
    [refusal] = rows("Title\nContent type: News\nParagraph.")
    assert isinstance(refusal, Refusal) and (refusal.line, refusal.id[:5]) == (1, "page:")
    assert refusal.problem == "“Title” has no publishing date. Add a line such as “Publishing date: 5 October 2022”."
    assert [one.problem for one in rows("Title\nPublishing date:\nParagraph.") if isinstance(one, Refusal)] == [refusal.problem]


@pytest.mark.parametrize(
    "day",
    ["2022-13-40", "2022-02-30", "31 February 2022", "5 Octember 2022", "October 2022", "2022",
    "yesterday", "5 October", "5 October 2022 at noon",
     "was published 5 October 2022", "5/10/2022", "05.10.2022", "5 October 22", "5 October 12022"]
)  # fmt: skip
def test_what_is_no_day_is_refused(day: str) -> None:
    [refusal] = rows(f"Above\nTitle\nPublishing date: {day}\nParagraph.")
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.problem) == (2, f"Publishing date: “{day}” is not a date such as 5 October 2022.")


@pytest.mark.parametrize(
    "day",
    ["5 October 2022", "5. October 2022", "Wednesday 5 October 2022", "Wednesday, 5 October 2022", "October 5, 2022", "Oct 5 2022",
    "5 Oct. 2022",
     "05 October 2022", "2022-10-05", "5 octobre 2022", "5 октября 2022"]
)  # fmt: skip
def test_a_day_is_read_as_pages_write_it(day: str) -> None:
    assert day_of(day) == date(2022, 10, 5)


def test_the_same_item_has_the_same_source_however_its_day_is_written() -> None:
    sources = {
        row.source
        for day in ("5 October 2022", "2022-10-05")
        for row in rows(item().replace("5 October 2022", day))
        if isinstance(row, Row)
    }
    assert len(sources) == 1
    assert {rows(item("Other"))[0].source, rows(item().replace("2022", "2021"))[0].source}.isdisjoint(sources)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "is_page"), [(item(), True), ("what we do: x", True), ("", False), ("title,date\na,b", False), ('{"a": 1}', False)]
)
def test_a_page_is_known_by_its_labels(text: str, is_page: bool) -> None:
    assert recognises(text) is is_page


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["Title", "Words.", "", DATE, *LABELS.values(), "Publishing date: soon"]), max_size=14))
def test_no_block_of_labels_is_swallowed(lines: list[str]) -> None:
    found = rows("\n".join(lines))
    assert len(found) >= lines.count(DATE) and all(1 <= one.line <= len(lines) for one in found)
    assert [one.line for one in found] == sorted(one.line for one in found)
