"""What the sample newsroom promises to whoever opens it: enough of everything, one of each special case, texts without faults."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import chain
from typing import Any

import pytest

from dateline.demo.load import read
from dateline.demo.media import PICTURES, stock
from dateline.releases.text import split_dateline

FIVE = {"en", "fr", "es", "ru", "ar"}
SAMPLE = read()
PUBLIC = [one for one in SAMPLE["releases"] if one["state"] == "public"]
SHOWN = [one for one in SAMPLE["releases"] if one["state"] != "draft"]
STORIES: dict[str, set[str]] = defaultdict(set)
for one in SHOWN:
    STORIES[one["story"]].add(one["language"])
CLOSED = {office["slug"] for office in SAMPLE["offices"] if office.get("closed_on")}

Entry = dict[str, Any]


def kinds(entry: Entry) -> set[str]:
    return {act["kind"] for act in entry.get("acts", ())}


def named(entry: Entry) -> str:
    return f"{entry['story']}-{entry['language']}"


def words(entry: Entry) -> str:
    """All that is read, without marks."""
    values = [block["value"] for block in entry["body"]]
    said = [
        value if isinstance(value, str) else " ".join(str(part) for part in value.values() if isinstance(part, str)) for value in values
    ]
    parts = (entry["title"], entry.get("subtitle", ""), entry["lead"], *said, entry.get("notes", ""))
    ended = re.sub(r"</?(?:p|li|ul|ol|h2|h3)>", "\n", "\n".join(parts))
    return re.sub(r"<[^>]+>|https?://\S+", "", ended)


def paragraphs(entry: Entry) -> list[str]:
    texts = [block["value"] for block in entry["body"] if block["type"] == "text"]
    said = [block["value"]["words"] for block in entry["body"] if block["type"] == "quotation"]
    return [entry["lead"], *said, *chain.from_iterable(re.findall(r"<(?:p|li)>(.+?)</(?:p|li)>", text, re.DOTALL) for text in texts)]


def test_there_are_sixty_and_more_from_2006_to_now_in_five_languages() -> None:
    years = {datetime.fromisoformat(entry["published_at"]).year for entry in PUBLIC}
    assert len(PUBLIC) >= 60 and min(years) == 2006 and max(years) == 2026 and len(years) >= 18
    assert all(Counter(entry["language"] for entry in PUBLIC)[language] >= 8 for language in FIVE)


def test_a_dozen_stories_are_translated_and_some_into_all_five() -> None:
    assert sum(len(languages) > 1 for languages in STORIES.values()) >= 12
    assert sum(languages >= FIVE for languages in STORIES.values()) >= 4


def test_a_dozen_offices_stand_on_three_continents_and_more() -> None:
    offices = {office["slug"]: office for office in SAMPLE["offices"]}
    real = [office for office in offices.values() if office["parent"]]
    assert len(real) == 12 and len({office["parent"] for office in real}) >= 3
    assert all(office["cities"] and office["zone"] for office in real)
    open_ones = [office for office in real if office["slug"] not in CLOSED]
    assert all(contact["telephone"] and contact["hours"] and contact["mail"] for office in open_ones for contact in office["contacts"])
    assert all(office["contacts"] and office["about"] for office in open_ones)
    assert [offices[slug]["successor"] for slug in CLOSED] == ["khujand"]


def test_two_dozen_topics_stand_in_a_tree_and_there_are_five_types() -> None:
    assert len(SAMPLE["topics"]) == 24 and sum(bool(topic["parent"]) for topic in SAMPLE["topics"]) >= 12
    assert len(SAMPLE["types"]) == 5


@pytest.mark.parametrize("name", ["types", "offices", "topics"])
def test_every_label_is_there_in_the_languages_of_the_pages_and_of_the_news(name: str) -> None:
    assert [term["slug"] for term in SAMPLE[name] if not all(term["labels"].get(language) for language in FIVE | {"de", "it"})] == []


SPECIAL: dict[str, Callable[[Entry], bool]] = {
    "sixteen topics": lambda entry: len(entry["topics"]) == 16,
    "no topic": lambda entry: not entry["topics"],
    "no office": lambda entry: not entry["offices"],
    "no type": lambda entry: not entry["type"],
    "joint": lambda entry: len(entry["offices"]) >= 3,
    "two cities": lambda entry: len(split_dateline(f"{entry.get('dateline', '')}x")[0].places) == 2,
    "forty words": lambda entry: len(entry["title"].split()) >= 40,
    "corrected": lambda entry: "corrected" in kinds(entry),
    "updated": lambda entry: "updated" in kinds(entry),
    "withdrawn": lambda entry: "withdrawn" in kinds(entry),
    "of a closed office": lambda entry: bool(CLOSED & set(entry["offices"])),
    "with a table": lambda entry: any(block["type"] == "table" for block in entry["body"]),
    "with a link": lambda entry: any(block["type"] == "link" for block in entry["body"]),
    "with notes": lambda entry: bool(entry.get("notes")),
    "with pictures": lambda entry: bool(stock()["releases"].get(entry["story"], {}).get("pictures")),
    "with a PDF": lambda entry: bool(stock()["releases"].get(entry["story"], {}).get("attachments")),
    "a speech": lambda entry: entry["type"] == "speech",
}


@pytest.mark.parametrize("name", SPECIAL)
def test_the_special_cases_are_there(name: str) -> None:
    assert any(SPECIAL[name](entry) for entry in PUBLIC)


def test_one_story_goes_out_in_three_languages_three_minutes_after_the_start() -> None:
    soon = [entry for entry in SAMPLE["releases"] if entry["state"] == "soon"]
    assert {entry["language"] for entry in soon} == {"en", "fr", "ar"} and {entry["after_minutes"] for entry in soon} == {3}
    assert len({entry["story"] for entry in soon}) == 1


@pytest.mark.parametrize("entry", SHOWN, ids=named)
def test_a_text_is_whole(entry: Entry) -> None:
    assert entry["title"].strip() and entry["lead"].strip() and entry["body"]
    assert all(block["value"] for block in entry["body"])
    assert all(block["value"]["speaker"] and block["value"]["role"] for block in entry["body"] if block["type"] == "quotation")
    assert 60 <= len(words(entry).split()) <= 950


@pytest.mark.parametrize("entry", PUBLIC, ids=named)
def test_a_dateline_can_be_read_and_is_of_the_day(entry: Entry) -> None:
    said = entry.get("dateline", "")
    read_, rest = split_dateline(f"{said}x")
    assert (rest, bool(read_.places)) == ("x", bool(said))
    assert not read_.date or read_.date == entry["published_at"][:10]


DASHES = {"ru": "\u00a0— "}


@pytest.mark.parametrize("entry", [entry for entry in PUBLIC if entry.get("dateline")], ids=named)
def test_every_dateline_has_the_one_form_of_its_language(entry: Entry) -> None:
    read_, _ = split_dateline(entry["dateline"])
    day = datetime.fromisoformat(entry["published_at"]).date()
    said = f"{'/'.join(read_.places)}{'،' if entry['language'] == 'ar' else ','} "
    assert read_.date == day.isoformat() and entry["dateline"].startswith(said)
    assert entry["dateline"].endswith(DASHES.get(entry["language"], " – ")) and (entry["language"] != "fr" or f"{said}le " in read_.words)


@pytest.mark.parametrize("language", ["es", "ru"])
def test_the_full_stop_of_a_quotation_is_not_inside_its_marks(language: str) -> None:
    said = [
        block["value"]["words"] for one in SHOWN if one["language"] == language for block in one["body"] if block["type"] == "quotation"
    ]
    assert len(said) > 8 and [words[-30:] for words in said if words.endswith(".")] == []


FAULTS = {
    "en": r"['\"]|  | [,;:!?]",
    "fr": r"['\"]|  | [;!?»]|« |\w[;!?](?=\s)|\w :",
    "es": r"['\"“]|  | [,;:!?]|(?<![¿\w])\?",
    "ru": r"['\"“]|  | [,;:!?]| —",
    "ar": r"['\"“?;,]|  | [،؛:؟]|[0-9]",
    "sw": r"['\"]|  | [,;:!?]",
}


@pytest.mark.parametrize("entry", SHOWN, ids=named)
def test_the_marks_are_those_of_the_language(entry: Entry) -> None:
    text = re.sub(r"\S+@\S+", "@", words(entry))
    assert re.findall(rf".{{0,20}}(?:{FAULTS[entry['language']]}).{{0,20}}", text) == []


def test_no_paragraph_stands_in_two_releases() -> None:
    seen = Counter(paragraph.strip() for entry in SAMPLE["releases"] for paragraph in set(paragraphs(entry)))
    assert [paragraph for paragraph, times in seen.items() if times > 1] == []


def test_every_picture_has_a_drawing_and_words_in_the_languages_that_show_it() -> None:
    said = stock()
    shown = [(name, entry["language"]) for entry in SHOWN for name in said["releases"].get(entry["story"], {}).get("pictures", ())]
    lacking = [(name, language) for name, language in shown if not all(said["pictures"][name]["words"].get(language, ("", "")))]
    assert lacking == [] and {name for name, _ in shown} == set(said["pictures"])
    assert all((PICTURES / f"{name}.jpg").is_file() and one["credit"] for name, one in said["pictures"].items())


def test_files_are_named_by_stories_that_are_there() -> None:
    assert set(stock()["releases"]) <= {entry["story"] for entry in SAMPLE["releases"]}
