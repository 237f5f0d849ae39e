"""Records prepared in other processes: the same rows, in the file's order, whatever becomes of the processes."""

import json
import os
import signal
from collections.abc import Iterator

import pytest

from dateline.ingest import beside
from dateline.ingest.mapping import OWN_NAMES, FieldMapping
from dateline.ingest.preparing import CHUNK_ROWS, Prepared, Reading, Unread, chunks

READING = Reading(FieldMapping(parts=OWN_NAMES), "UTC")


def lines(count: int) -> Iterator[Unread]:
    for number in range(1, count + 1):
        said = {"source": f"s{number}", "title": f"T {number}", "published": "2020-01-02", "lead": "BAR – Text", "body": "<p>Words</p> "}
        yield number, json.dumps(said).encode() if number % 7 else b"{broken"


@pytest.mark.parametrize("processes", [1, 3])
def test_rows_come_back_in_the_order_of_the_file(processes: int) -> None:
    found = list(beside.in_order(lines(1234), READING, processes=processes))
    assert found == READING.prepared(lines(1234))
    assert isinstance(found[0], Prepared) and found[0].words.body == "<p>Words</p>"


@pytest.mark.parametrize("after", [450, 700])
def test_what_a_killed_process_owes_is_prepared_here(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[beside.Helper] = []
    start = beside.Helper.__init__

    def noted(helper: beside.Helper, reading: Reading) -> None:
        start(helper, reading)
        started.append(helper)

    monkeypatch.setattr(beside.Helper, "__init__", noted)
    coming = beside.in_order(lines(1234), READING, processes=2)
    found = [next(coming) for _ in range(after)]
    os.kill(started[0].process.pid, signal.SIGKILL)
    assert [*found, *coming] == READING.prepared(lines(1234))


def test_a_small_file_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "COMMAND", ("/nowhere",))
    few = beside.BEGIN_AFTER * CHUNK_ROWS
    assert len(list(beside.in_order(lines(few), READING, processes=2))) == few
    with pytest.raises(FileNotFoundError):
        list(beside.in_order(lines(few + 1), READING, processes=2))


def test_no_process_outlives_its_import() -> None:
    others = set(children())  # of tests before this one, in the same process
    coming = beside.in_order(lines(1234), READING, processes=2)
    for _ in range(500):
        next(coming)
    before = set(children()) - others
    coming.close()  # type: ignore[attr-defined]
    assert len(before) == 2 and not before & set(children())


def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "COMMAND", ("sleep", "60"))
    monkeypatch.setattr(beside, "ENDS_WITHIN_S", 0.1)
    others = set(children())
    beside.Helper(READING).close()
    assert not set(children()) - others


def children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        return [int(pid) for pid in file.read().split()]


def test_large_lines_make_small_chunks() -> None:
    large = [(number, b"x" * 3 * 2**20) for number in range(3)]
    assert [len(chunk) for chunk in chunks(large)] == [2, 1]
    assert [len(chunk) for chunk in chunks(lines(250))] == [100, 100, 50]
