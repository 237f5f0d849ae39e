"""Columns and the hits of the words: a Found. Every count is the size of an intersection of bitmaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyroaring import BitMap

from dateline.search.engine import TERM_FACETS, Found, Question
from dateline.search.engines.columns import Columns, Members

DATES = "date"  # the filter by days, beside the facets
PERIODS = ("year", "month")


class Matches(Protocol):
    """What the words find."""

    @property
    def hits(self) -> BitMap:
        """The numbers of all documents in which they stand."""

    def ranked(self, among: BitMap, offset: int, limit: int) -> list[int]:
        """A slice of those hits that are also among others, the most relevant first, as sequences."""


def answer(columns: Columns, question: Question, matches: Matches | None, position: int) -> Found:
    """Answer a question whose words, if it has any, have been looked up already."""
    every = columns.live - columns.numbering.numbers_of(question.without)
    if matches is not None:
        every &= matches.hits
    filters = _filters(columns, question)
    listed = every & _listed(columns, question)
    hits = _passing(listed, filters)
    counting = _Counting(columns, question, filters, listed, every, hits, _whole(question) if matches is None else "")
    return Found(
        sequences=tuple(_page(columns, question, hits, matches)),
        total=len(hits),
        counts={facet: counting.of(facet) for facet in question.counted},
        position=position,
    )


def passing(columns: Columns, question: Question) -> BitMap:
    """What a question lists but for its words."""
    every = columns.live - columns.numbering.numbers_of(question.without)
    return _passing(every & _listed(columns, question), _filters(columns, question))


def _whole(question: Question) -> str:
    """What a list is called that most pages look at: one of each story, or every version."""
    if question.without:
        return ""
    return f"stories {question.page_language}" if question.languages is None else "any" * (question.languages == ("any",))


def _listed(columns: Columns, question: Question) -> BitMap:
    if question.languages is None:
        return columns.one_a_story(question.page_language, question.without)
    if question.languages == ("any",):
        return columns.live
    return _union(columns.languages, question.languages)


def _filters(columns: Columns, question: Question) -> dict[str, BitMap]:
    """What passes each facet that is filtered by."""
    filters = {}
    for facet in TERM_FACETS:
        chosen, excluded = question.chosen.get(facet), question.excluded.get(facet)
        if chosen or excluded:
            members = columns.under(facet, question.parents.get(facet, {}))
            wanted = _union(members, chosen) if chosen else columns.live
            filters[facet] = wanted - _union(members, excluded or ())
    if question.first_day or question.last_day:
        filters[DATES] = columns.in_days(question.first_day, question.last_day)
    return filters


def _union(members: Members, keys: Sequence[str] | frozenset[str]) -> BitMap:
    return BitMap.union(BitMap(), *(members[key] for key in keys if key in members))


def _passing(candidates: BitMap, filters: Mapping[str, BitMap], *, ignoring: str = "") -> BitMap:
    return BitMap.intersection(candidates, *(passing for facet, passing in filters.items() if facet != ignoring))


@dataclass(frozen=True, slots=True)
class _Counting:
    """One question's counts."""

    columns: Columns
    question: Question
    filters: Mapping[str, BitMap]
    listed: BitMap
    every: BitMap  # as listed, but all versions
    hits: BitMap
    whole: str  # what `listed` is called where it is the same for many questions

    def of(self, facet: str) -> dict[str, int]:
        members = self._members(facet)
        own = DATES if facet in PERIODS else facet
        others = [name for name in self.filters if name != own]
        if not self.whole or len(others) > 1:
            return _count(members, self._hits(facet, own))
        # With one other filter or none many views share it: all offices on a topic are counted once for those of each office.
        asked = tuple(self._asked(name) for name in others)
        name = facet, "any" if facet == "language" else self.whole, *asked
        sources = members, *(self._members(other) for other in others if other != DATES)
        return self.columns.counted(name, sources, lambda: _count(members, self._hits(facet, own)))

    def _asked(self, name: str) -> tuple[object, ...]:
        question = self.question
        if name == DATES:
            return name, question.first_day, question.last_day
        return name, question.chosen.get(name), question.excluded.get(name)

    def _members(self, facet: str) -> Members:
        return self.columns.under(facet, self.question.parents.get(facet, {})) if facet in TERM_FACETS else self.columns.groups[facet]

    def _hits(self, facet: str, own: str) -> BitMap:
        if facet == "language":
            return _passing(self.every, self.filters)
        return _passing(self.listed, self.filters, ignoring=own) if own in self.filters else self.hits


def _count(members: Members, hits: BitMap) -> dict[str, int]:
    sizes = ((key, bitmap.intersection_cardinality(hits)) for key, bitmap in members.items())
    return {key: size for key, size in sizes if size}


def _page(columns: Columns, question: Question, hits: BitMap, matches: Matches | None) -> list[int]:
    if matches is not None and question.sort == "relevance":
        return matches.ranked(hits, question.offset, question.limit)
    return columns.page(hits, newest_first=question.sort != "oldest", offset=question.offset, limit=question.limit)
