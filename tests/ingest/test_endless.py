"""A line without end is told before anything is done, whatever it comes from."""

import gzip
import os
import threading
from pathlib import Path

import pytest

from dateline.ingest import endless
from dateline.ingest.endless import Endless, Lines
from dateline.ingest.source import Unreadable, opened

ITEM = b'{"title": "T", "published": "2020-01-02"}\n'
NO_END = r"line 2 has no end within 1 MB, and nothing was read\. One line holds one item: is it a device, or another kind of file\?"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endless, "MOST_LINE_BYTES", 2**20)


@pytest.mark.parametrize("size", [7, 1000, 2**20, 2**22])
def test_lines_are_counted_and_measured_across_blocks(size: int) -> None:
    lines, data = Lines(), b"x" * (2**20) + b"\n" + b"y\n" * 3 + b"z" * 100
    for start in range(0, len(data), size):
        lines.show(data[start : start + size])
    assert (lines.ended, lines.begun) == (4, 100)


def test_a_line_may_be_as_long_as_that_and_no_longer() -> None:
    Lines().show(b"x" * 2**20 + b"\n")
    with pytest.raises(Endless, match="^line 1 has no end"):
        Lines().show(b"x" * (2**20 + 1) + b"\n")


def test_a_line_of_a_file_without_end_is_told_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_bytes(ITEM + b"x" * (2**20 + 1))
    found = opened(str(tmp_path / "items.jsonl"))
    with pytest.raises(Unreadable, match=NO_END):
        found.count()
    assert found.file.closed


def test_what_is_packed_is_unpacked_no_further(tmp_path: Path) -> None:
    (tmp_path / "items.gz").write_bytes(gzip.compress(ITEM + b"x" * 2**24))
    with pytest.raises(Unreadable, match=NO_END):
        opened(str(tmp_path / "items.gz"), "jsonl")


def test_a_pipe_without_end_is_read_no_further(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    left: list[BaseException] = []

    def write() -> None:
        try:
            with (tmp_path / "pipe").open("wb") as out:
                out.write(ITEM)
                while True:
                    out.write(b"x" * 2**16)
        except BrokenPipeError as error:
            left.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    with pytest.raises(Unreadable, match=NO_END):
        opened(str(tmp_path / "pipe"), "jsonl")
    writer.join(30)
    assert len(left) == 1


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_a_device_is_no_file(device: str) -> None:
    with pytest.raises(Unreadable, match=f"{device}: is a device, and may have no end. Save what it gives in a file, and name that."):
        opened(device, "jsonl")
