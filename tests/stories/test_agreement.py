"""One view, every form: 300 questions to 2,000 items; page, JSON Feed, CSV, command and oracle say the same."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from dateline.search import cards, finder, index
from dateline.search.engines.memory import MemoryEngine
from dateline.search.parameters import QueryError
from dateline.search.query import parse
from tests import archive, conftest
from tests.hooks import ListingPage
from tests.newsroom import Newsroom

COUNT, QUESTIONS = 2000, 300
FACETS = ("type", "office", "topic", "language")


@pytest.fixture(scope="module")
def items() -> list[archive.Spec]:
    return list(archive.specs(COUNT, seed=4))


@pytest.fixture(scope="module")
def filled(
    template: Path, items: list[archive.Spec], tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("agreement") / "newsroom"
    conftest.copy(template, folder)
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder):
            archive.make_terms()
            archive.publish(items)
            newsroom.settle()
            yield newsroom


@pytest.fixture(scope="module")
def oracle(items: list[archive.Spec]) -> MemoryEngine:
    engine = MemoryEngine()
    engine.write([one.document for one in items], [], position=COUNT)
    return engine


@pytest.fixture(scope="module")
def answers(filled: Newsroom, items: list[archive.Spec], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, Any]]]:
    """(question, the command's answer) for every question that has one."""
    asked = list(archive.queries(items, QUESTIONS, seed=44))
    found = [(text, answered(filled, text)) for text in asked]
    return [(text, answer) for text, answer in found if answer is not None]


def answered(newsroom: Newsroom, text: str) -> dict[str, Any] | None:
    try:
        return newsroom.find(text)
    except QueryError:
        return None


def test_the_questions_are_worth_asking(answers: list[tuple[str, dict[str, Any]]]) -> None:
    assert len([answer for _, answer in answers if answer["releases"]]) >= QUESTIONS / 2
    assert len([text for text, answer in answers if "page=" in answer["query"] or answer["total"] > 20]) >= 50
    assert len([text for text, answer in answers if "q=" in answer["query"] and answer["total"]]) >= 50


def test_the_engine_agrees_with_the_oracle(filled: Newsroom, oracle: MemoryEngine, answers: list[tuple[str, dict[str, Any]]]) -> None:
    ground = finder.stand(index.reader.fresh())
    for text, answer in answers:
        question = finder.question(parse(text).query, ground, "en", 20)
        right = oracle.find(question)
        assert ids_of(filled, right.sequences) == [one["id"] for one in answer["releases"]], text
        assert right.total == answer["total"], text
        for facet in (*FACETS, "year"):
            assert {one["value"]: one["count"] for one in answer["facets"][facet] if one["count"]} == dict(right.counts[facet]), (
                text,
                facet,
            )


def ids_of(newsroom: Newsroom, sequences: tuple[int, ...]) -> list[str]:
    return [row.public_id for row in cards.rows(sequences)]


def test_pages_agree_with_the_command(filled: Newsroom, answers: list[tuple[str, dict[str, Any]]]) -> None:
    for text, answer in answers:
        page = ListingPage(filled.get(f"/news/?{answer['query']}").content)
        assert page.total == answer["total"], text
        assert [entry.id for entry in page.entries] == [one["id"] for one in answer["releases"]] if answer["total"] else True, text
        for facet in FACETS:
            shown = page.options.get(facet, {}) | {value: (count, False) for value, (count, _) in page.options.get(f"-{facet}", {}).items()}
            assert shown == {one["value"]: (one["count"], one["chosen"]) for one in answer["facets"][facet]}, (text, facet)
        assert page.years == {one["value"]: one["count"] for one in answer["facets"]["year"]}, text


def encoded(text: str) -> str:
    return quote(text, safe="=&-:+.")


def test_json_feeds_agree_with_the_command(filled: Newsroom, answers: list[tuple[str, dict[str, Any]]]) -> None:
    for text, answer in answers:
        feed = json.loads(filled.get(f"/news.json?{encoded(text)}").content)
        assert [item["id"] for item in feed["items"]] == [one["id"] for one in answer["releases"]], text
        assert [item["_dateline"] for item in feed["items"]] == answer["releases"], text
        assert feed["_dateline"] == {name: answer[name] for name in ("query", "sentence", "total", "change", "facets")}, text


def test_csv_agrees_with_the_command(filled: Newsroom, answers: list[tuple[str, dict[str, Any]]]) -> None:
    for text, answer in answers:
        response = filled.get(f"/news.csv?{encoded(text)}")
        rows = list(csv.DictReader(io.StringIO(response.content.decode())))
        assert [(row["id"], row["published"], row["offices"].split()) for row in rows] == [
            (one["id"], one["published"], one["offices"]) for one in answer["releases"]
        ], text
        assert int(response["X-Total-Count"]) == answer["total"], text


def test_the_command_streams_what_it_answers(
    filled: Newsroom, answers: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{text}\n" for text, _ in answers[:50]) + "from=2022-13-40\n"))
    out = io.StringIO()
    call_command("find", "-", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[:-1] == [answer for _, answer in answers[:50]]
    assert lines[-1]["query"] == "from=2022-13-40" and "2022-10-05" in lines[-1]["problem"]
