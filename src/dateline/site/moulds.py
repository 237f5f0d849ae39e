"""Markup that differs from page to page by numbers and addresses alone: a macro is cast once, and its gaps are filled.

A mould is made of nothing but the words it is asked for, so that it cannot hold what another page must not show. Templates keep the
markup; a page of a hundred options need not run a macro for each.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.http import HttpResponse
from markupsafe import Markup, escape

from dateline.formats.addresses import Addresses
from dateline.formats.table import FORMS
from dateline.search.listing import Label
from dateline.site import pages
from dateline.site.pages import Frame

GAP = "\x00"  # HTML has no such character, and no text of ours
MOST = 16_384  # moulds: a term in each language, chosen or not, as a label and as an option; 6 MB
MOST_PAGES = 256  # shapes of pages in a language, with neighbours or without; 1 MB

_pages: dict[tuple[object, ...], list[bytes | str]] = {}

Said = str | int | Addresses | tuple[str, ...]


@lru_cache(maxsize=MOST)
def cast(language: str, template: str, macro: str, gaps: tuple[bool, ...], *said: Said) -> tuple[str, ...]:
    """What stands around the gaps of a macro that is called with some words and then the gaps, in their order in the markup.

    Where a gap stays empty the macro is told "".
    """
    words = [one.replace(GAP, "") if isinstance(one, str) else one for one in said]
    with pages.spoken(language):
        module = pages.public().get_template(template).make_module({"language": language, "forms": FORMS})
        return tuple(str(getattr(module, macro)(*words, *[GAP if gap else "" for gap in gaps])).split(GAP))


def filled(language: str, template: str, macro: str, said: tuple[Said, ...], *values: str) -> Markup:
    """A macro with its gaps filled; words are escaped, markup is not."""
    around = cast(language, template, macro, tuple([value != "" for value in values]), *said)
    parts = [""] * (2 * len(around) - 1)
    parts[::2] = around
    parts[1::2] = [value if type(value) is Markup else escape(value) for value in values if value]
    return Markup("".join(parts))  # noqa: S704 -- the template's own


def page(template: str, around: Frame, **values: str | bytes) -> HttpResponse:
    """A page of a template that is told nothing but texts beside its frame. Texts are escaped, markup is not; an empty one stays empty.

    Bytes are markup that was encoded before, which takes as long as all else for what is long and stands in many pages.
    """
    shape = tuple([(name, bool(value)) for name, value in values.items()])
    key = (template, around.at, around.language, around.newsroom.told, around.is_sample, shape)
    parts = _pages.get(key)
    if parts is None:
        if len(_pages) >= MOST_PAGES:
            _pages.clear()
        parts = _pages[key] = cast_page(template, around, shape)
    texts = {name: encoded(value) for name, value in values.items()}
    return HttpResponse(b"".join([texts[part] if isinstance(part, str) else part for part in parts]))


def encoded(value: str | bytes) -> bytes:
    if isinstance(value, bytes):
        return value
    return (value if type(value) is Markup else escape(value)).encode()


def cast_page(template: str, around: Frame, shape: Iterable[tuple[str, bool]]) -> list[bytes | str]:
    """What stands around the texts of a page, encoded, and between any two parts the name of the text that stands there."""
    gaps = {name: f"{GAP}{name}{GAP}" if given else "" for name, given in shape}
    parts = pages.text(template, around, **gaps).split(GAP)
    return [part if place % 2 else part.encode() for place, part in enumerate(parts)]


def joined(parts: Iterable[str]) -> Markup:
    """Parts that are markup already."""
    return Markup("".join(parts))  # noqa: S704 -- the template's own


def masthead(frame: Frame) -> Markup:
    """What stands above a page. Only where the same page is in other languages differs from one to the next."""
    paths = [(tag, path) for tag, _, path in frame.languages]
    said = (frame.at, frame.name, frame.name_language, frame.newsroom.mark, frame.is_sample, tuple(tag for tag, _ in paths))
    if len(paths) < 2:
        return Markup(cast(frame.language, "frame.html", "masthead", (), *said)[0])  # noqa: S704 -- the template's own
    first, *rest = cast(frame.language, "frame.html", "masthead", (True,) * len(paths), *said)
    return Markup(first + "".join([f"{escape(path)}{text}" for (_, path), text in zip(paths, rest, strict=True)]))  # noqa: S704 -- as above


def foot(frame: Frame) -> Markup:
    said = (frame.at, frame.says("footer"), frame.newsroom.address)
    return Markup(cast(frame.language, "frame.html", "foot", (), *said)[0])  # noqa: S704 -- the template's own


def link(label: Label, facet: str, at: Addresses, language: str) -> Markup:
    """A term of an item as a link to its view."""
    said = (at.listing(f"{facet}={label.slug}"), facet, label.label, label.language)
    return Markup(cast(language, "card.html", "anchor", (), *said)[0])  # noqa: S704 -- the template's own
