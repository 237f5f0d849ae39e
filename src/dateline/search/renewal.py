"""The index made anew because of words in it that nobody may find any more.

What was withdrawn is in no answer at once, but its words stay in the files until these are written anew: soon after a withdrawal the
worker has that done by a process of its own, which leaves the processor to others.
"""

import os
import sys
import time

from dateline.search.engines.tantivy import TantivyEngine

SOON_S = 2.0  # after a withdrawal: more may follow
REST = 2.0  # times as long as the last one took, until the next


class Renewal:
    """The worker's: starts a rebuild a little after something went, and not again before it has rested."""

    def __init__(self) -> None:
        self.environment = {**os.environ, "DATELINE_LIFELINE": str(os.getpid())}
        self.pid = 0
        self.started = 0.0
        self.due: float | None = None  # when something went, and SOON_S
        self.rest_until = 0.0

    def look(self, engine: TantivyEngine) -> None:
        """Start one if it is time, see whether one has ended. Never waits."""
        now = time.monotonic()
        if self.pid:
            self.reap(now)
        elif not engine.remembers_the_gone:
            self.due = None
        elif self.due is None:
            self.due = now + SOON_S
        elif now >= max(self.due, self.rest_until):
            command = [sys.executable, "-m", "dateline", "rebuild", "--gently"]
            self.pid, self.started, self.due = os.posix_spawn(sys.executable, command, self.environment, setpgroup=0), now, None

    def reap(self, now: float) -> None:
        pid, _ = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.pid, self.rest_until = 0, now + REST * (now - self.started)
