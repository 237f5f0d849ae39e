"""Many read while an editor publishes and withdraws, over processes that really serve: nobody sees what was taken back, no total lies.

READING_ROUNDS says how many publications and withdrawals; `make crash` makes twenty of each on SQLite, and once more on PostgreSQL where it
is installed; `.ci/run` three.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.serving import Serving, until
from tests.hooks import ListingPage

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")]

ROUNDS = int(os.environ.get("READING_ROUNDS", "20"))
READS = 100 * ROUNDS
READERS = 8
ADDRESSES = ("/", "/news/", "/news/?q=release", "/news/?sort=oldest", "/news.json", "/topics/lakes/", "/news/?topic=lakes", "/news.csv")
MOST_SHOWN = 20  # on a page: with more items its total says nothing of its entries


class Editor:
    """A process beside the served ones that publishes, and withdraws what it published, when it is told to."""

    def __init__(self, serving: Serving) -> None:
        script = [sys.executable, str(Path(__file__).with_name("editor.py"))]
        self.process = subprocess.Popen(script, env=serving.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def told(self, act: str) -> None:
        """Return when the act has returned."""
        assert self.process.stdin and self.process.stdout
        print(act, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline().strip() == act

    def stop(self) -> None:
        self.process.communicate(timeout=20)


class Readers:
    """Threads that ask all the time; what they saw that should not have been there."""

    def __init__(self, serving: Serving) -> None:
        self.serving, self.wrong, self.asked = serving, list[str](), 0
        self.gone: set[str] = set()  # titles whose withdrawal had returned
        self.seen: set[str] = set()  # titles that somebody saw
        self._lock = threading.Lock()

    def read(self, number: int) -> None:
        rng = random.Random(number)
        while self.asked < READS or not self.ended.is_set():
            with self._lock:
                self.asked += 1
            address, gone = rng.choice(ADDRESSES), set(self.gone)  # of before the question
            try:
                self.look(address, gone, self.serving.get(address))
            except OSError as error:  # an HTTPError is one
                self.wrong.append(f"{address}: {error}")

    def look(self, address: str, gone: set[str], body: bytes) -> None:
        said = body.decode()
        self.wrong += [f"{address} shows {title}" for title in gone if title in said]
        self.seen |= {title for title in titles() if title in said}
        total, shown = counted(address, body)
        if total != shown:
            self.wrong.append(f"{address}: {total} said, {shown} shown")

    def __enter__(self) -> "Readers":
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.read, args=[number]) for number in range(READERS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join(300)


def counted(address: str, body: bytes) -> tuple[int, int]:
    """What a view says is in it, and what is."""
    if address.startswith("/news/"):
        page = ListingPage(body)
        return page.total, len(page.entries)
    if address == "/news.json":
        feed = json.loads(body)
        return feed["_dateline"]["total"], len(feed["items"])
    return 0, 0


def title(number: int) -> str:
    return f"Release number {number} of all"


def titles() -> list[str]:
    return [title(number) for number in range(ROUNDS)]


def withdraw(number: int, editor: Editor, readers: Readers) -> None:
    """And let them ask for a while."""
    editor.told(f"withdraw {number}")
    readers.gone.add(title(number))
    asked = readers.asked
    until(lambda: readers.asked >= asked + 3 * READERS, 60, "the readers ask on")


@pytest.fixture
def options() -> Sequence[str]:
    return ("--workers", "2")


def test_nobody_sees_what_was_withdrawn_and_no_total_lies(serving: Serving) -> None:
    editor = Editor(serving)
    editor.told("publish")  # one that stays: every address is there from the beginning
    until(lambda: serving.run("find", "topic=lakes", check=False).returncode == 0, 30, "the first release is found")
    with Readers(serving) as readers:
        for number in range(ROUNDS):
            editor.told(f"publish {number}")
            time.sleep(0.05)  # some see it before it goes
            if number >= MOST_SHOWN // 2:
                withdraw(number - MOST_SHOWN // 2, editor, readers)
        for number in range(max(0, ROUNDS - MOST_SHOWN // 2), ROUNDS):
            withdraw(number, editor, readers)
    editor.stop()
    assert readers.asked >= READS and len(readers.gone) == ROUNDS
    assert not readers.wrong and readers.seen, readers.wrong[:10]
