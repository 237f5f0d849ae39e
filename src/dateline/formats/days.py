"""Days as a language writes them, by CLDR. Pure."""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

BRITISH, AMERICAN = "en-GB", "en-US"


@lru_cache(maxsize=1_024)
def locale_of(language: str, english: str = BRITISH) -> Locale:
    """English days are written as institutions outside America do, 5 October 2022, unless said otherwise; unknown languages as English."""
    try:
        return Locale.parse(english if language == "en" else language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(english, sep="-")


def whole(day: date, language: str, english: str = BRITISH) -> str:
    return format_date(day, "long", locale=locale_of(language, english))


def without_year(day: date, language: str, english: str = BRITISH) -> str:
    return format_skeleton("MMMMd", day, locale=locale_of(language, english))
