"""What an embedded index knows of its documents besides their words: who has which term, language, day and story, as bitmaps.

Members of every bitmap are sequences. Columns never change: `changed` makes new ones and shares what is the same, so a question
is answered from one state while the next is being made. All of it fits in memory: 100,000 documents take about 60 MB.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple, TypeAlias

from pyroaring import BitMap

from dateline.search.days import last_day
from dateline.search.engine import NONE, TERM_FACETS, Document

Members: TypeAlias = dict[str, BitMap]


class Facts(NamedTuple):
    """A document without its words. A tuple, because 100,000 are made at every start."""

    sequence: int
    story: str
    original: bool
    language: str
    published_at: int
    published_on: str
    terms: tuple[tuple[str, ...], ...]  # keys by TERM_FACETS

    @classmethod
    def of(cls, document: Document) -> "Facts":
        return cls(
            document.sequence,
            document.story,
            document.original,
            document.language,
            document.published_at,
            document.published_on,
            tuple(document.keys(facet) for facet in TERM_FACETS),
        )


@dataclass(slots=True)
class Columns:
    """Bitmaps of sequences by value, and the order of publication."""

    facts: dict[int, Facts] = field(default_factory=dict)
    live: BitMap = field(default_factory=BitMap)
    terms: dict[str, Members] = field(default_factory=lambda: {facet: {} for facet in TERM_FACETS})
    languages: Members = field(default_factory=dict)
    years: Members = field(default_factory=dict)
    months: Members = field(default_factory=dict)
    order: list[tuple[int, int]] = field(default_factory=list)  # (published_at, sequence), oldest first
    stories: dict[str, tuple[int, ...]] = field(default_factory=dict)
    # A story's version for a page in language L is the first in L; if there is none, its fallback: the original or the first.
    fallbacks: BitMap = field(default_factory=BitMap)
    firsts: Members = field(default_factory=dict)  # language -> the first version in it, of each story
    replaced: Members = field(default_factory=dict)  # language -> the fallbacks that give way to such a version
    _under: dict[str, tuple[dict[str, str], Members]] = field(default_factory=dict)

    def changed(self, changes: Mapping[int, Facts | None]) -> "Columns":
        """These columns with some sequences replaced or added, and those that map to None gone."""
        new = self._copy()
        old = [facts for sequence in changes if (facts := new.facts.get(sequence))]
        coming = [facts for facts in changes.values() if facts]
        stories = {facts.story for facts in (*old, *coming)}
        new._choose(stories, BitMap.discard)
        for facts in old:
            new._drop(facts)
        for facts in sorted(coming, key=_when):  # in order, so that most are appended
            new._add(facts)
        new._choose(stories, BitMap.add)
        return new

    def _copy(self) -> "Columns":
        return replace(
            self,
            facts=dict(self.facts),
            live=self.live.copy(),
            terms={facet: _copied(members) for facet, members in self.terms.items()},
            languages=_copied(self.languages),
            years=_copied(self.years),
            months=_copied(self.months),
            order=list(self.order),
            stories=dict(self.stories),
            fallbacks=self.fallbacks.copy(),
            firsts=_copied(self.firsts),
            replaced=_copied(self.replaced),
            _under={},
        )

    def _add(self, facts: Facts) -> None:
        self.facts[facts.sequence] = facts
        insort(self.order, _when(facts))
        self.stories[facts.story] = (*self.stories.get(facts.story, ()), facts.sequence)
        self.live.add(facts.sequence)
        for bitmap in self._bitmaps(facts):
            bitmap.add(facts.sequence)

    def _drop(self, facts: Facts) -> None:
        del self.facts[facts.sequence]
        del self.order[bisect_left(self.order, _when(facts))]
        self.stories[facts.story] = tuple(s for s in self.stories[facts.story] if s != facts.sequence)
        if not self.stories[facts.story]:
            del self.stories[facts.story]
        self.live.discard(facts.sequence)
        for bitmap in self._bitmaps(facts):
            bitmap.discard(facts.sequence)

    def _bitmaps(self, facts: Facts) -> list[BitMap]:
        """Every bitmap that a document is in, besides `live` and those that choose its story's version."""
        bitmaps = [
            _of(self.languages, facts.language),
            _of(self.years, facts.published_on[:4]),
            _of(self.months, facts.published_on[:7]),
        ]
        for facet, keys in zip(TERM_FACETS, facts.terms, strict=True):
            members = self.terms[facet]
            bitmaps += [_of(members, key) for key in keys or (NONE,)]
        return bitmaps

    def _choose(self, stories: Iterable[str], act: Callable[[BitMap, int], None]) -> None:
        """Note, or with `discard` forget, which versions stand for these stories."""
        for versions in filter(None, map(self.stories.get, stories)):
            fallback = self._version(versions, "")
            act(self.fallbacks, fallback)
            for language in {self.facts[sequence].language for sequence in versions}:
                act(_of(self.firsts, language), self._version(versions, language))
                act(_of(self.replaced, language), fallback)

    def _version(self, versions: Collection[int], page_language: str) -> int:
        if len(versions) == 1:
            return min(versions)
        in_page_language = [sequence for sequence in versions if self.facts[sequence].language == page_language]
        originals = [sequence for sequence in versions if self.facts[sequence].original]
        return min(in_page_language or originals or versions)

    def one_a_story(self, page_language: str, without: frozenset[int]) -> BitMap:
        """The version that stands for each story on a page, chosen among all but `without`."""
        firsts, replaced = self.firsts.get(page_language, BitMap()), self.replaced.get(page_language, BitMap())
        chosen = (self.fallbacks - replaced) | firsts
        for story in {self.facts[sequence].story for sequence in without if sequence in self.facts}:
            chosen -= BitMap(self.stories[story])
            if left := [sequence for sequence in self.stories[story] if sequence not in without]:
                chosen.add(self._version(left, page_language))
        return chosen

    def under(self, facet: str, parents: Mapping[str, str]) -> Members:
        """Members of each key of a term facet, with those of all keys below it."""
        known = self._under.get(facet)
        if known is None or known[0] != parents:
            known = self._under[facet] = (dict(parents), _rolled_up(self.terms[facet], parents))
        return known[1]

    def in_days(self, first: str | None, last: str | None) -> BitMap:
        """What was published on the days from `first` to `last`, both included, None being open."""
        first, last = first or "", last or "9999-12-31"
        inside = (members for month, members in self.months.items() if first <= f"{month}-01" and last_day(month) <= last)
        found = BitMap.union(BitMap(), *inside)
        for month in {first[:7], last[:7]} & self.months.keys():
            found.update(s for s in self.months[month] if first <= self.facts[s].published_on <= last)
        return found

    def page(self, hits: BitMap, *, newest_first: bool, offset: int, limit: int) -> list[int]:
        """A slice of the hits in order of publication."""
        end = min(offset + limit, len(hits))
        if offset >= end:
            return []
        if offset > len(hits) // 2:  # nearer from the other end
            return self.page(hits, newest_first=not newest_first, offset=len(hits) - end, limit=end - offset)[::-1]
        if len(hits) * len(hits) < end * len(self.order):  # few hits, far apart: sorting them beats walking past the others
            ordered = sorted(((self.facts[s].published_at, s) for s in hits), reverse=newest_first)
            return [sequence for _, sequence in ordered[offset:end]]
        walk = reversed(self.order) if newest_first else iter(self.order)
        return list(islice((sequence for _, sequence in walk if sequence in hits), offset, end))


def _when(facts: Facts) -> tuple[int, int]:
    return facts.published_at, facts.sequence


def _copied(members: Members) -> Members:
    return {key: bitmap.copy() for key, bitmap in members.items() if bitmap}


def _of(members: Members, key: str) -> BitMap:
    bitmap = members.get(key)
    if bitmap is None:
        bitmap = members[key] = BitMap()
    return bitmap


def _rolled_up(members: Members, parents: Mapping[str, str]) -> Members:
    below: dict[str, list[BitMap]] = {}
    for key, bitmap in members.items():
        for above in _with_parents(key, parents):
            below.setdefault(above, []).append(bitmap)
    return {key: bitmaps[0] if len(bitmaps) == 1 else BitMap.union(*bitmaps) for key, bitmaps in below.items()}


def _with_parents(key: str, parents: Mapping[str, str]) -> list[str]:
    path = [key]
    while (above := parents.get(path[-1])) is not None and above not in path:
        path.append(above)
    return path
