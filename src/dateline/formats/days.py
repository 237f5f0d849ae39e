"""Days and months as a language writes them, by CLDR. Pure."""

import copy
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata
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


@lru_cache(maxsize=1_024)
def month_names(locale: Locale, context: str, width: str) -> dict[int, str]:
    """The twelve names, January first. `context` is "format" (5 March) or "stand-alone" (March); `width` "wide", "abbreviated" or "narrow".

    From a copy: where a language borrows one list from another, Babel 2.18 writes what it found into data that all languages share, so
    that after Azerbaijani the months of French were "yanvar" and "fevral".
    """
    own = localedata.LocaleDataDict({"months": copy.deepcopy(localedata.load(str(locale))["months"])})
    return dict(own["months"][context][width])
