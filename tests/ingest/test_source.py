"""A file's bytes: unpacked, decoded and recognised, or refused with what to change."""

import gzip
import io
import lzma
import os
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.ingest import packed, source
from dateline.ingest.rows import Row
from dateline.ingest.source import Unreadable, opened

PAGE = "Été à Bar\nPublishing date: 5 October 2022\nForty “officers” took part.\n"


def written(folder: Path, data: bytes, name: str = "page.txt") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-be").join([b"\xfe\xff", b""]),
        PAGE.encode("utf-32"),
        gzip.compress(PAGE.encode()),
        lzma.compress(PAGE.encode()),
        gzip.compress(PAGE.encode("utf-16")),
    ],
)
def test_a_page_is_read_however_it_is_packed(tmp_path: Path, data: bytes) -> None:
    source = opened(written(tmp_path, data))
    assert (source.text, source.format, source.repaired) == (PAGE, "page", ())
    assert [row.line for row in source.rows()] == [1]


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    file = written(tmp_path, PAGE.encode("cp1252"))
    source = opened(file)
    assert source.text == PAGE and source.repaired == (f"{file} is not UTF-8; it was read as Windows-1252.",)
    assert "\ufffd" in opened(written(tmp_path, PAGE.encode("cp1252") + b"\x81")).text


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(PAGE.encode()))))
    assert opened("-").text == PAGE


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty."),
        (b" \n\n", "is empty."),
        (gzip.compress(b""), "is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\xff", "is not text."),
        (b"\xff\xfea\x00\x00\xd8", "is not text."),
        (
            b"name,date\nOne,2022\n",
            "is of no format known here. A newsroom page as text has lines such as “Publishing date: 5 October 2022”; "
            "JSON Lines begin with {; CSV begins with a line of names, title among them.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_by_name(tmp_path: Path, data: bytes, problem: str) -> None:
    file = written(tmp_path, data)
    with pytest.raises(Unreadable) as refused:
        opened(file)
    assert str(refused.value) == f"{file}: {problem}"


@pytest.mark.parametrize("whole", [gzip.compress(PAGE.encode() * 90, mtime=0), lzma.compress(PAGE.encode() * 90)])
@pytest.mark.parametrize("harm", [lambda data: data[:-20], lambda data: data[:30] + bytes([data[30] ^ 0xFF]) + data[31:]])
def test_a_damaged_file_is_refused(tmp_path: Path, whole: bytes, harm: object) -> None:
    file = written(tmp_path, harm(whole))  # type: ignore[operator]
    with pytest.raises(Unreadable, match=r": is damaged and cannot be unpacked \(.+\)\. Copy it anew\.$"):
        opened(file)


def test_a_file_that_is_not_there_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"none\.txt: cannot be read \(No such file or directory\)\.$"):
        opened(str(tmp_path / "none.txt"))
    with pytest.raises(Unreadable, match=r": cannot be read \(Is a directory\)\.$"):
        opened(str(tmp_path))


def test_a_format_may_be_told_and_must_be_known(tmp_path: Path) -> None:
    assert opened(written(tmp_path, PAGE.encode()), "page").format == "page"
    with pytest.raises(Unreadable, match=r"^--format: 'xml' is not known\. Known are: page"):
        opened("-", "xml")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_unpacking_tells_where_it_is_in_the_packed_file(
    tmp_path: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "BLOCK_BYTES", 10_000)
    file, told = written(tmp_path, pack(PAGE.encode() + random.Random(1).randbytes(100_000).hex().encode())), list[tuple[int, int]]()
    opened(file, progress=lambda done, total: told.append((done, total))).close()
    size = (tmp_path / "page.txt").stat().st_size
    assert len(told) > 10 and told == sorted(told) and {total for _, total in told} == {size} and told[-1][0] == size


def test_a_pipe_is_read_without_a_total(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(gzip.compress(PAGE.encode()),))
    writer.start()
    told: list[tuple[int, int]] = []
    assert opened(str(tmp_path / "pipe"), progress=lambda done, total: told.append((done, total))).text == PAGE
    writer.join()
    assert told == [(len(PAGE.encode()), 0)]


def test_a_plain_file_is_read_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "copied", None)
    found = opened(written(tmp_path, b'{"title": "T", "published": "2020-01-02"}\n', "plain.jsonl"))
    assert [row.line for row in found.rows()] == [1] and found.count() == 1
    found.close()


@pytest.mark.parametrize("between", [b"", b"\x00" * 8, b"\x00" * (packed.BLOCK_BYTES + 4)])
def test_an_xz_of_several_streams_is_read_whole(tmp_path: Path, between: bytes) -> None:
    streams = [lzma.compress(bytes([65 + n]) * 3_000_000) for n in range(3)]
    (tmp_path / "file").write_bytes(between.join(streams) + between)
    with (tmp_path / "file").open("rb") as given:
        whole = b"".join(packed.blocks(given))
    assert [whole.count(sign) for sign in (b"A", b"B", b"C")] == [3_000_000] * 3 and len(whole) == 9_000_000


def test_a_page_that_cannot_be_read_whole_is_not_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PAGE_BYTES", 2**20)
    file = written(tmp_path, PAGE.encode() + b"word " * 2**18)
    with pytest.raises(Unreadable, match=r"is a page of more than 1 MB, which is read whole\. Cut it in two between items\."):
        opened(file)


def test_a_page_keeps_its_lines_where_signs_are_left_out(tmp_path: Path) -> None:
    found = opened(written(tmp_path, "Ti\u202etle\nPublishing date: 5 October 2022\x0cForty\x07.\n".encode()))
    [row] = found.rows()
    assert isinstance(row, Row) and (row.title, row.paragraph) == ("Title", "Forty.") and len(found.repaired) == 2
