"""The three lists as values: what an address, a label and a tree mean now, and meant. Read whole, for there are hundreds of terms.

A term merged into another stands under it: editions keep its key for ever, so whoever counts or chooses the other finds them; it
is no entry of its own any more, and its address leads on.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dateline.vocabularies.models import FormerName, FormerSlug, Office, ReleaseType, Term, Topic, in_order, said

MODELS: Mapping[str, type[Term]] = {"type": ReleaseType, "office": Office, "topic": Topic}


@dataclass(frozen=True, slots=True)
class Name:
    """What a term was called until a day: that day the next name holds."""

    until_on: str  # ISO
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term without its row."""

    key: str
    slug: str
    labels: Mapping[str, str]
    parent: str | None = None  # key
    merged_into: str | None = None  # key
    former: tuple[Name, ...] = ()  # oldest first
    closed_on: date | None = None
    successor: str | None = None  # key

    def label(self, language: str, on: str = "") -> str:
        return self.said(language, on)[0]

    def said(self, language: str, on: str = "") -> tuple[str, str]:
        """Its label for a page in `language`, and the language that label is in; `on`: as of a civil day, ISO, else now."""
        labels = self.labels_on(on)
        wanted = said(labels, language)
        return wanted if wanted[0] else next(((label, tag) for tag, label in in_order(labels)), (self.slug, ""))

    def labels_on(self, on: str) -> Mapping[str, str]:
        """The labels of a day. A language that the name of then lacks has today's."""
        past = next((name.labels for name in self.former if on and on < name.until_on), {})
        return {**self.labels, **past} if past else self.labels

    def language_of(self, label: str, wanted: str) -> str:
        """Which language a label of this term is in: the wanted one, unless another's label was taken for lack of it."""
        every = [self.labels, *(name.labels for name in self.former)]
        if any(labels.get(tag) for labels in every for tag in (wanted, wanted.partition("-")[0])):
            return wanted
        return next((tag for labels in every for tag, known in in_order(labels) if known == label), wanted)


@dataclass(frozen=True)
class Vocabulary:
    """One list in its order, by key and by slug."""

    entries: tuple[Entry, ...] = ()
    former_slugs: Mapping[str, str] = field(default_factory=dict)  # slug -> key

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Every term, merged ones too: editions name them."""
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def by_slug(self) -> dict[str, Entry]:
        """The terms that stand for themselves, by the address of now."""
        return {entry.slug: entry for entry in self.entries if not entry.merged_into}

    @cached_property
    def parents(self) -> dict[str, str]:
        """key -> what it stands under: its parent, or what it was merged into."""
        found = {entry.key: entry.merged_into or entry.parent for entry in self.entries}
        return {key: above for key, above in found.items() if above}

    @cached_property
    def children(self) -> dict[str | None, list[Entry]]:
        under: dict[str | None, list[Entry]] = {}
        for entry in self.by_slug.values():
            parent = self.present(entry.parent) if entry.parent else None
            under.setdefault(parent.key if parent else None, []).append(entry)
        return under

    def present(self, key: str) -> Entry | None:
        """The term that stands for a key now."""
        entry, met = self.by_key.get(key), {key}
        while entry is not None and entry.merged_into and entry.merged_into not in met:
            met.add(entry.merged_into)
            entry = self.by_key.get(entry.merged_into)
        return entry

    def moved(self, slug: str) -> Entry | None:
        """Where an address of before leads: the term that had it, or what that was merged into. None for an address of now."""
        if slug in self.by_slug:
            return None
        own = next((entry.key for entry in self.entries if entry.merged_into and entry.slug == slug), None)
        key = self.former_slugs.get(slug, own)
        return self.present(key) if key else None


@dataclass(frozen=True)
class Vocabularies:
    """All lists, by the name of their facet."""

    lists: Mapping[str, Vocabulary] = field(default_factory=dict)

    def __getitem__(self, facet: str) -> Vocabulary:
        return self.lists[facet]


def read_list(model: type[Term], former: Mapping[str, Sequence[Name]], slugs: Mapping[str, str]) -> Vocabulary:
    terms = sorted(model._default_manager.all(), key=lambda term: (term.position, term.slug))  # databases sort texts each in their way
    keys = {term.pk: term.key for term in terms}
    return Vocabulary(tuple(entry(term, keys, former.get(term.key, ())) for term in terms), slugs)


def entry(term: Term, keys: Mapping[int, str], former: Sequence[Name]) -> Entry:
    def other(name: str) -> str | None:
        return keys.get(getattr(term, f"{name}_id", None) or 0)

    return Entry(
        term.key,
        term.slug,
        term.labels,
        parent=other("parent"),
        merged_into=other("merged_into"),
        former=tuple(former),
        closed_on=term.closed_on,
        successor=other("successor"),
    )


def read() -> Vocabularies:
    """The lists as they are now."""
    names: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for one in FormerName.objects.all():  # in the order of their days
        names[one.facet][one.key].append(Name(one.until_on.isoformat(), one.labels))
    slugs: dict[str, dict[str, str]] = defaultdict(dict)
    for kept in FormerSlug.objects.all():
        slugs[kept.facet][kept.slug] = kept.key
    return Vocabularies({facet: read_list(model, names[facet], slugs[facet]) for facet, model in MODELS.items()})
