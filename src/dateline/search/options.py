"""Counts by key: options with labels, as pages and data show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from babel import Locale, UnknownLocaleError

from dateline.search.engine import COUNTED, NONE, TERM_FACETS, Found
from dateline.search.ground import PerLists
from dateline.search.listing import Option
from dateline.search.query import Query
from dateline.search.sentence import foreign
from dateline.vocabularies.lists import Entry, Vocabularies, Vocabulary

NOT_GIVEN = {
    "en": "Not given",
    "fr": "Non indiqué",
    "de": "Nicht angegeben",
    "es": "No indicado",
    "it": "Non indicato",
    "ar": "غير محدد",
    "ru": "Не указано",
}
BY_COUNT = frozenset({"type", "topic"})  # offices keep the order of their tree, so that a region stands where people look for it


@dataclass(frozen=True, slots=True)
class Labels:
    """What a value is called in the page's language, for the view's sentence; marked where it has no label in that one."""

    vocabularies: Vocabularies
    language: str

    def __call__(self, facet: str, value: str) -> str:
        if facet == "language":
            return language_name(value, self.language)
        if value == NONE:
            return not_given(self.language)
        entry = self.vocabularies[facet].by_slug.get(value)
        if entry is None:
            return value
        label, language = entry.said(self.language)
        return label if not language or same_language(language, self.language) else foreign(label, language)


def same_language(one: str, other: str) -> bool:
    """Whether two tags name one language, be it as different regions write it."""
    return one.partition("-")[0] == other.partition("-")[0]


def not_given(language: str) -> str:
    return NOT_GIVEN.get(language.partition("-")[0], NOT_GIVEN["en"])


@lru_cache(maxsize=1_024)
def language_name(tag: str, shown_in: str = "") -> str:
    """A language's name in another, or without one in itself: "français"; the tag where CLDR has no name."""
    try:
        locale = Locale.parse(tag, sep="-")
        return locale.get_display_name(shown_in.replace("-", "_") or None) or tag
    except (ValueError, UnknownLocaleError):
        return tag


@dataclass(frozen=True, slots=True)
class Leaf:
    """A term as pages in one language show it, with what stands under it."""

    key: str
    slug: str
    label: str
    language: str  # of the label
    parent: str | None  # the slug of what it stands under
    depth: int
    under: "tuple[Leaf, ...]"


def trees(vocabularies: Vocabularies, language: str) -> dict[str, tuple[Leaf, ...]]:
    """The terms of each facet under what they stand under; equals by label where counts decide."""
    return {facet: leaves(vocabularies[facet], language, None, facet in BY_COUNT) for facet in TERM_FACETS}


def leaves(vocabulary: Vocabulary, language: str, above: Entry | None, by_label: bool, depth: int = 0) -> tuple[Leaf, ...]:
    entries = vocabulary.children.get(above.key if above else None, [])
    if by_label:
        entries = sorted(entries, key=lambda entry: entry.label(language).casefold())
    parent = above.slug if above else None
    under = (leaves(vocabulary, language, entry, by_label, depth + 1) for entry in entries)
    return tuple(Leaf(e.key, e.slug, *e.said(language), parent, depth, below) for e, below in zip(entries, under, strict=True))


kept_trees = PerLists(trees)


def facets(query: Query, found: Found, vocabularies: Vocabularies, language: str) -> dict[str, tuple[Option, ...]]:
    """Every option with a count and every chosen or excluded one, by facet; years newest first, months oldest first.

    Nothing where nothing was counted.
    """
    if not found.counts:
        return dict.fromkeys(COUNTED, ())
    counts = {facet: found.counts.get(facet, {}) for facet in COUNTED}
    known = kept_trees(vocabularies, language)
    result = {facet: tuple(term_options(query, facet, counts[facet], known[facet], language)) for facet in TERM_FACETS}
    result["language"] = language_options(query, counts["language"])
    result["year"] = period_options(query, counts["year"], newest_first=True)
    result["month"] = period_options(query, counts["month"], newest_first=False)
    return result


made = partial(tuple.__new__, Option)  # of all its fields: a third of the time that names take


def term_options(query: Query, facet: str, counts: Mapping[str, int], tree: Sequence[Leaf], language: str) -> list[Option]:
    chosen, excluded = query.values(facet), query.values(f"-{facet}")
    if not (counts or chosen or excluded):
        return []
    options: list[Option] = []

    def add(siblings: Sequence[Leaf]) -> None:
        for leaf in sorted(siblings, key=lambda leaf: -counts.get(leaf.key, 0)) if facet in BY_COUNT else siblings:
            count, slug = counts.get(leaf.key, 0), leaf.slug
            if count or slug in chosen or slug in excluded:
                options.append(made((slug, leaf.label, count, slug in chosen, slug in excluded, leaf.parent, leaf.depth, leaf.language)))
            if leaf.under:
                add(leaf.under)

    add(tree)
    if counts.get(NONE) or NONE in (*chosen, *excluded):
        options.append(Option(NONE, not_given(language), counts.get(NONE, 0), NONE in chosen, NONE in excluded, language=language))
    return options


def language_options(query: Query, counts: Mapping[str, int]) -> tuple[Option, ...]:
    tags = {*counts, *(tag for tag in query.languages if tag != "any")}
    ordered = sorted(tags, key=lambda tag: (-counts.get(tag, 0), tag))
    return tuple(Option(tag, language_name(tag), counts.get(tag, 0), tag in query.languages, language=tag) for tag in ordered)


def period_options(query: Query, counts: Mapping[str, int], *, newest_first: bool) -> tuple[Option, ...]:
    """Years or months; chosen when `from` and `to` are exactly that one."""
    chosen = query.from_ if query.from_ == query.to else ""
    return tuple(Option(value, value, counts[value], value == chosen) for value in sorted(counts, reverse=newest_first))
