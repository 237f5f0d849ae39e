"""Records prepared in processes beside the one that writes, in the file's order. `python -m dateline.ingest.beside` is one of them.

A process is given a chunk, and its next one when it has handed back the last: nothing piles up, however slowly rows are written. It
knows no database, and ends when the pipe to it does, be it by `kill -9`. What one that is gone has not handed back is prepared here.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import IO

from dateline.ingest.preparing import Prepared, Reading, Unread, chunks
from dateline.ingest.rows import Refusal
from dateline.ingest.sparing import sweep_seldom

AT_ONCE = 3  # one process is faster than the database takes its rows, three are enough on any machine
ENDS_WITHIN_S = 5.0  # after its pipe has; a chunk takes a second
BEGIN_AFTER = 3  # chunks: a small file is read before a process has started
COMMAND = (sys.executable, "-P", "-m", "dateline.ingest.beside")  # -P: no module of the folder it is started in


def in_order(unread: Iterable[Unread], reading: Reading, *, processes: int | None = None) -> Iterator[Prepared | Refusal]:
    """Every record prepared, in the order given. `processes`: as many as the machine has to spare, unless told; 0 for this one alone."""
    rest = chunks(unread)
    count = spare() if processes is None else processes
    for _, chunk in zip(range(BEGIN_AFTER if count else 0), rest, strict=False):
        yield from reading.prepared(chunk)
    first = next(rest, None)
    if first is None:
        return
    helpers = [Helper(reading) for _ in range(count)]
    try:
        for some in handed_round(first, rest, helpers) if helpers else map(reading.prepared, chain([first], rest)):
            yield from some
    finally:
        for helper in helpers:
            helper.close()


def spare() -> int:
    """Processors besides the one that writes."""
    return min(AT_ONCE, len(os.sched_getaffinity(0)) - 1) if hasattr(os, "sched_getaffinity") else min(AT_ONCE, (os.cpu_count() or 1) - 1)


def handed_round(first: list[Unread], rest: Iterator[list[Unread]], helpers: Sequence["Helper"]) -> Iterator[list[Prepared | Refusal]]:
    """What the helpers made of each chunk. One is given its next before its last is handed on, so that it works while that is written."""
    waiting: deque[Helper] = deque()
    chunk: list[Unread] | None = first
    while chunk is not None:
        done = None
        if len(waiting) == len(helpers):
            helper = waiting.popleft()
            done = helper.done()
        else:
            helper = helpers[len(waiting)]
        helper.give(chunk)
        waiting.append(helper)
        if done is not None:
            yield done
        chunk = next(rest, None)
    while waiting:
        yield waiting.popleft().done()


class Helper:
    """One process that prepares one chunk at a time."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.chunk: list[Unread] = []
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.say(reading)

    def say(self, what: object) -> None:
        assert self.process.stdin is not None
        with suppress(OSError):  # it is gone: `done` sees that too
            pickle.dump(what, self.process.stdin, pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()

    def give(self, chunk: list[Unread]) -> None:
        self.chunk = chunk
        self.say(chunk)

    def done(self) -> list[Prepared | Refusal]:
        """What became of the chunk; made here when the process is gone."""
        assert self.process.stdout is not None
        try:
            return list(pickle.load(self.process.stdout))  # noqa: S301 -- from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            return self.reading.prepared(self.chunk)

    def close(self) -> None:
        with suppress(OSError, subprocess.TimeoutExpired):
            self.process.communicate(timeout=ENDS_WITHIN_S)
        self.process.kill()
        self.process.communicate()


def prepare(given: IO[bytes], back: IO[bytes]) -> None:
    """The life of a helper: until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the import says what an interrupt means
    sweep_seldom()
    with suppress(EOFError, OSError):
        reading: Reading = pickle.load(given)  # noqa: S301 -- from the process that started this one
        while True:
            pickle.dump(reading.prepared(pickle.load(given)), back, pickle.HIGHEST_PROTOCOL)  # noqa: S301
            back.flush()


if __name__ == "__main__":
    prepare(sys.stdin.buffer, sys.stdout.buffer)
