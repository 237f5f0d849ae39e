"""An archive's members, each checked against the manifest as it goes by. Read once from its beginning, so a pipe will do."""

import gzip
import hashlib
import io
import json
import lzma
import sys
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from dateline.archives import files, manifest
from dateline.archives.errors import ArchiveError, Damaged
from dateline.archives.manifest import Manifest, Table

BROKEN = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)
XZ, GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"
GZIP_WINDOW = 16 + zlib.MAX_WBITS  # zlib reads gzip's header where 16 is added
CUT = "is damaged or cut short. Copy it anew from where it was made; nothing of it was loaded."


def is_archive(file: str) -> bool:
    """Whether a file, packed or not, begins as an archive does. Standard input is looked at without taking anything from it.

    A pipe with a name is none: what was looked at would be gone from it.
    """
    if file == "-":
        return beginning(cast(io.BufferedReader, sys.stdin.buffer).peek()).startswith(manifest.MEMBER.encode())
    try:
        if not Path(file).is_file():
            return False
        with tarfile.open(file, mode="r|*") as tar:
            first = tar.next()
    except (OSError, *BROKEN):
        return False
    return first is not None and first.name == manifest.MEMBER


def beginning(head: bytes) -> bytes:
    """The first bytes, unpacked as far as they go."""
    try:
        if head.startswith(GZIP):
            return zlib.decompressobj(GZIP_WINDOW).decompress(head, tarfile.BLOCKSIZE)
        return lzma.LZMADecompressor().decompress(head, tarfile.BLOCKSIZE) if head.startswith(XZ) else head
    except BROKEN:
        return b""


@dataclass(slots=True)
class Archive:
    """An open archive, at its next member."""

    name: str
    tar: tarfile.TarFile
    manifest: Manifest
    member: tarfile.TarInfo | None = None
    met: Any = field(default_factory=hashlib.sha256)  # over the files gone by

    def advance(self) -> None:
        self.member = self.tar.next()
        self.tar.members = []  # type: ignore[attr-defined]  # else every member is remembered

    def take(self) -> IO[bytes]:
        assert self.member is not None
        data = self.tar.extractfile(self.member) if self.member.isfile() else None  # a link has another's bytes
        if data is None:
            raise Damaged(f"{self.name}: its member {self.member.name} is no file. Do not trust this archive.")
        return data

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        """(name, bytes) of each file; whoever has read it says what it met: `arrived`."""
        while self.member is not None and self.member.name.startswith("files/"):
            name = self.member.name.partition("/")[2].partition("/")[2]
            files.require_inside(name, self.name)
            yield name, self.take()
            self.advance()

    def arrived(self, name: str, sha256: str) -> None:
        """Raise Damaged unless these are the bytes that the member's name promises."""
        assert self.member is not None
        if self.member.name != f"files/{sha256}/{name}":
            raise Damaged(f"{self.name}: its file {name} was altered. Copy the archive anew; nothing of it was loaded.")
        self.met.update(files.line(sha256, name))

    def require_all_files(self) -> None:
        if self.met.hexdigest() != self.manifest.files.sha256:
            raise Damaged(f"{self.name}: not all of its {self.manifest.files.count} files are there; it {CUT}")

    def tables(self) -> Iterator[tuple[Table, Iterator[dict[str, Any]]]]:
        """Each table with its rows, in the manifest's order; the next one when all of its rows were read."""
        for table in self.manifest.tables:
            if self.member is None or self.member.name != table.member:
                raise Damaged(f"{self.name}: {table.member} is not where the manifest says; it {CUT}")
            yield table, self.rows(table)
            self.advance()
        if self.member is not None:
            raise Damaged(f"{self.name}: holds {self.member.name[:80]!r}, which its manifest does not name. Do not trust this archive.")

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        digest, number = hashlib.sha256(), 0
        with gzip.GzipFile(fileobj=self.take(), mode="rb") as lines:
            for number, line in enumerate(lines, 1):
                digest.update(line)
                yield self.row(line, table, number)
        if (number, digest.hexdigest()) != (table.rows, table.sha256):
            raise Damaged(f"{self.name}: {table.member} is not as the manifest says; it {CUT}")

    def row(self, line: bytes, table: Table, number: int) -> dict[str, Any]:
        try:
            row: dict[str, Any] = json.loads(line)
        except (ValueError, RecursionError):
            raise Damaged(f"{self.name}: {table.member}, line {number}, is not JSON; it {CUT}") from None
        if not isinstance(row, dict):
            raise Damaged(f"{self.name}: {table.member}, line {number}, is no object; it {CUT}")
        return row


@contextmanager
def opened(file: str) -> Iterator[Archive]:
    """An archive after its manifest and its README. Raises Damaged, also while it is read."""
    try:
        with tarfile.open(fileobj=sys.stdin.buffer, mode="r|*") if file == "-" else tarfile.open(file, mode="r|*") as tar:
            yield begun(file, tar)
    except BROKEN as error:
        raise Damaged(f"{file}: {CUT} ({error})") from None
    except FileNotFoundError:
        raise ArchiveError(f"{file}: there is no such file.") from None


def begun(file: str, tar: tarfile.TarFile) -> Archive:
    first = tar.next()
    is_one = first is not None and first.isfile() and first.name == manifest.MEMBER and first.size <= manifest.MOST_BYTES
    data = tar.extractfile(first) if is_one and first is not None else None
    if data is None:
        raise Damaged(f"{file}: is no archive of Dateline's: {manifest.MEANING}.")
    archive = Archive(file, tar, manifest.read(data.read(), file))
    archive.advance()
    if archive.member is not None and archive.member.name == "README.txt":
        archive.advance()
    return archive
