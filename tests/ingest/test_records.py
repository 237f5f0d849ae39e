"""JSON Lines and CSV: records by line, bad lines told beside good ones."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dateline.ingest.mapping import read_mapping
from dateline.ingest.readers import jsonl, table
from dateline.ingest.rows import Refusal
from dateline.ingest.source import Source, opened

NEWEST = read_mapping("order: newest first\nfields:\n  source: id\n  title: title\n  published: published\n", "m")


@contextmanager
def source(folder: Path, data: str | bytes, **asked: object) -> Iterator[Source]:
    file = folder / "file"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = opened(str(file), **asked)  # type: ignore[arg-type]
    yield found
    found.close()


def line(number: int) -> str:
    said = {"source": str(number), "id": str(number), "title": f"T{number}", "published": "2022-10-05"}
    return json.dumps(said) + "\n"


def test_json_lines_are_recognised_and_read_under_our_own_names(tmp_path: Path) -> None:
    with source(tmp_path, line(1) + "\n" + line(2)) as found:
        assert found.format == "jsonl" and [(row.line, row.source) for row in found.rows()] == [(1, "1"), (3, "2")]


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (b'{"title": \n', "is not JSON (Expecting value: line 1 column 10 (char 9))."),
        (b"[1]\n", "is JSON, but not an object with fields."),
        (b'{"title": "\xff"}\n', "is not UTF-8 (byte 12)."),
        (b"[" * 100_000 + b"\n", "is not JSON (maximum recursion depth exceeded while decoding a JSON array from a unicode string)."),
    ],
)
def test_a_bad_line_stands_beside_good_ones(tmp_path: Path, bad: bytes, problem: str) -> None:
    with source(tmp_path, line(1).encode() + bad + line(3).encode()) as found:
        rows = list(found.rows())
    assert rows[1] == Refusal(2, "", problem) and [row.line for row in rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"headline": "One", "published": "x"},
            "there is no field “title”. The fields of line 1: headline, published. Name yours in a --mapping.",
        ),
        ({}, "there is no field “published”. The fields of line 1: none. Name yours in a --mapping."),
        ({"title": "One", "published": None}, ""),  # told with its line
    ],
)
def test_names_that_no_line_has_are_told_once(fields: dict[str, str], problem: str) -> None:
    assert jsonl.problem_of(io.BytesIO(json.dumps(fields).encode() + b"\n"), {"title", "published", ""}) == problem


def test_a_field_that_some_line_has_is_there() -> None:
    file = io.BytesIO(b'not JSON\n{"title": "One"}\n{"title": "Two", "dates": [{"first": "2022-10-05"}]}\n')
    assert jsonl.problem_of(file, {"title", "dates[].first"}) == ""
    assert jsonl.problem_of(file, {"title", "day.first"}).startswith("there is no field “day.first”. The fields of line 2: title.")
    assert jsonl.problem_of(io.BytesIO(b"not JSON\n"), {"title"}) == ""


def test_a_line_without_end_is_passed_over_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 100)
    found = list(jsonl.records(io.BytesIO(b'{"a": 1}\n' + b"x" * 1000 + b'\n{"b": 2}\n')))
    assert [number for number, _ in found] == [1, 2, 3] and found[2][1] == {"b": 2}
    assert str(found[1][1]).startswith("is longer than")


def test_a_file_that_begins_with_the_newest_comes_in_from_its_end(tmp_path: Path) -> None:
    with source(tmp_path, line(1) + line(2) + line(3).rstrip("\n"), mapping=NEWEST) as found:
        assert [row.line for row in found.rows()] == [3, 2, 1]


def test_the_second_of_two_is_refused_whichever_way_the_file_is_read(tmp_path: Path) -> None:
    for mapping in (None, NEWEST):
        with source(tmp_path, line(1) + line(2) + line(1), mapping=mapping) as found:
            refused = [row for row in found.rows() if isinstance(row, Refusal)]
        assert [(one.line, one.problem) for one in refused] == [(3, "“T1” stands in this file twice, first on line 1.")]


@pytest.mark.parametrize("bad", [{"title": ["x"]}, {"title": "x\ud800"}, {"title": "x", "colour": json.loads("[" * 99 + "]" * 99)}])
def test_a_bad_record_of_a_file_that_is_read_from_its_end_stands_beside_good_ones(tmp_path: Path, bad: dict[str, Any]) -> None:
    with source(tmp_path, line(1) + json.dumps(bad | {"published": "2022-10-05"}) + "\n" + line(3), mapping=NEWEST) as found:
        assert [row.line for row in found.rows()] == [3, 2, 1]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_recognised_and_read(tmp_path: Path, mark: str) -> None:
    rows = [["title", "published", "type"], ["One", "2022-10-05", "News"], ['"Two\nlines"', "2022-10-06", ""]]
    with source(tmp_path, "\r\n".join(mark.join(row) for row in rows)) as found:
        read = list(found.rows())
    assert found.format == "csv" and [(row.line, row.title) for row in read if not isinstance(row, Refusal)] == [
        (2, "One"),
        (3, "Two lines"),
    ]


def test_a_row_with_too_many_cells_is_told() -> None:
    found = list(table.records(io.BytesIO(b"title,published\nOne,2022-10-05,x\nTwo,2022-10-06\n")))
    assert found[0] == (2, "has 3 cells, the first line has 2.") and found[1] == (3, {"title": "Two", "published": "2022-10-06"})
