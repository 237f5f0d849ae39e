"""A paragraph: its dateline and its lead. Pure.

A dateline is read as it is printed and given back as it was written: `words + lead` is always the paragraph. The shapes are
those of two decades of an organisation's pages: one place or several, hyphen or dash, with or without a year or an agency in brackets.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import product

from babel import Locale

from dateline.formats import days
from dateline.record.content import Dateline

MAX_PLACES_CHARS = 80  # "SKOPJE / WARSAW / COPENHAGEN" with room; a longer run of capitals is a shouted sentence
MAX_DATE_CHARS = 45  # "5 and 6 September 2022 (OSCE)" with room
LOCALES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "hr", "sr", "sr_Latn", "sl", "sq", "mk",
    "bg", "ru", "uk", "be", "el", "tr", "az", "kk", "ky", "tg", "uz", "ka", "hy", "ar", "fa", "sw", "id", "vi",
)  # fmt: skip

DASH = r"(?:--|[-–—―])"
COMMA = "[,،]"
DAY = r"[0-9٠-٩۰-۹]{1,2}"
DATE_PART = re.compile(rf"(?P<date>[^–—―\n]{{1,{MAX_DATE_CHARS}}}?)\s*(?P<agency>\([^)\n]{{1,20}}\))?\s*(?<![\d\w](?=-\w)){DASH}\s*")
DOT_DATE = re.compile(rf"(?P<date>(?:\w+\s+)?{DAY}\.?\s+\w+\.?\s+\d{{4}}|\w+\s+{DAY},\s+\d{{4}})\s*(?:[.:]|{DASH})\s*")
BARE_DASH = re.compile(rf"\s+{DASH}\s+(?=[^\W\d_]|[“\"«])|{DASH}\s+(?=[^\W\d_]|[“\"«])|\s+{DASH}(?=[^\W\d_])")


def split_dateline(paragraph: str) -> tuple[Dateline, str]:
    """Return (dateline, lead) for a paragraph that opens with a dateline, else (an empty Dateline, the paragraph).

    Places stand in capitals, as AP and the OSCE print them, or in a script without capitals before a date; no list of places is
    consulted. A year that is not written is not guessed: such a dateline has no `date`.
    """
    end = places_end(paragraph)
    if end:
        places = paragraph[:end].rstrip()
        for shape in (comma_date, dash_date, no_date):
            found = shape(paragraph, end)
            if found:
                length, day = found
                words = paragraph[:length]
                return Dateline(words=words, places=places_of(places), date=day.isoformat() if day else None), paragraph[length:]
    return Dateline(), paragraph


def dateline_words(places: Sequence[str], day: date, language: str) -> str:
    """A dateline as this language prints it, by CLDR: "VIENNA, 18 July 2022 –", "VIENNE, le 18 juillet 2022 –"."""
    locale = days.locale_of(language)
    comma = "،" if locale.text_direction == "rtl" else ","
    return f"{'/'.join(place.upper() for place in places)}{comma} {'le ' if locale.language == 'fr' else ''}{days.whole(day, language)} –"


def places_of(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("/") if part.strip())


def places_end(paragraph: str) -> int:
    """Where the places end: before the comma or dash that follows them; 0 when the paragraph opens with no place."""
    capitals = re.match(r"(?:[^\W\d_]|[ .'’/()-]|,\s*(?=[^\W\d_]))+", paragraph[: MAX_PLACES_CHARS + 1])
    if not capitals:
        return 0
    end = 0
    for part in re.finditer(r"[^\W\d_]+", capitals.group()):
        word = part.group()
        if word != word.upper():
            break
        end = part.end() + (1 if paragraph[part.end() : part.end() + 1] == "." else 0)
    return end if sum(char.isalpha() for char in paragraph[:end]) >= 3 else 0


def comma_date(paragraph: str, end: int) -> tuple[int, date | None] | None:
    """`PLACE, 18 July 2022 –`, `PLACE, 7 September 2001 (OSCE)-`, `PLACE, 12 July –`."""
    comma = re.match(rf"\s*{COMMA}\s*", paragraph[end:])
    if not comma:
        return None
    start = end + comma.end()
    part = DATE_PART.match(paragraph, start)
    if not part or not looks_dated(part["date"]):
        return None
    return part.end(), read_date(part["date"])


def dash_date(paragraph: str, end: int) -> tuple[int, date | None] | None:
    """`PLACE / PLACE – 6 October 2020. Text`."""
    dash = re.match(rf"\s*{DASH}\s*", paragraph[end:])
    part = DOT_DATE.match(paragraph, end + dash.end()) if dash else None
    return (part.end(), read_date(part["date"])) if part and looks_dated(part["date"]) else None


def no_date(paragraph: str, end: int) -> tuple[int, date | None] | None:
    """`WASHINGTON – Text`: capitals alone, so a script without capitals has no such shape."""
    cased = any(char.isupper() for char in paragraph[:end])
    dash = BARE_DASH.match(paragraph, end) if cased else None
    return (dash.end(), None) if dash else None


def looks_dated(text: str) -> bool:
    """Whether a day and a month stand in it, in any language known here."""
    return bool(re.search(DAY, text)) and any(word in month_names() for word in words_of(text))


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]


def read_date(text: str) -> date | None:
    """The last full date in the text; None when a year is lacking or there is no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    months = [month_names()[word] for word in words_of(text) if word in month_names()]
    years = [number for number in numbers if 1000 <= number <= 9999]
    days = [number for number in numbers if 1 <= number <= 31]
    if not (years and months and days):
        return None
    try:
        return date(years[-1], months[-1], days[-1])
    except ValueError:
        return None


@cache
def month_names() -> dict[str, int]:
    """Casefolded name or abbreviation -> month, in every language of LOCALES, by CLDR."""
    names: dict[str, int] = {}
    for tag in LOCALES:
        for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            for number, name in days.month_names(Locale.parse(tag), context, width).items():
                names.setdefault(name.casefold().strip("."), number)
    return {name: number for name, number in names.items() if re.fullmatch(r"[^\W\d_]{3,}", name)}
