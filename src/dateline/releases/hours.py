"""A time on a wall clock: an instant. Pure.

An hour that does not exist (clocks go forward) or exists twice (they go back) is never guessed: the choices are told, and somebody
decides. Source of the rules: the IANA database, by `zoneinfo`; PEP 495 says what `fold` means.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Choice:
    """One instant that could be meant, and how to ask for it."""

    at: datetime  # UTC
    said: str


class UnclearTime(ValueError):
    """A local time that is no instant, or two; `choices` are the instants that could be meant."""

    def __init__(self, message: str, choices: tuple[Choice, ...]) -> None:
        super().__init__(message)
        self.choices = choices


def instant(local: datetime, zone: str) -> datetime:
    """The instant of a naive local time, in UTC. Raises UnclearTime with the choices when there is none or there are two."""
    place = ZoneInfo(zone)
    first, second = (local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if exists(first, local, place):
        raise UnclearTime(
            f"{local:%Y-%m-%d %H:%M} comes twice in {zone}: clocks go back. Which one? {listed(first, second, place)}",
            (choice(first, place), choice(second, place)),
        )
    before, after = sorted((first, second))
    raise UnclearTime(
        f"{local:%Y-%m-%d %H:%M} does not exist in {zone}: clocks go forward. Choose {listed(before, after, place)}",
        (choice(before, place), choice(after, place)),
    )


def exists(at: datetime, local: datetime, place: ZoneInfo) -> bool:
    return at.astimezone(place).replace(tzinfo=None) == local


def choice(at: datetime, place: ZoneInfo) -> Choice:
    return Choice(at, told(at, place))


def listed(one: datetime, other: datetime, place: ZoneInfo) -> str:
    return f"{told(one, place)} or {told(other, place)}."


def told(at: datetime, place: ZoneInfo) -> str:
    """ "02:30 (UTC+2, 00:30 UTC)": the same hour said so that it can be one instant alone."""
    local = at.astimezone(place)
    return f"{local:%H:%M} ({offset(local)}, {at:%H:%M} UTC)"


def offset(local: datetime) -> str:
    """ "UTC+2", "UTC+5:30", "UTC"."""
    shift = local.utcoffset() or timedelta()
    if not shift:
        return "UTC"
    hours, rest = divmod(abs(shift), timedelta(hours=1))
    minutes = f":{rest // timedelta(minutes=1):02}" if rest else ""
    return f"UTC{'-' if shift < timedelta() else '+'}{hours}{minutes}"


def everywhere(at: datetime, *zones: str) -> list[str]:
    """The instant in each zone, each once, and in UTC: "10:00 Vienna"; with the day where it is another than the first's."""
    shown: list[str] = []
    first = at.astimezone(ZoneInfo(zones[0])).date() if zones else at.date()
    for zone in dict.fromkeys((*zones, "UTC")):
        local = at.astimezone(ZoneInfo(zone))
        day = "" if local.date() == first else f" on {local.day} {local:%B}"
        shown.append(f"{local:%H:%M} {city(zone)}{day}")
    return shown


def day_of(at: datetime, zone: str, now: datetime) -> str:
    """ ", 3 December" for another day than today by the clock there, with the year where that is another; "" for today."""
    then, here = local(at, zone), local(now, zone)
    if then.date() == here.date():
        return ""
    return f", {then.day} {then:%B}{'' if then.year == here.year else f' {then.year}'}"


def local(at: datetime, zone: str) -> datetime:
    """The instant as a clock there shows it."""
    return at.astimezone(ZoneInfo(zone))


def city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def left(at: datetime, now: datetime) -> str:
    """How long until then: "4 min 12 s", "3 h 5 min", "2 days 4 h"."""
    seconds = max(0, int((at - now).total_seconds()))
    days, hours, minutes, rest = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60
    if days:
        return f"{days} day{'s' if days > 1 else ''} {hours} h"
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s"
