"""A file: its text or its records, by content. What is packed is opened, what is large is read from disk a line at a time."""

import contextlib
import gzip
import io
import lzma
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dateline.ingest import packed
from dateline.ingest.beside import in_order
from dateline.ingest.encodings import encoding_of, in_utf_8
from dateline.ingest.endless import Endless, Lines
from dateline.ingest.mapped import id_of
from dateline.ingest.mapping import OWN_NAMES, FieldMapping
from dateline.ingest.met import Met
from dateline.ingest.preparing import Prepared, Reading, Unread, prepared
from dateline.ingest.readers import jsonl, page, table
from dateline.ingest.rows import Refusal, Row
from dateline.ingest.spool import closed_after, copied, is_whole, require_file
from dateline.ingest.washing import NO_TEXT, wash

FORMATS = ("page", "jsonl", "csv")
LOOKED_AT_BYTES = 64 * 1024
PAGE_BYTES = 64 * 2**20  # a page is read whole


Progress = Callable[[int, int], None]


def untold(done: int, total: int) -> None:
    """Nobody asked how far it has come."""


class Unreadable(ValueError):
    """A file that nothing can be taken from; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Source:
    """An open file, unpacked: seekable, and what it is."""

    name: str
    file: BinaryIO
    format: str
    mapping: FieldMapping
    text: str = ""  # of a page
    repaired: tuple[str, ...] = ()

    def rows(self, zone: str = "UTC") -> Iterator[Row | Refusal]:
        """Every item in the order in which it should come in; one met twice is refused the second time the file has it."""
        for found in self.prepared(zone, processes=0):
            yield found.row if isinstance(found, Prepared) else found

    def prepared(self, zone: str, *, processes: int | None = None) -> Iterator[Prepared | Refusal]:
        """The same, with the words ready: in other processes, as many as there is room for, or as are told."""
        if self.format == "page":
            yield from map(prepared, page.in_order(self.text, Met()))
            return
        met = self.met_in_file_order() if self.mapping.newest_first else Met()
        for found in in_order(self.records(), Reading(self.mapping, zone), processes=processes):
            yield found if isinstance(found, Refusal) or not (twice := met.refusal(found.row)) else twice

    def met_in_file_order(self) -> Met:
        """Who stands where, for a file that is read from its end."""
        met = Met()
        self.file.seek(0)
        for line, found in jsonl.records(self.file):
            if not isinstance(found, str) and (source := id_of(found, self.mapping)):
                met.first(source, line)
        return met

    def records(self) -> Iterator[Unread]:
        """Lines that are still to be parsed, or parsed records where a format has no lines; empty ones are passed over."""
        self.file.seek(0)
        if self.format == "csv":
            yield from table.records(self.file)
        elif self.mapping.newest_first:
            yield from self.from_its_end()
        else:
            yield from jsonl.unread(self.file)

    def from_its_end(self) -> Iterator[Unread]:
        """The lines backwards; where each begins is all that is remembered."""
        starts = array("Q")
        place = 0
        for _, line in jsonl.lines(self.file):
            starts.append(place)
            place = self.file.tell() if line is None else place + len(line)
        for number in range(len(starts), 0, -1):
            self.file.seek(starts[number - 1])
            line = self.file.readline(jsonl.MAX_LINE_BYTES)
            if len(line) == jsonl.MAX_LINE_BYTES and not line.endswith(b"\n"):
                yield number, jsonl.TOO_LONG
            elif line.strip():
                yield number, line

    def close(self) -> None:
        self.file.close()

    def count(self) -> int:
        """How many lines a progress bar counts to; 0 where it is not known beforehand. Raises Unreadable for one without end."""
        if self.format == "page":
            return 0
        self.file.seek(0)
        lines = Lines()
        try:
            for block in iter(lambda: self.file.read(packed.BLOCK_BYTES), b""):
                lines.show(block)
        except Endless as error:
            self.close()
            raise Unreadable(f"{self.name}: {error}") from None
        return lines.ended


def opened(file: str, format: str = "", mapping: FieldMapping | None = None, *, progress: Progress = untold) -> Source:
    """Open FILE, or standard input for "-". Raises Unreadable. `progress` tells of unpacking: bytes read, and of how many, or 0."""
    wanted = format or (mapping.format if mapping else "")
    if wanted and wanted not in FORMATS:
        raise Unreadable(f"--format: {wanted!r} is not known. Known are: {', '.join(FORMATS)}.")
    unpacked = spooled(file, progress)
    try:
        return source_of_bytes(unpacked, file, wanted, mapping)
    except Unreadable:
        unpacked.close()
        raise


def source_of_bytes(unpacked: BinaryIO, file: str, wanted: str, mapping: FieldMapping | None) -> Source:
    head = unpacked.read(LOOKED_AT_BYTES)
    if not head.strip():
        raise Unreadable(f"{file}: is empty.")
    kind = wanted or recognised(head, file)
    asked = mapping or FieldMapping(parts=OWN_NAMES)
    if kind != "page":
        return of_records(unpacked, file, kind, asked)
    with unpacked:
        data = head + unpacked.read(PAGE_BYTES)
    if len(data) > PAGE_BYTES:
        raise Unreadable(f"{file}: is a page of more than {PAGE_BYTES // 2**20} MB, which is read whole. Cut it in two between items.")
    text, repaired = decoded(data, file)
    if not page.recognises(text):
        raise Unreadable(f"{file}: has no line such as “Publishing date: 5 October 2022”, which every item of a newsroom page has.")
    put_right: list[str] = []
    lines = "\n".join(text.splitlines()) if NO_TEXT.search(text) else text  # a form feed ends a line, too
    return Source(file, unpacked, kind, asked, wash(lines, file, put_right), (*repaired, *put_right))


def of_records(unpacked: BinaryIO, file: str, kind: str, asked: FieldMapping) -> Source:
    """JSON Lines or CSV, in UTF-8 by now. Raises Unreadable."""
    try:
        text, repaired = in_utf_8(unpacked, file, table=kind == "csv")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{file}: begins like {error.encoding.upper()} and is not. Save it as UTF-8.") from None
    needed = {part.field for name, part in asked.parts.items() if name in ("title", "published")}
    if problem := (table if kind == "csv" else jsonl).problem_of(text, needed):
        text.close()
        raise Unreadable(f"{file}: {problem}")
    return Source(file, text, kind, asked, repaired=repaired)


def spooled(file: str, progress: Progress) -> BinaryIO:
    """The file's unpacked bytes, to be read twice: the file itself where that is possible, else a copy. Raises Unreadable."""
    try:
        if file == "-":
            given: Any = sys.stdin.buffer
            return copied(given if isinstance(given, io.BufferedReader) else io.BufferedReader(given), progress)
        found = Path(file).open("rb")  # noqa: SIM115 -- it lives as long as its Source
        require_file(found)
        return found if is_whole(found) and not packed.is_packed(found.peek(len(packed.XZ))) else closed_after(found, progress)
    except Endless as error:
        raise Unreadable(f"{file}: {error}") from None
    except (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise Unreadable(f"{file}: is damaged and cannot be unpacked ({error}). Copy it anew.") from None
    except OSError as error:
        raise Unreadable(f"{file}: cannot be read ({error.strerror or error}).") from None


def decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(encoding_of(data) or "utf-8-sig"), ()
    if b"\x00" in data:
        raise Unreadable(f"{file}: is not text.")
    return data.decode("cp1252", errors="replace"), (f"{file} is not UTF-8; it was read as Windows-1252.",)


def recognised(head: bytes, file: str) -> str:
    """What a file is, by how it begins."""
    if problem := packed.problem_of(head):
        raise Unreadable(f"{file}: {problem}")
    text = head.decode(encoding_of(head) or "utf-8-sig", errors="replace")
    if text.lstrip("\ufeff \r\n\t\x00").startswith("{"):
        if text.lstrip("\ufeff \r\n\t").partition("\n")[0].strip() == "{":
            raise Unreadable(f"{file}: has one object on several lines. JSON Lines hold one object a line: jq -c . makes them of it.")
        return "jsonl"
    if text.lstrip().startswith("["):
        raise Unreadable(f"{file}: is one JSON list. JSON Lines hold one object a line: jq -c '.[]' makes them of it.")
    if "\x00" in text or (head[:2] in (b"\xff\xfe", b"\xfe\xff") and "\ufffd" in text):
        raise Unreadable(f"{file}: is not text.")
    if page.recognises(text):
        return "page"
    names = text.splitlines()[0].lower() if text.strip() else ""
    if any(mark in names for mark in table.DELIMITERS) and "title" in names:
        return "csv"
    raise Unreadable(
        f"{file}: is of no format known here. A newsroom page as text has lines such as “Publishing date: 5 October 2022”; "
        "JSON Lines begin with {; CSV begins with a line of names, title among them."
    )
