from datetime import UTC, date, datetime

import pytest

from dateline.ingest.when import NoDate, read_when


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2022-10-05", date(2022, 10, 5)),
        ("2001-7-25", date(2001, 7, 25)),
        ("2003-19-11", date(2003, 11, 19)),
        ("2009/2/8", date(2009, 2, 8)),
        ("08.02.2009", date(2009, 2, 8)),
        ("8. 2. 2009", date(2009, 2, 8)),
        ("25/12/2009", date(2009, 12, 25)),
        ("12/25/2009", date(2009, 12, 25)),
        ("7/7/2009", date(2009, 7, 7)),
        ("14 februarie 2009", date(2009, 2, 14)),
        ("5 October 2022", date(2022, 10, 5)),
        ("October 5, 2022", date(2022, 10, 5)),
        ("18 июля 2022", date(2022, 7, 18)),
    ],
)
def test_days_are_read_in_the_shapes_of_real_archives(text: str, on: date) -> None:
    found = read_when(text, "UTC")
    assert (found.on, found.at) == (on, None)
    assert bool(found.repaired) == (text != on.isoformat())


@pytest.mark.parametrize(
    ("text", "on", "at"),
    [
        ("2012-12-06 16:43:22 -0400", date(2012, 12, 6), datetime(2012, 12, 6, 20, 43, 22, tzinfo=UTC)),
        ("2011-11-28 8:32:24 -0400", date(2011, 11, 28), datetime(2011, 11, 28, 12, 32, 24, tzinfo=UTC)),
        ("2018-03-29T00:00:00-04:00", date(2018, 3, 29), datetime(2018, 3, 29, 4, 0, tzinfo=UTC)),
        ("2018-03-29T23:30:00Z", date(2018, 3, 29), datetime(2018, 3, 29, 23, 30, tzinfo=UTC)),
        ("2018-07-01 10:00", date(2018, 7, 1), datetime(2018, 7, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_time_makes_an_instant_and_the_day_stays_as_written(text: str, on: date, at: datetime) -> None:
    found = read_when(text, "Europe/Vienna")
    assert (found.on, found.at) == (on, at)


def test_midnight_without_a_zone_is_a_day_alone() -> None:
    assert read_when("2018-07-01 00:00:00", "Europe/Vienna").at is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2022-13-40", "“2022-13-40” is no day of the calendar. Write one such as 2022-10-05."),
        ("08-11-2005", "“08-11-2005” could be two days. Write 2005-08-11 or 2005-11-08."),
        ("3/4/2005", "“3/4/2005” could be two days. Write 2005-03-04 or 2005-04-03."),
        ("yesterday", "“yesterday” is not a date such as 2022-10-05."),
        ("", "“” is not a date such as 2022-10-05."),
        ("2022-10-05 25:61", "“2022-10-05 25:61” has no time of day such as 16:43:22."),
    ],
)
def test_what_is_no_date_or_two_is_refused_with_the_way_out(text: str, problem: str) -> None:
    with pytest.raises(NoDate) as refused:
        read_when(text, "UTC")
    assert str(refused.value) == problem
