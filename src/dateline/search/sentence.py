"""A view in words: "184 press releases from Africa or with no office given, in 2026". Pure.

A language is one Grammar in GRAMMARS: phrases with a place for the labels, so that adding one is adding data. Languages without
one are spoken to in English. Labels come from whoever asks, in that language; types in the singular.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.search.words import Clause, Words

NONE = "none"

Labels = Callable[[str, str], str]  # (facet, value) -> what it is called


class Asked(Protocol):
    """What a sentence tells of a Query."""

    @property
    def from_(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def words(self) -> Words: ...
    def values(self, facet: str, /) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language says what a view shows. `{}` is where labels go."""

    everything: str
    item: tuple[str, str]  # one, many
    alone: frozenset[int]  # the totals that take the singular
    plural: Callable[[str], str]  # of a type's label
    thousands: str
    or_: str
    and_: str
    chosen: Mapping[str, tuple[str, str]]  # facet -> for one label, for several
    none: Mapping[str, str]  # facet -> "not given" is chosen
    excluded: Mapping[str, str]  # facet -> labels that are excluded
    given: Mapping[str, str]  # facet -> "not given" is excluded
    language: str
    any_language: str
    containing: str
    lacking: str
    in_title: str
    not_in_title: str
    quoted: str
    months: tuple[str, ...]
    day: str  # {day} {month} {year}
    month: str
    on_day: str  # these three hold a whole date
    in_month: str
    in_year: str
    between: str
    since: str
    until: str
    article: Callable[[str], str] = str  # before an office's label


def sentence(asked: Asked, labels: Labels, language: str = "en") -> str:
    """What a view shows, as a title: "Press releases on Policing from Bishkek, in 2022"."""
    grammar = _grammar(language)
    if not any(asked.values(facet) for facet in _FACETS) and not (asked.from_ or asked.to or asked.words.clauses):
        return grammar.everything
    text = _subject(asked, labels, grammar, many=True) + _rest(asked, labels, grammar)
    return text[0].upper() + text[1:]


def headline(asked: Asked, labels: Labels, total: int, language: str = "en") -> str:
    """The same with the total in front: "1 press release on Policing from Bishkek, in 2022"."""
    grammar = _grammar(language)
    number = f"{total:,}".replace(",", grammar.thousands)
    many = total not in grammar.alone
    return f"{number} {_subject(asked, labels, grammar, many=many)}{_rest(asked, labels, grammar)}"


_FACETS = ("type", "office", "topic", "language", "-type", "-office", "-topic")


def _grammar(language: str) -> Grammar:
    return GRAMMARS.get(language.partition("-")[0].lower(), GRAMMARS["en"])


def _subject(asked: Asked, labels: Labels, grammar: Grammar, *, many: bool) -> str:
    """The noun: "items", "press releases and statements", "news and items with no type given"."""
    types = [_inside(labels("type", value)) for value in asked.values("type") if value != NONE]
    nouns = [grammar.plural(label) for label in types] if many else types
    if NONE in asked.values("type"):
        nouns.append(f"{grammar.item[many]} {grammar.none['type']}")
    return _joined(nouns, grammar.and_ if many else grammar.or_) or grammar.item[many]


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
    return "".join(f" {part}" for part in parts if part) + (f", {dates}" if dates else "")


def _chosen(asked: Asked, labels: Labels, grammar: Grammar, facet: str) -> str:
    values = asked.values(facet)
    names = _names(values, labels, grammar, facet)
    said = [grammar.chosen[facet][len(names) > 1].format(_joined(names, grammar.or_))] if names else []
    return _joined(said + ([grammar.none[facet]] if NONE in values else []), grammar.or_)


def _excluded(asked: Asked, labels: Labels, grammar: Grammar, facet: str) -> str:
    values = asked.values(f"-{facet}")
    names = _names(values, labels, grammar, facet)
    said = [grammar.excluded[facet].format(_joined(names, grammar.or_))] if names else []
    return " ".join(said + ([grammar.given[facet]] if NONE in values else []))


def _names(values: Iterable[str], labels: Labels, grammar: Grammar, facet: str) -> list[str]:
    names = [labels(facet, value) for value in values if value != NONE]
    if facet == "office":
        return [grammar.article(name) for name in names]
    return [grammar.plural(_inside(name)) for name in names] if facet == "type" else names


def _languages(values: Sequence[str], labels: Labels, grammar: Grammar) -> str:
    if tuple(values) == ("any",):
        return grammar.any_language
    return grammar.language.format(_joined([labels("language", value) for value in values], grammar.or_)) if values else ""


def _words(clauses: Sequence[Clause], grammar: Grammar) -> str:
    said = []
    for title, excluded, phrase in (
        (False, False, grammar.containing),
        (True, False, grammar.in_title),
        (False, True, grammar.lacking),
        (True, True, grammar.not_in_title),
    ):
        quoted = [grammar.quoted.format(c.words) for c in clauses if (c.title, c.excluded) == (title, excluded)]
        said += [phrase.format(_joined(quoted, grammar.or_ if excluded else grammar.and_))] if quoted else []
    return _joined(said, grammar.and_)


def _dates(from_: str, to: str, grammar: Grammar) -> str:
    if from_ and from_ == to:
        form = {4: grammar.in_year, 7: grammar.in_month}.get(len(from_), grammar.on_day)
        return form.format(_date(from_, grammar))
    if from_ and to:
        return grammar.between.format(_date(from_, grammar), _date(to, grammar))
    if from_:
        return grammar.since.format(_date(from_, grammar))
    return grammar.until.format(_date(to, grammar)) if to else ""


def _date(date: str, grammar: Grammar) -> str:
    year, month, day = (date.split("-") + ["", ""])[:3]
    if not month:
        return year
    name = grammar.months[int(month) - 1]
    form = grammar.day if day else grammar.month
    return form.format(day=int(day or 1), month=name, year=year)


def _joined(parts: Sequence[str], last: str) -> str:
    """ "a", "a or b", "a, b or c"."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _english_plural(label: str) -> str:
    if label.endswith("s") and not label.endswith("ss") or label.endswith("coverage"):
        return label  # "news", "press releases"
    if label.endswith("y") and label[-2:-1] not in "aeiou":
        return label[:-1] + "ies"
    return label + ("es" if label.endswith(("s", "x", "ch", "sh")) else "s")


def _english_article(label: str) -> str:
    """ "the Office in Basra", but "Bishkek": offices that are called after what they are take an article."""
    return f"the {label}" if set(label.lower().split()) & _BODIES else label


_BODIES = frozenset({
    "office", "offices", "mission", "secretariat", "centre", "center", "presence", "project", "delegation", "institute",
    "department", "commission", "bureau", "programme", "agency", "headquarters", "unit", "section", "division",
    "directorate", "representative", "ministry", "embassy", "council",
})  # fmt: skip


def _french_plural(label: str) -> str:
    """The first word is the noun in "communiqué de presse"."""
    noun, space, rest = label.partition(" ")
    if noun.endswith(("s", "x", "z")):
        return label
    if noun.endswith("al"):
        return f"{noun[:-2]}aux{space}{rest}"
    return noun + ("x" if noun.endswith(("eau", "eu")) else "s") + space + rest


GRAMMARS: Mapping[str, Grammar] = {
    "en": Grammar(
        everything="News and press releases",
        item=("item", "items"),
        alone=frozenset({1}),
        plural=_english_plural,
        thousands=",",
        or_="or",
        and_="and",
        chosen={"topic": ("on {}", "on {}"), "office": ("from {}", "from {}")},
        none={"type": "with no type given", "topic": "with no topic given", "office": "with no office given"},
        excluded={"type": "other than {}", "topic": "not on {}", "office": "not from {}"},
        given={"type": "with a type given", "topic": "with a topic given", "office": "with an office given"},
        language="in {}",
        any_language="in every language",
        containing="containing {}",
        lacking="without {}",
        in_title="with {} in the title",
        not_in_title="without {} in the title",
        quoted="“{}”",
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        day="{day} {month} {year}",
        month="{month} {year}",
        on_day="on {}",
        in_month="in {}",
        in_year="in {}",
        between="from {} to {}",
        since="since {}",
        until="up to {}",
        article=_english_article,
    ),
    "fr": Grammar(
        everything="Actualités et communiqués de presse",
        item=("élément", "éléments"),
        alone=frozenset({0, 1}),
        plural=_french_plural,
        thousands="\u202f",
        or_="ou",
        and_="et",
        chosen={
            "topic": ("sur le thème {}", "sur les thèmes {}"),
            "office": ("du bureau {}", "des bureaux {}"),
        },
        none={"type": "sans type indiqué", "topic": "sans thème indiqué", "office": "sans bureau indiqué"},
        excluded={"type": "hors {}", "topic": "hors thème {}", "office": "hors bureau {}"},
        given={"type": "avec un type indiqué", "topic": "avec un thème indiqué", "office": "avec un bureau indiqué"},
        language="en {}",
        any_language="dans toutes les langues",
        containing="contenant {}",
        lacking="sans {}",
        in_title="avec {} dans le titre",
        not_in_title="sans {} dans le titre",
        quoted="«\u00a0{}\u00a0»",
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin",
            "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ),
        day="le {day} {month} {year}",
        month="{month} {year}",
        on_day="{}",
        in_month="en {}",
        in_year="en {}",
        between="entre {} et {}",
        since="depuis {}",
        until="au plus tard {}",
    ),
}  # fmt: skip
