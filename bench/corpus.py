"""A seeded newsroom of any size: Zipf words in six languages, skewed facets, trees of offices and topics, stories, thirty years.

The same size gives the same newsroom. Works inside one: `dateline manage shell -c "from bench import corpus; corpus.fill(1000, 400)"`.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction

from bench.vocabulary import FIELDS, LANGUAGES, OFFICES, REGIONS, TOPICS, TYPES, key, skewed_one, words_of
from dateline.record import publish
from dateline.record.content import Content, Term
from dateline.record.rows import Approved
from dateline.vocabularies.lists import MODELS

YEARS, BEGIN = 30, datetime(1996, 1, 1, tzinfo=UTC)


def skewed(rng: random.Random, first: int, count: int, most: int) -> list[int]:
    """A few numbers from `first` on, the lower the likelier; none in one of five."""
    if rng.random() < 0.2:
        return []
    return list(dict.fromkeys(skewed_one(rng, first, count) for _ in range(rng.randint(1, most))))


def releases(count: int, words: int) -> Iterator[Approved]:
    """Approved releases, in the order of their first publication, which is not that of their dates."""
    rng = random.Random(count)
    vocabularies = {language: words_of(language) for language in LANGUAGES}
    stories: list[tuple[uuid.UUID, str]] = []

    def text(language: str, length: int) -> str:
        known, weights = vocabularies[language]
        return " ".join(rng.choices(known, cum_weights=weights, k=length)).capitalize()

    def terms(facet: str, numbers: list[int]) -> tuple[Term, ...]:
        return tuple(Term(key(facet, number), key(facet, number), key(facet, number).title()) for number in numbers)

    for _ in range(count):
        language = rng.choices(list(LANGUAGES), weights=list(LANGUAGES.values()))[0]
        story, original = uuid.UUID(int=rng.getrandbits(128)), True
        if stories and rng.random() < 0.12:
            known, its_language = stories[int(len(stories) * rng.random())]
            if its_language != language:
                story, original = known, False
        if original:
            stories.append((story, language))
        at = BEGIN + timedelta(days=int(365.25 * YEARS * rng.random() ** 0.6), seconds=rng.randint(8 * 3600, 18 * 3600))
        kind = terms("type", [int(TYPES * rng.random() ** 2)] if rng.random() < 0.86 else [])
        title, lead, body = text(language, 9), text(language, 30), text(language, max(1, int(rng.gauss(words - 40, words / 5))))
        content = Content(
            language=language,
            title=title,
            slug="item",
            type=kind[0] if kind else None,
            offices=terms("office", skewed(rng, REGIONS, OFFICES, 3)),
            topics=terms("topic", skewed(rng, FIELDS, TOPICS, 5)),
            lead=lead,
            body=f"<p>{body}</p>",
            body_text=body,
        )
        yield Approved(uuid.UUID(int=rng.getrandbits(128)), story, content, original, at.date(), at)


def make_terms() -> None:
    for facet, count, parents in (("type", TYPES, 0), ("office", OFFICES, REGIONS), ("topic", TOPICS, FIELDS)):
        model = MODELS[facet]._default_manager
        for number in range(count):
            above = {"parent": model.get(key=key(facet, number % parents))} if parents and number >= parents else {}
            name = key(facet, number)
            model.create(key=name, slug=name, labels={"en": name.title()}, position=number, **above)


def fill(count: int, words: int) -> None:
    """Publish them all, as an import does, a thousand at once. The index is not told."""
    make_terms()
    batch: list[Approved] = []
    for done, one in enumerate(releases(count, words), start=1):
        batch.append(one)
        if len(batch) == 1_000 or done == count:
            with transaction.atomic():
                publish.publish_many(batch, quiet=True)
            batch = []


def later(count: int) -> Iterator[Approved]:
    """Releases that come out now, one after the other, none a version of another."""
    for one in releases(count, 400):
        yield Approved(uuid.uuid4(), uuid.uuid4(), one.content)
