"""Static files come compressed to whoever understands it, and as they are to everybody else."""

import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from whitenoise.responders import StaticFile

from dateline.site.packed import PackedFile, packs

WORDS = b"p { color: black }\n" * 100
PLAIN = [("Content-Type", "text/css"), ("Cache-Control", "max-age=86400, public")]


@pytest.fixture
def file(tmp_path: Path) -> PackedFile:
    path = tmp_path / "style.css"
    path.write_bytes(WORDS)
    return PackedFile(StaticFile(str(path), PLAIN), path)


def asked(file: PackedFile, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    answer: Any = file.get_response(method, {f"HTTP_{name.upper()}": value for name, value in headers.items()})
    if answer.file is None:
        return int(answer.status), dict(answer.headers), b""
    with answer.file:
        return int(answer.status), dict(answer.headers), answer.file.read()


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_it_comes_packed_and_is_the_same(file: PackedFile, encoding: str, unpack: Any) -> None:
    for _ in range(2):
        status, headers, body = asked(file, accept_encoding=f"{encoding}, zstd")
        assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, encoding, "Accept-Encoding")
        assert int(headers["Content-Length"]) == len(body) < 200 and unpack(body) == WORDS
        assert headers["Cache-Control"] == "max-age=86400, public"


def test_who_unpacks_nothing_gets_it_plain_and_caches_are_told(file: PackedFile) -> None:
    status, headers, body = asked(file, accept_encoding="identity")
    assert (status, body, headers["Vary"]) == (200, WORDS, "Accept-Encoding") and "Content-Encoding" not in headers


def test_a_head_a_part_and_a_copy_one_has_already(file: PackedFile) -> None:
    status, headers, body = asked(file, "HEAD", accept_encoding="br")
    assert (status, headers["Content-Encoding"], body) == (200, "br", b"") and int(headers["Content-Length"]) < 200
    assert asked(file, accept_encoding="br", range="bytes=0-3")[::2] == (206, WORDS[:4])
    assert asked(file, accept_encoding="br", if_none_match=headers["ETag"])[::2] == (304, b"")
    assert asked(file, "POST", accept_encoding="br")[0] == 405


def test_only_words_are_packed_and_only_where_it_is_worth_it(tmp_path: Path) -> None:
    sizes = {"a.css": 600, "b.css": 100, "c.png": 600}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    assert [name for name in sizes if packs(tmp_path / name)] == ["a.css"]
