"""The index follows while an import runs: in a process beside it, where no worker does that already.

`dateline manage follow` is that process. It takes the index's lock as a worker would, gives way to the writer, and ends
when the pipe to it does, once it has written what was committed until then.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from dateline.ingest.sparing import sweep_seldom
from dateline.record import log
from dateline.search import index
from dateline.search.engine import IndexUnusable

COMMAND = (sys.executable, "-P", "-m", "dateline", "manage", "follow")
FROM_ROWS = 2_000  # rows that are in before a process is worth its start
MOST_BEHIND = 14_000  # Changes, ten seconds of the index's work: a smaller import is followed at its end, and the writer waits for no more
LOOK_EVERY_S = 1.0
PATIENCE_S = 5.0  # with an index that does not move: then nobody follows, and the import goes on
PAUSE_S = 1.0  # between looks: each commit of the index is a file of its own, to be merged
POLITENESS = 10
KEPT_PART = 1_000  # of the index may be missing in its columns' file in the end: to read a million's eighth takes a hundred megabytes


class Following:
    """`with Following(total) as following: ... following.keep_up(done)`, after every batch. `total`: rows to come; 0 where nobody knows."""

    def __init__(self, total: int = 0) -> None:
        self.pays = not total or total > MOST_BEHIND
        self.process: subprocess.Popen[bytes] | None = None
        self.asked = False
        self.looked_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if self.process is not None:
            self.finish()
            if kind is not None:
                self.process.terminate()  # what it has not committed to the index is written next time
            self.process.wait()

    def finish(self) -> None:
        """Let it write what is committed by now, and end; `index.settle` tells when that is so."""
        if self.process is not None and self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()

    def keep_up(self, done: int) -> None:
        """Start following where it pays; wait for an index that falls behind."""
        if done < FROM_ROWS or not self.pays:
            return
        with suppress(IndexUnusable):  # spoilt meanwhile: the end of the import says so, when everything is committed
            if not self.asked:
                self.asked = True
                self.process = started()
            if time.monotonic() - self.looked_at > LOOK_EVERY_S:
                wait_for_the_index(log.position())
                self.looked_at = time.monotonic()


def started() -> subprocess.Popen[bytes] | None:
    """The process; None while a worker follows."""
    with index.writer() as engine:
        if engine is None:
            return None
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin is not None
    with suppress(OSError):  # gone already: the index is written at the end
        pickle.dump((connection.settings_dict, str(settings.DATA), str(settings.INDEX_PATH)), process.stdin)
        process.stdin.flush()
    return process


def wait_for_the_index(position: int) -> None:
    shown, moved_at = index.reader.fresh().position, time.monotonic()
    while position - shown > MOST_BEHIND and time.monotonic() - moved_at < PATIENCE_S:
        time.sleep(index.POLL_S)
        if (now := index.reader.fresh().position) != shown:
            shown, moved_at = now, time.monotonic()


def follow(given: IO[bytes]) -> None:
    """The life of that process: until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the import says what an interrupt means
    os.nice(POLITENESS)
    with suppress(EOFError, OSError):
        point_at(*pickle.load(given))  # noqa: S301 -- from the import itself
        sweep_seldom()
        stop = threading.Event()
        threading.Thread(target=wait_for_the_end, args=(given, stop), daemon=True).start()
        while not stop.wait(PAUSE_S):
            with suppress(IndexUnusable, DatabaseError, InterfaceError):  # the import says at its end what stands in the way
                write_until(stop)


def point_at(database: dict[str, Any], data: str, folder: str) -> None:
    """Work in the newsroom of the import that asked."""
    connection.close()
    connection.settings_dict.update(database)
    settings.DATA, settings.INDEX_PATH = Path(data), Path(folder)


def wait_for_the_end(given: IO[bytes], stop: threading.Event) -> None:
    given.read()
    stop.set()


def write_until(stop: threading.Event) -> None:
    """Hold the lock and follow; once more when it is over, so that nothing committed is left, and nobody has to read much of it anew."""
    with index.writer() as engine:
        if engine is None:
            return
        while not stop.is_set():
            index.follow(engine)
            stop.wait(PAUSE_S)
        index.follow(engine)
        engine.keep(part=KEPT_PART)
