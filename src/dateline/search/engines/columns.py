"""What an embedded index knows of its documents besides their words: who has which term, language, day and story, as bitmaps.

Members of every bitmap are numbers in order of publication (`numbering.py`). Columns never change: `changed` makes new ones and shares
what is the same, so a question is answered from one state while the next is being made.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pyroaring import BitMap

from dateline.search.days import last_day
from dateline.search.engines.facts import News
from dateline.search.engines.numbering import Moves, Numbering, Order
from dateline.search.engines.stories import Stories, is_bulk

Members: TypeAlias = dict[str, BitMap]
Value: TypeAlias = tuple[str, str]  # (group, key)

# A story's version for a page in language L is the first in L; if there is none, its fallback: the original or the first. For stories
# of several versions "first" holds the first version in each language, and "replaced" the fallback that gives way to it.
GROUPS = ("live", "original", "language", "year", "month", "day", "length", "type", "office", "topic", "fallback", "first", "replaced")
CHOICES = GROUPS[-3:]
MOST_COUNTED = 500  # counts of a facet that are kept: 3 MB


@dataclass(slots=True)
class Columns:
    """Bitmaps by group and key. The groups "live", "original" and "fallback" have one, under the key ""."""

    numbering: Numbering = field(default_factory=Numbering)
    stories: Stories = field(default_factory=Stories)
    groups: dict[str, Members] = field(default_factory=lambda: {group: {} for group in GROUPS})
    order: Order = field(default_factory=Order)
    _shown: dict[str, BitMap] = field(default_factory=dict)
    _under: "dict[str, _Tree]" = field(default_factory=dict)
    _counted: dict[tuple[object, ...], tuple[tuple[Members, ...], dict[str, int]]] = field(default_factory=dict)

    @property
    def live(self) -> BitMap:
        return self.groups["live"].get("", BitMap())

    @property
    def languages(self) -> Members:
        return self.groups["language"]

    def changed(self, news: News) -> "Columns":
        """These columns with some sequences replaced or added, and others gone."""
        touched = self.numbering.numbers_of([*news.gone, *news.sequences]) & self.live
        leaving = self.numbering.at(touched)
        bulk = is_bulk(len(news), len(self.stories.stories))
        affected = set() if bulk else {self.stories.story(sequence) for sequence in leaving}.union(news.stories)
        groups = {group: dict(members) for group, members in self.groups.items()}
        _remove(groups, touched, [group for group in GROUPS if group not in CHOICES])
        _remove(groups, self.live if bulk else self._versions_of(affected), CHOICES)
        numbering, moves = self._placed(news)
        _move(groups, moves)
        numbers = array("I", map(numbering.number, news.sequences))
        _add(groups, ((value, array("I", map(numbers.__getitem__, places))) for value, places in news.values.items()))
        stories = self.stories.changed(leaving, news.sequences, news.stories)
        new = Columns(numbering, stories, groups, self.order.after(moves), _under=dict(self._under))
        _add(groups, new._choices(stories.runs() if bulk else map(stories.versions_of, affected)).items())
        return new

    def _versions_of(self, stories: Iterable[int]) -> BitMap:
        return self.numbering.numbers_of(version for story in stories for version in self.stories.versions_of(story))

    def _placed(self, news: News) -> tuple[Numbering, Moves]:
        unplaced = [p for p in news.in_order() if not self.numbering.keeps(news.sequences[p], news.instants[p])]
        return self.numbering.placed([news.sequences[p] for p in unplaced], [news.instants[p] for p in unplaced])

    def _choices(self, stories: Iterable[tuple[int, ...]]) -> "dict[Value, array[int]]":
        """Which numbers stand for these stories, given by their versions."""
        chosen: defaultdict[Value, array[int]] = defaultdict(lambda: array("I"))
        number = self.numbering.number
        for versions in filter(None, stories):
            fallback = number(self._version(versions, ""))
            chosen["fallback", ""].append(fallback)
            for language in self._languages_of(versions) if len(versions) > 1 else ():
                chosen["first", language].append(number(self._version(versions, language)))
                chosen["replaced", language].append(fallback)
        return chosen

    def _languages_of(self, versions: Sequence[int]) -> list[str]:
        numbers = self.numbering.numbers_of(versions)
        return [language for language, members in self.languages.items() if members.intersect(numbers)]

    def _version(self, versions: Sequence[int], page_language: str) -> int:
        """The sequence of the version that stands for a story on a page."""
        if len(versions) == 1:
            return versions[0]
        return min(self._of_these(versions, "language", page_language) or self._of_these(versions, "original", "") or versions)

    def _of_these(self, sequences: Sequence[int], group: str, key: str) -> list[int]:
        members = self.groups[group].get(key)
        return [sequence for sequence in sequences if self.numbering.number(sequence) in members] if members else []

    def one_a_story(self, page_language: str, without: frozenset[int]) -> BitMap:
        """The version that stands for each story on a page, chosen among all but `without`."""
        shown = self._shown.get(page_language)
        if shown is None:
            gives_way, instead = (self.groups[group].get(page_language, BitMap()) for group in ("replaced", "first"))
            shown = self._shown[page_language] = (self.groups["fallback"].get("", BitMap()) - gives_way) | instead
        return self._shown_without(shown, page_language, without) if without else shown

    def _shown_without(self, shown: BitMap, page_language: str, without: frozenset[int]) -> BitMap:
        gone = [sequence for sequence in without if self.numbering.number(sequence) in self.live]
        for story in {self.stories.story(sequence) for sequence in gone}:
            versions = self.stories.versions_of(story)
            shown = shown - self.numbering.numbers_of(versions)
            if left := [sequence for sequence in versions if sequence not in without]:
                shown.add(self.numbering.number(self._version(left, page_language)))
        return shown

    def under(self, facet: str, parents: Mapping[str, str]) -> Members:
        """Members of each key of a term facet, with those of all keys below it."""
        known = self._under.get(facet)
        if known is None or known.members is not self.groups[facet] or known.parents != parents:
            known = self._under[facet] = _Tree.made(self.groups[facet], parents, known)
        return known.rolled_up

    def counted(self, name: tuple[object, ...], sources: tuple[Members, ...], count: Callable[[], dict[str, int]]) -> dict[str, int]:
        """Counts that many views show, made once of the same members: they are what takes longest to count."""
        known = self._counted.get(name)
        if known is None or any(one is not other for one, other in zip(known[0], sources, strict=True)):
            if len(self._counted) >= MOST_COUNTED:
                self._counted.clear()
            known = self._counted[name] = sources, count()
        return known[1]

    def in_days(self, first: str | None, last: str | None) -> BitMap:
        """What was published on the days from `first` to `last`, both included, None being open."""
        first, last = first or "0000-01-01", last or "9999-12-31"
        months, borders = self.groups["month"], {first[:7], last[:7]}
        whole = {month for month in borders if first <= f"{month}-01" and last_day(month) <= last}
        found = BitMap.union(BitMap(), *(m for month, m in months.items() if first[:7] < month < last[:7] or month in whole))
        for month in (borders - whole) & months.keys():
            days = (members for day, members in self.groups["day"].items() if first <= f"{month}-{day}" <= last)
            found |= months[month] & BitMap.union(BitMap(), *days)
        return found

    def page(self, hits: BitMap, *, newest_first: bool, offset: int, limit: int) -> list[int]:
        """A slice of the hits in order of publication, as sequences."""
        start, end = offset, min(offset + limit, len(hits))
        if start >= end:
            return []
        if newest_first:
            start, end = len(hits) - end, len(hits) - start
        numbers = list(hits[start:end])
        return self.numbering.at(reversed(numbers) if newest_first else numbers)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Members with those of all keys below them, kept as long as nothing in them changes."""

    members: Members
    parents: dict[str, str]
    sources: dict[str, list[BitMap]]
    rolled_up: Members

    @classmethod
    def made(cls, members: Members, parents: Mapping[str, str], known: "_Tree | None") -> "_Tree":
        sources: dict[str, list[BitMap]] = {}
        for key, bitmap in members.items():
            for above in _with_parents(key, parents):
                sources.setdefault(above, []).append(bitmap)
        rolled_up = {key: (known and known.same(key, bitmaps)) or BitMap.union(*bitmaps) for key, bitmaps in sources.items()}
        return cls(members, dict(parents), sources, rolled_up)

    def same(self, key: str, sources: list[BitMap]) -> BitMap | None:
        """What was made of these very bitmaps before."""
        before = self.sources.get(key, [])
        same = len(before) == len(sources) and all(one is other for one, other in zip(before, sources, strict=True))
        return self.rolled_up[key] if same else None


def _with_parents(key: str, parents: Mapping[str, str]) -> list[str]:
    path = [key]
    while (above := parents.get(path[-1])) is not None and above not in path:
        path.append(above)
    return path


def _remove(groups: dict[str, Members], numbers: BitMap, names: Iterable[str]) -> None:
    if numbers:
        _each(groups, names, lambda bitmap: bitmap - numbers if bitmap.intersect(numbers) else bitmap)


def _move(groups: dict[str, Members], moves: Moves) -> None:
    if moves:
        _each(groups, GROUPS, moves.of)


def _each(groups: dict[str, Members], names: Iterable[str], act: Callable[[BitMap], BitMap]) -> None:
    for name in names:
        changed = ((key, act(bitmap)) for key, bitmap in groups[name].items())
        groups[name] = {key: bitmap for key, bitmap in changed if bitmap}


def _add(groups: dict[str, Members], added: "Iterable[tuple[Value, array[int]]]") -> None:
    for (group, key), numbers in added:
        known = groups[group].get(key)
        groups[group][key] = BitMap(numbers) if known is None else known | BitMap(numbers)
