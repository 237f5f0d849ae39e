"""A seeded archive, and questions about it: what every form and the oracle must agree on."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from dateline.record import publish as record
from dateline.record.content import Content, Dateline, Term
from dateline.record.rows import Approved
from dateline.search.engine import Document
from dateline.vocabularies.lists import MODELS

TYPES = ["news", "press-release", "statement"]
OFFICES = {"africa": None, "entebbe": "africa", "ndjamena": "africa", "asia": None, "basra": "asia", "khujand": "asia", "secretariat": None}
TOPICS = {
    "water": None,
    "floods": "water",
    "drought": "water",
    "fisheries": None,
    "law": None,
    "snow": "water",
    "training": None,
    "youth": None,
}
LANGUAGES = ["en", "fr", "ru", "ar", "pt-BR"]
WORDS = {
    "en": "river lakes flooding warnings fishers boats treaty gauges villages council training measured rains border market".split(),
    "fr": "rivière lacs crues alertes pêcheurs bateaux traité échelles villages conseil formation mesuré pluies frontière marché".split(),
    "ru": "река озёра наводнение рыбаки лодки договор посёлки совет обучение дожди граница рынок".split(),
    "ar": "نهر بحيرات فيضان تحذيرات صيادون قوارب معاهدة قرى مجلس تدريب أمطار حدود سوق".split(),
    "pt-BR": "rio lagos enchentes alertas pescadores barcos tratado vilas conselho formação chuvas fronteira mercado".split(),
}


@dataclass(frozen=True)
class Spec:
    """One item as the test made it: what the record is told, and what the oracle is told."""

    document: Document
    approved: Approved


def make_terms() -> None:
    for facet, terms in (("type", dict.fromkeys(TYPES)), ("office", OFFICES), ("topic", TOPICS)):
        model = MODELS[facet]
        for position, (slug, parent) in enumerate(terms.items()):
            extra = {"parent": model._default_manager.get(slug=parent)} if parent else {}
            model._default_manager.create(key=slug, slug=slug, labels={"en": slug.title()}, position=position, **extra)


def term(slug: str) -> Term:
    return Term(slug, slug, slug.title())


def some(rng: random.Random, values: list[str], most: int) -> list[str]:
    """None in one of five, else a skewed few, in any order."""
    if rng.random() < 0.2:
        return []
    return list(
        dict.fromkeys(rng.choice(values[: 1 + int(len(values) * rng.random() ** 0.7)] or values) for _ in range(rng.randint(1, most)))
    )


def sentence(rng: random.Random, language: str, words: int) -> str:
    return " ".join(rng.choice(WORDS[language]) for _ in range(words)).capitalize()


def specs(count: int, seed: int) -> Iterator[Spec]:
    """`count` items, stories among them, over six years; ties of a day and of an instant included."""
    rng = random.Random(seed)
    stories: list[tuple[uuid.UUID, set[str]]] = []
    for sequence in range(1, count + 1):
        language = rng.choice(LANGUAGES[:1] * 6 + LANGUAGES)
        story, original = uuid.UUID(int=rng.getrandbits(128)), True
        if stories and rng.random() < 0.25:
            known, languages = rng.choice(stories)
            if language not in languages:
                story, original = known, False
                languages.add(language)
        if original:
            stories.append((story, {language}))
        yield spec(rng, sequence, language, story, original)


def spec(rng: random.Random, sequence: int, language: str, story: uuid.UUID, original: bool) -> Spec:
    day = date(2019, 1, 1) + timedelta(days=int(2200 * rng.random() ** 0.8))
    at = datetime(day.year, day.month, day.day, rng.choice([0, 0, 9, 14]), tzinfo=UTC)
    kind = rng.choice([*TYPES, TYPES[0], None])
    offices, topics = some(rng, list(OFFICES), 3), some(rng, list(TOPICS), 4)
    title, lead, body = sentence(rng, language, 6), sentence(rng, language, 12), sentence(rng, language, 25)
    dateline = Dateline(words="BASEL, 5 May – ", places=("BASEL",)) if rng.random() < 0.4 else Dateline()
    content = Content(
        language=language,
        title=title,
        slug="item",
        type=term(kind) if kind else None,
        offices=tuple(term(one) for one in offices),
        topics=tuple(term(one) for one in topics),
        dateline=dateline,
        lead=lead,
        body=f"<p>{body}</p>",
        body_text=body,
    )
    approved = Approved(uuid.UUID(int=rng.getrandbits(128)), story, content, original, day, at)
    document = Document(
        sequence=sequence,
        story=str(story),
        original=original,
        language=language,
        published_at=int(at.timestamp()) * 1_000_000,
        published_on=day.isoformat(),
        type=kind,
        offices=tuple(offices),
        topics=tuple(topics),
        title=title,
        text=f"{title}\n{dateline.words}{lead}\n{body}",
    )
    return Spec(document, approved)


def publish(items: list[Spec]) -> None:
    for start in range(0, len(items), 200):
        with transaction.atomic():
            record.publish_many([one.approved for one in items[start : start + 200]], quiet=True)


def queries(items: list[Spec], count: int, seed: int) -> Iterator[str]:
    """Questions, most of them drawn from an item, so that they find it."""
    rng = random.Random(seed)
    for number in range(count):
        yield "&".join(parameters(rng, rng.choice(items).document, words=number % 4 == 0, plain=number % 5 == 1))


def parameters(rng: random.Random, document: Document, *, words: bool, plain: bool) -> list[str]:
    parts: list[str] = []
    if plain:  # long lists, to be paged through
        return (
            [f"page={rng.randint(1, 3)}"] if rng.random() < 0.5 else [f"language={rng.choice(['any', 'en'])}", f"page={rng.randint(2, 4)}"]
        )
    for facet, own, every in (
        ("type", document.keys("type"), TYPES),
        ("office", document.keys("office"), list(OFFICES)),
        ("topic", document.keys("topic"), list(TOPICS)),
    ):
        if rng.random() < 0.4:
            parts.append(f"{facet}={rng.choice(own) if own else 'none'}")
            if rng.random() < 0.4:
                parts.append(f"{facet}={rng.choice([*every, 'none'])}")
        elif rng.random() < 0.2:
            parts.append(f"-{facet}={rng.choice([*every, 'none'])}")
    if rng.random() < 0.35:
        parts.append(f"language={rng.choice([document.language, 'any'])}")
    if rng.random() < 0.3:
        parts.append(f"from={document.published_on[: rng.choice([4, 7, 10])]}")
    if rng.random() < 0.3:
        parts.append(f"to={document.published_on[: rng.choice([4, 7, 10])]}")
    if words:
        parts.append(f"q={question(rng, document)}")
    if rng.random() < 0.3:
        parts.append(f"sort={rng.choice(['newest', 'oldest', 'relevance'])}")
    return parts


def question(rng: random.Random, document: Document) -> str:
    said = document.text.split()
    start = rng.randrange(len(said) - 3)
    kinds = [
        said[start],
        f'"{said[start]} {said[start + 1]}"',
        f"title:{document.title.split()[0]}",
        f"{said[start]} -{rng.choice(WORDS['en'])}",
    ]
    return rng.choice(kinds).replace("–", "")
