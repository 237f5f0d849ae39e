"""What comes as a stream, copied where it can be read twice: a pipe, a packed file. A plain file is read where it lies."""

import io
import os
import stat
import tempfile
from collections.abc import Callable
from typing import IO, BinaryIO, cast

from dateline.ingest import packed
from dateline.ingest.endless import Endless, Lines


def require_file(found: io.BufferedReader) -> None:
    """Raise Endless for a device, which gives whatever it gives for ever; the empty one and a terminal have an end."""
    kind = os.fstat(found.fileno())
    if stat.S_ISCHR(kind.st_mode) and not found.isatty() and kind.st_rdev != os.stat(os.devnull).st_rdev:
        found.close()
        raise Endless("is a device, and may have no end. Save what it gives in a file, and name that.")


def is_whole(found: io.BufferedReader) -> bool:
    """Whether a file lies there and has an end: a pipe and a device may have none."""
    return found.seekable() and stat.S_ISREG(os.fstat(found.fileno()).st_mode)


def closed_after(given: io.BufferedReader, progress: Callable[[int, int], None]) -> BinaryIO:
    with given:
        return copied(given, progress)


def copied(given: io.BufferedReader, progress: Callable[[int, int], None]) -> BinaryIO:
    """What is in it, in a file that is gone when it is closed. Progress is told by the packed bytes: how many come out nobody knows.

    Raises Endless before a line without end fills the disk.
    """
    total = size_of(given)
    kept: BinaryIO = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- it lives as long as its Source
    lines = Lines()
    try:
        for block in packed.blocks(given):
            lines.show(block)
            kept.write(block)
            progress(given.tell() if total else kept.tell(), total)
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return kept


def size_of(given: IO[bytes]) -> int:
    """In bytes; 0 for a pipe, which does not say."""
    try:
        return os.fstat(given.fileno()).st_size if given.seekable() else 0
    except OSError:
        return 0
