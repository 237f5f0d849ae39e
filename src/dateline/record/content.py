"""Content: everything the public may know of a release, frozen at the instant of publication. Pure.

Written as canonical JSON after RFC 8785 (sorted keys, no spaces, UTF-8; no number here needs more than an integer), so that the
same words always have the same digest. Fields are only ever added, each with a default that is left out when written: an edition
of today reads the same in ten years.
"""

import hashlib
import json
import re
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from html import unescape
from itertools import chain
from typing import Any, Self

CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Term:
    """A label as of its day: `key` never changes, `slug` and `label` are what they were."""

    key: str
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """`words` as printed, with the space after them: `words + lead` is the paragraph. `date` is ISO, where one is given."""

    words: str = ""
    places: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Words in one of several languages."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class File:
    """A picture or an attachment in use. `name` is made from its title, never the uploader's."""

    sha256: str
    name: str
    media_type: str
    size: int
    role: str  # "picture" or "attachment"
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    language: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    rendition: str = ""  # which of the fixed list, for a picture
    licences: tuple[Said, ...] = ()  # `licence` in every language that was named

    def licence_in(self, *languages: str) -> tuple[str, str]:
        """The terms and their language: the first of these (or its base) that there is, else `licence`, else any; "" is not known."""
        known = {one.language: one.words for one in self.licences}
        wanted = (tag for language in languages for tag in (language, language.partition("-")[0]) if tag in known)
        own = (tag for tag, words in known.items() if words == self.licence or not self.licence)
        tag = next(chain(wanted, own), "")
        return known.get(tag, self.licence), tag


@dataclass(frozen=True, slots=True)
class Link:
    """A file to be read beside the text that is not held here: an old site's, or another's."""

    url: str  # http or https
    title: str
    media_type: str = ""
    size: int = 0  # bytes; 0 is not known


@dataclass(frozen=True, slots=True)
class Quotation:
    words: str
    speaker: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One text in one language. HTML is sanitised already; `body_text` is the same words without marks."""

    language: str
    title: str
    slug: str
    subtitle: str = ""
    type: Term | None = None
    offices: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    dateline: Dateline = Dateline()
    lead: str = ""
    body: str = ""
    body_text: str = ""
    quotations: tuple[Quotation, ...] = ()
    notes: str = ""
    about: str = ""
    files: tuple[File, ...] = ()
    reference: str = ""
    zone: str = "UTC"
    links: tuple[Link, ...] = ()

    @property
    def paragraph(self) -> str:
        """The lead with its dateline, as printed."""
        return self.dateline.words + self.lead

    def written(self) -> str:
        """The canonical JSON."""
        return canonical(without_defaults(self))

    @property
    def digest(self) -> str:
        return digest(self.written())

    @property
    def search_text(self) -> str:
        """All words a reader may find the item by."""
        captions = [part for file in self.files for part in (file.title, file.caption)] + [link.title for link in self.links]
        said = [f"{quotation.words} {quotation.speaker} {quotation.role}" for quotation in self.quotations]
        parts = [self.title, self.subtitle, self.paragraph, self.body_text, *said, words_only(self.notes), *captions, self.reference]
        return "\n".join(part for part in parts if part)

    @classmethod
    def read(cls, text: str) -> Self:
        """The Content that `written` gave. Raises ValueError for anything else."""
        try:
            return cls(**made(json.loads(text)))
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"not the content of an edition: {error}") from error


def words_only(markup: str) -> str:
    """The words of sanitised HTML, a line for each paragraph."""
    text = re.sub(r"<[^>]*>", " ", re.sub(r"</(?:p|li|h\d)>|<br>", "\n", markup))
    return "\n".join(line for line in (" ".join(unescape(line).split()) for line in text.split("\n")) if line)


def canonical(value: Any) -> str:
    return CANONICAL.encode(value)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def without_defaults(value: Any) -> Any:
    """The fields that say something, of nested parts too: a field that comes later changes no digest of before."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [without_defaults(one) for one in value]
    if not is_dataclass(value):
        return value
    kind: Any = type(value)
    said = ((name, getattr(value, name), default) for name, default in defaults(kind))
    return {name: without_defaults(part) for name, part, default in said if default is MISSING or part != default}


@cache
def defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass, each with its default or MISSING."""
    return tuple((one.name, one.default) for one in fields(kind))


def made(data: dict[str, Any]) -> dict[str, Any]:
    """Parsed JSON with its dataclasses back in place."""
    parts: dict[str, Any] = dict(data)
    if parts.get("type"):
        parts["type"] = Term(**parts["type"])
    if "files" in parts:
        parts["files"] = tuple(made_file(one) for one in parts["files"])
    for name, kind in (("offices", Term), ("topics", Term), ("quotations", Quotation), ("links", Link)):
        if name in parts:
            parts[name] = tuple(kind(**one) for one in parts[name])
    if "dateline" in parts:
        parts["dateline"] = Dateline(**{**parts["dateline"], "places": tuple(parts["dateline"].get("places", ()))})
    return parts


def made_file(data: dict[str, Any]) -> File:
    return File(**{**data, "licences": tuple(Said(**one) for one in data.get("licences", ()))})
