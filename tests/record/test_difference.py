"""What changed between two Contents, by words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record.content import Content, Link, Quotation, Term
from dateline.record.difference import CONTEXT_WORDS, GONE, NEW, SAME, Difference, Piece, between, compared, words_only
from tests.record.acts import content, file

TEXTS = st.text(alphabet="ab \n的ل", max_size=40)


def marked(pieces: Any) -> str:
    """[went] and {came}."""
    marks = {SAME: "%s", GONE: "[%s]", NEW: "{%s}"}
    return "".join(marks[piece.kind] % piece.text for piece in pieces)


def change(old: Content, new: Content) -> dict[str, str]:
    return {one.field: marked(one.pieces) for one in between(old, new)}


def test_only_what_changed_is_told_in_the_order_of_the_page() -> None:
    old = content("Police trained", lead="Forty took part.", body_text="It rained.", topics=(Term("law", "law", "Law"),))
    new = content("Police trained in Bar", lead="Forty-one took part.", body_text="It rained.", topics=())
    assert between(old, old) == []
    assert list(change(old, new)) == ["title", "lead", "topics"]
    assert change(old, new)["lead"] == "[Forty ]{Forty-one }took part." and change(old, new)["topics"] == "[Law]"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Forty officers came.", "Forty officers came.", "Forty officers came."),
        ("Forty officers came.", "Fifty officers came.", "[Forty ]{Fifty }officers came."),
        ("It is so", "It is so now", "It is so {now}"),
        ("One.\nTwo.\nThree.", "One.\nThree.", "One.\n[Two.\n]Three."),
        ("", "All new.", "{All new.}"),
        ("警察在巴尔受训", "警察在布德瓦受训", "警察在[巴尔]{布德瓦}受训"),
        ("شارك أربعون ضابطا", "شارك خمسون ضابطا", "شارك [أربعون ]{خمسون }ضابطا"),
    ],
)
def test_words_that_went_and_came_stand_side_by_side(old: str, new: str, told: str) -> None:
    assert marked(compared(old, new)) == told


@given(TEXTS, TEXTS)
def test_without_what_went_it_is_the_new_text(old: str, new: str) -> None:
    pieces = list(compared(old, new))
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new
    assert "".join("".join(piece.text for piece in pieces if piece.kind != NEW).split()) == "".join(old.split())
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))


def test_long_stretches_that_stayed_are_cut_to_their_ends() -> None:
    words = [f"w{number}" for number in range(100)]
    old = content(body_text=" ".join(words))
    new = content(body_text=" ".join([*words[:50], "new", *words[51:]]))
    [told] = between(old, new)
    assert told.pieces[0].text == f" … {' '.join(words[50 - CONTEXT_WORDS : 50])} "
    assert told.pieces[-1].text.split() == [*words[51 : 51 + CONTEXT_WORDS], "…"]


def test_two_texts_with_nothing_in_common_cost_little() -> None:
    old, new = (" ".join(f"{letter}{number}" for number in range(3000)) for letter in "ab")
    assert [piece.kind for piece in compared(old, new)] == [GONE, NEW]


def test_quotations_notes_and_files_are_compared_by_their_words() -> None:
    old = content(quotations=(Quotation("We won.", "Ana Bo", "Chief"),), notes="<p>Bo &amp; Sons</p><p>Twelve</p>", files=(file(),))
    new = content(quotations=(Quotation("We won.", "Ana Bo", "Deputy"),), notes="<p>Bo &amp; Sons</p><p>Ten</p>")
    assert change(old, new) == {
        "quotations": "We won. Ana Bo [Chief]{Deputy}",
        "notes": "Bo & Sons\n[Twelve]{Ten}",
        "attachments": "[The budget]",
    }


def test_a_change_of_marks_alone_is_no_change_of_words() -> None:
    assert between(content(body="<p>So</p>", body_text="So"), content(body="<p><b>So</b></p>", body_text="So")) == []
    assert words_only("<ul><li>One</li><li>Two <em>three</em></li></ul>") == "One\nTwo three"
    assert Difference("title", (Piece(NEW, "x"),)).field == "title"


def test_a_file_on_another_site_is_told_by_title_and_address() -> None:
    old, new = (content(links=(Link(f"https://old.example/{name}", "The plea"),)) for name in "ab")
    assert change(old, new) == {"attachments": "The plea [https://old.example/a]{https://old.example/b}"}
