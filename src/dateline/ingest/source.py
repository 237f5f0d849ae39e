"""A file's bytes: text and the reader that knows it. Pure but for reading the file."""

import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.ingest.readers import page
from dateline.ingest.rows import Refusal, Row

READERS: dict[str, Callable[[str], Iterator[Row | Refusal]]] = {"page": page.read}


class Unreadable(ValueError):
    """A file that nothing can be taken from; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: its text, its format, and what had to be repaired to read it."""

    text: str
    format: str
    repaired: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row | Refusal]:
        return READERS[self.format](self.text)


def opened(file: str, format: str = "") -> Source:
    """Read FILE, or standard input for "-", whole. Raises Unreadable."""
    if format and format not in READERS:
        raise Unreadable(f"--format: {format!r} is not known. Known are: {', '.join(READERS)}.")
    text, repaired = decoded(unpacked(octets(file), file), file)
    if not text.strip():
        raise Unreadable(f"{file}: is empty.")
    return Source(text, format or recognised(text, file), repaired)


def octets(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unreadable(f"{file}: cannot be read ({error.strerror}).") from None


def unpacked(data: bytes, file: str) -> bytes:
    """By content, whatever the name says."""
    try:
        if data.startswith(b"\xfd7zXZ\x00"):
            return lzma.decompress(data)
        if data.startswith(b"\x1f\x8b"):
            return gzip.decompress(data)
    except (lzma.LZMAError, zlib.error, OSError, EOFError) as error:
        raise Unreadable(f"{file}: is damaged and cannot be unpacked ({error}). Copy it anew.") from None
    return data


def decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding), ()
        except UnicodeDecodeError:
            continue
    if b"\x00" in data:
        raise Unreadable(f"{file}: is not text.")
    return data.decode("cp1252", errors="replace"), (f"{file} is not UTF-8; it was read as Windows-1252.",)


def recognised(text: str, file: str) -> str:
    if page.recognises(text):
        return "page"
    raise Unreadable(f"{file}: is of no format known here. A newsroom page as text has lines such as “Publishing date: 5 October 2022”.")
