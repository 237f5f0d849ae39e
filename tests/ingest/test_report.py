"""What an import did, for the screen and for --report."""

import io
import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from dateline.ingest import written
from dateline.ingest.kept import Kept
from dateline.ingest.models import Run
from dateline.ingest.report import Report
from dateline.ingest.rows import Refusal, Row

REPORT = Report(
    file="page.txt",
    format="page",
    imported=3,
    updated=2,
    unchanged=1,
    refusals=Kept([Refusal(17, "page:1", "“Title” has no publishing date.")]),
    repaired=Kept(["page.txt is not UTF-8; it was read as Windows-1252."]),
    unknown_terms={"topic": Counter({"Law": 2}), "office": Counter()},
    doubts={"topic": [(17, "dust and noise")]},
    before={"topic": {"water": 1}},
    after={"topic": {"water": 2, "arts": 1}},
)


def as_json(report: Report) -> dict[str, Any]:
    """As --report writes it."""
    out = io.StringIO()
    written.write(report.as_data(), out)
    return dict(json.loads(out.getvalue()))


def test_what_was_read_is_the_sum_of_what_became_of_it() -> None:
    data = as_json(REPORT)
    assert REPORT.read == data["read"] == data["imported"] + data["updated"] + data["unchanged"] + data["refused"] == 7


def test_a_report_has_the_keys_that_were_promised() -> None:
    data = as_json(REPORT)
    assert set(data) >= {"read", "imported", "updated", "unchanged", "refused", "refusals", "repaired", "unknown_terms", "counts"}
    assert data["refusals"] == [{"line": 17, "id": "page:1", "problem": "“Title” has no publishing date."}]
    assert data["unknown_terms"] == {"topic": {"Law": 2}}
    assert data["in_doubt"] == [{"line": 17, "facet": "topic", "label": "dust and noise"}]


def test_counts_stand_before_and_after_for_every_facet() -> None:
    counts = as_json(REPORT)["counts"]
    assert list(counts) == ["type", "office", "topic", "language", "year"]
    assert (
        counts["topic"]
        == {
            "arts": {"before": 0, "after": 1, "difference": 1},
            "water": {"before": 1, "after": 2, "difference": 1},
        }
        and counts["year"] == {}
    )


def test_the_screen_says_all_of_it() -> None:
    assert list(REPORT.lines()) == [
        "3 imported, 2 updated, 1 unchanged, 1 refused.",
        "line 17: “Title” has no publishing date.",
        "repaired: page.txt is not UTF-8; it was read as Windows-1252.",
        "topic unknown, left out (--create-terms makes them): Law (2)",
        "line 17: in doubt whether “dust and noise” is a topic of its own or the end of one with a comma",
        "topic: arts 1, water 1 → 2 (+1)",
    ]


@pytest.mark.parametrize(
    ("did", "told"),
    [
        ({"imported": 1}, True),
        ({"updated": 1}, True),
        ({"views": 1}, True),
        ({"unknown_terms": {"topic": Counter({"New": 1})}, "terms_created": True}, True),
        ({"unknown_terms": {"topic": Counter({"New": 1})}}, False),
        ({"unchanged": 7, "unknown_terms": {"topic": Counter()}, "terms_created": True}, False),
    ],
)
def test_only_a_run_that_brought_something_can_be_taken_back(did: dict[str, Any], told: bool) -> None:
    lines = list(Report(run=Run(pk=7), **did).lines())
    assert (lines[-1] == "This was run 7. To take it back: dateline import --undo 7") is told and "--undo" not in "".join(lines[:-1])


def test_long_lists_are_cut_on_the_screen_and_whole_in_the_report() -> None:
    report = Report(repaired=Kept(f"line {n}: x" for n in range(30)), after={"year": {str(n): 1 + n for n in range(2000, 2020)}})
    lines = list(report.lines())
    assert lines.count("... and 10 more repairs: --report FILE lists them.") == 1 and len(as_json(report)["repaired"]) == 30
    assert lines[-1].startswith("year: 2019 2,020, 2018 2,019,") and lines[-1].endswith("; 8 more")


def row(line: int, language: str, day: int, *, original: bool = False) -> Row:
    return Row(
        line=line, source=f"s/{language}", title="T", published_on=date(2005, 5, day), language=language, story="s", original=original
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_translations_with_another_date_are_told_whatever_the_order(order: tuple[int, ...]) -> None:
    rows, report = [row(1, "en", 3, original=True), row(2, "fr", 3), row(3, "de", 4)], Report()
    for place in order:
        report.versions.note(rows[place], rows[place].language)
    odd = {"line": 3, "id": "s/de", "language": "de", "date": "2005-05-04", "original_date": "2005-05-03"}
    assert as_json(report)["other_dates"] == [odd] and as_json(report)["without_original"] == []
    assert "line 3: the version in de keeps its own date 2005-05-04; the original has 2005-05-03" in list(report.lines())


def test_a_story_without_its_original_is_told() -> None:
    report = Report()
    for one in (row(2, "fr", 3), row(1, "de", 3)):
        report.versions.note(one, one.language)
    assert as_json(report)["without_original"] == [{"line": 1, "story": "s", "languages": ["de", "fr"]}]


def test_a_rehearsal_and_terms_that_were_made_are_said() -> None:
    lines = Report(dry_run=True, terms_created=True, unknown_terms={"topic": Counter({"Law": 2})}).lines()
    lines = list(lines)
    assert lines == ["A rehearsal: nothing was written.", "0 imported, 0 updated, 0 unchanged, 0 refused.", "topic made: Law (2)"]


@pytest.mark.parametrize("said", [{}, {"a": iter(())}, {"a": 1, "b": iter([{"c": "é"}, [2]]), "d": {"e": None}}])
def test_what_is_written_an_entry_at_a_time_is_json(said: dict[str, Any]) -> None:
    out, right = io.StringIO(), {"a": 1, "b": [{"c": "é"}, [2]], "d": {"e": None}} if len(said) > 1 else dict.fromkeys(said, [])
    written.write(said, out)
    assert json.loads(out.getvalue()) == right
