"""A file's bytes: what kind of file it is, or why it is none that we take.

The content decides, by its magic bytes; the name must agree with it. Nothing is taken that a browser would run, and nothing that
unpacks into something much larger than it is. Every refusal says what the file is, what is taken, and what to do.
"""

import codecs
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

MB = 1024 * 1024
PICTURE_MB = 30  # a camera's largest JPEG, with room
PICTURE_MEGAPIXELS = 40  # a double page in print at 300 dpi is 17; in memory this is 120 MB
ATTACHMENT_MB = 100  # what a reader on a slow line would still begin to fetch
UNPACKED_RATIO = 100  # real office documents unpack to about ten times their size
UNPACKED_MB = 500
HEAD = 512  # every mark below stands within these bytes


class Refused(ValueError):
    """A file that is not taken; the message is for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. The first suffix is the one our own names get."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    inline: bool = False  # shown in the browser rather than saved

    @property
    def suffix(self) -> str:
        return self.suffixes[0]


OFFICE = "application/vnd.openxmlformats-officedocument"
JPEG = Kind("JPEG", "image/jpeg", ("jpg", "jpeg"), inline=True)
PNG = Kind("PNG", "image/png", ("png",), inline=True)
WEBP = Kind("WebP", "image/webp", ("webp",), inline=True)
GIF = Kind("GIF", "image/gif", ("gif",), inline=True)
PDF = Kind("PDF", "application/pdf", ("pdf",))  # saved: under a sandbox Chromium's viewer of PDFs stays grey
DOCX = Kind("DOCX", f"{OFFICE}.wordprocessingml.document", ("docx",))
XLSX = Kind("XLSX", f"{OFFICE}.spreadsheetml.sheet", ("xlsx",))
PPTX = Kind("PPTX", f"{OFFICE}.presentationml.presentation", ("pptx",))
ODT = Kind("ODT", "application/vnd.oasis.opendocument.text", ("odt",))
ODS = Kind("ODS", "application/vnd.oasis.opendocument.spreadsheet", ("ods",))
EPUB = Kind("EPUB", "application/epub+zip", ("epub",))
CSV = Kind("CSV", "text/csv; charset=utf-8", ("csv",))
TXT = Kind("TXT", "text/plain; charset=utf-8", ("txt",))

PICTURES = (JPEG, PNG, WEBP, GIF)
ATTACHMENTS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, EPUB, CSV, TXT)
BY_SUFFIX = {suffix: kind for kind in (*PICTURES, *ATTACHMENTS) for suffix in kind.suffixes}

# What else people send, so that they are told what it is.
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document of before 2007"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a script"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"\x1aE\xdf\xa3", "a film"),
)
MARKUP = ((b"<svg", "an SVG drawing"), (b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<script", "a web page"))


def name_list(kinds: Sequence[Kind]) -> str:
    names = [kind.name for kind in kinds]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def picture_kind(head: bytes, name: str) -> Kind:
    """The kind of a picture by its first bytes, which its name must agree with. Raises Refused."""
    for kind, begins in ((JPEG, b"\xff\xd8\xff"), (PNG, b"\x89PNG\r\n\x1a\n"), (GIF, b"GIF8")):
        if head.startswith(begins):
            return agreed(kind, name)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return agreed(WEBP, name)
    raise Refused(f"This is {what(head)}. Pictures are taken as {name_list(PICTURES)}; {way_out(head)}")


def way_out(head: bytes) -> str:
    return "a PDF goes under Attachments." if head.startswith(b"%PDF-") else "export it as one of them."


def attachment_kind(file: IO[bytes], name: str) -> Kind:
    """The kind of an attachment by its content, which its name must agree with. Raises Refused."""
    file.seek(0)
    head = file.read(HEAD)
    if b"%PDF-" in head[:HEAD]:
        return agreed(PDF, name)
    if head.startswith(b"PK\x03\x04"):
        return agreed(packed_kind(file), name)
    found = what(head)
    if found != TEXT:
        picture = " Upload it under Pictures." if "picture" in found else ""
        raise Refused(f"This is {found}. Attachments are taken as {name_list(ATTACHMENTS)}.{picture}")
    require_utf8(file)
    suffix = suffix_of(name)
    if suffix not in ("csv", "txt"):
        raise Refused(f"This is a text, and its name ends in “.{suffix}”. A text is taken as .csv or .txt.")
    return BY_SUFFIX[suffix]


TEXT = "a text"


def what(head: bytes) -> str:
    """What the first bytes are, in words."""
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")) or head[8:12] == b"WEBP":
        return "a picture"
    if head.startswith(b"%PDF-"):
        return "a PDF"
    if head[4:8] == b"ftyp":
        return "a HEIC picture" if head[8:11] in (b"hei", b"mif", b"avi") else "a film"
    for begins, words in MARKS:
        if head.startswith(begins):
            return words
    for mark, words in MARKUP:
        if mark in head.lower():
            return words
    if not head:
        return "an empty file"
    return "a file of an unknown kind" if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else TEXT


def require_utf8(file: IO[bytes]) -> None:
    """Raises Refused for text in another encoding, or with signs that no text has."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(MB):
            if any(sign in decoder.decode(chunk) for sign in "\x00\x1b"):
                raise Refused("This is not a text: it holds signs that no text has.")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Refused("This text is not in UTF-8, so readers would see wrong letters. Save it as UTF-8 and send it again.") from None


def packed_kind(file: IO[bytes]) -> Kind:
    """An office document or a book out of a ZIP. Raises Refused for any other, for macros and for what unpacks too large."""
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
            require_modest(entries)
            names = {entry.filename for entry in entries}
            if any(name.rpartition("/")[2].lower() == "vbaproject.bin" or name.startswith("Basic/") for name in names):
                raise Refused("This document holds macros, programs that would run on a reader’s machine. Save it without them.")
            kind = main_part(names) or declared(packed, names)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
        raise Refused("This file is damaged or locked with a password. Save it anew and send it again.") from None
    if kind is None:
        raise Refused("This is a ZIP archive. Send what is in it, each file for itself: readers should see what they open.")
    return kind


def require_modest(entries: Sequence[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > UNPACKED_MB * MB or (unpacked > MB and unpacked > UNPACKED_RATIO * packed):
        raise Refused(
            f"This document unpacks to {unpacked // MB:,} MB from {max(1, packed // MB):,} MB. "
            f"{UNPACKED_RATIO} times its size and {UNPACKED_MB} MB are the most. Save it as PDF."
        )


def main_part(names: set[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    parts = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
    return next((kind for part, kind in parts if part in names), None)


def declared(packed: zipfile.ZipFile, names: set[str]) -> Kind | None:
    """OpenDocument and EPUB say what they are in their first entry."""
    if "mimetype" not in names or packed.getinfo("mimetype").file_size > HEAD:
        return None
    said = packed.read("mimetype").decode("ascii", "replace").strip()
    return next((kind for kind in (ODT, ODS, EPUB) if kind.media_type == said), None)


def agreed(kind: Kind, name: str) -> Kind:
    """The kind, if the name ends as it should. Raises Refused."""
    suffix = suffix_of(name)
    if suffix not in kind.suffixes:
        ends = f"its name ends in “.{suffix}”" if suffix else "its name has no ending"
        raise Refused(
            f"This is {'an' if kind.name[0] in 'OXE' else 'a'} {kind.name} file, but {ends}. Call it .{kind.suffix}, if that is what it is."
        )
    return kind


def suffix_of(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def require_size(size: int, most_mb: int) -> None:
    if size > most_mb * MB:
        raise Refused(f"This file has {size / MB:,.0f} MB; {most_mb} MB are the most. Make it smaller and send it again.")
