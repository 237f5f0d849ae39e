"""The index that answers: its folder, whether it can be trusted, and one open copy of it in each process.

`INDEX_PATH/current` names the folder, so that an index can be built beside the live one and swapped by one rename.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from dateline.search.engine import IndexUnusable
from dateline.search.engines.tantivy import TantivyEngine
from dateline.search.engines.tantivy_files import commit_stamp

DISTRUSTED = "distrusted"  # a file beside the folders: which of them, and why


def pointer() -> Path:
    return Path(settings.INDEX_PATH) / "current"


def live_folder() -> Path:
    """The folder that answers now. Raises IndexUnusable when there is none."""
    try:
        return Path(settings.INDEX_PATH) / pointer().read_text().strip()
    except OSError:
        raise IndexUnusable(Path(settings.INDEX_PATH), "there is no index yet; `dateline rebuild` makes one") from None


class Reader:
    """One open index a process, looked at afresh for every question."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: TantivyEngine | None = None
        self._stamp: tuple[str, int, int] | None = None

    def fresh(self) -> TantivyEngine:
        """The index as it is on disk now, another folder after a swap. Raises IndexUnusable."""
        try:
            return self.opened()
        except IndexUnusable:  # swapped, and the old folder gone, between two looks
            return self.opened()

    def opened(self) -> TantivyEngine:
        stamp = pointer_stamp()
        with self._lock:
            if self._engine is None or stamp != self._stamp:
                engine = TantivyEngine(live_folder())
                self._engine, self._stamp = engine, stamp
        self._engine.refresh()
        return self._engine


def pointer_stamp() -> tuple[str, int, int] | None:
    path = f"{settings.INDEX_PATH}/current"  # every kept answer is preceded by this: a Path would take ten times as long
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return path, stat.st_mtime_ns, stat.st_ino


class Standing:
    """Where the index stands that answers, by two looks at the disk: the same as long as nothing was written or swapped."""

    def __init__(self) -> None:
        self._folder: tuple[object, Path] | None = None

    def __call__(self) -> object:
        """None when there is no index."""
        stamp = pointer_stamp()
        try:
            if self._folder is None or self._folder[0] != stamp:
                self._folder = stamp, live_folder()
            return stamp, commit_stamp(self._folder[1])
        except (OSError, IndexUnusable):
            return None


standing = Standing()
reader = Reader()


def distrust(folder: Path, reason: str) -> None:
    """Say that an index cannot be used, so that the worker makes it anew, though it sees nothing wrong itself."""
    with suppress(OSError):  # a web process may have no right to write here
        (folder.parent / DISTRUSTED).write_text(f"{folder.name}\n{reason}\n")


@contextmanager
def distrusting(engine: TantivyEngine) -> Iterator[None]:
    """An index that proves unusable while it is asked."""
    try:
        yield
    except IndexUnusable as error:
        distrust(engine.path, error.reason)
        raise


def require_trust(folder: Path) -> None:
    """Raise IndexUnusable if somebody found that out."""
    try:
        name, _, reason = (folder.parent / DISTRUSTED).read_text().partition("\n")
    except OSError:
        return
    if name == folder.name:
        raise IndexUnusable(folder, reason.strip())
