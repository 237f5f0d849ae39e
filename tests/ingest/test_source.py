"""A file's bytes: unpacked, decoded and recognised, or refused with what to change."""

import gzip
import io
import lzma
import sys
from pathlib import Path

import pytest

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
    assert opened(written(tmp_path, b"No labels here"), "page").format == "page"
    with pytest.raises(Unreadable, match=r"^--format: 'xml' is not known\. Known are: page"):
        opened("-", "xml")
