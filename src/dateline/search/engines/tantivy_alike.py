"""What is about the same, looked up in one commit of Tantivy's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest

import tantivy
from pyroaring import BitMap

from dateline.search.engine import NONE
from dateline.search.engines.columns import Columns
from dateline.search.engines.stories import story_number
from dateline.search.engines.tantivy_words import having
from dateline.search.likeness import Likeness, Shared


def similar(searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns, likeness: Likeness) -> tuple[int, ...]:
    """As the Engine says."""
    numbering = columns.numbering
    live = columns.live - numbering.numbers_of(likeness.without)
    most, language = likeness.MOST + len(likeness.without) + 1, likeness.language

    def tokens(field: str) -> list[BitMap]:
        return [having(searcher, schema, columns, field, f"{language}:{token}", most) & live for token in likeness.tokens()]

    said, topics = tokens("text"), [columns.groups["topic"].get(key, BitMap()) & live for key in likeness.topics]
    words = likeness.rarities([len(one) for one in said], len(columns.languages.get(language, BitMap()) & live))
    subjects = likeness.rarities([len(one) for one in topics], len(live))
    stories = _stories(columns, [_telling(said, words), _telling(tokens("title"), words), _telling(topics, subjects)])
    stories.pop(story_number(likeness.story), None)
    shown = _shown(columns, likeness, stories)
    many = _topics(columns, live, shown)
    scored = [(one.worth(words, subjects, many[story]), shown[story]) for story, one in stories.items()]
    return tuple(numbering.at(number for score, number in nlargest(likeness.limit, scored) if score))


def _telling(having: Sequence[BitMap], rarities: Sequence[float]) -> list[BitMap]:
    return [one if rarity else BitMap() for one, rarity in zip(having, rarities, strict=True)]


def _stories(columns: Columns, found: Sequence[Sequence[BitMap]]) -> dict[int, Shared]:
    """Story -> what it shares."""
    stories: dict[int, Shared] = defaultdict(Shared)
    for name, bitmaps in zip(("said", "titled", "topics"), found, strict=True):
        for place, bitmap in enumerate(bitmaps):
            for sequence in columns.numbering.at(bitmap):
                getattr(stories[columns.stories.story(sequence)], name).add(place)
    return stories


def _shown(columns: Columns, likeness: Likeness, stories: Iterable[int]) -> dict[int, int]:
    """Story -> the number of the version that a page lists."""
    numbers = columns.one_a_story(likeness.page_language, likeness.without)
    return {story: (columns.numbering.numbers_of(columns.stories.versions_of(story)) & numbers)[0] for story in stories}


def _topics(columns: Columns, live: BitMap, stories: Iterable[int]) -> dict[int, set[str]]:
    """Story -> the topics of its live versions."""
    among = columns.numbering.numbers_of([one for story in stories for one in columns.stories.versions_of(story)]) & live
    found: dict[int, set[str]] = defaultdict(set)
    for key, members in columns.groups["topic"].items():
        for sequence in columns.numbering.at(members & among) if key != NONE else ():
            found[columns.stories.story(sequence)].add(key)
    return found
