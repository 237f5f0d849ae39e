"""Invented words in six languages and how many terms there are: what the bench's newsroom is made of, and what it is asked. Pure."""

import random
from itertools import accumulate

LANGUAGES = {"en": 55, "fr": 15, "es": 10, "ru": 8, "ar": 7, "de": 5}  # of a hundred
SYLLABLES = {
    "en": "ba ke li mo nu ter sto rin gal ped wick dor".split(),
    "fr": "eau lé moi vrai gne ron ché tien por aux sui blan".split(),
    "es": "ción gue rra llo ñan tos pue zar quí ver dad mue".split(),
    "ru": "го ро ды сте пан мир зем ляк вод ный пра вил".split(),
    "ar": "با تو كي مل نر سا دو في قل حم رس جا".split(),
    "de": "schen wirt äng stadt ühr kon bau fluss tum ger öff land".split(),
}
WORDS = 20_000  # a language's
TYPES, OFFICES, TOPICS = 6, 40, 60
REGIONS, FIELDS = 6, 10  # the first offices and topics are parents of the others


def key(facet: str, number: int) -> str:
    return f"{facet}-{number}"


def words_of(language: str) -> tuple[list[str], list[float]]:
    """A vocabulary and its cumulated weights, the commonest first (Zipf-Mandelbrot)."""
    rng, known = random.Random(language), dict[str, None]()
    while len(known) < WORDS:
        known["".join(rng.choice(SYLLABLES[language]) for _ in range(rng.randint(2, 5)))] = None
    return list(known), list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))


def skewed_one(rng: random.Random, first: int, count: int) -> int:
    return first + int((count - first) * rng.random() ** 2.5)
