"""The hour strikes: a held release, its translation and its update, seen by a reader on both sides of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dateline.record import log
from dateline.releases import schedule, seen, ticking
from dateline.releases.models import Outcome, Release
from tests.newsroom import Newsroom

EIGHT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)
LOOKED_AT = (
    "/",
    "/news/",
    "/news.json",
    "/news.csv",
    "/news/?topic=quokkas",
    "/topics/",
    "/corrections/",
    "/offices/bar/",
    "/news/?q=quokka",
)


@pytest.fixture
def at_eight(newsroom: Newsroom) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EIGHT, tick=False) as traveller:
        yield traveller


def answers(newsroom: Newsroom) -> list[tuple[int, bytes]]:
    return [(answer.status_code, answer.content) for path in LOOKED_AT for answer in [newsroom.get(path)]]


def story(newsroom: Newsroom) -> tuple[Release, Release]:
    first = newsroom.draft("Quokka agreement", topics=["Quokkas"], offices=["Bar"])
    second = newsroom.draft("اتفاق كوكا", language="ar", story=first.story, topics=["Quokkas"], offices=["Bar"])
    for release in (first, second):
        schedule.schedule(release, by=newsroom.editor(), at=NINE)
    return first, second


def test_before_the_hour_no_reader_sees_anything_and_at_the_hour_all_of_it(at_eight: time_machine.Traveller, newsroom: Newsroom) -> None:
    newsroom.published("Old news", topics=["Policing"])
    before = answers(newsroom)
    first, second = story(newsroom)
    at_eight.move_to(NINE - timedelta(milliseconds=1))
    ticking.tick()
    newsroom.settle()
    assert answers(newsroom) == before
    at_eight.move_to(NINE)
    ticking.tick()
    newsroom.settle()
    assert newsroom.find("topic=quokkas")["total"] == 1 and newsroom.find("topic=quokkas&language=any")["total"] == 2
    for release in (first, second):
        page = newsroom.get(newsroom.path(release)).content.decode()
        assert all(newsroom.path(other) in page for other in (first, second))


def test_planning_writes_no_change_into_the_record(at_eight: time_machine.Traveller, newsroom: Newsroom) -> None:
    at = log.position()
    first, _ = story(newsroom)
    schedule.cancel(first, by=newsroom.editor())
    assert log.position() == at


def test_what_the_clock_did_is_noted_when_it_is_seen_from_outside(
    at_eight: time_machine.Traveller, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = story(newsroom)
    at_eight.move_to(NINE)
    ticking.tick()
    monkeypatch.setattr(seen.Outside, "get", lambda self, path: (0, b""))
    assert seen.look(seen.waiting()) == 2 and first.outcomes.get().seen_at == {}
    monkeypatch.setattr(seen.Outside, "get", lambda self, path: as_reader(newsroom, path))
    assert seen.look(seen.waiting()) == 2  # the pages, not the listing: the index has not followed
    newsroom.settle()
    assert seen.look(seen.waiting()) == 0
    assert first.outcomes.get().seen_at == {"page": NINE.isoformat(), "listing": NINE.isoformat()}


def test_what_was_taken_down_is_seen_to_be_gone(
    at_eight: time_machine.Traveller, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = newsroom.published(expire_at=NINE)
    at_eight.move_to(NINE)
    ticking.tick()
    newsroom.settle()
    monkeypatch.setattr(seen.Outside, "get", lambda self, path: as_reader(newsroom, path))
    assert newsroom.get(f"/news/{newsroom.item(release).public_id}/").status_code == 410
    assert seen.look(seen.waiting()) == 0 and set(Outcome.objects.get().seen_at) == {"page", "listing"}


def as_reader(newsroom: Newsroom, path: str) -> tuple[int, bytes]:
    answer = newsroom.reader.get(path.removeprefix("http://127.0.0.1:8000"), follow=True)
    return answer.status_code, answer.content
