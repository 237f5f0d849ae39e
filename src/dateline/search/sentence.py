"""A view in words: "184 press releases from Africa or with no office given, in 2026". Pure.

A language is one Grammar in `grammars.py`. Languages without one are spoken to in English. Labels come from whoever asks, in that
language; types in the singular. A label that is not to be had in that language comes marked by `foreign`: it stands as it is, for no
grammar but its own can decline it, and `pieces` tells it apart.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.search.grammars import Grammar, grammar_of
from dateline.search.words import Clause, Words

NONE = "none"

Labels = Callable[[str, str], str]  # (facet, value) -> what it is called, by `foreign` where that is in another language

OPEN, SAID, CLOSE = MARKS = "\ue000\ue001\ue002"  # private use: they mean nothing in any text, and what a reader typed loses them
FOREIGN = re.compile(f"{OPEN}([^{MARKS}]*){SAID}([^{MARKS}]*){CLOSE}")
BARE = dict.fromkeys(map(ord, MARKS))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; `language` where it is not the sentence's own."""

    text: str
    language: str = ""


def foreign(label: str, language: str) -> str:
    """A label in another language than the sentence around it."""
    return f"{OPEN}{language.translate(BARE)}{SAID}{label.translate(BARE)}{CLOSE}"


def plain(text: str) -> str:
    return FOREIGN.sub(r"\2", text).translate(BARE)


class Asked(Protocol):
    """What a sentence tells of a Query."""

    @property
    def from_(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def words(self) -> Words: ...
    def values(self, facet: str, /) -> tuple[str, ...]: ...


def sentence(asked: Asked, labels: Labels, language: str = "en") -> str:
    """What a view shows, as a title: "Press releases on Policing from Bishkek, in 2022"."""
    grammar = grammar_of(language)
    if not any(asked.values(facet) for facet in _FACETS) and not (asked.from_ or asked.to or asked.words.clauses):
        return grammar.everything
    text = plain(_subject(asked, labels, grammar, None) + _rest(asked, labels, grammar))
    return text[0].upper() + text[1:]


def headline(asked: Asked, labels: Labels, total: int, language: str = "en") -> str:
    """The same with the total in front: "1 press release on Policing from Bishkek, in 2022"."""
    return joined(pieces(asked, labels, total, language))


def joined(parts: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in parts)


def pieces(asked: Asked, labels: Labels, total: int, language: str = "en") -> tuple[Piece, ...]:
    """The headline in order, parted where its language changes. The total stands in the first piece."""
    grammar = grammar_of(language)
    parts = FOREIGN.split(f"{_subject(asked, labels, grammar, total)}{_rest(asked, labels, grammar)}")
    own = [Piece(text.translate(BARE)) for text in parts[::3]]
    others = [Piece(text, tag) for tag, text in zip(parts[1::3], parts[2::3], strict=True)]
    return (own[0], *(piece for pair in zip(others, own[1:], strict=True) for piece in pair if piece.text))


_FACETS = ("type", "office", "topic", "language", "-type", "-office", "-topic")


def _subject(asked: Asked, labels: Labels, grammar: Grammar, total: int | None) -> str:
    """The noun, counted or not: "items", "2 press releases and statements", "7 news and items with no type given"."""
    values = asked.values("type")
    number = "" if total is None else f"{total:,}".replace(",", grammar.thousands).translate(grammar.digits)
    form = len(grammar.counted) - 1 if total is None else grammar.form(total)
    noun = grammar.counted[form].format(number) if number else grammar.items
    if grammar.types[0] or not values:
        return " ".join(filter(None, (noun, _behind(values, labels, grammar))))
    many = form == len(grammar.counted) - 1
    names = [_inside(labels("type", value)) for value in values if value != NONE]
    nouns = [_declined(label, grammar.plural) for label in names] if many else names
    if NONE in values:
        nouns.append(f"{grammar.counted[form].format('').strip()} {grammar.none['type']}")
    return f"{number} {_joined(nouns, grammar.and_ if many else grammar.or_, grammar)}".strip()


def _behind(values: Sequence[str], labels: Labels, grammar: Grammar) -> str:
    """Types behind the noun, in their own words: "типа «Пресс-релиз»"."""
    names = [grammar.named.format(labels("type", value)) for value in values if value != NONE]
    said = [grammar.types[len(names) > 1].format(_joined(names, grammar.or_, grammar))] if names else []
    return _joined(said + ([grammar.none["type"]] if NONE in values else []), grammar.or_, grammar)


def _declined(label: str, form: Callable[[str], str]) -> str:
    return label if label.startswith(OPEN) else form(label)


def _inside(label: str) -> str:
    """A label inside a sentence: without its capital, unless it is an acronym."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def _rest(asked: Asked, labels: Labels, grammar: Grammar) -> str:
    parts = [
        *(_chosen(asked, labels, grammar, facet) for facet in ("topic", "office")),
        *(_excluded(asked, labels, grammar, facet) for facet in ("type", "topic", "office")),
        _languages(asked.values("language"), labels, grammar),
        _words(asked.words.clauses, grammar),
    ]
    dates = _dates(asked.from_, asked.to, grammar)
    return "".join(f" {part}" for part in parts if part) + (f"{grammar.comma}{dates}" if dates else "")


def _chosen(asked: Asked, labels: Labels, grammar: Grammar, facet: str) -> str:
    values = asked.values(facet)
    if facet == "office" and grammar.place:
        said = _placed(values, labels, grammar, grammar.place)
    else:
        names = _names(values, labels, grammar, facet)
        said = [grammar.chosen[facet][len(names) > 1].format(_joined(names, grammar.or_, grammar))] if names else []
    return _joined(said + ([grammar.none[facet]] if NONE in values else []), grammar.or_, grammar)


def _placed(values: Iterable[str], labels: Labels, grammar: Grammar, place: Callable[[str], str]) -> list[str]:
    """Offices, each with its own preposition: "d’Afrique", "du Bureau d’Entebbe"."""
    names = [labels("office", value) for value in values if value != NONE]
    phrases = ["" if name.startswith(OPEN) else place(name) for name in names]
    return [phrase or grammar.chosen["office"][0].format(grammar.named.format(name)) for phrase, name in zip(phrases, names, strict=True)]


def _excluded(asked: Asked, labels: Labels, grammar: Grammar, facet: str) -> str:
    values = asked.values(f"-{facet}")
    if facet == "office" and grammar.place:
        names = _placed(values, labels, grammar, grammar.place)
    else:
        names = _names(values, labels, grammar, facet)
    said = [grammar.excluded[facet].format(_joined(names, grammar.or_, grammar))] if names else []
    return " ".join(said + ([grammar.given[facet]] if NONE in values else []))


def _names(values: Iterable[str], labels: Labels, grammar: Grammar, facet: str) -> list[str]:
    names = [labels(facet, value) for value in values if value != NONE]
    if facet == "office":
        names = [_declined(name, grammar.article) for name in names]
    elif facet == "type" and not grammar.types[0]:
        names = [_declined(_inside(name), grammar.plural) for name in names]
    return [grammar.named.format(name) for name in names]


def _languages(values: Sequence[str], labels: Labels, grammar: Grammar) -> str:
    if tuple(values) == ("any",):
        return grammar.any_language
    return grammar.language.format(_joined([labels("language", value) for value in values], grammar.or_, grammar)) if values else ""


def _words(clauses: Sequence[Clause], grammar: Grammar) -> str:
    said = []
    for title, excluded, phrase in (
        (False, False, grammar.containing),
        (True, False, grammar.in_title),
        (False, True, grammar.lacking),
        (True, True, grammar.not_in_title),
    ):
        each = [c.words.translate(BARE) for c in clauses if (c.title, c.excluded) == (title, excluded)]
        form = phrase[-1 if len(" ".join(each).split()) > 1 else 0]
        quoted = [grammar.quoted.format(words) for words in each]
        said += [form.format(_joined(quoted, grammar.or_ if excluded else grammar.and_, grammar))] if quoted else []
    return _joined(said, grammar.and_, grammar)


def _dates(from_: str, to: str, grammar: Grammar) -> str:
    if from_ and from_ == to:
        form = {4: grammar.in_year, 7: grammar.in_month}.get(len(from_), grammar.on_day)
        return form.format(_date(from_, grammar))
    if from_ and to:
        return grammar.between.format(_date(from_, grammar), _date(to, grammar))
    if from_:
        return grammar.since.format(_date(from_, grammar, since=True))
    return grammar.until.format(_date(to, grammar)) if to else ""


def _date(date: str, grammar: Grammar, *, since: bool = False) -> str:
    year, month, day = (date.split("-") + ["", ""])[:3]
    if not month:
        return year.translate(grammar.digits)
    declined = grammar.months_since if day or since else ()
    name = (declined or grammar.months)[int(month) - 1]
    form = grammar.day if day else grammar.month
    return form.format(day=int(day or 1), month=name, year=year).translate(grammar.digits)


def _joined(parts: Sequence[str], last: str, grammar: Grammar) -> str:
    """ "a", "a or b", "a, b or c"."""
    return last.join(filter(None, (grammar.comma.join(parts[:-1]), *parts[-1:])))
