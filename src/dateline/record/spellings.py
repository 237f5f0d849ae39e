"""Words to be erased: every way in which a text, its HTML or an address made of it spells them. Pure.

Letter case counts, for a short name must not take parts of other words with it; the space between two words may be any space, a line's
end or a tag.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from dateline.vocabularies.slugs import slug_of

MARK = "[erased]"
BETWEEN = r"(?:\s|&nbsp;|&#160;|<[^<>]*>)+"
TAG = re.compile(r"<[^<>]*>")
SLUG_MARK = "erased"
MIN_SLUG_CHARS = 3  # a shorter one stands in half of all addresses


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words, ready to be looked for and replaced."""

    words: str
    pattern: re.Pattern[str]
    slug: str  # as an address spells them; "" where it would be too short to be sure of

    def without(self, text: str) -> str:
        """The text with a mark in the words' place; tags that stood between them stay."""
        return self.pattern.sub(lambda found: MARK + "".join(TAG.findall(found[0])), text)

    def without_address(self, text: str) -> str:
        """An address, or a file's name made from a title, without the words."""
        return text.replace(self.slug, SLUG_MARK) if self.slug else text

    def held_by(self, text: str) -> int:
        return len(self.pattern.findall(text))


def spellings(words: str) -> Spellings:
    parts = [f"(?:{'|'.join(map(re.escape, written(part)))})" for part in words.split()]
    slug = slug_of(words)
    return Spellings(words, re.compile(BETWEEN.join(parts)), slug if len(slug) >= MIN_SLUG_CHARS and slug not in SLUG_MARK else "")


def written(part: str) -> list[str]:
    """Composed and decomposed, as text and as HTML, the longest first."""
    forms = {unicodedata.normalize(form, part) for form in ("NFC", "NFD")} | {part}
    ways = {way for form in forms for way in (form, escape(form, quote=False), escape(form), form.replace("'", "’"))}
    return sorted(ways, key=lambda way: (-len(way), way))


def replaced(value: Any, change: Callable[[str, str], str], key: str = "") -> Any:
    """The same JSON with every text changed; `change` is told under which key it stands. JSON within a text is read too."""
    if isinstance(value, str):
        return within(value, change, key)
    if isinstance(value, list):
        return [replaced(one, change, key) for one in value]
    if isinstance(value, dict):
        return {name: replaced(one, change, name) for name, one in value.items()}
    return value


def within(text: str, change: Callable[[str, str], str], key: str) -> str:
    if text[:1] in "[{":
        try:
            read = json.loads(text)
        except ValueError:
            return change(text, key)
        if isinstance(read, list | dict):
            new = replaced(read, change, key)
            return text if new == read else json.dumps(new)
    return change(text, key)
