"""Twelve kinds of question to the finder, drawn from what is in the newsroom (the kinds of the first measurements, a to j)."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench import vocabulary
from dateline.search.analysis import tokens

ALL = ("type", "language", "office", "topic", "year")
COMMON, RARE = range(5, 150), range(9_000, 20_000)  # ranks of words


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, for the finder as a query string, for a database in parts."""

    kind: str
    chosen: dict[str, tuple[int, ...]] = field(default_factory=dict)  # facet -> numbers, OR inside, parents for what is under them
    years: tuple[int, int] | None = None
    said: tuple[tuple[str, ...], ...] = ()  # words as typed, several for a phrase
    by_relevance: bool = False
    page: int = 1
    counted: tuple[str, ...] = ALL
    beginning: str = ""  # of a title's word: a completion, nothing else
    language: str = "en"

    @property
    def query(self) -> str:
        pairs = [(facet, vocabulary.key(facet, number)) for facet, numbers in self.chosen.items() for number in numbers]
        pairs += [("from", str(self.years[0])), ("to", str(self.years[1]))] if self.years else []
        words = " ".join(f'"{" ".join(one)}"' if len(one) > 1 else one[0] for one in self.said)
        pairs += [("q", words)] + ([] if self.by_relevance else [("sort", "newest")]) if words else []
        return urlencode(pairs + ([("page", str(self.page))] if self.page > 1 else []))

    def phrases(self) -> list[list[str]]:
        """The words as tokens of their language, which is where they are found."""
        return [tokens(" ".join(one), self.language) for one in self.said]

    def beginnings(self) -> list[str]:
        """What is being typed as the tokens it may begin, one for each language."""
        return [marked(tokens(self.beginning, language)[0], language) for language in vocabulary.LANGUAGES]


def marked(token: str, language: str) -> str:
    """A token as the databases hold it: theirs have no languages."""
    return f"{language}_{token}"


def questions(kind: str, count: int, titles: list[str], pages: int) -> Iterator[Asked]:
    rng, words = random.Random(kind), vocabulary.words_of("en")[0]
    for _ in range(count):
        yield KINDS[kind][1](rng, words, titles, pages)


def topic(rng: random.Random) -> int:
    return vocabulary.skewed_one(rng, vocabulary.FIELDS, vocabulary.TOPICS) if rng.random() < 0.8 else rng.randrange(vocabulary.FIELDS)


def office(rng: random.Random) -> int:
    return vocabulary.skewed_one(rng, vocabulary.REGIONS, vocabulary.OFFICES)


def some(rng: random.Random, pick: Callable[[random.Random], int], count: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(pick(rng) for _ in range(count)))


def years(rng: random.Random) -> tuple[int, int]:
    first = rng.randint(2000, 2020)
    return first, first + 3


def two(rng: random.Random, words: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple((words[rank],) for rank in rng.sample(COMMON, 2))


def phrase(rng: random.Random, titles: list[str]) -> tuple[tuple[str, ...], ...]:
    said = rng.choice(titles).split()
    start = rng.randrange(len(said) - 1)
    return ((said[start], said[start + 1]),)


def beginning(rng: random.Random, titles: list[str]) -> str:
    return tokens(rng.choice(titles).split()[0], "en")[0][: rng.randint(3, 5)]


Maker = Callable[[random.Random, list[str], list[str], int], Asked]
KINDS: dict[str, tuple[str, Maker]] = {
    "a": ("no filter, newest first, all counts", lambda rng, words, titles, pages: Asked("a")),
    "b": ("one topic", lambda rng, words, titles, pages: Asked("b", {"topic": (topic(rng),)})),
    "b'": ("one topic, page only, as a feed", lambda rng, words, titles, pages: Asked("b'", {"topic": (topic(rng),)}, counted=())),
    "c": (
        "topic, office and four years",
        lambda rng, words, titles, pages: Asked("c", {"topic": (topic(rng),), "office": (office(rng),)}, years(rng)),
    ),
    "d": ("two common words, by relevance", lambda rng, words, titles, pages: Asked("d", said=two(rng, words), by_relevance=True)),
    "d'": ("two common words, by date", lambda rng, words, titles, pages: Asked("d'", said=two(rng, words))),
    "e": ("a rare word", lambda rng, words, titles, pages: Asked("e", said=((words[rng.choice(RARE)],),))),
    "f": ("a phrase", lambda rng, words, titles, pages: Asked("f", said=phrase(rng, titles))),
    "g": (
        "several of topic, office and type",
        lambda rng, words, titles, pages: Asked("g", {"topic": some(rng, topic, 3), "office": some(rng, office, 3), "type": (0, 2)}),
    ),
    "h": ("months of a topic", lambda rng, words, titles, pages: Asked("h", {"topic": (topic(rng),)}, counted=("month",))),
    "i": ("completion of a title", lambda rng, words, titles, pages: Asked("i", beginning=rng.choice(titles)[: rng.randint(3, 5)].strip())),
    "j": ("a deep page", lambda rng, words, titles, pages: Asked("j", page=rng.randint(pages - 50, pages - 1), counted=())),
}  # fmt: skip
# CPU, in ms, of the prototype that the finder was designed by, at two sizes: ids, total and counts of flat facets in one process, without a
# record, stories, trees, cards or a language of the page.
PROTOTYPE = {
    100_000: dict(zip(KINDS, (0.020, 0.26, 0.008, 0.061, 1.76, 1.50, 0.10, 0.89, 0.34, 0.17, 0.038, 0.006), strict=True)),
    1_000_000: dict(zip(KINDS, (0.022, 1.99, 0.008, 0.14, 6.85, 5.66, 0.25, 6.48, 2.33, 0.19, 0.20, 0.007), strict=True)),
}
WITHOUT_WORDS, WITH_WORDS = ("a", "b", "b'", "c", "g", "h", "j"), ("d", "d'", "e", "f")
