"""What every commit to SQLite changes, looked at in memory: the head of the index of its write-ahead log.

The index is a file beside the database that all its connections share (https://www.sqlite.org/walformat.html, section 2.1). Its first
96 bytes are two copies of one header, with the number of the last transaction and checksums; a commit writes the second copy, then the
first, and only then is it seen by anybody and do those who committed go on. Bytes that are the same therefore mean that nothing was
committed; anything else means that SQLite has to be asked.

A file of it that was opened is never closed: POSIX lets go of all locks of a process on a file when any of its descriptors of it is closed,
and SQLite's own locks are on this file (https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

import mmap
import os
import sqlite3
import threading

HEADERS = 96  # bytes: two of 48
VERSION = (3_007_000).to_bytes(4, "little"), (3_007_000).to_bytes(4, "big")

_opened: dict[tuple[int, int], mmap.mmap] = {}  # (device, inode): kept for ever
_lock = threading.Lock()


def index(connection: sqlite3.Connection | sqlite3.Cursor) -> mmap.mmap | None:
    """The index of a log for as long as this connection, which has read from it, stays open; None where there is none to look at."""
    with _lock:
        try:
            path = _path(connection)
            stat = os.stat(path)
            known = _opened.get((stat.st_dev, stat.st_ino))
            if known is None and stat.st_size >= HEADERS:
                known = _mapped(path, stat)
        except (OSError, ValueError):
            return None
        return known if known is not None and known[:4] in VERSION else None


def _path(connection: sqlite3.Connection | sqlite3.Cursor) -> str:
    """Where SQLite has it. One may lie beside a link to the database, or be left of a log that is used no more: it would say for ever that
    nothing was committed."""
    [(mode,)] = connection.execute("PRAGMA journal_mode").fetchall()
    [file] = [file for _, name, file in connection.execute("PRAGMA database_list").fetchall() if name == "main"]
    if mode != "wal" or not file:
        raise FileNotFoundError("It has no log.")
    return f"{file}-shm"


def _mapped(path: str, stat: os.stat_result) -> mmap.mmap | None:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # stays open
    found = os.fstat(file)
    if (found.st_dev, found.st_ino) != (stat.st_dev, stat.st_ino):  # replaced meanwhile
        return None
    _opened[stat.st_dev, stat.st_ino] = mapped = mmap.mmap(file, HEADERS, access=mmap.ACCESS_READ)
    return mapped
