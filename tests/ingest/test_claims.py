"""Old addresses and versions of stories that two rows claim."""

from datetime import date
from typing import Any

import pytest

from dateline.ingest.claims import Claims, of_address, of_version
from dateline.ingest.rows import Row


def row(line: int, **said: Any) -> Row:
    return Row(line=line, source=f"s{line}", title="T", published_on=date(2005, 5, 3), **said)


def test_the_first_row_keeps_an_address_and_later_ones_are_told() -> None:
    claims = Claims()
    assert list(claims.addresses(row(1, former=("/a", "/b", "/a")), {})) == []
    told = "former: “/b” leads to the item of line 1 already, and stays with it."
    assert [list(claims.addresses(row(n, former=("/b", "/c") if n == 2 else ("/b",)), {})) for n in (2, 3)] == [[told], [told]]


def test_what_an_item_has_from_before_is_its_own() -> None:
    held = {of_address("/a"): {"s1"}, of_address("/b"): {"other", "s1"}}
    assert list(Claims().addresses(row(1, former=("/a",)), held)) == []
    assert list(Claims().addresses(row(1, former=("/b",)), held)) == ["former: “/b” leads to the item of other already, and stays with it."]


@pytest.mark.parametrize(
    ("story", "language", "told"),
    [("x", "fr", True), ("x", "de", False), ("y", "fr", False), ("", "fr", False)],
)
def test_a_story_has_one_version_in_a_language(story: str, language: str, told: bool) -> None:
    claims = Claims()
    assert list(claims.version(row(1, story="x"), "fr", {})) == []
    found = list(claims.version(row(2, story=story), language, {}))
    said = "story: “x” has a version in fr already, that of line 1. Both are in: mend the file, or withdraw one."
    assert found == ([said] if told else [])


def test_a_version_that_is_public_already_is_another_one() -> None:
    [said] = Claims().version(row(1, story="x"), "fr", {of_version("x", "fr"): {"“Une crue”"}})
    assert "that of “Une crue”" in said
