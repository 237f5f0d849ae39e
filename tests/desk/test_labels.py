"""Labels as lines, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.labels import LinesError, lines, read_lines

TAGS = st.sampled_from(["fr", "ar", "pt-BR", "sr-Latn", "zh"])
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)


@given(st.dictionaries(TAGS, WORDS))
def test_lines_are_read_back_as_they_were(labels: dict[str, str]) -> None:
    assert read_lines(lines(labels)) == labels


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Actualité", "Line 1, “Actualité”: write a language, a colon and the words, such as fr: Actualité."),
        ("fr: A\nfr: B", "Line 2: “fr” stands there twice."),
        ("\nfr:", "Line 2: the words after “fr:” are missing."),
        ("1: x", "Line 1, “1: x”: write a language"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(LinesError) as caught:
        read_lines(text)
    assert caught.value.problems[0].startswith(said)


def test_all_wrong_lines_are_told_at_once() -> None:
    with pytest.raises(LinesError) as caught:
        read_lines("one\ntwo\nfr: Trois")
    assert len(caught.value.problems) == 2
