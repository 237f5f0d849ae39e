"""Reference numbers by pattern: what is drawn, when, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import references
from dateline.record.models import Item, ReferenceCounter
from dateline.record.rows import Approved
from tests.newsroom import Newsroom
from tests.record.acts import approved, content, publish, withdraw

PATTERN = "PR-{year}-{n:03}"


@pytest.mark.parametrize(
    ("pattern", "number", "reference", "stem"),
    [
        ("PR-{year}-{n:03}", 7, "PR-2026-007", "PR-2026-"),
        ("PR-{year}-{n:03}", 1234, "PR-2026-1234", "PR-2026-"),
        ("ILRO/PR/{year}/{n}", 7, "ILRO/PR/2026/7", "ILRO/PR/2026/"),
        ("{n:4}/{year}", 7, "0007/2026", "#/2026"),
        ("{office}-{type}-{n}", 1, "bar-none-1", "bar-none-"),
        ("№ {n}", 1, "№ 1", "№ "),
    ],
)
def test_a_pattern_is_filled_in(pattern: str, number: int, reference: str, stem: str) -> None:
    drawn = references.drawn(pattern, {"year": "2026", "office": "bar", "type": ""})
    assert (drawn.reference(number), drawn.stem) == (reference, stem)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("PR-{year}", "needs its running number once"),
        ("{n}{n}", "needs its running number once"),
        ("{n:x}", "{n:x} is not known"),
        ("{month}-{n}", "{month} is not known. Write {n} or {n:03}, {year}, {office} or {type}."),
        ("PR{-{n}", "{ cannot stand in a reference number"),
        ("PR?{n}", "? cannot stand in a reference number"),
        ("/PR/{n}", "begins or ends with a stroke"),
        ("PR//{n}", "two strokes"),
        ("../{n}", "dots together"),
        ("P" * 80 + "{n}", "is 83 characters long; 60 is the most"),
    ],
)
def test_a_pattern_that_gives_no_numbers_is_refused_with_the_way_out(pattern: str, said: str) -> None:
    assert said in " ".join(references.problems(pattern))
    with pytest.raises(references.PatternError):
        references.drawn(pattern, {})


def test_all_that_is_wrong_with_a_pattern_is_said_at_once() -> None:
    assert len(references.problems("{month}?/")) == 4


def test_no_pattern_is_no_problem() -> None:
    assert references.problems("") == []


@given(st.text(max_size=30))
def test_whatever_passes_can_be_filled_in(pattern: str) -> None:
    if pattern and not references.problems(pattern):
        assert references.drawn(pattern, {}).reference(7)


def numbers(*ready: Approved) -> list[str]:
    return [change.item.reference for change in publish(*ready) if change.item]


def test_numbers_follow_one_another_and_begin_anew_each_year(newsroom: Newsroom) -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 1)]
    ready = [approved(f"On {day}", published_on=day, pattern=PATTERN) for day in days]
    assert numbers(*ready) == ["PR-2025-001", "PR-2026-001", "PR-2026-002"]


def test_the_number_stands_in_the_edition_and_every_later_one_keeps_it(newsroom: Newsroom) -> None:
    first = approved(published_on=date(2026, 1, 1), pattern=PATTERN)
    publish(first)
    publish(Approved(first.release_uuid, first.story, content("Another title"), pattern="NEW-{n}"))
    item = Item.objects.get()
    assert item.reference == "PR-2026-001"
    assert ['"reference":"PR-2026-001"' in edition.content for edition in item.editions.all()] == [True, True]


def test_publishing_the_same_text_again_is_no_edition_and_draws_no_number(newsroom: Newsroom) -> None:
    first = approved(published_on=date(2026, 1, 1), pattern=PATTERN)
    publish(first)
    publish(first)
    assert Item.objects.get().editions.count() == 1 and ReferenceCounter.objects.get().last == 1


def test_what_was_public_before_there_was_a_pattern_stays_without_a_number(newsroom: Newsroom) -> None:
    first = approved()
    assert numbers(first) == [""]
    assert numbers(Approved(first.release_uuid, first.story, content("Another title"), pattern=PATTERN)) == [""]


def test_a_number_that_an_import_brought_is_given_to_nobody_else(newsroom: Newsroom) -> None:
    assert numbers(approved(reference="PR-2026-001")) == ["PR-2026-001"]
    assert numbers(approved("Other", published_on=date(2026, 1, 1), pattern=PATTERN)) == ["PR-2026-002"]


def test_a_withdrawn_item_comes_back_under_its_number(newsroom: Newsroom) -> None:
    first = approved(published_on=date(2026, 1, 1), pattern=PATTERN)
    publish(first)
    withdraw(Item.objects.get())
    assert numbers(first) == ["PR-2026-001"] and ReferenceCounter.objects.get().last == 1
