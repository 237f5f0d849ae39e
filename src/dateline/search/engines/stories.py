"""Which documents are versions of one story.

A story is known by 64 bits of a digest: among a million stories, two agree in one archive of 37 million.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby

MOST_MOVED = 2_000  # stories that differ from the sorted ones before these are sorted anew; more in a large index
NO_STORY = 0


def story_number(story: str) -> int:
    return int.from_bytes(blake2b(story.encode(), digest_size=8).digest(), "little") or 1


@dataclass(frozen=True, slots=True)
class Stories:
    """A story: its versions, and a version: its story. Never changes but by appending to `of`."""

    stories: "array[int]" = field(default_factory=lambda: array("Q"))  # sorted, one for each version
    versions: "array[int]" = field(default_factory=lambda: array("I"))  # their sequences
    of: "array[int]" = field(default_factory=lambda: array("Q"))  # by sequence: its story, NO_STORY
    moved: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # stories whose versions are others than in the sorted ones

    def story(self, sequence: int) -> int:
        return self.of[sequence] if sequence < len(self.of) else NO_STORY

    def versions_of(self, story: int) -> tuple[int, ...]:
        known = self.moved.get(story)
        if known is not None:
            return known
        start = end = bisect_left(self.stories, story)
        while end < len(self.stories) and self.stories[end] == story:
            end += 1
        return tuple(self.versions[start:end])

    def runs(self) -> Iterator[tuple[int, ...]]:
        """The versions of every story."""
        for story, run in groupby(range(len(self.stories)), key=self.stories.__getitem__):
            if story not in self.moved:
                yield tuple(self.versions[place] for place in run)
        yield from filter(None, self.moved.values())

    def changed(self, gone: Iterable[int], sequences: Sequence[int], stories: Sequence[int]) -> "Stories":
        """Without some sequences, and with others, given with their stories."""
        if is_bulk(len(sequences), len(self.stories)):
            return self._sorted_anew(set(gone), sequences, stories)
        new = Stories(self.stories, self.versions, self._noted(sequences, stories), moved := dict(self.moved))
        for sequence in gone:
            story = self.story(sequence)
            moved[story] = tuple(version for version in new.versions_of(story) if version != sequence)
        for sequence, story in zip(sequences, stories, strict=True):
            moved[story] = (*new.versions_of(story), sequence)
        return new.at_rest() if is_bulk(8 * len(moved), len(self.stories)) else new

    def at_rest(self) -> "Stories":
        """The same with nothing moved."""
        return self._sorted_anew(set(), (), ()) if self.moved else self

    def _sorted_anew(self, gone: set[int], sequences: Sequence[int], stories: Sequence[int]) -> "Stories":
        versions = [version for run in self.runs() for version in run if version not in gone]
        versions += sequences
        of = self._noted(sequences, stories)
        versions.sort()
        versions.sort(key=of.__getitem__)
        return Stories(array("Q", map(of.__getitem__, versions)), array("I", versions), of)

    def _noted(self, sequences: Sequence[int], stories: Sequence[int]) -> "array[int]":
        known = len(self.of)
        # What is there already stays as it is for those who hold it: unless only its end is added to, it is copied.
        of = self.of if min(sequences, default=known) >= known else self.of[:]
        of.extend([NO_STORY] * (max(sequences, default=0) + 1 - known))
        for sequence, story in zip(sequences, stories, strict=True):
            of[sequence] = story
        return of


def is_bulk(changes: int, size: int) -> bool:
    """Whether so many changes are better made by going through all."""
    return changes > max(MOST_MOVED, size // 8)
