"""How much of a lead a list shows: cut between words, for a narrow column and for a wide one, and all of it in the markup. Pure.

A browser that clamps lines cuts where the line is full, in the middle of a word. Three lines are so many characters in any script, so the
places are chosen here; the style sheet shows what there is room for and puts "…" behind it.
"""

import re
import unicodedata

from markupsafe import Markup, escape

NARROW, WIDE = 90, 150  # characters with the dateline: three lines of a telephone's, of a card's beside its picture
SLACK = 6  # so few more are shown: "…" would take the place of a word

# Letters of about one width, with spaces between words: nearly all there is, and as fast to measure as ASCII. Few Arabic texts have vowels.
_PLAIN = "\\x00-\u02ff\u0370-\u0482\u048a-\u058f\u0600-\u06ff\u2000-\u20cf"
_BROAD = re.compile("\\W*[\u0400-\u052f]")  # Cyrillic, whose letters are broader
_OTHER = re.compile(f"[^{_PLAIN}]")
_UNSPACED = "\u0e00-\u0edf\u1000-\u109f\u1780-\u17dd\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_BREAK = re.compile(f"[^\\S\u00a0\u202f]|(?<=[{_UNSPACED}])(?=[{_UNSPACED}])")  # a space that may end a line, and where none is written
_LOOSE = " \t\n\u00a0\u202f.,;:·،؛、，；：。–—―([{«“„‘‹¿¡-"  # nothing that "…" could follow
_DASH = re.compile(r"\s+(?=[-–—―]$)")


def shown(dateline: str, lead: str) -> Markup:
    """The lead in parts: what every list shows, `wide` where there is room, `rest` where all is shown."""
    before = len(dateline) * 5 // 4  # bold, and capitals
    narrow, broad = (NARROW, WIDE) if not _BROAD.match(lead) else (NARROW * 8 // 9, WIDE * 8 // 9)
    narrow, broad = narrow - before, broad - before
    cut_at = cut if _OTHER.search(lead, 0, max(0, broad) + SLACK + 2) else cut_plain  # which is nearly always, as far as anybody looks
    near = cut_at(lead, narrow)
    far = max(near, cut_at(lead, broad))
    first, wide, rest = str.split(escape(f"{lead[:near]}\0{lead[near:far]}\0{lead[far:]}"), "\0", 2)  # no text of ours has it
    wide = f'<span class="wide">{wide}</span>' if wide else ""
    rest = f'<span class="rest">{rest}</span>' if rest else ""
    return Markup(f"{first}{wide}{rest}")  # noqa: S704 -- escaped, all of it


def held(dateline: str) -> str:
    """A dateline whose dash does not begin a line."""
    return _DASH.sub("\u00a0", dateline)


def cut(text: str, most: int) -> int:
    """Where to cut: before the last space within so many characters, and before what no "…" may follow; the end where all fits."""
    if reached(text, most + SLACK) == len(text):
        return len(text)
    end = reached(text, most)
    place = text.rfind(" ", 0, end + 1)
    if _OTHER.search(text, 0, end + 1):
        place = max((one.start() for one in _BREAK.finditer(text, 0, end + 1) if not is_mark(text[one.start()])), default=-1)
    return len(without_loose_ends(text[: place if place > 0 else end]))


def cut_plain(text: str, most: int) -> int:
    """The same where all is as wide as it is long."""
    if len(text) <= most + SLACK or not text:
        return len(text)
    most = max(0, most)
    place = text.rfind(" ", 0, most + 1)
    end = place if place > 0 else most
    return end if end and text[end - 1].isalpha() else len(without_loose_ends(text[:end]))


def without_loose_ends(text: str) -> str:
    """Without marks that lead on, and without a number: "0.7…" is another one."""
    kept = text.rstrip(_LOOSE)
    while (
        kept and kept[-1].isdigit() and (word := kept[max(kept.rfind(" "), kept.rfind("\u00a0"), kept.rfind("\u202f")) + 1 :])[0].isdigit()
    ):
        kept = kept[: -len(word)].rstrip(_LOOSE)
    return kept


def reached(text: str, most: int) -> int:
    """How far so many characters reach; one of East Asia is as wide as two, a mark above or below another takes no room."""
    most = max(0, most)
    if not _OTHER.search(text, 0, most + 1):
        return min(len(text), most)
    room = most
    for place, character in enumerate(text):
        room -= 0 if is_mark(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return place
    return len(text)


def is_mark(character: str) -> bool:
    """Whether it belongs to the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me")
