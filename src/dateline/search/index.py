"""The index as a follower: live items of the record go in, with the position of the last Change in the same commit.

`INDEX_PATH/current` names the folder that answers, so that an index can be built beside the live one and swapped by one rename.
Whoever holds the engine's lock writes: the worker as a rule, else whoever has something to show.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from dateline.record import log
from dateline.record.content import Content
from dateline.record.models import Change, Item, State
from dateline.search.engine import Document, IndexUnusable
from dateline.search.engines.tantivy import TantivyEngine, commit_stamp

BATCH = 500  # items read, analysed and committed at once
POLL_S = 0.02

Progress = Callable[[int, int], None]


def pointer() -> Path:
    return Path(settings.INDEX_PATH) / "current"


def live_folder() -> Path:
    """The folder that answers now. Raises IndexUnusable when there is none."""
    try:
        return Path(settings.INDEX_PATH) / pointer().read_text().strip()
    except OSError:
        raise IndexUnusable(Path(settings.INDEX_PATH), "there is no index yet; `dateline rebuild` makes one") from None


def document(item: Item) -> Document:
    """A live item as it is indexed: from its current edition, so no draft can be in it."""
    edition = item.current
    assert edition is not None, f"{item} is live without an edition"
    content = Content.read(edition.content)
    return Document(
        sequence=item.sequence,
        story=str(item.story),
        original=item.original,
        language=edition.language,
        published_at=microseconds(item),
        published_on=item.published_on.isoformat(),
        type=content.type.key if content.type else None,
        offices=tuple(term.key for term in content.offices),
        topics=tuple(term.key for term in content.topics),
        title=content.title,
        text=content.search_text,
    )


def microseconds(item: Item) -> int:
    whole = int(item.published_at.timestamp())
    return whole * 1_000_000 + item.published_at.microsecond


def live_items(sequences: Sequence[int]) -> list[Item]:
    return list(Item.objects.filter(sequence__in=sequences, state=State.LIVE).select_related("current"))


def apply(engine: TantivyEngine, changes: Sequence[Change]) -> None:
    """Bring the items that these Changes touch to what they are now, and the position to the last of them."""
    touched = sorted({change.item.sequence for change in changes if change.item})
    upserts = [document(item) for item in live_items(touched)]
    kept = {one.sequence for one in upserts}
    engine.write(upserts, [sequence for sequence in touched if sequence not in kept], position=changes[-1].n)


def follow(engine: TantivyEngine, *, progress: Progress | None = None) -> int:
    """Write every Change after the engine's position; returns how many. The caller holds the lock."""
    done = 0
    target = log.position()
    while changes := log.changes_after(engine.position, BATCH):
        apply(engine, changes)
        done += len(changes)
        if progress:
            progress(min(changes[-1].n, target), target)
    engine.keep()
    return done


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
    try:
        stat = pointer().stat()
    except OSError:
        return None
    return str(pointer()), stat.st_mtime_ns, stat.st_ino


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


@contextmanager
def writer() -> Iterator[TantivyEngine | None]:
    """The live index with its lock held, or None while another process has it."""
    engine = TantivyEngine(live_folder())
    try:
        yield engine if engine.try_lock() else None
    finally:
        engine.close()


def settle(position: int, *, timeout_s: float, progress: Progress | None = None) -> bool:
    """Come back when the index shows `position`: written here when nobody else writes, waited for otherwise.

    False when time ran out first; the record is right all the same, and the index follows later.
    """
    deadline = time.monotonic() + timeout_s
    while reader.fresh().position < position:
        with writer() as engine:
            if engine is not None:
                follow(engine, progress=progress)
                continue
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_S)
    return True


def rebuild(*, progress: Progress | None = None) -> int:
    """Build an index of all live items beside the live one, then swap. Returns how many items it holds."""
    root = Path(settings.INDEX_PATH)
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"index-{time.time_ns():x}"
    engine = TantivyEngine.create(folder)
    try:
        count = fill(engine, progress)
        follow(engine)
    except BaseException:
        engine.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    engine.close()
    swap(folder)
    return count


def fill(engine: TantivyEngine, progress: Progress | None) -> int:
    """Write all live items, in order of first publication, as of the position read before."""
    position = log.position()
    total = Item.objects.filter(state=State.LIVE).count()
    last, done = 0, 0
    while items := list(Item.objects.filter(state=State.LIVE, sequence__gt=last).select_related("current").order_by("sequence")[:BATCH]):
        engine.write([document(item) for item in items], [], position=0)
        last, done = items[-1].sequence, done + len(items)
        if progress:
            progress(done, total)
    engine.write([], [], position=position)
    return done


def swap(folder: Path) -> None:
    """Let `folder` answer from the next question on; the old ones go, and with them every word that was withdrawn."""
    new = pointer().with_suffix(".new")
    new.write_text(folder.name)
    os.replace(new, pointer())
    for old in folder.parent.glob("index-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
