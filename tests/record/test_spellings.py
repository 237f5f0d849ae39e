"""Words to be erased, however they are spelled."""

import json
from typing import Any

import pytest

from dateline.record.spellings import replaced, spellings


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("Ana Bo", "Ana Bo and Ana  Bo, Ana\nBo, Ana\u00a0Bo, Ana&nbsp;Bo", "[erased] and [erased], [erased], [erased], [erased]"),
        ("Ana Bo", "<b>Ana</b> Bo", "<b>[erased]</b>"),
        ("Ana Bo", "ana bo, Ana Bosko", "ana bo, [erased]sko"),
        ("Bo & Sons", "Bo &amp; Sons, Bo & Sons", "[erased], [erased]"),
        ("O'Hara", "O'Hara, O’Hara, O&#x27;Hara", "[erased], [erased], [erased]"),
        ("Zélie", "Ze\u0301lie, Zélie", "[erased], [erased]"),
        ("a.b", "aXb", "aXb"),
        ("王明", "与王明会谈", "与[erased]会谈"),
    ],
)
def test_a_mark_stands_where_the_words_stood(words: str, text: str, left: str) -> None:
    assert spellings(words).without(text) == left


@pytest.mark.parametrize(("words", "slug"), [("Ana Bo", "ana-bo"), ("Zélie", "zelie"), ("Bo", ""), ("erased", ""), ("!", "")])
def test_an_address_spells_them_in_its_own_way(words: str, slug: str) -> None:
    assert spellings(words).slug == slug
    assert spellings("Ana Bo").without_address("ana-bo-is-freed.jpg") == "erased-is-freed.jpg"


def test_json_within_json_is_read_and_what_has_nothing_stays_as_it_was() -> None:
    gone = spellings("Zélie")
    body = json.dumps([{"value": "<p>Zélie</p>"}])
    change: Any = lambda text, key: gone.without(text)  # noqa: E731
    assert replaced({"body": body, "n": 1, "title": "[1]"}, change) == {"body": '[{"value": "<p>[erased]</p>"}]', "n": 1, "title": "[1]"}
    kept = '[ {"value":"x"} ]'
    assert replaced(kept, change) == kept and replaced("[not json", change) == "[not json"
