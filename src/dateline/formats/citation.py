"""How to cite an item. Pure.

APA: Publication Manual, 7th edition, as of web pages. Chicago: Manual of Style, 17th and 18th edition, as of websites, in its bibliography.
BibTeX: @misc as btxdoc has it, with fields of biblatex. RIS: its specification of 2011, type ELEC.

The author is the institution, never a person. An edition after the first is named, for its words are others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.formats import days
from dateline.formats.addresses import Addresses
from dateline.formats.figures import figures
from dateline.record.content import Content
from dateline.search.grammars import GRAMMARS, grammar_of
from dateline.search.listing import Card

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited. `language` is the item's, `edition` the number of the words that are meant."""

    id: str
    author: str
    title: str
    language: str
    published_on: date
    url: str
    kind: str = ""  # "Press release"
    reference: str = ""
    edition: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """`role` is "author", "title", "url" or "own" for what keeps its own direction in a page; "" for what stands between."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference in parts."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)


def cited(*parts: tuple[str, str]) -> Cited:
    return Cited(tuple(Part(*part) for part in parts if part[0]))


def source(card: Card, content: Content, url: str, newsroom: str, edition: int, kind: str = "") -> Source:
    """`kind` is what its type is called there; what the card says, where that is left out."""
    on = date.fromisoformat(card.published_on)
    kind = kind or (card.type.label if card.type else "")
    return Source(card.id, newsroom, content.title, content.language, on, url, kind, content.reference, edition)


def apa(one: Source, language: str, edition: str = "") -> Cited:
    """In `language`; `edition` is "edition 2" in it, "" for the first. English days are American, as both styles ask."""
    year, comma = figures(str(one.published_on.year), language), grammar_of(language).comma
    when = f"{year}{comma}{days.without_year(one.published_on, language, days.AMERICAN)}"
    after = f" ({edition})" if edition else ""
    kind = ((f"{after} [", ""), (one.kind, "own"), ("]. ", "")) if one.kind else ((f"{after}{stop(after or one.title)} ", ""),)
    return cited((one.author, "author"), (f"{stop(one.author)} ({when}). ", ""), (one.title, "title"), *kind, (one.url, "url"))


def chicago(one: Source, language: str, edition: str = "") -> Cited:
    """The same. English has the stop within the marks, other languages behind them."""
    opening, _, closing = grammar_of(language).quoted.partition("{}")
    kind = " ".join(part for part in (one.kind, one.reference) if part)
    facts = [part for part in (edition, days.whole(one.published_on, language, days.AMERICAN)) if part]
    told = grammar_of(language).comma.join(facts if not kind else ["", *facts])
    begun = told if kind else f"{told[:1].upper()}{told[1:]}"
    ended = f"{stop(one.title)}{closing}" if grammar_of(language) is GRAMMARS["en"] else f"{closing}{stop(one.title)}"
    title = ((f"{stop(one.author)} {opening}", ""), (one.title, "title"), (f"{ended} ", ""))
    return cited((one.author, "author"), *title, (kind, "own"), (f"{begun}{stop(told)} ", ""), (one.url, "url"))


def stop(text: str) -> str:
    """The full stop that ends a part, unless another mark does."""
    return "" if text.rstrip().endswith((".", "!", "?", "…", "؟")) else "."


def bibtex(one: Source) -> str:
    """One entry; braces twice around what must keep its capitals."""
    howpublished = " ".join(part for part in (one.kind, one.reference) if part)
    fields = {
        "author": f"{{{{{tex(one.author)}}}}}",
        "title": f"{{{{{tex(one.title)}}}}}",
        "year": f"{{{one.published_on.year}}}",
        "month": MONTHS[one.published_on.month - 1],
        "day": f"{{{one.published_on.day}}}",
        "howpublished": f"{{{tex(howpublished)}}}" if howpublished else "",
        "edition": f"{{{one.edition}}}" if one.edition > 1 else "",
        "language": f"{{{tex(one.language)}}}",
        "url": f"{{{one.url}}}",
    }
    lines = ",\n".join(f"  {name:<12} = {value}" for name, value in fields.items() if value)
    return f"@misc{{news-{one.id},\n{lines}\n}}\n"


def tex(text: str) -> str:
    """One line in which no sign means anything to TeX, and braces pair whatever was typed."""
    return "".join(TEX.get(sign, sign) for sign in one_line(text))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def ris(one: Source) -> str:
    """One reference; every value on its line, so that none can end it."""
    fields: Sequence[tuple[str, str]] = (
        ("TY", "ELEC"),
        ("ID", one.id),
        ("AU", one.author),
        ("PB", one.author),
        ("TI", one.title),
        ("PY", f"{one.published_on.year}"),
        ("DA", f"{one.published_on:%Y/%m/%d}/"),
        ("M3", one.kind),
        ("AN", one.reference),
        ("ET", str(one.edition) if one.edition > 1 else ""),
        ("LA", one.language),
        ("UR", one.url),
    )
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def bibtex_item(card: Card, content: Content, at: Addresses, newsroom: str) -> bytes:
    return bibtex(of_item(card, content, at, newsroom)).encode()


def ris_item(card: Card, content: Content, at: Addresses, newsroom: str) -> bytes:
    return ris(of_item(card, content, at, newsroom)).encode()


def of_item(card: Card, content: Content, at: Addresses, newsroom: str) -> Source:
    return source(card, content, at.absolute(at.item(card.id, card.slug)), newsroom, card.edition)
