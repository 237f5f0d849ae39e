"""A document without its words, and many of them gathered for the columns."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from dateline.search.engine import NONE, TERM_FACETS, Document
from dateline.search.engines.stories import story_number


class Facts(NamedTuple):
    """What the columns know of a document. Stored as JSON beside its words."""

    sequence: int
    story: str
    original: bool
    language: str
    published_at: int
    published_on: str
    terms: tuple[tuple[str, ...], ...]  # keys by TERM_FACETS
    length: int  # the class of its text's length, by `relevance.py`

    @classmethod
    def of(cls, document: Document, length: int) -> "Facts":
        return cls(
            document.sequence,
            document.story,
            document.original,
            document.language,
            document.published_at,
            document.published_on,
            tuple(document.keys(facet) for facet in TERM_FACETS),
            length,
        )

    def values(self) -> list[tuple[str, str]]:
        """(group, key) of every bitmap that a document is in."""
        on = self.published_on
        values = [("live", ""), ("language", self.language), ("year", on[:4]), ("month", on[:7]), ("day", on[8:])]
        values.append(("length", str(self.length)))
        if self.original:
            values.append(("original", ""))
        for facet, keys in zip(TERM_FACETS, self.terms, strict=True):
            values += [(facet, key) for key in keys or (NONE,)]
        return values


class News:
    """What was written since columns were made: each sequence once, as arrays, so that a million are 80 MB and no objects."""

    def __init__(self, rows: Iterable[Facts] = (), gone: Iterable[int] = ()) -> None:
        self.gone = array("I", gone)
        self.sequences = array("I")
        self.instants = array("q")
        self.stories = array("Q")
        self.values: dict[tuple[str, str], array[int]] = {}  # (group, key) -> places in the three above
        for facts in rows:
            self.add(facts)

    def add(self, facts: Facts) -> None:
        place = len(self.sequences)
        self.sequences.append(facts.sequence)
        self.instants.append(facts.published_at)
        self.stories.append(story_number(facts.story))
        for value in facts.values():
            places = self.values.get(value)
            if places is None:
                places = self.values[value] = array("I")
            places.append(place)

    def in_order(self) -> list[int]:
        """Places in order of publication."""
        places = sorted(range(len(self.sequences)), key=self.sequences.__getitem__)
        places.sort(key=self.instants.__getitem__)
        return places

    def __len__(self) -> int:
        return len(self.sequences) + len(self.gone)
