"""The hour strikes: a held release, its translation and its update, seen by a reader on both sides of it."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from dateline.media.models import Attachment, Picture
from dateline.record import log
from dateline.releases import schedule, seen, ticking
from dateline.releases.models import Outcome, Release
from dateline.site.models import Newsroom as Settings
from tests.desk.conftest import Desk, fields_of
from tests.newsroom import Newsroom
from tests.stories import hidden
from tests.stories.test_media import document, dressed, picture

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


def answers(newsroom: Newsroom, *paths: str) -> dict[str, hidden.Answer]:
    return {path: as_anybody(newsroom, path) for path in paths or LOOKED_AT}


def story(newsroom: Newsroom, *media: Picture | Attachment) -> tuple[Release, Release]:
    said = {"topics": ["Quokkas"], "offices": ["Bar"], "type": "Statement"}
    first = newsroom.draft("Quokka agreement", **said)
    second = newsroom.draft("اتفاق كوكا", language="ar", story=first.story, **said)
    for release in (dressed(first, *media), dressed(second, *media)):
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


def as_anybody(newsroom: Newsroom, path: str) -> hidden.Answer:
    answer = newsroom.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, dict(answer.items()), body


def test_what_the_desk_knows_is_known_to_nobody_else_before_the_hour(at_eight: time_machine.Traveller, newsroom: Newsroom) -> None:
    Settings(name="Newsroom", reference_pattern="PR-{year}-{n:03}").save()
    newsroom.published("Old news", topics=["Policing"])
    story(newsroom, picture(), document())
    known = hidden.known()
    options = {"topic": ["quokkas"], "office": ["bar"], "type": ["statement"]}
    pairs = list(hidden.pairs(known, options, ["PR-2026-002", "PR-2026-003"]))
    assert len(pairs) > 100 and len(known["files"]) == 12
    assert [pair.known for pair in pairs if pair.is_told_apart(partial(as_anybody, newsroom))] == []

    at_eight.move_to(NINE)
    ticking.tick()
    newsroom.settle()
    found = [pair.known for pair in pairs if pair.is_told_apart(partial(as_anybody, newsroom))]
    assert len(found) > 60 and {path.split("/")[1] for path in found} >= {"news", "files", "ref", "topics", "offices", "fr"}


def test_an_update_of_an_imported_release_set_at_the_desk_changes_no_public_byte_until_its_hour(
    at_eight: time_machine.Traveller,
    newsroom: Newsroom,
    tmp_path: Path,
) -> None:
    file = tmp_path / "old.txt"
    file.write_text("Quokka census\nPublishing date: 5 October 2022\nWhat we do: Quokkas\nThere are forty.\n")
    call_command("import", str(file), "--create-terms", stdout=io.StringIO())
    newsroom.settle()
    release, looked_at = Release.objects.get(), (*LOOKED_AT, "/news/?from=2022&to=2022")
    path = newsroom.path(release)
    before = answers(newsroom, *looked_at, path, f"{path}editions/1/", f"{path}editions/2/")
    said = {"title": "Quokka census", "lead": "There are forty-one.", "change_kind": "correction", "change_note": "One had slept."}
    sent = {**fields_of(newsroom, release, topics=["Quokkas"], **said, go_live_at="2026-11-25T09:00"), "action-schedule": "action-schedule"}
    Desk(newsroom, newsroom.editor()).sends(f"/desk/releases/edit/{release.pk}/", sent)
    for moment in (EIGHT, NINE - timedelta(milliseconds=1)):
        at_eight.move_to(moment)
        ticking.tick()
        assert Release.objects.get().prepared and Release.objects.get().live
        assert answers(newsroom, *looked_at, path, f"{path}editions/1/", f"{path}editions/2/") == before
    at_eight.move_to(NINE)
    ticking.tick()
    newsroom.settle()
    told = newsroom.get(path).content.decode()
    assert "There are forty-one." in told and "One had slept." in newsroom.get("/corrections/").content.decode()
    assert newsroom.item(release).published_on.isoformat() == "2022-10-05" and newsroom.get(f"{path}editions/1/").status_code == 200


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
