"""The hour at the desk: set, seen by every clock, locked, called off, brought forward."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dateline.people.models import Role
from dateline.record.models import Item
from dateline.releases import heartbeat, schedule, ticking
from dateline.releases.models import Release
from tests.desk.conftest import Desk, fields_of
from tests.newsroom import Newsroom

EIGHT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
AT_TEN = {"zone": "Europe/Vienna", "go_live_at": "2026-11-25T10:00"}


@pytest.fixture
def at_eight(newsroom: Newsroom) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EIGHT, tick=False) as traveller:
        yield traveller


def sends(desk: Desk, release: Release, act: str = "schedule", **fields: str) -> str:
    data = fields_of(desk.newsroom, release, **{**AT_TEN, **fields}) | ({f"action-{act}": f"action-{act}"} if act else {})
    return str(desk.client.post(f"/desk/releases/edit/{release.pk}/", data, follow=True).content.decode())


def again(release: Release) -> Release:
    return Release.objects.get(pk=release.pk)


def drafted(newsroom: Newsroom) -> Release:
    return newsroom.draft(offices=[])


def test_a_local_time_is_an_instant_in_the_releases_zone(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    page = sends(desk, release)
    assert again(release).go_live_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC) and again(release).prepared
    assert "goes out by itself at 10:00 Vienna, 25 November 2026 · 09:00 UTC." in page and not Item.objects.exists()


def test_what_waits_is_locked_with_a_way_out(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release)
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert "Goes out at 10:00 Vienna, 25 November 2026 · 09:00 UTC, in 1 h 0 min." in page
    assert "Cancel the hour" in page and "Publish now…" in page and 'name="action-publish"' not in page
    assert "could not be saved as it is locked" in sends(desk, release, "", title="Changed")
    assert again(release).get_latest_revision_as_object().title == "Police trained in Bar"


def test_called_off_it_is_a_draft_that_keeps_its_time_as_a_wish(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release)
    assert "10:00 Vienna" in desk.page(f"/desk/releases/unschedule/{release.pk}/")
    desk.sends(f"/desk/releases/unschedule/{release.pk}/", {})
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert not again(release).prepared and 'value="2026-11-25T10:00"' in page and "Schedule for 10:00 Vienna" in page


def test_there_is_nothing_to_call_off_twice(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    assert desk.sends(f"/desk/releases/unschedule/{release.pk}/", {}).status_code == 302
    assert "waits for no hour" in desk.page(f"/desk/releases/edit/{release.pk}/")


def test_publishing_before_the_hour_asks_and_names_the_time_left(at_eight: time_machine.Traveller, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    at_eight.shift(timedelta(minutes=55, seconds=48))
    page = re.sub(r"</?span[^>]*>", "", sends(desk, release, "publish"))
    assert "10:00 Vienna, 25 November 2026 · 09:00 UTC: 4 min 12 s from now." in page and "Publish now, 4 min 12 s early" in page
    assert not Item.objects.exists()
    desk.sends(f"/desk/releases/publish_now/{release.pk}/", {})
    assert again(release).live and not again(release).prepared and Item.objects.count() == 1


def test_what_waits_can_be_published_now_too(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release)
    desk.sends(f"/desk/releases/publish_now/{release.pk}/", {})
    assert again(release).live and again(release).get_lock() is None


@pytest.mark.parametrize(
    ("text", "said", "choices"),
    [
        ("2027-03-28T02:30", "does not exist in Europe/Vienna", ["2027-03-28T00:30:00+00:00", "2027-03-28T01:30:00+00:00"]),
        ("2027-10-31T02:30", "comes twice in Europe/Vienna", ["2027-10-31T00:30:00+00:00", "2027-10-31T01:30:00+00:00"]),
    ],
)
def test_an_hour_that_is_not_one_instant_is_asked_about(
    text: str, said: str, choices: list[str], at_eight: object, newsroom: Newsroom, desk: Desk
) -> None:
    release = drafted(newsroom)
    page = sends(desk, release, go_live_at=text)
    assert said in page and not again(release).prepared
    assert re.findall(r'name="go_live_at_which" value="([^"]*)"', page) == choices
    sends(desk, release, go_live_at=text, go_live_at_which=choices[1])
    assert again(release).go_live_at == datetime.fromisoformat(choices[1])


def test_a_chosen_instant_stays_chosen(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release, "", go_live_at="2027-10-31T02:30", go_live_at_which="2027-10-31T01:30:00+00:00")
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert 'value="2027-10-31T02:30"' in page and 'value="2027-10-31T01:30:00+00:00" checked' in page


@pytest.mark.parametrize(("text", "said"), [("", "Say when it goes out"), ("2026-11-25T08:00", "2026-11-25 08:00 Vienna is past")])
def test_no_hour_and_a_past_hour_are_refused(text: str, said: str, at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    page = sends(desk, release, go_live_at=text)
    assert said in page and "No hour was set. Each problem is told at its field." in page and not again(release).prepared


def test_nonsense_for_an_hour_is_refused_with_an_example(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    assert "“tomorrow” is no day and time. Write it such as 2026-11-25 10:00." in sends(desk, drafted(newsroom), go_live_at="tomorrow")


def test_what_lacks_something_cannot_wait(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    assert "The lead is missing" in sends(desk, release, lead="") and not again(release).prepared


def test_an_officer_may_wish_for_an_hour_and_no_more(at_eight: object, newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    release, officer = newsroom.draft(offices=["Bar"]), desk_of(Role.OFFICER, "Bar")
    data = fields_of(newsroom, release, offices=["Bar"], **AT_TEN) | {"action-schedule": "action-schedule"}
    officer.sends(f"/desk/releases/edit/{release.pk}/", data)
    assert not again(release).prepared and again(release).get_latest_revision_as_object().go_live_at
    page = officer.page(f"/desk/releases/edit/{release.pk}/")
    assert "action-schedule" not in page and "action-publish" not in page


def test_an_editor_of_another_office_sets_no_hour(at_eight: object, newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    release = newsroom.draft(offices=["Bar"])
    schedule.schedule(release, by=newsroom.editor(), at=EIGHT + timedelta(hours=1))
    other = desk_of(Role.EDITOR, "Tuzla")
    for name in ("unschedule", "publish_now"):
        other.sends(f"/desk/releases/{name}/{release.pk}/", {})
    assert again(release).prepared and not again(release).live


def test_a_new_release_can_be_scheduled_from_its_first_form(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    data = fields_of(newsroom, **AT_TEN) | {"action-schedule": "action-schedule"}
    desk.sends("/desk/releases/add/", data)
    assert Release.objects.get().prepared


def test_the_side_panel_says_the_hour_by_every_clock(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release, person = drafted(newsroom), newsroom.person("editor-everywhere")
    type(person).objects.filter(pk=person.pk).update(zone="Asia/Kathmandu")
    sends(desk, release, "")
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert all(f"<li>{one}</li>" in page for one in ("10:00 Vienna, 25 November 2026", "14:45 Kathmandu", "09:00 UTC"))
    assert "The worker is not running" in page


def test_the_report_says_when_it_was_due_done_and_seen(at_eight: time_machine.Traveller, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release)
    at_eight.shift(timedelta(hours=1))
    ticking.tick()
    outcome = again(release).outcomes.get()
    outcome.seen_at = {"page": "2026-11-25T09:00:00.420000+00:00"}
    outcome.save()
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert "Published, due" in page and "10:00:00.0" in page and "<dt>page seen</dt><dd>10:00:00.4</dd>" in page


def test_what_did_not_go_out_says_why_to_its_editor(at_eight: time_machine.Traveller, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release)
    Release.objects.update(prepared="{}")
    at_eight.shift(timedelta(hours=1))
    ticking.tick()
    assert "did not go out. ValueError: not the content" in desk.page("/desk/")
    assert "It did not go out." in desk.page(f"/desk/releases/edit/{release.pk}/")


def test_the_first_page_says_what_goes_out_next(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release)
    page = " ".join(re.sub(r"<[^>]*>", "", desk.page("/desk/")).split())
    assert "Next out: 10:00 Vienna 09:00 UTC in 1 h 0 min Police trained in Bar" in page
    assert "The worker is not running" in page and "◷ Scheduled 10:00 Vienna" in page


def test_with_a_clock_that_runs_nothing_is_said_of_it(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    sends(desk, drafted(newsroom))
    heartbeat.beat()
    assert "The worker is not running" not in desk.page("/desk/")


def test_today_stands_by_the_hour(at_eight: time_machine.Traveller, newsroom: Newsroom, desk: Desk) -> None:
    newsroom.withdraw(newsroom.published("Withdrawn today"))
    at_eight.shift(timedelta(minutes=5))
    newsroom.published("Out today")
    sends(desk, drafted(newsroom))
    page = desk.page("/desk/")
    today = page[page.index('id="today"') : page.index('id="public"')]
    states = re.findall(r"([●✕◷])</i> ([A-Z][a-z]+)", today)
    assert states == [("●", "Public"), ("✕", "Withdrawn"), ("●", "Public"), ("◷", "Scheduled")]


def test_an_end_can_be_set_and_kept_in_a_later_draft(at_eight: time_machine.Traveller, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release, "publish", go_live_at="", expire_at="2026-11-25T10:00")
    assert again(release).expire_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    at_eight.shift(timedelta(hours=2))
    ticking.tick()
    sends(desk, release, "", go_live_at="", expire_at="2026-11-25T10:00", title="Written after the end")
    assert again(release).get_latest_revision_as_object().title == "Written after the end"
    assert "✕</i> Its time is over" in desk.page("/desk/releases/")


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("2026-11-25T10:00", "2026-11-25T09:30", "2026-11-25 09:30 Vienna is before it goes out. Choose a later time, or none."),
        ("", "2026-11-24T10:00", "2026-11-24 10:00 Vienna is past. Choose a later time, or none."),
    ],
)
def test_an_end_that_cannot_be_is_told_at_the_end_alone(
    begin: str, end: str, said: str, at_eight: object, newsroom: Newsroom, desk: Desk
) -> None:
    page = sends(desk, drafted(newsroom), "", go_live_at=begin, expire_at=end)
    assert page.count(said) == 1 and "date/time" not in page


def test_what_waits_is_not_deleted_by_an_officer(at_eight: object, newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    release = newsroom.draft(offices=["Bar"])
    schedule.schedule(release, by=newsroom.editor(), at=EIGHT + timedelta(hours=1))
    officer = desk_of(Role.OFFICER, "Bar")
    officer.sends(f"/desk/releases/delete/{release.pk}/", {})
    assert "Cancel the hour first" in officer.page(f"/desk/releases/edit/{release.pk}/") and again(release).prepared


def test_the_list_is_narrowed_to_what_waits(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    sends(desk, drafted(newsroom))
    newsroom.draft("Only a draft")
    scheduled, drafts = (desk.page(f"/desk/releases/?state={state}") for state in ("scheduled", "draft"))
    assert "Police trained in Bar" in scheduled and "Only a draft" not in scheduled
    assert "Police trained in Bar" not in drafts and "Only a draft" in drafts


def test_an_hour_of_another_day_is_not_taken_for_todays(at_eight: object, newsroom: Newsroom, desk: Desk) -> None:
    release = drafted(newsroom)
    sends(desk, release, "", go_live_at="2026-11-26T10:00")
    assert "Schedule for 10:00 Vienna, 26 November<" in desk.page(f"/desk/releases/edit/{release.pk}/")
    sends(desk, release, go_live_at="2026-11-26T10:00")
    assert "◷</i> Scheduled 10:00 Vienna, 26 November<" in desk.page("/desk/releases/")
