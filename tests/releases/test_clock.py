"""The clock: never early, never twice, each for itself."""

import contextlib
import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from dateline.people.models import Role
from dateline.record import publish as record
from dateline.record.models import Change, Item, Kind
from dateline.releases import clock, heartbeat, lifecycle, schedule, ticking
from dateline.releases.checks import NotReady
from dateline.releases.models import Outcome, Release
from dateline.vocabularies.models import Topic
from tests.newsroom import Newsroom

NINE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
MS = timedelta(milliseconds=1)


@pytest.fixture
def at_eight(newsroom: Newsroom) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NINE - timedelta(hours=1), tick=False) as traveller:
        yield traveller


def planned(newsroom: Newsroom, title: str = "Budget for 2027", *, at: datetime = NINE, **fields: Any) -> Release:
    release = newsroom.draft(title, **fields)
    schedule.schedule(release, by=newsroom.editor(), at=at)
    return Release.objects.get(pk=release.pk)


def again(release: Release) -> Release:
    return Release.objects.get(pk=release.pk)


def test_a_millisecond_before_nothing_and_at_the_hour_everything(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom, zone="Europe/Vienna")
    at_eight.move_to(NINE - MS)
    assert ticking.tick() == 0 and not Item.objects.exists() and not again(release).live
    at_eight.move_to(NINE)
    assert ticking.tick() == 1 and again(release).live
    item = newsroom.item(release)
    assert (item.published_at, item.published_on.isoformat(), item.changes.get().at) == (NINE, "2026-11-25", NINE)


def test_an_hour_too_early_asked_of_the_clock_itself_does_nothing(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    assert clock.strike(clock.Due(NINE, release.pk, clock.PUBLISH), NINE - MS) is None
    assert not Item.objects.exists()


def test_the_day_of_publication_is_the_zones(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom, zone="Pacific/Auckland", at=datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    at_eight.move_to(datetime(2026, 11, 25, 12, 0, 1, tzinfo=UTC))
    ticking.tick()
    assert newsroom.item(release).published_on.isoformat() == "2026-11-26"
    assert newsroom.item(release).published_at == datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def test_what_waits_is_locked_and_told_so(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    assert release.approved_schedule and str(release.status_string) == "scheduled" and release.get_lock().for_user(newsroom.editor())
    assert release.go_live_at == NINE == release.scheduled_revision.approved_go_live_at


def test_afterwards_nothing_waits_and_nothing_is_locked(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    at_eight.move_to(NINE)
    ticking.tick()
    release = again(release)
    assert (release.prepared, release.go_live_at, release.approved_schedule, release.get_lock()) == ("", None, False, None)
    assert not release.has_unpublished_changes and release.live_revision_id == release.latest_revision_id
    assert clock.next_due() is None and ticking.tick() == 0


def test_an_update_of_an_imported_release_changes_nothing_until_the_hour(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    imported = newsroom.draft("Old news")
    newsroom.imported([(imported, NINE.date())])
    text = again(imported).get_latest_revision_as_object()
    text.title, text.change_note = "Old news, put right", "The title."
    schedule.schedule(text, by=newsroom.editor(), at=NINE)
    row = again(imported)
    assert row.live and row.title == "Old news" and row.live_revision_id and newsroom.titles() == ["Old news"]
    at_eight.move_to(NINE)
    ticking.tick()
    newsroom.settle()
    assert newsroom.titles() == ["Old news, put right"] == [again(imported).title] and newsroom.edition(imported).number == 2


def test_even_its_first_revision_may_be_scheduled(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    imported = newsroom.draft("Old news")
    newsroom.imported([(imported, NINE.date())])
    revision = again(imported).latest_revision
    assert revision is not None
    revision.content = {**revision.content, "go_live_at": NINE.isoformat(), "change_note": "None."}
    revision.publish(user=newsroom.editor(), skip_permission_checks=True)
    assert again(imported).live and again(imported).live_revision_id


def test_a_time_called_off_never_comes(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    schedule.cancel(release, by=newsroom.editor())
    at_eight.move_to(NINE + timedelta(days=1))
    assert ticking.tick() == 0 and not again(release).approved_schedule and again(release).get_lock() is None
    assert again(release).get_latest_revision_as_object().go_live_at == NINE  # as a wish


def test_published_now_it_does_not_come_again(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    schedule.publish_now(release, by=newsroom.editor())
    assert newsroom.item(release).published_at == NINE - timedelta(hours=1)
    at_eight.move_to(NINE)
    assert ticking.tick() == 0 and Change.objects.count() == 1


def test_a_later_time_takes_the_place_of_an_earlier_one(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    schedule.schedule(again(release).get_latest_revision_as_object(), by=newsroom.editor(), at=NINE + timedelta(hours=1))
    at_eight.move_to(NINE)
    assert ticking.tick() == 0
    at_eight.move_to(NINE + timedelta(hours=1))
    assert ticking.tick() == 1


def test_withdrawn_with_an_update_planned_it_stays_withdrawn(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = newsroom.published()
    text = again(release)
    text.change_note = "More."
    schedule.schedule(text, by=newsroom.editor(), at=NINE)
    newsroom.withdraw(release)
    at_eight.move_to(NINE)
    assert ticking.tick() == 0 and newsroom.item(release).state == "withdrawn"


def test_who_may_not_publish_may_not_plan_it(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    officer, release = newsroom.person("officer", Role.OFFICER), newsroom.draft()
    with pytest.raises(PermissionDenied):
        schedule.schedule(release, by=officer, at=NINE)
    planned_one = planned(newsroom)
    with pytest.raises(PermissionDenied):
        schedule.cancel(planned_one, by=officer)
    assert again(planned_one).approved_schedule


def test_a_past_hour_and_every_other_problem_are_told_at_once(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = newsroom.draft(" ", lead="")
    with pytest.raises(NotReady) as refusal:
        schedule.schedule(release, by=newsroom.editor(), at=NINE - timedelta(days=1))
    assert {problem.field for problem in refusal.value.problems} == {"title", "lead", "go_live_at"}
    assert "2026-11-24 09:00 UTC is past" in str(refusal.value)


def test_an_end_before_the_beginning_is_refused(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = newsroom.draft(expire_at=NINE - timedelta(minutes=1))
    with pytest.raises(NotReady, match="before it goes out"):
        schedule.schedule(release, by=newsroom.editor(), at=NINE)


def test_what_was_prepared_goes_out_as_it_was_prepared(newsroom: Newsroom, at_eight: time_machine.Traveller, monkeypatch: Any) -> None:
    release = planned(newsroom, topics=["Policing"], offices=["Bar"], type="News")

    def never(text: Release) -> None:
        raise AssertionError("composed at the hour")

    monkeypatch.setattr(clock, "compose", never)
    at_eight.move_to(NINE)
    assert ticking.tick() == 1 and again(release).live


def test_a_term_called_something_else_since_is_composed_again(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom, topics=["Policing"])
    Topic.objects.update(labels={"en": "Police"})
    at_eight.move_to(NINE)
    ticking.tick()
    assert '"label":"Police"' in newsroom.edition(release).content


def test_one_that_fails_is_parked_and_the_others_go_out(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    bad, good = planned(newsroom, "Bad"), planned(newsroom, "Good")
    Release.objects.filter(pk=bad.pk).update(prepared="{}")
    at_eight.move_to(NINE)
    assert ticking.tick() == 2 and again(good).live
    bad = again(bad)
    assert not bad.live and bad.get_lock() is None and "not the content of an edition" in bad.parked
    assert bad.outcomes.get().problem == bad.parked and ticking.tick() == 0


def test_a_parked_one_can_be_published_by_hand(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    Release.objects.filter(pk=release.pk).update(prepared="{}")
    at_eight.move_to(NINE)
    ticking.tick()
    schedule.publish_now(release, by=newsroom.editor())
    assert again(release).live and again(release).parked == ""


def test_a_busy_database_parks_nothing(newsroom: Newsroom, at_eight: time_machine.Traveller, monkeypatch: Any) -> None:
    release = planned(newsroom)

    def busy(*_: object) -> None:
        raise OperationalError("database is locked")

    at_eight.move_to(NINE)
    with monkeypatch.context() as patch:
        patch.setattr(clock.record, "publish", busy)
        assert ticking.tick() == 0 and again(release).parked == ""
    assert ticking.tick() == 1 and again(release).live


def test_what_has_had_its_time_is_taken_down(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = newsroom.published(expire_at=NINE)
    at_eight.move_to(NINE - MS)
    assert ticking.tick() == 0
    at_eight.move_to(NINE)
    assert ticking.tick() == 1
    change = newsroom.item(release).changes.latest("n")
    assert (change.kind, change.note) == (Kind.EXPIRED, "")
    assert again(release).expired and not again(release).live and again(release).outcomes.get().act == "expire"


def test_it_goes_out_and_ends_by_itself(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom, expire_at=NINE + timedelta(hours=1))
    for hour, state in ((0, "live"), (1, "withdrawn")):
        at_eight.move_to(NINE + timedelta(hours=hour))
        assert ticking.tick() == 1 and newsroom.item(release).state == state


def test_an_update_planned_for_after_the_end_brings_it_back(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = newsroom.published(expire_at=NINE)
    text = again(release)
    text.title, text.change_note, text.expire_at = "Once more", "A new round.", None
    schedule.schedule(text, by=newsroom.editor(), at=NINE + timedelta(hours=1))
    at_eight.move_to(NINE)
    ticking.tick()
    assert newsroom.item(release).state == "withdrawn" and again(release).approved_schedule
    at_eight.move_to(NINE + timedelta(hours=1))
    ticking.tick()
    assert newsroom.item(release).state == "live" and again(release).title == "Once more" and not again(release).expired


def test_after_a_down_time_it_goes_out_late_with_the_time_it_was_due(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    at_eight.move_to(NINE + timedelta(hours=5))
    ticking.tick()
    outcome = again(release).outcomes.get()
    assert newsroom.item(release).published_at == NINE == outcome.due_at and outcome.done_at == NINE + timedelta(hours=5)


def test_or_is_held_and_asked_for(newsroom: Newsroom, at_eight: time_machine.Traveller, monkeypatch: Any) -> None:
    monkeypatch.setattr(settings, "AFTER_DOWNTIME", "hold")
    late, soon = planned(newsroom, "Late", zone="Europe/Vienna"), planned(newsroom, "Soon", at=NINE + timedelta(minutes=50))
    at_eight.move_to(NINE + timedelta(hours=1))
    ticking.tick()
    assert again(soon).live and not again(late).live
    assert again(late).parked.startswith("It was due at 10:00 Vienna, but this newsroom's worker did not run until 11:00 Vienna.")


def test_fifty_at_one_second_with_two_clocks_go_out_once_each(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    releases = [planned(newsroom, f"Number {number}") for number in range(50)]
    Release.objects.filter(pk=releases[7].pk).update(prepared="{}")
    at_eight.move_to(NINE)
    struck: list[int] = []

    def run() -> None:
        while clock.due(NINE):
            struck.append(ticking.tick())
        connection.close()

    clocks = [threading.Thread(target=run) for _ in range(2)]
    for thread in clocks:
        thread.start()
    for thread in clocks:
        thread.join()
    assert sum(struck) == 50 == Outcome.objects.count() and Outcome.objects.exclude(problem="").count() == 1
    assert Item.objects.count() == Change.objects.count() == 49 and Release.objects.filter(live=True).count() == 49


def test_a_failure_in_the_record_leaves_row_and_record_as_they_were(
    newsroom: Newsroom, at_eight: time_machine.Traveller, monkeypatch: Any
) -> None:
    release = planned(newsroom)

    def refused(*_: object, **__: object) -> None:
        raise record.RecordError("the record said no")

    monkeypatch.setattr(record, "note_change", refused)
    at_eight.move_to(NINE)
    ticking.tick()
    assert not again(release).live and not Item.objects.exists() and again(release).parked == "the record said no"


def test_what_can_never_be_public_again_is_refused_before_the_hour(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = newsroom.published()
    lifecycle.withdraw(release, by=newsroom.editor(), reason="Never.", kind=Kind.RETRACTED)
    with pytest.raises(NotReady, match="retracted"):
        schedule.schedule(again(release), by=newsroom.editor(), at=NINE)


def test_a_clock_that_goes_shows_that_it_lives_and_tells_of_its_strokes(newsroom: Newsroom) -> None:
    with time_machine.travel(NINE - timedelta(hours=1)):
        planned(newsroom, at=timezone.now() + timedelta(seconds=2))
        assert heartbeat.silent_s() is None and not heartbeat.is_running()
        stop, struck = threading.Event(), threading.Event()
        clock_thread = threading.Thread(target=ticking.run, args=(stop, struck.set))
        clock_thread.start()
        assert struck.wait(20) and heartbeat.is_running() and Outcome.objects.get().done_at
        stop.set()
        clock_thread.join(20)
    with time_machine.travel(NINE):
        assert not heartbeat.is_running() and int(heartbeat.silent_s() or 0) in range(3500, 3601)


def said_by_doctor() -> list[str]:
    told = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("doctor", stdout=told, stderr=io.StringIO())
    return [line for line in told.getvalue().splitlines() if "  hour" in line]


def test_the_doctor_says_what_keeps_hours_from_being_kept(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    assert said_by_doctor()[0] == "BAD  hour: the clock has never run; dateline serve, or dateline worker"
    heartbeat.beat()
    planned(newsroom, "Never out")
    bad = planned(newsroom, "Cannot go out", at=NINE - timedelta(minutes=30))
    Release.objects.filter(pk=bad.pk).update(prepared="{}")
    at_eight.move_to(NINE - timedelta(minutes=30))
    ticking.tick()
    at_eight.move_to(NINE + timedelta(minutes=1))
    clock_line, overdue, parked = said_by_doctor()
    assert clock_line == "BAD  hour: the clock has been silent for 3,660 s; dateline serve, or dateline worker"
    assert overdue == "BAD  hour: overdue: 1; should be out and are not; is a worker running?"
    assert parked.startswith("BAD  hour: did not go out: Cannot go out (ValueError: not the content of an edition")


def test_a_second_clock_leaves_the_stroke_to_the_first(newsroom: Newsroom, at_eight: time_machine.Traveller) -> None:
    release = planned(newsroom)
    due, around = clock.due(NINE), clock.Round.read(clock.due(NINE))
    at_eight.move_to(NINE)
    assert ticking.tick() == 1
    assert clock.strike(due[0], NINE, around) is None and not clock.claim(around.rows[release.pk], around.revisions[release.pk], NINE)


def test_another_text_for_the_same_hour_set_in_between_is_struck_at_the_next_look(
    newsroom: Newsroom, at_eight: time_machine.Traveller
) -> None:
    release = planned(newsroom)
    due, around = clock.due(NINE), clock.Round.read(clock.due(NINE))
    at_eight.shift(timedelta(minutes=1))
    schedule.schedule(again(release).get_latest_revision_as_object(), by=newsroom.editor(), at=NINE)
    at_eight.move_to(NINE)
    assert clock.strike(due[0], NINE, around) is None and not again(release).live and again(release).prepared
    assert ticking.tick() == 1
