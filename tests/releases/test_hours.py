"""Hours in zones: what exists, what comes twice, what never was."""

from datetime import UTC, datetime

import pytest

from dateline.releases import hours
from dateline.releases.hours import UnclearTime, everywhere, instant, left

ONCE = [
    ("2026-07-18T10:00", "Europe/Vienna", "2026-07-18T08:00"),
    ("2026-12-18T10:00", "Europe/Vienna", "2026-12-18T09:00"),
    ("2026-03-29T01:59", "Europe/Vienna", "2026-03-29T00:59"),
    ("2026-03-29T03:00", "Europe/Vienna", "2026-03-29T01:00"),
    ("2026-11-01T00:59", "America/New_York", "2026-11-01T04:59"),
    ("2026-11-01T02:00", "America/New_York", "2026-11-01T07:00"),
    ("2026-06-01T10:00", "Asia/Kathmandu", "2026-06-01T04:15"),
    ("2026-06-01T10:00", "Australia/Lord_Howe", "2026-05-31T23:30"),
    ("2026-12-01T10:00", "Australia/Lord_Howe", "2026-11-30T23:00"),
    ("2026-06-01T10:00", "UTC", "2026-06-01T10:00"),
]
NEVER = [
    ("2026-03-29T02:30", "Europe/Vienna", ["00:30", "01:30"], ["01:30 (UTC+1, 00:30 UTC)", "03:30 (UTC+2, 01:30 UTC)"]),
    ("2026-03-08T02:00", "America/New_York", ["06:00", "07:00"], ["01:00 (UTC-5, 06:00 UTC)", "03:00 (UTC-4, 07:00 UTC)"]),
    ("2026-10-04T02:15", "Australia/Lord_Howe", ["15:15", "15:45"], ["01:45 (UTC+10:30, 15:15 UTC)", "02:45 (UTC+11, 15:45 UTC)"]),
]
TWICE = [
    ("2026-10-25T02:30", "Europe/Vienna", ["00:30", "01:30"], ["02:30 (UTC+2, 00:30 UTC)", "02:30 (UTC+1, 01:30 UTC)"]),
    ("2026-11-01T01:00", "America/New_York", ["05:00", "06:00"], ["01:00 (UTC-4, 05:00 UTC)", "01:00 (UTC-5, 06:00 UTC)"]),
    ("2026-04-05T01:45", "Australia/Lord_Howe", ["14:45", "15:15"], ["01:45 (UTC+11, 14:45 UTC)", "01:45 (UTC+10:30, 15:15 UTC)"]),
]


@pytest.mark.parametrize(("local", "zone", "utc"), ONCE)
def test_an_hour_that_comes_once_is_one_instant(local: str, zone: str, utc: str) -> None:
    assert instant(datetime.fromisoformat(local), zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(("local", "zone", "utc", "said"), [*NEVER, *TWICE])
def test_any_other_hour_is_refused_with_the_choices(local: str, zone: str, utc: list[str], said: list[str]) -> None:
    with pytest.raises(UnclearTime) as refusal:
        instant(datetime.fromisoformat(local), zone)
    assert [f"{choice.at:%H:%M}" for choice in refusal.value.choices] == utc
    assert [choice.said for choice in refusal.value.choices] == said


@pytest.mark.parametrize(("cases", "words"), [(NEVER, "does not exist"), (TWICE, "comes twice")])
def test_the_refusal_says_what_is_wrong_and_what_may_be_chosen(cases: list[tuple[str, str, list[str], list[str]]], words: str) -> None:
    for local, zone, _, said in cases:
        with pytest.raises(UnclearTime, match=words) as refusal:
            instant(datetime.fromisoformat(local), zone)
        assert zone in str(refusal.value) and all(one in str(refusal.value) for one in said)


def test_every_choice_is_an_instant_that_can_be_asked_for() -> None:
    for local, zone, _, _ in NEVER:
        with pytest.raises(UnclearTime) as refusal:
            instant(datetime.fromisoformat(local), zone)
        for choice in refusal.value.choices:
            assert instant(hours.local(choice.at, zone).replace(tzinfo=None), zone) == choice.at


def test_an_instant_is_said_in_each_zone_once_and_in_utc() -> None:
    at = datetime(2026, 7, 18, 8, 0, tzinfo=UTC)
    assert everywhere(at, "Europe/Vienna", "Asia/Kathmandu", "Europe/Vienna") == ["10:00 Vienna", "13:45 Kathmandu", "08:00 UTC"]


def test_another_day_elsewhere_is_said() -> None:
    at = datetime(2026, 7, 18, 22, 30, tzinfo=UTC)
    assert everywhere(at, "Europe/Vienna", "America/New_York") == ["00:30 Vienna", "18:30 New York on 18 July", "22:30 UTC on 18 July"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(252, "4 min 12 s"), (5, "0 min 5 s"), (-9, "0 min 0 s"), (11_100, "3 h 5 min"), (187_200, "2 days 4 h"), (86_400, "1 day 0 h")],
)
def test_what_is_left_is_said_in_two_units(seconds: int, said: str) -> None:
    now = datetime(2026, 7, 18, 8, 0, tzinfo=UTC)
    assert left(datetime.fromtimestamp(now.timestamp() + seconds, UTC), now) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Europe/Vienna", ""), ("Asia/Dushanbe", ", 19 July"), ("America/New_York", "")],
)
def test_an_hour_of_another_day_there_says_which(zone: str, said: str) -> None:
    assert hours.day_of(datetime(2026, 7, 18, 20, 0, tzinfo=UTC), zone, datetime(2026, 7, 18, 8, 0, tzinfo=UTC)) == said


def test_an_hour_of_another_year_says_that_too() -> None:
    assert (
        hours.day_of(datetime(2027, 1, 2, 9, 0, tzinfo=UTC), "Europe/Vienna", datetime(2026, 12, 31, 9, 0, tzinfo=UTC))
        == ", 2 January 2027"
    )
