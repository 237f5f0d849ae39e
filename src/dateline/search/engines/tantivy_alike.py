"""What is about the same, looked up in one commit of Tantivy's.

Few stories can be: those with a topic in common, and those whose titles share enough. Only what these say is looked at then.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

import tantivy
from pyroaring import BitMap

from dateline.search.engine import NONE
from dateline.search.engines.columns import Columns
from dateline.search.engines.stories import story_number
from dateline.search.engines.tantivy_words import having
from dateline.search.likeness import TELLING, TELLING_WORDS, Likeness, Shared


def similar(searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns, likeness: Likeness) -> tuple[int, ...]:
    """As the Engine says."""
    alike = Alike(searcher, schema, columns, likeness)
    scores = alike.scores()
    least = min(nlargest(likeness.limit, scores.values()), default=0.0)
    best = [(score, alike.shown(story)) for story, score in scores.items() if score >= least]
    return tuple(columns.numbering.at(number for _, number in nlargest(likeness.limit, best)))


@dataclass(frozen=True)
class Alike:
    """One likeness in one commit."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    columns: Columns
    likeness: Likeness

    def scores(self) -> dict[int, float]:
        """Story -> what it is worth, of those that are worth something."""
        topics, titled = self.by_story(self.topics), self.by_story(self.titled)
        telling = [place for place, rarity in enumerate(self.words) if rarity >= TELLING]
        found = topics.keys() | {story for story, places in titled.items() if len(places.intersection(telling)) >= TELLING_WORDS}
        found.discard(story_number(self.likeness.story))
        among = self.versions(found)
        said, many = self.by_story([one & among for one in self.said]), self.topics_of(among)
        every = {story: Shared(said[story], titled[story], topics[story]) for story in found}
        return {story: score for story, one in every.items() if (score := one.worth(self.words, self.subjects, many[story]))}

    @cached_property
    def live(self) -> BitMap:
        return self.columns.live - self.columns.numbering.numbers_of(self.likeness.without)

    @cached_property
    def said(self) -> list[BitMap]:
        return self.tokens("text")

    @cached_property
    def titled(self) -> list[BitMap]:
        return [one if rarity else BitMap() for one, rarity in zip(self.tokens("title"), self.words, strict=True)]

    @cached_property
    def topics(self) -> list[BitMap]:
        found = [self.columns.groups["topic"].get(key, BitMap()) & self.live for key in self.likeness.topics]
        return [one if len(one) <= self.likeness.MOST else BitMap() for one in found]

    @cached_property
    def words(self) -> list[float]:
        """How rare the tokens are among what is in their language."""
        same = self.columns.languages.get(self.likeness.language, BitMap()) & self.live
        return self.likeness.rarities([len(one) for one in self.said], len(same))

    @cached_property
    def subjects(self) -> list[float]:
        return self.likeness.rarities([len(one) for one in self.topics], len(self.live))

    def tokens(self, field: str) -> list[BitMap]:
        most, language = self.likeness.MOST + len(self.likeness.without) + 1, self.likeness.language
        return [
            having(self.searcher, self.schema, self.columns, field, f"{language}:{token}", most) & self.live
            for token in self.likeness.tokens()
        ]

    def by_story(self, found: Sequence[BitMap]) -> dict[int, set[int]]:
        """Story -> the places of what its live versions have."""
        stories: dict[int, set[int]] = defaultdict(set)
        story_of = self.columns.stories.story
        for place, bitmap in enumerate(found):
            for sequence in self.columns.numbering.at(bitmap):
                stories[story_of(sequence)].add(place)
        return stories

    def versions(self, stories: Iterable[int]) -> BitMap:
        sequences = (one for story in stories for one in self.columns.stories.versions_of(story))
        return self.columns.numbering.numbers_of(sequences) & self.live

    def topics_of(self, among: BitMap) -> Counter[int]:
        """Story -> how many topics its live versions have."""
        count, story_of = Counter[int](), self.columns.stories.story
        for key, members in self.columns.groups["topic"].items():
            if key != NONE:
                count.update({story_of(sequence) for sequence in self.columns.numbering.at(members & among)})
        return count

    def shown(self, story: int) -> int:
        """The number of the version that a page lists."""
        listed = self.columns.one_a_story(self.likeness.page_language, self.likeness.without)
        return int((self.columns.numbering.numbers_of(self.columns.stories.versions_of(story)) & listed)[0])
