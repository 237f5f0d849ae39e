"""A template and what it shows: a page. The Jinja2 environment, the frame around every page, dates and numbers by CLDR."""

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.conf import settings
from django.http import HttpResponse
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup

from dateline.formats import days, figures
from dateline.formats.addresses import Addresses
from dateline.formats.table import FORMS
from dateline.record import card
from dateline.record.models import Item
from dateline.search.grammars import grammar_of
from dateline.search.options import language_name
from dateline.site.models import Newsroom, in_some_language, newsroom_now

NO_BREAK = "\N{NO-BREAK SPACE}"
OF_ONE_LETTER = re.compile(r"(?<!\w)([АВИКОСУавикосу]) (?=\S)")
KEPT = 4_096  # spellings of a number, a day or a language: CLDR takes as long for one as a page for the rest of its line


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page. `elsewhere` is this page's path in an interface language."""

    language: str
    newsroom: Newsroom
    at: Addresses
    elsewhere: Callable[[Addresses], str]

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """(tag, its own name, this page in it) for each interface language."""
        return [(tag, own_name(tag), self.elsewhere(addresses(tag))) for tag in settings.LANGUAGES_SHOWN]

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample newsroom, whose every page says so."""
        return settings.SECRET_KEY.startswith(settings.SAMPLE_KEY)

    @property
    def sheet(self) -> str:
        """Where the institution's own colour is; "" where it has none."""
        accent = self.newsroom.accent
        return f"{settings.BASE_PATH}/look.css?v={accent.removeprefix('#')}" if accent else ""

    def says(self, field: str) -> str:
        """What the newsroom says of itself in the page's language, "" where it says nothing in it."""
        return str(getattr(self.newsroom, field).get(self.language) or "")

    @property
    def about(self) -> tuple[str, str]:
        """The paragraph about the institution, and the language that it is in."""
        return in_some_language(self.newsroom.about, self.language)

    def called(self, facet: str) -> str:
        """What a list is called: by the newsroom, or by us."""
        return self.says(f"{facet}_name") or our_names(self.language)[facet]

    @property
    def lists(self) -> dict[str, str]:
        """facet -> what its list is called."""
        return our_names(self.language) | {facet: self.called(facet) for facet in ("type", "office", "topic")}

    @property
    def name(self) -> str:
        """The institution's, in the page's language where it has one."""
        return self.newsroom.name_in(self.language)[0]

    @property
    def name_language(self) -> str:
        return self.newsroom.name_in(self.language)[1]

    @property
    def short_name(self) -> str:
        return self.newsroom.short_name_in(self.language)

    @property
    def suffix(self) -> str:
        """What follows a page's title in the window's."""
        return self.short_name or self.name


@cache
def our_names(language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "type": gettext("Content type"),
            "office": gettext("Where we are"),
            "topic": gettext("What we do"),
            "language": gettext("Language"),
        }


def addresses(language: str) -> Addresses:
    prefix = "" if language == settings.LANGUAGES_SHOWN[0] else f"/{language}"
    return Addresses(settings.ORIGIN, settings.BASE_PATH + prefix)


def item_path(item: Item, at: Addresses) -> str:
    """The path of an item's page, from the card of its current edition: the whole text need not be read for it."""
    slug = card.read(item.current.card)["slug"] if item.current else "gone"
    return at.item(item.public_id, slug)


def frame(language: str, elsewhere: Callable[[Addresses], str] = Addresses.home) -> Frame:
    return Frame(language, newsroom_now(), addresses(language), elsewhere)


def render(template: str, around: Frame, *, status: int = 200, **shown: Any) -> HttpResponse:
    """The page as bytes. Nothing in it depends on who asks."""
    return HttpResponse(text(template, around, **shown), status=status)


def text(template: str, around: Frame, **shown: Any) -> str:
    """A page, or a part of one."""
    with spoken(around.language):
        return str(public().get_template(template).render(**framed(around), **shown))


def framed(around: Frame) -> dict[str, Any]:
    """What every template knows."""
    return {"frame": around, "at": around.at, "language": around.language, "forms": FORMS}


def public() -> Environment:
    return cast(Environment, cast(Any, engines["public"]).env)


class Speaking(threading.local):
    """The language of the page that a thread writes: asking Django for it costs more than to look a sentence up."""

    language = ""


speaking = Speaking()


@contextmanager
def spoken(language: str) -> Iterator[None]:
    before = speaking.language
    with translation.override(language):
        speaking.language = language
        try:
            yield
        finally:
            speaking.language = before


def said(message: str, **named: object) -> Markup:
    """A sentence of ours in the page's language, looked up once, with its numbers as the language writes them."""
    return translated(speaking.language, message) % written(named) if named else finished(speaking.language, message)


def counted(one: str, several: str, num: int, /, **named: object) -> Markup:
    """The same for a sentence with a number, which is called `num` in it."""
    return Markup(ngettext(one, several, num)) % written({"num": num, **named})  # noqa: S704 -- ours


def written(named: Mapping[str, object]) -> dict[str, object]:
    return {name: number(value, speaking.language) if isinstance(value, int) else value for name, value in named.items()}


@lru_cache(maxsize=KEPT)
def translated(language: str, message: str) -> Markup:
    with translation.override(language):
        return Markup(gettext(message))  # noqa: S704 -- ours


@lru_cache(maxsize=KEPT)
def finished(language: str, message: str) -> Markup:
    return translated(language, message) % {}


@lru_cache(maxsize=KEPT)
def in_language(tag: str, page: str) -> Markup:
    """What an element carries whose text is in another language than the page."""
    return Markup(' lang="{}" dir="{}"').format(tag, direction(tag)) if tag and tag != page else Markup()


@lru_cache(maxsize=KEPT)
def direction(language: str) -> str:
    return str(days.locale_of(language).text_direction)


@lru_cache(maxsize=KEPT)
def own_name(language: str) -> str:
    name = language_name(language)
    return name[:1].upper() + name[1:]


def as_day(value: str | date) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=KEPT)
def day(value: str | date, language: str) -> str:
    """No line ends within it."""
    return days.whole(as_day(value), language).replace(" ", NO_BREAK)


@lru_cache(maxsize=KEPT)
def short_day(value: str | date, language: str) -> str:
    return days.without_year(as_day(value), language).replace(" ", NO_BREAK)


def kept_together(words: str, language: str) -> str:
    """No line of Russian ends with a preposition or conjunction of one letter."""
    return OF_ONE_LETTER.sub(rf"\1{NO_BREAK}", words) if language.partition("-")[0] == "ru" else words


def stop(words: str) -> str:
    """The full stop after words, where they do not end with one as a Russian day does: 6 октября 2026 г."""
    return "" if words.endswith(".") else "."


def moment(value: datetime, language: str, zone: str) -> str:
    """Day and time in a zone, with the zone's city."""
    local = value.astimezone(ZoneInfo(zone))
    clock = figures.figures(f"{local:%H:%M}", language)
    return f"{day(local.date(), language)}{gettext(', ')}{clock}{NO_BREAK}({city(zone, language)})"


@lru_cache(maxsize=KEPT)
def city(zone: str, language: str) -> str:
    """By whose clock: Zurich, Цюрих; a zone of no place by its own name."""
    place = get_timezone_location(ZoneInfo(zone), locale=days.locale_of(language), return_city=True) if "/" in zone else zone
    return place.rpartition("/")[2]


@lru_cache(maxsize=KEPT)
def month(value: str, language: str) -> str:
    """October 2022, of "2022-10"."""
    return days.month(date.fromisoformat(f"{value}-01"), language)


def month_name(value: str, language: str) -> str:
    """October, of "2022-10"."""
    return days.month_name(int(value[5:]), language)


@cache
def month_initials(language: str) -> tuple[str, ...]:
    names = days.month_names(days.locale_of(language), "stand-alone", "narrow")
    return tuple(names[one] for one in range(1, 13))


def number(value: int, language: str) -> str:
    return digits(language)(value)


@cache
def digits(language: str) -> Callable[[int], str]:
    """How a language writes a whole number. CLDR takes as long for one as a page for a line, so where it groups by three, Python does."""
    own, mark = grammar_of(language).digits, figures.decimal(1_234, language)[1:-3]

    def grouped(value: int) -> str:
        said = f"{value:,}".replace(",", mark)
        return said.translate(own) if own else said

    same = all(grouped(one) == figures.decimal(one, language) for one in (0, 7, 987, 1_234, 56_789, 123_456, 1_234_567, 7_654_321_000))
    return grouped if same else lru_cache(maxsize=KEPT)(lambda value: figures.decimal(value, language))


def static_file(path: str) -> Path | None:
    """The institution's own file, else ours; None where nobody has one, or the path leads out of the folder."""
    folders = [Path(look) / "static" for look in settings.LOOKS]
    found = ((folder, folder / path) for folder in folders)
    return next((file for folder, file in found if file.resolve().is_relative_to(folder.resolve()) and file.is_file()), None)


@cache
def static(path: str) -> str:
    """A static file's address, with its content's mark, so that it may be kept for ever."""
    file = static_file(path)
    mark = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file else "0"
    return f"{settings.STATIC_URL}{path}?v={mark}"
