"""A label or a title: the part of an address that people read. Pure."""

import re
from collections.abc import Callable

from unidecode import unidecode

RESERVED = frozenset({"none", "any"})  # what addresses say for "not given" and "every language"
VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670]")  # above and below Arabic letters, where a text has them; nobody reads them in an address
MAX_SLUG_CHARS = 80  # of a title; a term's label is kept whole


def slug_of(text: str, max_chars: int = 250) -> str:
    """The text in ASCII, lower case, words joined by hyphens; "" when nothing is left of it."""
    words = re.findall(r"[a-z0-9]+", unidecode(VOWEL_MARKS.sub("", text.replace("’", "").replace("'", ""))).lower())
    slug = "-".join(words)
    if len(slug) > max_chars:
        slug = slug[: max_chars + 1].rpartition("-")[0] or slug[:max_chars]
    return slug


def free_slug(label: str, taken: Callable[[str], bool]) -> str:
    """The label's slug, with -2, -3 ... on a clash or where the word is reserved."""
    base = slug_of(label) or "term"
    slug, number = base, 1
    while slug in RESERVED or taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def title_slug(title: str) -> str:
    """The readable end of an item's address; it may be wrong or lacking, so it need not be unique."""
    return slug_of(title, MAX_SLUG_CHARS) or "item"
