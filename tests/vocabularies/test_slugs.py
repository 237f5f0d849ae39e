"""Labels and titles in addresses: readable, in ASCII, once."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.vocabularies.slugs import MAX_SLUG_CHARS, RESERVED, free_slug, slug_of, title_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Media freedom and development", "media-freedom-and-development"),
        ("  Rule of law / Human rights!  ", "rule-of-law-human-rights"),
        ("Women’s rights, people's rights", "womens-rights-peoples-rights"),
        ("Été à Sète – œuvres", "ete-a-sete-oeuvres"),
        ("Straße in Køge, Łódź", "strasse-in-koge-lodz"),
        ("Полиция в Баре", "politsiia-v-bare"),
        ("ПОЛИЦИЯ", "politsiia"),
        ("تدريب الشرطة", "tdryb-lshrt"),
        ("ستُبلَّغ عبّارات", "stblg-brt"),
        ("北京新聞", "bei-jing-xin-wen"),
        ("ソウル 2022年", "souru-2022nian"),
        ("e\u0301te\u0301", "ete"),
        ("A-1_b", "a-1-b"),
        ("", ""),
        ("—…!", ""),
    ],
)
def test_any_script_becomes_words_in_ascii(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.integers(1, 40))
def test_a_slug_is_short_tidy_and_its_own_slug(text: str, most: int) -> None:
    slug = slug_of(text, most)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug) and len(slug) <= most
    assert slug_of(slug) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = title_slug("Committee " * 20)
    assert slug == "-".join(["committee"] * 8) and len(slug) <= MAX_SLUG_CHARS
    assert title_slug("x" * 200) == "x" * MAX_SLUG_CHARS
    assert title_slug("x" * 40 + " " + "y" * 39) == "x" * 40 + "-" + "y" * 39


def test_a_title_without_words_still_has_an_address() -> None:
    assert title_slug("…") == "item"


@pytest.mark.parametrize(
    ("label", "taken", "slug"),
    [
        ("Law", set(), "law"),
        ("Law", {"law"}, "law-2"),
        ("Law", {"law", "law-2", "law-3"}, "law-4"),
        ("None", set(), "none-2"),
        ("ANY", {"any-2"}, "any-3"),
        ("…", set(), "term"),
        ("…", {"term"}, "term-2"),
    ],
)
def test_a_clash_or_a_reserved_word_takes_the_next_number(label: str, taken: set[str], slug: str) -> None:
    assert free_slug(label, taken.__contains__) == slug


def test_what_addresses_say_for_something_else_is_reserved() -> None:
    assert sorted(RESERVED) == ["any", "none"]
