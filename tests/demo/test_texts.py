"""Sample texts: files that people write, read into the blocks of a body."""

import pytest

from dateline.demo.texts import TextError, body, versions

FILE = {
    "type": "news",
    "offices": ["basra"],
    "zone": "Asia/Baghdad",
    "published_at": "2015-04-16T10:00:00+03:00",
    "in": {"ar": {"title": "قوارب", "lead": "أ"}, "en": {"title": "Boats", "lead": "A", "notes": "1. One."}},
}


def test_a_story_gives_an_entry_for_each_language_and_the_first_is_the_original() -> None:
    first, second = versions("boats", FILE)
    assert [(one["language"], one["original"], one["story"]) for one in (first, second)] == [("ar", True, "boats"), ("en", False, "boats")]
    assert second["offices"] == ["basra"] and second["topics"] == [] and second["notes"] == "<ol>\n<li>One.</li>\n</ol>"


def test_neighbouring_running_text_is_one_block() -> None:
    [block] = body("One *two*.\n\n## Three\n\n- four\n", "a, en")
    assert block == {"type": "text", "value": "<p>One <em>two</em>.</p>\n<h2>Three</h2>\n<ul>\n<li>four</li>\n</ul>"}


def test_a_quotation_has_words_a_speaker_and_a_role() -> None:
    [block] = body("> It rose,\n> and fell.\n> -- Ruth Achieng | Reader", "a, en")
    assert block == {"type": "quotation", "value": {"words": "It rose, and fell.", "speaker": "Ruth Achieng", "role": "Reader"}}


def test_a_table_and_a_link_stand_where_they_were_written() -> None:
    blocks = body("One.\n\n[table, total] Levels\na | b\n1 | 2\n\n[link] https://a.example/ | Title | Words.\n\nTwo.", "a, en")
    assert [block["type"] for block in blocks] == ["text", "table", "link", "text"]
    assert blocks[1]["value"] == {"caption": "Levels", "cells": "a | b\n1 | 2", "head_row": True, "head_column": True, "total": True}
    assert blocks[2]["value"] == {"url": "https://a.example/", "title": "Title", "text": "Words."}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("> Words alone.", "must end in a line such as: > -- Speaker | Role"),
        ("> Words.\n> -- Speaker", "must end in a line such as"),
        ("[table] Caption", "must have a caption and rows"),
        ("[link] https://a.example/ | Title", "an address, a title and a sentence"),
    ],
)
def test_a_part_that_lacks_something_is_refused_by_name(text: str, problem: str) -> None:
    with pytest.raises(TextError, match=rf"^boats, en: .*{problem.replace('|', '[|]')}"):
        body(text, "boats, en")


def test_a_misspelt_field_is_named() -> None:
    with pytest.raises(TextError, match="^boats, en: 'titel' is none of acts, body, "):
        list(versions("boats", {**FILE, "in": {"en": {"titel": "Boats"}}}))
