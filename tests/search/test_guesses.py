"""Completions, spellings, similar items and passages: from what is live now, whatever the index still holds."""

import json
from typing import Any

import pytest

from dateline.record.content import Content
from dateline.releases import lifecycle
from dateline.releases.models import Release
from dateline.search import finder, guesses, index
from dateline.search.query import parse
from tests.newsroom import Newsroom


def suggested(newsroom: Newsroom, typed: str, prefix: str = "") -> list[str]:
    answer = json.loads(newsroom.get(f"{prefix}/suggest.json?q={typed}").content)
    assert answer[0] == typed.replace("+", " ") and len(answer[1]) == len(answer[2]) == len(answer[3])
    return list(answer[1])


def meant(newsroom: Newsroom, query: str) -> tuple[str, int] | None:
    spelling = guesses.spelling(finder.find(parse(query).query))
    return (spelling.meant, spelling.total) if spelling else None


def related(newsroom: Newsroom, release: Release) -> list[str]:
    item, content = newsroom.item(release), Content.read(newsroom.edition(release).content)
    return [card.title for card in guesses.related(item, content, "en")]


@pytest.fixture
def filled(newsroom: Newsroom) -> dict[str, Release]:
    lead = "The treaty on fishing was signed."
    return {
        "boats": newsroom.published("Boats on the lake", topics=["Fishing"], lead=lead, body=text("Gauges measured the water.")),
        "nets": newsroom.published("Nets on the lake", topics=["Fishing"]),
        "quokkas": newsroom.published("Quokkas counted on the lake", topics=["Fauna"], body=text("Rangers counted quokkas.")),
        "police": newsroom.published("Police trained in Bar"),
    }


def text(words: str) -> list[Any]:
    return [("text", f"<p>{words}</p>")]


def test_terms_and_titles_are_completed_the_newest_first(newsroom: Newsroom, filled: dict[str, Release]) -> None:
    assert suggested(newsroom, "fi") == ["Fishing"]
    assert suggested(newsroom, "lake") == ["Quokkas counted on the lake", "Nets on the lake", "Boats on the lake"]
    assert suggested(newsroom, "boats+on+la") == ["Boats on the lake"]
    assert suggested(newsroom, "counti") == ["Quokkas counted on the lake"]
    assert suggested(newsroom, "l") == suggested(newsroom, "--") == suggested(newsroom, "zz") == []


def test_a_slip_of_the_fingers_is_understood_when_few_are_found(newsroom: Newsroom, filled: dict[str, Release]) -> None:
    assert meant(newsroom, "q=qoukkas") == ("quokkas", 1)
    assert meant(newsroom, "q=boats gagues") == ("gauges", 1)
    assert meant(newsroom, "q=quokkas") is None and meant(newsroom, "") is None
    page = newsroom.get("/news/?q=qoukkas").content.decode()
    assert 'Did you mean <a href="/news/?q=quokkas" rel="nofollow"><bdi>quokkas</bdi></a>?' in page


def test_an_item_names_others_about_the_same(newsroom: Newsroom, filled: dict[str, Release]) -> None:
    assert related(newsroom, filled["boats"]) == ["Nets on the lake"]
    assert related(newsroom, filled["police"]) == []
    assert ">Related<" in newsroom.get(newsroom.path(filled["boats"])).content.decode()
    assert ">Related<" not in newsroom.get(newsroom.path(filled["police"])).content.decode()


def test_all_versions_of_a_story_have_the_same_ones_in_every_language(newsroom: Newsroom, filled: dict[str, Release]) -> None:
    boats = filled["boats"]
    french = newsroom.published("Bateaux", language="fr", story=boats.story)
    for release in (boats, french):
        item, content = newsroom.item(release), Content.read(newsroom.edition(release).content)
        for language in ("en", "fr", "ar"):
            assert [card.title for card in guesses.related(item, content, language)] == ["Nets on the lake"], (release.title, language)
    newsroom.withdraw(boats)
    assert related(newsroom, french) == []  # it has no topic of its own


def test_what_is_withdrawn_is_in_none_of_them_though_the_index_lags(newsroom: Newsroom, filled: dict[str, Release]) -> None:
    assert (
        suggested(newsroom, "quok") and suggested(newsroom, "fau") and meant(newsroom, "q=qoukkas") and related(newsroom, filled["boats"])
    )
    with index.writer() as held:
        assert held is not None
        for name in ("quokkas", "nets"):
            lifecycle.withdraw(filled[name], by=newsroom.editor(), reason="Wrong.")
        assert suggested(newsroom, "quok") == suggested(newsroom, "fau") == []
        assert meant(newsroom, "q=qoukkas") is None and related(newsroom, filled["boats"]) == []
        assert b"mean" not in newsroom.get("/news/?q=qoukkas").content


def test_words_that_were_asked_for_are_marked_in_a_passage(newsroom: Newsroom, filled: dict[str, Release]) -> None:
    page = newsroom.get("/news/?q=measuring").content.decode()
    assert '<p class="small passage">Gauges <mark>measured</mark> the water.</p>' in page
    assert b"<mark>" not in newsroom.get("/news/").content
