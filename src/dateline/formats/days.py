"""Days and months as a language writes them: by CLDR, but for a language with digits of its own, whose Grammar says it. Pure."""

import copy
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_skeleton

from dateline.search.grammars import Grammar, grammar_of

BRITISH, AMERICAN = "en-GB", "en-US"


@lru_cache(maxsize=1_024)
def locale_of(language: str, english: str = BRITISH) -> Locale:
    """English days are written as institutions outside America do, 5 October 2022, unless said otherwise; unknown languages as English."""
    try:
        return Locale.parse(english if language == "en" else language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(english, sep="-")


def whole(day: date, language: str, english: str = BRITISH) -> str:
    """6 October 2026; ٦ تشرين الأول/أكتوبر ٢٠٢٦."""
    if own := own_way(language):
        return own.day.format(day=day.day, month=own.months[day.month - 1], year=day.year).translate(own.digits)
    return format_date(day, "long", locale=locale_of(language, english))


def without_year(day: date, language: str, english: str = BRITISH) -> str:
    if own := own_way(language):
        return f"{day.day} {own.months[day.month - 1]}".translate(own.digits)
    return format_skeleton("MMMMd", day, locale=locale_of(language, english))


def month(first: date, language: str) -> str:
    """October 2026, of any day in it."""
    if own := own_way(language):
        return own.month.format(month=own.months[first.month - 1], year=first.year).translate(own.digits)
    return format_skeleton("yMMMM", first, locale=locale_of(language))


def month_name(number: int, language: str) -> str:
    """October, of 10."""
    own = own_way(language)
    return own.months[number - 1] if own else month_names(locale_of(language), "stand-alone", "wide")[number]


def of_address(text: str, language: str) -> str:
    """A date as an address spells it, in words: October 2026, of "2026-10"."""
    if len(text) == 4:
        return text.translate(grammar_of(language).digits)
    return whole(date.fromisoformat(text), language) if len(text) > 7 else month(date.fromisoformat(f"{text}-01"), language)


def own_way(language: str) -> Grammar | None:
    grammar = grammar_of(language)
    return grammar if grammar.digits else None


@lru_cache(maxsize=1_024)
def month_names(locale: Locale, context: str, width: str) -> dict[int, str]:
    """The twelve names, January first. `context` is "format" (5 March) or "stand-alone" (March); `width` "wide", "abbreviated" or "narrow".

    From a copy: where a language borrows one list from another, Babel 2.18 writes what it found into data that all languages share, so
    that after Azerbaijani the months of French were "yanvar" and "fevral".
    """
    own = localedata.LocaleDataDict({"months": copy.deepcopy(localedata.load(str(locale))["months"])})
    return dict(own["months"][context][width])
