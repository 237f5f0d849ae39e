"""The three lists as values: what an address, a label and a tree mean now. Read whole, for there are hundreds of terms, not more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dateline.vocabularies.models import Office, ReleaseType, Term, Topic

MODELS: Mapping[str, type[Term]] = {"type": ReleaseType, "office": Office, "topic": Topic}


@dataclass(frozen=True, slots=True)
class Entry:
    """A term without its row."""

    key: str
    slug: str
    labels: Mapping[str, str]
    parent: str | None = None  # key

    def label(self, language: str) -> str:
        return (
            self.labels.get(language)
            or self.labels.get(language.partition("-")[0])
            or next(filter(None, self.labels.values()), "")
            or self.slug
        )


@dataclass(frozen=True)
class Vocabulary:
    """One list in its order, by key and by slug."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def by_slug(self) -> dict[str, Entry]:
        return {entry.slug: entry for entry in self.entries}

    @cached_property
    def parents(self) -> dict[str, str]:
        """key -> its parent's key, for those that have one."""
        return {entry.key: entry.parent for entry in self.entries if entry.parent}

    @cached_property
    def children(self) -> dict[str | None, list[Entry]]:
        under: dict[str | None, list[Entry]] = {}
        for entry in self.entries:
            under.setdefault(entry.parent, []).append(entry)
        return under


@dataclass(frozen=True)
class Vocabularies:
    """All lists, by the name of their facet."""

    lists: Mapping[str, Vocabulary] = field(default_factory=dict)

    def __getitem__(self, facet: str) -> Vocabulary:
        return self.lists[facet]


def read_list(model: type[Term]) -> Vocabulary:
    terms = list(model._default_manager.all())
    keys = {term.pk: term.key for term in terms}
    return Vocabulary(tuple(Entry(term.key, term.slug, term.labels, keys.get(getattr(term, "parent_id", None))) for term in terms))


def read() -> Vocabularies:
    """The lists as they are now."""
    return Vocabularies({facet: read_list(model) for facet, model in MODELS.items()})
