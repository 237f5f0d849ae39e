"""How much an item says of what was asked: BM25 over classes of frequency and length, so that every engine comes to the same order. Pure.

    score = recency * sum over the wanted clauses of rarity * (gain + TITLE where the title says it too)

`rarity` is BM25's, over the items that are live now, so no word of a withdrawn item moves anything. `gain` is BM25's with k = 1.2 and
b = 0.75, for texts of five lengths and three frequencies; a phrase counts as said once. Of two items that say the same, one ten
years younger counts half as much again. Clauses bound to the title, and those after the eighth, find and do not rank.
"""

from bisect import bisect_right
from functools import cache
from math import log

from dateline.search.words import Clause, Words

MOST_CLAUSES = 8  # that rank; each parts the hits anew
TITLE = 2.0
AGAIN, OFTEN = 2, 5  # so often a word must stand in a text to be in the second and the third class
FREQUENCIES = (1, 3, 7)  # what a class stands for
LONGER = (75, 150, 300, 600)  # tokens from which a text is in the next class
LENGTHS = (40, 110, 220, 430, 900)  # what a class stands for, in tokens
MEAN_LENGTH = 300
K, B = 1.2, 0.75
GROWTH_IN_TEN_YEARS = 1.5
TEN_YEARS_US = 10 * 365.25 * 86_400 * 1_000_000


def ranking(words: Words) -> list[Clause]:
    """The clauses that say which of the hits comes first."""
    return [clause for clause in words.clauses if not (clause.title or clause.excluded or clause.like)][:MOST_CLAUSES]


def frequency_class(times: int) -> int:
    return (times >= AGAIN) + (times >= OFTEN)


def length_class(tokens: int) -> int:
    return bisect_right(LONGER, tokens)


@cache
def gain(frequency: int, length: int, in_title: bool) -> float:
    """What a clause that stands in a text is worth, by the classes of its frequency and of the text's length."""
    times = FREQUENCIES[frequency]
    return times * (K + 1) / (times + K * (1 - B + B * LENGTHS[length] / MEAN_LENGTH)) + TITLE * in_title


def rarity(items: int, having: int) -> float:
    return log(1 + (items - having + 0.5) / (having + 0.5))


def recency(published_at: int) -> float:
    """Growing with the instant, given in microseconds since 1970."""
    return float(GROWTH_IN_TEN_YEARS ** (published_at / TEN_YEARS_US))
