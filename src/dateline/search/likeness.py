"""What makes two stories be about the same: topics, and the words of a title. Pure, so that every engine comes to the same numbers.

    worth = sum over the title's tokens that the other one says of rarity * (2 where its title says it, else 1)
            + 2 * sum of the rarities of the topics that both have / sqrt(the other one's topics)

A token is as rare as it is among the items of its language, a topic as it is among all. Who has sixteen topics is about each of them a
little. A story without a topic in common is like another only where their titles share two words that say something; what is like
nothing has none, for any list would be a wrong one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import ClassVar

from dateline.search import analysis, relevance

IN_TITLE = 2.0
OF_TOPICS = 2.0
TELLING = 1.0  # rarity from which on a word says what a title is about: one item in three has it, or fewer
TELLING_WORDS = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a story is about, to ask for others that are about the same.

    Of its title's first tokens and of its topics, those that more than MOST live items have say nothing. The best come first, of equals
    the newest; one a story, as a page in `page_language` lists them, and none of the story's own.
    """

    story: str
    language: str  # of the title
    title: str
    topics: tuple[str, ...] = ()  # keys
    page_language: str = "en"
    limit: int = 3
    without: frozenset[int] = frozenset()

    MOST: ClassVar[int] = 2_000
    MOST_TOKENS: ClassVar[int] = 12

    def tokens(self) -> list[str]:
        return list(dict.fromkeys(analysis.tokens(self.title, self.language)))[: self.MOST_TOKENS]

    def rarities(self, having: Sequence[int], among: int) -> list[float]:
        """Of tokens or topics that so many items have; 0 for those that say nothing."""
        return [relevance.rarity(among, count) if 0 < count <= self.MOST else 0.0 for count in having]


@dataclass(slots=True)
class Shared:
    """What another story has of it: places of tokens and of topics."""

    said: set[int] = field(default_factory=set)
    titled: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)

    def worth(self, tokens: Sequence[float], topics: Sequence[float], many: int) -> float:
        """By the rarities of both, and by how many topics that story has; 0 where it is not about the same."""
        if not self.topics and sum(tokens[place] >= TELLING for place in self.titled) < TELLING_WORDS:
            return 0.0
        words = sum(tokens[place] * (IN_TITLE if place in self.titled else 1.0) for place in sorted(self.said | self.titled))
        common = sum(topics[place] for place in sorted(self.topics))
        return words + OF_TOPICS * common / sqrt(many or 1)
