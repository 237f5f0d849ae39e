"""Dates as an address spells them (`2022`, `2022-10`, `2022-10-05`) and the civil days they stand for. Pure."""

import re
from calendar import monthrange

# Four digits without a leading zero: ISO days of these years sort as text, in every engine.
_DATE = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_date(text: str) -> bool:
    """Whether this is a year, a month or a day that the calendar has."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def first_day(date: str) -> str:
    """The first civil day of a date: "2022-01-01" for "2022"."""
    return date + "-01-01"[len(date) - 4 :]


def last_day(date: str) -> str:
    """The last civil day of a date: "2022-02-28" for "2022-02"."""
    if len(date) == 4:
        return date + "-12-31"
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date
