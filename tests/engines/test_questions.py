"""Many questions to one archive: Tantivy says what the oracle says. 20,000 of them where `FINDER_QUESTIONS` says so (`make questions`).

Every other part is asked of bitmaps of the words, which an archive of this size has no need of.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.search.engine import TERM_FACETS, Question
from dateline.search.engines.memory import MemoryEngine
from dateline.search.engines.tantivy import TantivyEngine
from dateline.search.parameters import QueryError
from dateline.search.query import Query, parse
from tests import archive

COUNT, QUESTIONS = 400, int(os.environ.get("FINDER_QUESTIONS", "300"))
PARTS = 2 if QUESTIONS < 5_000 else QUESTIONS // 2_500  # each a test, so that processes share them and a failure is told early
PARENTS = {
    "office": {slug: parent for slug, parent in archive.OFFICES.items() if parent},
    "topic": {slug: parent for slug, parent in archive.TOPICS.items() if parent},
}


@pytest.fixture(scope="module")
def specs() -> list[archive.Spec]:
    return list(archive.specs(COUNT, seed=7))


@pytest.fixture(scope="module")
def engines(specs: list[archive.Spec], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MemoryEngine, TantivyEngine]]:
    oracle, engine = MemoryEngine(), TantivyEngine.create(tmp_path_factory.mktemp("questions") / "index")
    documents = [one.document for one in specs]
    for position, start in enumerate(range(0, COUNT, 50), start=1):
        for one in (oracle, engine):
            one.write(documents[start : start + 50], [start // 2], position=position)
    yield oracle, engine
    engine.close()


def question(query: Query, number: int) -> Question:
    """A Query whose terms are their own keys, for pages in each language in turn; now and then some items are gone."""
    return Question(
        page_language=archive.LANGUAGES[number % len(archive.LANGUAGES)],
        languages=query.languages or None,
        chosen={facet: frozenset(values) for facet in TERM_FACETS if (values := query.values(facet))},
        excluded={facet: frozenset(values) for facet in TERM_FACETS if (values := query.values(f"-{facet}"))},
        parents=PARENTS,
        first_day=query.first_day,
        last_day=query.last_day,
        words=query.words,
        sort=query.order,
        offset=(query.page - 1) * 20,
        without=frozenset(range(number % 97, COUNT, 97)) if number % 5 == 0 else frozenset(),
    )


def asked(specs: list[archive.Spec], count: int, part: int = 0) -> Iterator[Question]:
    for number, text in enumerate(archive.queries(specs, count, seed=77 + part)):
        try:
            yield question(parse(text).query, number)
        except QueryError:
            continue


@pytest.mark.parametrize("part", range(PARTS))
def test_tantivy_answers_every_question_as_the_oracle_does(part: int, specs, engines, monkeypatch: pytest.MonkeyPatch) -> None:
    oracle, engine = engines
    monkeypatch.setattr("dateline.search.engines.tantivy_parts.COMMON", 5 if part % 2 else 1_500)
    found, count = 0, QUESTIONS // PARTS
    for one in asked(specs, count, part):
        wanted, answer = oracle.find(one), engine.find(one)
        assert answer == wanted, one
        found += wanted.total > 0
    assert found > count / 2


def test_the_file_of_the_columns_answers_as_they_do(specs, engines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, engine = engines
    monkeypatch.setattr("dateline.search.engines.tantivy_parts.COMMON", 5)
    monkeypatch.setattr("dateline.search.engines.tantivy.MANY", 10)
    engine.keep()
    opened = TantivyEngine(engine._path)
    for one in asked(specs, 50):
        assert opened.find(one) == engine.find(one), one


NO_TERM: dict[str, frozenset[str]] = {}
ONE_TERM = [
    {facet: frozenset({slug})} for facet, slugs in (("topic", archive.TOPICS), ("office", archive.OFFICES)) for slug in list(slugs)[:4]
]


def test_what_views_share_is_counted_for_those_alone(engines) -> None:
    """Each of these differs from others in one way, and is asked again when all the others were."""
    oracle, engine = engines
    every = [
        Question(page_language=page, languages=languages, chosen=chosen, excluded=excluded, parents=parents, first_day=day)
        for page, languages in (("en", None), ("fr", None), ("en", ("any",)))
        for chosen, excluded in ((NO_TERM, NO_TERM), *((one, NO_TERM) for one in ONE_TERM), *((NO_TERM, one) for one in ONE_TERM))
        for parents in (PARENTS, {})
        for day in (None, "2020-01-01")
    ]
    for one in (*every, *every):
        assert engine.find(one) == oracle.find(one), one
