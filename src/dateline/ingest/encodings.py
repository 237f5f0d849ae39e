"""A file in another encoding than UTF-8, written anew in it, and said.

What a byte-order mark says, holds; CSV without one may be Windows-1252. JSON is UTF-8 by its standard (RFC 8259, 8.1): of JSON Lines
one that is not is refused by itself.
"""

import codecs
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

BLOCK = 2**20
MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NAMES = {"utf-16": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows-1252"}


def encoding_of(head: bytes) -> str:
    """What a byte-order mark says; "" without one, or for UTF-8's."""
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), "")


def in_utf_8(file: BinaryIO, name: str, *, table: bool) -> tuple[BinaryIO, tuple[str, ...]]:
    """The file, or a copy in UTF-8 in its place, and what is to be said of it. Raises UnicodeDecodeError for what is no text."""
    file.seek(0)
    encoding = encoding_of(file.read(4)) or ("cp1252" if table and not is_utf_8(file) else "")
    file.seek(0)
    if not encoding:
        return file, ()
    copy = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- it lives as long as its Source
    try:
        recode(file, copy, encoding)
    except BaseException:
        copy.close()
        raise
    file.close()
    copy.seek(0)
    return copy, (f"{name} is not UTF-8; it was read as {NAMES[encoding]}.",)


def recode(file: BinaryIO, copy: BinaryIO, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding == "cp1252" else "strict")
    for block in blocks(file):
        copy.write(decoder.decode(block).encode())
    copy.write(decoder.decode(b"", final=True).encode())


def is_utf_8(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in blocks(file):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def blocks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(BLOCK), b"")
