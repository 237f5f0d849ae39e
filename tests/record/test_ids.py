"""Public numbers: unguessable, and the same on every machine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record.ids import ALPHABET, file_token, public_id, written
from tests.newsroom import SECRET


def test_no_number_can_spell_a_word() -> None:
    assert ALPHABET == "0123456789bcdfghjklmnpqrstvwxyz"
    assert not set(ALPHABET) & set("aeiou") and len(set(ALPHABET)) == 31


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**256), st.integers(1, 30))
def test_a_number_has_its_length_and_its_alphabet(number: int, length: int) -> None:
    text = written(number, length)
    assert len(text) == length and set(text) <= set(ALPHABET)


def test_the_numbers_of_a_record_are_the_same_after_every_restore() -> None:
    assert [public_id(SECRET, sequence, taken=lambda _: False) for sequence in (1, 2)] == ["cxm9pchs9s", "gck90x6m7b"]
    assert public_id(SECRET, 1, taken={"cxm9pchs9s"}.__contains__) == "d5rkj4qyc0"
    assert file_token(SECRET, "ab" * 32, "cxm9pchs9s") == "hgcjjk8dk2br33v0kg4vnbcd0q"


def test_neighbours_share_nothing() -> None:
    ids = {public_id(SECRET, sequence, taken=lambda _: False) for sequence in range(1, 2000)}
    assert len(ids) == 1999 and len({one[:4] for one in ids}) > 1990


def test_a_number_that_is_taken_leads_to_the_next_attempt() -> None:
    first = public_id(SECRET, 5, taken=set().__contains__)
    second = public_id(SECRET, 5, taken={first}.__contains__)
    third = public_id(SECRET, 5, taken={first, second}.__contains__)
    assert len({first, second, third}) == 3
    assert public_id(SECRET, 5, taken={second, third}.__contains__) == first


def test_another_secret_gives_other_numbers() -> None:
    assert public_id("other", 1, taken=lambda _: False) != public_id(SECRET, 1, taken=lambda _: False)


@pytest.mark.parametrize("other", [("cd", "item1"), ("ab", "item2"), ("abi", "tem1")])
def test_a_file_has_a_token_of_its_own_on_every_item(other: tuple[str, str]) -> None:
    assert len(file_token(SECRET, "ab", "item1")) == 26
    assert file_token(SECRET, *other) != file_token(SECRET, "ab", "item1")
