"""A date as archives write it: a civil day, and an instant where one is given. Pure.

Known shapes: ISO 8601 with or without time and zone, "2001-7-25", "8.2.2009", "18/2/2009" where one number is above 12, and a day with
the month's name in any language of `releases.text`. What could be two days is refused rather than guessed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from dateline.releases.hours import UnclearTime, instant
from dateline.releases.text import read_date

FIRST_YEAR, LAST_YEAR = 1450, 2999  # printing, and a slip of the pen
LOOSE_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
TIME = re.compile(r"[T ](\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$")


class NoDate(ValueError):
    """A text that is no date, or more than one."""


@dataclass(frozen=True, slots=True)
class When:
    """`on` as written; `at` in UTC, where a time is given. `repaired` is how it was read when it was not ISO 8601."""

    on: date
    at: datetime | None = None
    repaired: str = ""


def read_when(text: str, zone: str) -> When:
    """Read a date. A time without a zone is one of `zone`. Raises NoDate with what would be right."""
    said = " ".join(str(text).split())
    clock = TIME.search(said)
    day, repaired = read_day(said[: clock.start()] if clock else said)
    if clock is None:
        return When(day, None, repaired)
    try:
        at = datetime.combine(day, time.fromisoformat(clock[1] if clock[1][1].isdigit() else f"0{clock[1]}"))
    except ValueError:
        raise NoDate(f"“{text}” has no time of day such as 16:43:22.") from None
    if at.time() == time.min and clock[2] is None:
        return When(day, None, repaired)
    try:
        return When(day, instant(at, zone) if clock[2] is None else at.replace(tzinfo=offset(clock[2])).astimezone(UTC), repaired)
    except UnclearTime as error:
        raise NoDate(f"“{text}”: {error} Write it with its offset, such as {day}T02:30:00+01:00.") from None
    except ValueError:
        raise NoDate(f"“{text}” has no offset such as +02:00.") from None


@cache
def offset(said: str) -> tzinfo | None:
    return datetime.strptime(said.replace("Z", "+0000").replace("UTC", "+0000"), "%z").tzinfo


def is_to_come(on: date, at: datetime | None, now: datetime) -> bool:
    """Whether a day has begun nowhere on earth, or an instant lies ahead: an import publishes at once, and holds nothing back."""
    return at > now if at else on > (now + timedelta(hours=14)).date()


def read_day(text: str) -> tuple[date, str]:
    """The day, and how it was read where it was not ISO 8601. Raises NoDate."""
    found, repaired = any_day(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NoDate(f"“{text}” is in the year {found.year}. Write a day between {FIRST_YEAR} and {LAST_YEAR}.")
    return found, repaired


def any_day(text: str) -> tuple[date, str]:
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        pass
    for shape, order in ((LOOSE_ISO, (1, 2, 3)), (DOTTED, (3, 2, 1))):
        match = shape.fullmatch(text)
        if match:
            return told(text, *(int(match[group]) for group in order))
    slashed = SLASHED.fullmatch(text)
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        if first > 12 or second > 12 or first == second:
            return told(text, year, *((second, first) if first > 12 else (first, second)))
        raise NoDate(f"“{text}” could be two days. Write {year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}.")
    named = read_date(text)
    if named is None:
        raise NoDate(f"“{text}” is not a date such as 2022-10-05.")
    return named, f"“{text}” was read as {named}"


def told(text: str, year: int, month: int, day: int) -> tuple[date, str]:
    if month > 12 >= day:  # "2003-19-11": nineteen is no month, so it is the day
        month, day = day, month
    try:
        found = date(year, month, day)
    except ValueError:
        raise NoDate(f"“{text}” is no day of the calendar. Write one such as 2022-10-05.") from None
    return found, f"“{text}” was read as {found}"
