"""What every engine is given and what it answers: Documents in, a Question in, Found out.

An engine knows no slugs, no labels and no settings: terms are permanent keys, items are `sequence` numbers, days are ISO
strings. Whoever asks resolves the words of an address into a Question first (`finder.py`), and tells from the record what the
found items are. `engines/memory.py` is the oracle: whatever it answers is right by definition, and `tests/engines` holds every
other engine to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from dateline.search.likeness import Likeness
from dateline.search.words import Words

TERM_FACETS = ("type", "office", "topic")
COUNTED = (*TERM_FACETS, "language", "year", "month")
NONE = "none"  # "not given": reserved in every vocabulary, so it can stand among keys


@dataclass(frozen=True, slots=True)
class Document:
    """One live language version of one item, as it is indexed."""

    sequence: int  # the item's number by first publication; ties of one instant are ordered by it
    story: str  # the same for all language versions of one text
    original: bool
    language: str  # BCP 47
    published_at: int  # microseconds since 1970, UTC
    published_on: str  # the civil day, "2022-10-05"
    type: str | None = None  # permanent key
    offices: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    title: str = ""
    text: str = ""  # all searchable words, the title's among them

    def keys(self, facet: str) -> tuple[str, ...]:
        """The item's own keys in one facet of TERM_FACETS; empty is "not given"."""
        if facet == "type":
            return (self.type,) if self.type else ()
        return self.offices if facet == "office" else self.topics


@dataclass(frozen=True, slots=True)
class Question:
    """A Query whose terms are resolved to keys and whose page is a slice.

    `languages`: None lists every story once, in `page_language` where a live version has it, else its original, else its lowest
    sequence; `("any",)` lists every version; otherwise the versions in these languages.
    `chosen` and `excluded`: facet -> keys, OR inside; NONE is "not given". A key matches what is under it by `parents`.
    `first_day`, `last_day`: inclusive ISO days, None is open.
    `words`: a clause is analysed in each document's own language. It matches where its tokens stand one after the other, in the
    title for a title clause, else in the text; a clause without tokens is ignored.
    `sort`: "relevance" is by the score of `relevance.py`, equals newest first; "newest" is by `published_at`, then `sequence`, both
    descending; "oldest" the exact reverse.
    `without`: sequences that are no longer live by the record, though the index may still hold them. They are in no answer, and
    take no part in the choice of a story's version.
    `counted`: the facets of COUNTED whose options are counted.
    """

    page_language: str = "en"
    languages: tuple[str, ...] | None = None
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    excluded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # facet -> key -> its parent's key
    first_day: str | None = None
    last_day: str | None = None
    words: Words = Words()
    sort: str = "newest"  # newest | oldest | relevance
    offset: int = 0
    limit: int = 20
    without: frozenset[int] = frozenset()
    counted: tuple[str, ...] = COUNTED


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: a slice of sequences in order, the total, and every option's count.

    `counts[facet][key]`: the total of the view that choosing this key alone in its facet would give: the facet's own choice and
    exclusion are ignored, all others hold. Keys stand for what is under them; NONE is "not given"; zero is left out. Those facets
    of COUNTED that were asked for: TERM_FACETS, "language" (counts versions, whatever `languages` says), "year" ("2022") and
    "month" ("2022-10"), which both ignore `first_day` and `last_day`.
    `position`: the number of the last Change in the index that answered.
    """

    sequences: tuple[int, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    position: int


class IndexUnusable(Exception):
    """There is no index at this path, or none that this version can read: rebuild it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class IndexLocked(Exception):
    """Another process writes this index: wait for it, or let it write."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: another process is writing this index; wait until it shows the change")
        self.path = path


class Engine(Protocol):
    """An index of Documents and a position, which move together or not at all."""

    @property
    def position(self) -> int:
        """The number of the last Change that was written, as of the last `refresh`."""

    def write(self, upserts: Sequence[Document], deletes: Iterable[int], *, position: int) -> None:
        """Drop sequences, add or replace documents, and move to `position`, in one step. Replay is harmless.

        A sequence that is dropped and added at once stays; of one added twice the last stays. Raises IndexLocked.
        """

    def refresh(self) -> None:
        """See what another process has written. Cheap when nothing has changed."""

    def find(self, question: Question) -> Found:
        """Answer from one snapshot. Never raises for words; a word nobody wrote finds nothing."""

    def newest(self, question: Question) -> tuple[int, ...]:
        """The first page that `find` would list, newest first whatever the question says, without knowing how many there are."""

    def similar(self, likeness: Likeness) -> tuple[int, ...]:
        """Sequences of what is about the same."""

    def close(self) -> None:
        """Let go of files and locks."""
