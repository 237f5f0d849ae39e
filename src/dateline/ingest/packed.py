"""What is packed: opened where it is gzip or xz, told by name where it is anything else. By content, whatever a file's name says. Pure."""

import gzip
import io
import lzma
import re
from collections.abc import Iterator

XZ, GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"
BLOCK_BYTES = 2**20
OFFICE = "is a document of an office program. Save its table as CSV, in UTF-8."
BEGINNINGS = {
    XZ: "was packed twice, within by xz. Unpack it first.",
    GZIP: "was packed twice, within by gzip. Unpack it first.",
    b"BZh91AY&SY": "is packed by bzip2. Unpack it first, or pack it by xz or gzip.",
    b"\x28\xb5\x2f\xfd": "is packed by Zstandard. Unpack it first, or pack it by xz or gzip.",
    b"7z\xbc\xaf\x27\x1c": "is a 7-Zip archive. Unpack it first.",
    b"Rar!\x1a\x07": "is a RAR archive. Unpack it first.",
    b"\xd0\xcf\x11\xe0": OFFICE,
}


def is_packed(head: bytes) -> bool:
    return head.startswith((XZ, GZIP))


def blocks(given: io.BufferedReader) -> Iterator[bytes]:
    """The bytes of a file, unpacked where it is packed. Raises EOFError, zlib.error, gzip.BadGzipFile or lzma.LZMAError."""
    head = given.peek(len(XZ))
    if head.startswith(XZ):
        yield from streams(given)
        return
    inside = gzip.GzipFile(fileobj=given) if head.startswith(GZIP) else given
    while block := inside.read(BLOCK_BYTES):
        yield block


def streams(given: io.BufferedReader) -> Iterator[bytes]:
    """Every stream of an xz file. `lzma.open` passes in silence over a later one that is damaged, and over anything else that follows."""
    rest = given.read(BLOCK_BYTES)
    while rest:
        stream = lzma.LZMADecompressor()
        while not stream.eof:
            yield stream.decompress(rest, BLOCK_BYTES)
            rest = given.read(BLOCK_BYTES) if stream.needs_input else b""
            if stream.needs_input and not rest:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        rest = stream.unused_data
        while (rest := rest.lstrip(b"\x00")) == b"" and (more := given.read(BLOCK_BYTES)):  # zeros may stand between and behind
            rest = more


def problem_of(head: bytes) -> str:
    """Why nothing can be read of a file that begins so, and the way out; "" where it may be text."""
    if head.startswith(b"PK\x03\x04"):
        return OFFICE if b"[Content_Types].xml" in head or b"opendocument" in head else "is a ZIP archive. Unpack it first."
    if head[257:262] == b"ustar":
        return "is a tar archive. Unpack it first."
    head = re.sub(rb"^BZh[1-8]", b"BZh9", head)  # nine sizes of a block
    return next((said for beginning, said in BEGINNINGS.items() if head.startswith(beginning)), "")
