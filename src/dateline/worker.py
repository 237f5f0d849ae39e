"""The worker: one process that runs the clock and every follower; today that is the index.

It holds the index's lock as long as it lives. When the index was rebuilt and swapped beneath it, it opens the new one. The clock has
a thread of its own, so that no long indexing makes it late, and a third one looks from outside at what the clock did. Columns are
kept by a thread as well, now and then.
"""

import logging
import sys
import threading
import time

from django.db import DatabaseError, InterfaceError, connection

from dateline.releases import seen, ticking
from dateline.search import index, live
from dateline.search.engine import IndexUnusable
from dateline.search.engines.tantivy import TantivyEngine
from dateline.search.renewal import Renewal
from dateline.waking import waker

log = logging.getLogger("dateline.worker")

POLL_S = 0.02
AGAIN_S = 1.0
PATIENCE_S = 2.0  # with a clock that strikes again and again; then the index follows all the same
SWITCH_S = 0.0005  # threads change often: the clock asks the database much and briefly, and indexing would make it wait each time
END_S = 5.0  # for a thread to finish what it is about


class IndexWriter:
    """The live index with its lock held, however often it is swapped."""

    def __init__(self) -> None:
        self.engine: TantivyEngine | None = None
        self.stamp: tuple[str, int, int] | None = None
        self.renewal = Renewal()
        self.keeper: threading.Thread | None = None
        self.kept_at: int | None = None  # the position at the last try to keep columns

    def follow(self) -> int:
        """Write what is new; 0 also while another process holds the lock."""
        stamp = index.pointer_stamp()
        if stamp != self.stamp:
            self.close()
        folder = index.live_folder()
        live.require_trust(folder)
        if self.engine is None:
            engine = TantivyEngine(folder)
            if not engine.try_lock():
                engine.close()
                return 0
            self.engine, self.stamp = engine, stamp
        done = index.follow(self.engine, keep=False)
        self.keep(self.engine)
        self.renewal.look(self.engine)
        return done

    def keep(self, engine: TantivyEngine) -> None:
        """Have the columns kept by a thread: of a million items that takes so long that what is published meanwhile would not be seen."""
        is_busy = self.keeper is not None and self.keeper.is_alive()
        if engine.position != self.kept_at and not is_busy and engine.is_to_keep():
            self.kept_at = engine.position
            self.keeper = threading.Thread(target=kept, args=(engine,), name="keeper")
            self.keeper.start()

    def close(self) -> None:
        if self.keeper is not None:
            self.keeper.join()  # it writes where only the holder of the lock may
        if self.engine is not None:
            self.engine.close()
        self.engine = self.stamp = self.kept_at = None


def kept(engine: TantivyEngine) -> None:
    """Kept columns only make a start fast, and are tried again with the next Changes."""
    try:
        engine.keep()
    except IndexUnusable as error:
        log.warning("The index's columns were not kept: %s", error)


def leave_the_clock_its_time(stop: threading.Event) -> None:
    """Indexing is work for the same processor: it waits, a little, until what is due is out."""
    until = time.monotonic() + PATIENCE_S
    while ticking.striking.is_set() and time.monotonic() < until and not stop.is_set():
        stop.wait(POLL_S)


def step(writer: IndexWriter) -> None:
    """Follow once; an index that cannot be used is built anew."""
    try:
        writer.follow()
    except IndexUnusable as error:
        log.warning("%s Building it anew.", error)
        writer.close()
        index.rebuild()


def run(stop: threading.Event) -> None:
    """Clock, eyes and followers until told to stop."""
    sys.setswitchinterval(SWITCH_S)
    struck = threading.Event()
    threads = (
        threading.Thread(target=ticking.run, args=(stop, struck.set), daemon=True, name="clock"),
        threading.Thread(target=seen.run, args=(stop, struck), daemon=True, name="seen"),
    )
    for thread in threads:
        thread.start()
    try:
        follow(stop)
    finally:
        stop.set()
        for thread in threads:
            thread.join(END_S)


def follow(stop: threading.Event) -> None:
    """Follow until told to stop. What fails is told and tried again: a follower commits its position with its work."""
    writer, sleeper = IndexWriter(), waker()
    try:
        while not stop.is_set():
            try:
                sleeper.ready()
                step(writer)
                sleeper.wait(stop)
                leave_the_clock_its_time(stop)
            except (DatabaseError, InterfaceError, IndexUnusable, OSError, ValueError) as error:
                log.error("The worker could not follow: %s: %s. It tries again in a second.", type(error).__name__, error)
                writer.close()
                connection.close()
                stop.wait(AGAIN_S)
    finally:
        writer.close()
