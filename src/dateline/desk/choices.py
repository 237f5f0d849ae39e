"""What a form offers where the model takes any text: languages by their own names, zones of the world."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.conf import settings

COMMON = tuple(
    """
    en fr es ar ru zh de pt it nl pl uk tr el ro hu cs sk bg sr hr bs sq mk sl lt lv et fi sv da nb is ga mt ca eu hy ka az kk ky
    tg tk uz mn fa ps ur hi bn ta te si ne my km lo th vi id ms fil ja ko he am sw so ha yo zu rw ti dv dz
    """.split()
)


@cache
def own_name(tag: str) -> str:
    """A language in itself, such as français."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag
    return name[:1].upper() + name[1:]


def languages(*more: str) -> list[tuple[str, str]]:
    """(tag, label): the newsroom's own first, then `more` (what a text has already), then common ones by name."""
    first = [tag for tag in dict.fromkeys([*settings.LANGUAGES_SHOWN, *more]) if tag]
    rest = sorted((tag for tag in COMMON if tag not in first), key=lambda tag: own_name(tag).casefold())
    return [(tag, f"{own_name(tag)} ({tag})") for tag in [*first, *rest]]


@cache
def known_zones() -> tuple[str, ...]:
    """UTC and the zones where people live, by CLDR: without the old names of places."""
    inhabited = {zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc/")}
    return ("UTC", *sorted(inhabited & available_timezones()))


def zones(*more: str) -> list[tuple[str, str]]:
    """(zone, label) of every civil zone, the newsroom's first."""
    names = dict.fromkeys([*(zone for zone in more if zone), str(settings.NEWSROOM_ZONE), *known_zones()])
    return [(zone, zone.replace("_", " ")) for zone in names]
