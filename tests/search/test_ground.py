from typing import Any

import pytest
from django.db import transaction

from dateline.record import publish
from dateline.record.models import Kind
from dateline.search import finder, ground, index
from dateline.search.ground import KeptCards
from dateline.search.query import parse
from dateline.vocabularies import lists
from tests.newsroom import Newsroom


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that the lists are read."""
    found: list[int] = []
    honest = lists.read

    def read() -> lists.Vocabularies:
        found.append(1)
        return honest()

    monkeypatch.setattr(lists, "read", read)
    return found


def test_the_lists_are_read_once_as_long_as_the_record_stands_still(newsroom: Newsroom, reads: list[int]) -> None:
    newsroom.published(topics=["Law"])
    for _ in range(3):
        newsroom.find("topic=law")
    assert len(reads) == 1
    newsroom.published("Another", topics=["Law"])
    assert newsroom.find("topic=law")["total"] == 2 and len(reads) == 2


def test_a_term_that_changes_shows_at_once(newsroom: Newsroom) -> None:
    newsroom.published(topics=["Law"])
    assert newsroom.find()["facets"]["topic"][0]["label"] == "Law"
    topic = newsroom.term("topic", "Law")
    topic.labels = {"en": "Justice"}
    with transaction.atomic():
        topic.save()
        publish.note(Kind.TERM, f"topic/{topic.key}")
    assert newsroom.find()["facets"]["topic"][0]["label"] == "Justice"


def test_lists_read_while_the_record_moves_are_not_kept(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.published(topics=["Law"])
    moved: list[Any] = []
    honest = lists.read

    def slow() -> lists.Vocabularies:
        found = honest()
        if not moved:
            moved.append(newsroom.published("Another", topics=["Water"]))
        return found

    monkeypatch.setattr(lists, "read", slow)
    position = index.reader.fresh().position
    ground.lists_at(position)
    assert "water" in ground.lists_at(position)["topic"].by_slug


def test_cards_are_read_once_as_long_as_the_record_stands_still(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    release = newsroom.published(topics=["Law"])
    read: list[int] = []
    honest = finder.live_cards
    monkeypatch.setattr(finder, "live_cards", lambda sequences, *rest: read.append(len(sequences)) or honest(sequences, *rest))
    for query in ("", "topic=law", ""):
        assert newsroom.titles(query) == ["Police trained in Bar"]
    assert read == [1]
    newsroom.corrects(release, title="Police trained in Basra")
    assert newsroom.titles() == ["Police trained in Basra"] and read == [1, 1]
    assert finder.find(parse("").query, language="fr").cards[0].title == "Police trained in Basra" and read == [1, 1, 1]


def test_cards_that_are_asked_for_outlive_those_that_are_not(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeptCards, "MOST", 2)
    newsroom.published()
    kept, made = KeptCards(), finder.find(parse("").query).cards[0]
    for number in (1, 2, 3, 4, 1, 5):
        known = kept.at(7)
        if known.get((number, "en")) is None:
            kept.keep(known, {(number, "en"): made})
    assert [number for number in range(1, 6) if kept.at(7).get((number, "en"))] == [1, 3, 4, 5]
    assert kept.at(8).get((1, "en")) is None is kept.at(6).get((1, "en"))


def test_halves_grow_no_further_than_to_twice_their_size(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeptCards, "MOST", 2)
    newsroom.published()
    kept, made = KeptCards(), finder.find(parse("").query).cards[0]
    for last in range(20):
        for number in range(last + 1):
            known = kept.at(7)
            if known.get((number, "en")) is None:
                kept.keep(known, {(number, "en"): made})
        assert len(kept.at(7).young) <= 4 and len(kept.at(7).old) <= 4


def test_cards_of_an_earlier_moment_are_not_kept_among_later_ones(newsroom: Newsroom) -> None:
    newsroom.published()
    kept, card = KeptCards(), finder.find(parse("").query).cards[0]
    earlier = kept.at(1)
    kept.keep(kept.at(2), {(1, "en"): card})
    earlier.young[2, "en"] = card
    assert kept.at(2).get((1, "en")) is card and kept.at(2).get((2, "en")) is None


def test_months_are_counted_where_a_year_is_chosen_or_they_are_asked_for(newsroom: Newsroom) -> None:
    newsroom.published()
    year = finder.find(parse("").query).facets["year"][0].value
    assert finder.find(parse("").query).facets["month"] == ()
    assert len(finder.find(parse(f"from={year}&to={year}").query).facets["month"]) == 1
    listing = finder.find(parse("").query, counted=("month",))
    assert len(listing.facets["month"]) == 1 and listing.facets["year"] == ()
