"""Where an index stands, as its files say, and what is said of one that cannot be read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from dateline.search.engine import IndexUnusable
from dateline.search.engines import tantivy_documents

WAY_OUT = "`dateline rebuild` makes it anew"


@dataclass(frozen=True, slots=True)
class Marker:
    """Where an index stands."""

    index: str  # another one is another index, though it may stand at the same path
    stamp: int
    position: int


@dataclass(frozen=True, slots=True)
class State:
    """One commit, as seen by a reader."""

    searcher: tantivy.Searcher
    marker: Marker


def commit_stamp(path: Path) -> tuple[int, int, int]:
    """What changes with every commit, by one look at the disk."""
    stat = os.stat(f"{path}/meta.json")
    return stat.st_mtime_ns, stat.st_ino, stat.st_size


def schema_file(path: Path) -> Path:
    return path / "schema.txt"


def marker_of(searcher: tantivy.Searcher, schema: tantivy.Schema, path: Path) -> Marker:
    found = tantivy_documents.markers(searcher, schema)
    if len(found) != 1:
        raise IndexUnusable(path, f"it has {len(found)} markers of its position instead of one; {WAY_OUT}")
    return Marker(*found[0])


@contextmanager
def unusable(path: Path) -> Iterator[None]:
    """Turn what Tantivy and the disk say about a broken index into IndexUnusable."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexUnusable(path, f"{error}; {WAY_OUT}") from error
    except BaseException as error:
        # A panic in Rust arrives as a BaseException that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise IndexUnusable(path, f"Tantivy failed: {error}; {WAY_OUT}") from error
        raise
