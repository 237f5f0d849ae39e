"""A `dateline` command that can end as by `kill -9` just before an act of its own on the disk: instants that the clock seldom meets.

Called as: dying.py NUMBER TOLD FOLDER COMMAND [WORD ...]. Each kind of act on what lies in FOLDER is counted once and listed in TOLD,
with its time by the system's clock; it dies before that of the NUMBER. With 0 it goes on to its end.
"""

import os
import re
import signal
import sys
import time
from typing import Any

from dateline import cli

ACTS = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.truncate", "shutil.rmtree"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DRAWN = re.compile("[0-9a-f]{8,}")  # names that are another one each time


def kind_of(event: str, words: tuple[Any, ...], folder: str) -> str:
    """The kind of an act; "" for what is none, or lies elsewhere. A folder is opened to bring a rename to the disk."""
    if event not in ACTS and event != "open" or not isinstance(words[0], str | bytes | os.PathLike):
        return ""
    path = os.fsdecode(words[0])
    if not f"{path}/".startswith(f"{folder}/") or event == "open" and not words[2] & WRITING and not os.path.isdir(path):
        return ""
    return f"{event} {DRAWN.sub('…', path.removeprefix(folder))}"


def watch(last: int, told: int, folder: str) -> None:
    known: set[str] = set()

    def hook(event: str, words: tuple[Any, ...]) -> None:
        kind = kind_of(event, words, folder)
        if not kind or kind in known:
            return
        known.add(kind)
        os.write(told, f"{time.monotonic()} {kind}\n".encode())
        if len(known) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main() -> None:
    number, told, folder, *words = sys.argv[1:]
    watch(int(number), os.open(told, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), folder)
    sys.argv = ["dateline", *words]
    cli.main()


main()
