"""News by the thousand, for trying size: stories made of phrases.yaml by chance, the same for the same seed. Pure.

Skewed as real archives are: a few offices and topics hold most of it, years grow, one story in twelve is translated, and here and there
nothing is given.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from dateline.releases.text import dateline_words

PHRASES = Path(__file__).parent / "phrases.yaml"
YEARS = 30
LATIN = ("en", "fr", "es")
ORIGINALS = {"en": 62, "fr": 14, "es": 10, "ru": 8, "ar": 6}  # in a hundred
TRANSLATED = 1 / 12
WITHOUT = {"type": 0.02, "office": 0.08, "topic": 0.05, "dateline": 0.3}
GROWTH = 0.6  # below 1, later years have more; the last has about twice the first
EASTERN = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬")
THOUSANDS = {"fr": "\u202f", "es": "\u202f", "ru": "\u00a0"}


@dataclass(frozen=True, slots=True)
class Terms:
    """Slugs to choose from, the commonest first."""

    types: Sequence[str]
    offices: Sequence[str]
    topics: Sequence[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a story."""

    story: str
    original: bool
    language: str
    type: str
    offices: tuple[str, ...]
    topics: tuple[str, ...]
    published_at: datetime
    title: str
    dateline: str
    lead: str
    body: tuple[str, ...]  # paragraphs as HTML
    quotation: tuple[str, str, str]  # words, speaker, role


@dataclass(frozen=True, slots=True)
class Facts:
    """What a story is about, in no language yet: places of lists, and numbers."""

    kind: int
    title: int
    water: int
    speaker: int
    quotation: int
    n: int
    m: int
    k: int


@cache
def phrases() -> dict[str, Any]:
    said: dict[str, Any] = yaml.load(PHRASES.read_text(encoding="utf-8"), yaml.SafeLoader)
    return said


def texts(count: int, terms: Terms, *, seed: str, until: datetime) -> Iterator[Text]:
    """Exactly `count` versions, oldest first, each story's together, of the years before `until`."""
    made = 0
    for number in range(count):  # more than enough: each gives one at least
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 -- no secret
        for text in story(number, count, terms, chance, seed=seed, until=until):
            if made < count:
                made += 1
                yield text
        if made >= count:
            return


def story(number: int, count: int, terms: Terms, chance: random.Random, *, seed: str, until: datetime) -> Iterator[Text]:
    at = when(number / max(1, count / mean_versions()), chance, until)
    facts, kind = facts_of(chance), chance.random()
    offices = () if chance.random() < WITHOUT["office"] else offices_of(facts, terms, chance)
    topics = () if chance.random() < WITHOUT["topic"] else topics_of(facts, terms, chance)
    type_ = "" if kind < WITHOUT["type"] else next(iter(skewed(terms.types, chance, most=1)), "")
    dated = chance.random() >= WITHOUT["dateline"]
    for place, language in enumerate(languages(chance)):
        yield Text(f"{seed}/{number}", place == 0, language, type_, offices, topics, at, **written(facts, language, at, dated=dated))


def mean_versions() -> float:
    return 1 + TRANSLATED * 2


def when(share: float, chance: random.Random, until: datetime) -> datetime:
    """An hour of a working day; `share` of all stories lie before it."""
    days = YEARS * 365.25
    day = until - timedelta(days=days * (1 - min(1.0, share) ** GROWTH) + 1)
    return day.astimezone(UTC).replace(
        hour=chance.choice((7, 8, 9, 9, 10, 10, 11, 13, 14, 15, 16)), minute=chance.choice((0, 15, 30)), second=0, microsecond=0
    )


def facts_of(chance: random.Random) -> Facts:
    said = phrases()
    return Facts(
        kind=chance.randrange(len(said["kinds"])),
        title=chance.randrange(2),
        water=placed(said["waters"], chance),
        speaker=chance.randrange(len(said["speakers"])),
        quotation=chance.randrange(len(said["quotations"]["en"])),
        n=chance.randint(3, 97),
        m=chance.randint(11, 980) * 10,
        k=chance.randint(2, 9),
    )


def skewed(choices: Sequence[str], chance: random.Random, *, most: int) -> tuple[str, ...]:
    """One to `most` of them, as Zipf counts: the second is chosen half as often as the first."""
    if not choices:
        return ()
    number = 1 + sum(chance.random() < 0.15 for _ in range(most - 1))
    return tuple(dict.fromkeys(choices[placed(choices, chance)] for _ in range(number)))


def placed(choices: Sequence[object], chance: random.Random) -> int:
    """A place of the list, the first ones more often."""
    return chance.choices(range(len(choices)), [1 / (place + 1) for place in range(len(choices))])[0]


def offices_of(facts: Facts, terms: Terms, chance: random.Random) -> tuple[str, ...]:
    """The water's own, where there is one of that name, and now and then others that take part."""
    own = phrases()["waters"][facts.water]["office"]
    others = skewed(terms.offices, chance, most=2) if own not in terms.offices or chance.random() < 0.15 else ()
    return tuple(dict.fromkeys([*([own] if own in terms.offices else []), *others]))


def topics_of(facts: Facts, terms: Terms, chance: random.Random) -> tuple[str, ...]:
    """What its kind is about, and now and then something else."""
    known = [slug for slug in phrases()["kinds"][facts.kind]["topics"] if slug in terms.topics]
    own = known[: chance.randint(1, max(1, len(known)))]
    return tuple(dict.fromkeys([*own, *(skewed(terms.topics, chance, most=2) if not own or chance.random() < 0.3 else ())]))


def languages(chance: random.Random) -> list[str]:
    first = chance.choices(list(ORIGINALS), list(ORIGINALS.values()))[0]
    others = [language for language in ORIGINALS if language != first]
    return [first, *(chance.sample(others, chance.randint(1, 3)) if chance.random() < TRANSLATED else ())]


def written(facts: Facts, language: str, at: datetime, *, dated: bool) -> dict[str, Any]:
    said, script = phrases(), 0 if language in LATIN else ("ru", "ar").index(language) + 1
    water = said["waters"][facts.water]
    town = water["town"][script]
    places = {"on": water["where"][said["languages"].index(language)], "town": town}
    numbers = {name: number(getattr(facts, name), language) for name in ("n", "m", "k")}
    kind = said["kinds"][facts.kind][language]
    words, role = said["quotations"][language][facts.quotation]
    return {
        "title": kind["titles"][facts.title].format(**places, **numbers),
        "dateline": f"{dateline_words([town], at.date(), language)} " if dated else "",
        "lead": kind["lead"].format(**places, **numbers),
        "body": tuple(f"<p>{escape(paragraph.format(**places, **numbers), quote=False)}</p>" for paragraph in kind["body"]),
        "quotation": (words, said["speakers"][facts.speaker][script], role.format(**places)),
    }


def number(value: int, language: str) -> str:
    written = f"{value:,}"
    return written.translate(EASTERN) if language == "ar" else written.replace(",", THOUSANDS.get(language, ","))
