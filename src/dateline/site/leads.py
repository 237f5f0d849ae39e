"""How much of a lead a list shows: cut between words, for a narrow column and for a wide one, and all of it in the markup. Pure.

A browser that clamps lines cuts where the line is full, in the middle of a word. Three lines are so many characters in any script, so the
places are chosen here; the style sheet shows what there is room for and puts "…" behind it.
"""

import re
import unicodedata

from markupsafe import Markup, escape

NARROW, WIDE = 100, 160  # characters with the dateline: three lines of a telephone's, of a card's beside its picture
SLACK = 12  # so few more are shown: "…" would take the place of a word

_UNSPACED = "\u0e00-\u0edf\u1000-\u109f\u1780-\u17dd\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_SPACE = r"[^\S\u00a0\u202f]"  # one that may end a line
_DASH = re.compile(r"\s+(?=[-–—―]$)")
_BREAK = re.compile(f"{_SPACE}+|(?<=[{_UNSPACED}])(?=[{_UNSPACED}])")
_LOOSE = re.compile(r"(?:[\s.,;:·،؛、，；：。–—―([{«“„‘‹¿¡-]|(?<!\w)\d+)+$")  # nothing that "…" could follow: "0.7…" is another number


def shown(dateline: str, lead: str) -> Markup:
    """The lead in parts: what every list shows, `wide` where there is room, `rest` where all is shown."""
    near = cut(lead, NARROW - len(dateline))
    far = max(near, cut(lead, WIDE - len(dateline)))
    parts = [escape(lead[:near])]
    parts += [Markup('<span class="wide">{}</span>').format(lead[near:far])] if near < far else []
    parts += [Markup('<span class="rest">{}</span>').format(lead[far:])] if far < len(lead) else []
    return Markup("").join(parts)


def held(dateline: str) -> str:
    """A dateline whose dash does not begin a line."""
    return _DASH.sub("\u00a0", dateline)


def cut(text: str, most: int) -> int:
    """Where to cut: before the last space within so many characters, and before what no "…" may follow; the end where all fits."""
    end = reached(text, most)
    if end == len(text) or reached(text, most + SLACK) == len(text):
        return len(text)
    places = [match.start() for match in _BREAK.finditer(text, 0, end + 1) if not is_mark(text[match.start()])]
    kept = text[: places[-1]] if places else text[:end]
    return len(_LOOSE.sub("", kept))


def reached(text: str, most: int) -> int:
    """How far so many characters reach; one of East Asia is as wide as two, a mark above or below another takes no room."""
    if text.isascii():
        return min(len(text), max(0, most))
    room = most
    for place, character in enumerate(text):
        room -= 0 if is_mark(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return place
    return len(text)


def is_mark(character: str) -> bool:
    """Whether it belongs to the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me")
