"""The index as a follower: live items of the record go in, with the position of the last Change in the same commit.

Whoever holds the engine's lock writes: the worker as a rule, else whoever has something to show.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from dateline.record import log
from dateline.record.content import Content
from dateline.record.models import Change, Item, State
from dateline.search import live
from dateline.search.engine import Document
from dateline.search.engines.tantivy import TantivyEngine
from dateline.search.live import live_folder as live_folder
from dateline.search.live import pointer as pointer
from dateline.search.live import pointer_stamp as pointer_stamp
from dateline.search.live import reader as reader

BATCH = 500  # items read, analysed and committed at once
POLL_S = 0.02
LOCK = "renewal.lock"

Progress = Callable[[int, int], None]


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


def follow(engine: TantivyEngine, *, progress: Progress | None = None, keep: bool = True) -> int:
    """Write every Change after the engine's position; returns how many. The caller holds the lock; `keep` columns, or does so itself."""
    done = 0
    target = log.position()
    while changes := log.changes_after(engine.position, BATCH):
        apply(engine, changes)
        done += len(changes)
        if progress:
            progress(min(changes[-1].n, target), target)
    if keep:
        engine.keep()
    return done


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
    with alone(root):
        folder = root / f"index-{time.time_ns():x}"
        engine = TantivyEngine.create(folder)
        try:
            position = log.position()
            count = engine.fill(documents(progress), position=position)
            catch_up(engine)
            engine.keep()
            engine.close()  # lets it finish its merges, which may take long, while the other one answers and follows
            catch_up(engine)
        except BaseException:
            engine.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        swap(folder)
        engine.close()
    return count


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One renewal at a time: a swap removes every other folder."""
    with (root / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def documents(progress: Progress | None) -> Iterator[Document]:
    """All live items, in order of first publication."""
    total = Item.objects.filter(state=State.LIVE).count()
    last, done = 0, 0
    while items := list(Item.objects.filter(state=State.LIVE, sequence__gt=last).select_related("current").order_by("sequence")[:BATCH]):
        yield from map(document, items)
        last, done = items[-1].sequence, done + len(items)
        if progress:
            progress(done, total)


def catch_up(engine: TantivyEngine) -> None:
    """To where the record is now, so that a swap takes nothing back."""
    while engine.position < log.position():
        follow(engine)


def swap(folder: Path) -> None:
    """Let `folder` answer from the next question on; the old ones go, and with them every word that was withdrawn."""
    new = pointer().with_suffix(".new")
    new.write_text(folder.name)
    os.replace(new, pointer())
    (folder.parent / live.DISTRUSTED).unlink(missing_ok=True)
    for old in folder.parent.glob("index-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
