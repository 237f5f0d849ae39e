"""Generated news: as many as asked for, the same for a seed, skewed as archives are, in five languages."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from dateline.demo.generated import LATIN, ORIGINALS, YEARS, Terms, number, phrases, texts
from dateline.releases.text import split_dateline

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TERMS = Terms(("news", "press-release", "statement"), ("entebbe", "ndjamena", "niamey", "x"), ("training", "fisheries", "y", "z"))
MADE = list(texts(3000, TERMS, seed="0", until=NOW))


def test_there_are_as_many_as_asked_for_and_the_same_for_the_same_seed() -> None:
    assert len(MADE) == 3000 and list(texts(50, TERMS, seed="7", until=NOW)) == list(texts(50, TERMS, seed="7", until=NOW))
    assert {one.story for one in texts(50, TERMS, seed="8", until=NOW)}.isdisjoint({one.story for one in MADE})


@pytest.mark.parametrize("count", [1, 2, 7, 100])
def test_a_story_in_several_languages_does_not_make_one_too_many(count: int) -> None:
    assert len(list(texts(count, TERMS, seed="0", until=NOW))) == count


def test_thirty_years_are_filled_and_later_ones_have_more() -> None:
    years = Counter(one.published_at.year for one in MADE)
    assert set(range(1997, 2027)) <= set(years) and max(one.published_at for one in MADE) < NOW
    assert min(one.published_at for one in MADE) > NOW - timedelta(days=366 * (YEARS + 1))
    assert sum(years[year] for year in range(2016, 2026)) > 1.3 * sum(years[year] for year in range(1998, 2008))


def test_facets_are_skewed_and_here_and_there_nothing_is_given() -> None:
    offices = Counter(slug for one in MADE for slug in one.offices)
    assert offices["entebbe"] > 2 * offices["niamey"] and len(offices) == len(TERMS.offices)
    assert all(any(not getattr(one, name) for one in MADE) for name in ("type", "offices", "topics", "dateline"))


def test_stories_are_translated_and_their_versions_agree() -> None:
    languages = Counter(one.language for one in MADE)
    assert set(languages) == set(ORIGINALS) and languages["en"] == max(languages.values())
    stories = Counter(one.story for one in MADE)
    assert max(stories.values()) > 2
    versions = [one for one in MADE if one.story == stories.most_common(1)[0][0]]
    assert sum(one.original for one in versions) == 1 and len({(one.published_at, one.offices, one.topics) for one in versions}) == 1


def test_texts_hold_no_gap_and_their_datelines_can_be_read() -> None:
    for one in MADE:
        assert not re.search(r"[{}]|  ", " ".join([one.title, one.lead, *one.body, *one.quotation]))
        said, rest = split_dateline(f"{one.dateline}x")
        assert (rest, bool(said.places)) == ("x", bool(one.dateline))
        assert one.language != "ar" or not re.search(r"[0-9]", one.title + one.lead)


def test_without_lists_nothing_is_given() -> None:
    bare = list(texts(20, Terms((), (), ()), seed="0", until=NOW))
    assert len(bare) == 20 and not any(one.type or one.offices or one.topics for one in bare)


@pytest.mark.parametrize(("language", "said"), [("en", "1,240"), ("fr", "1\u202f240"), ("ru", "1\u00a0240"), ("ar", "١٬٢٤٠")])
def test_numbers_are_written_as_each_language_does(language: str, said: str) -> None:
    assert number(1240, language) == said


def test_every_phrase_is_there_in_every_language() -> None:
    said = phrases()
    assert all(set(kind) == {"topics", *ORIGINALS} for kind in said["kinds"]) and set(said["quotations"]) == set(ORIGINALS)
    assert all(len(kind[language]["titles"]) == 2 and len(kind[language]["body"]) == 2 for kind in said["kinds"] for language in ORIGINALS)
    assert all(len(water["where"]) == len(ORIGINALS) and len(water["town"]) == 3 for water in said["waters"]) and len(LATIN) == 3
