"""How long a writer waits while `dateline backup` copies a large newsroom: one that saves every ten milliseconds, before and meanwhile.

The Justice Department's archive where ../shared is, else generated releases. BENCH_ROWS says how many.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pysqlite3 as sqlite3

from bench import archive, importing

EVERY_S = 0.01
BEFORE_S = 5.0
# Other words each time, or SQLite writes nothing.
SAVE = "UPDATE releases_release SET notes = ? WHERE id = (SELECT max(id) FROM releases_release)"
PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 20000")  # as in settings.py


@dataclass(frozen=True)
class Waits:
    """What each save took, in milliseconds, in order of length."""

    took: list[float]

    def at(self, share: float) -> float:
        return self.took[min(len(self.took) - 1, int(share * len(self.took)))]


def measured() -> str:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_DATA": f"{folder}/data", "DATELINE_DATABASE_URL": ""}
        command = [sys.executable, "-m", "dateline"]
        name, file, extra = source(Path(folder))
        subprocess.run([*command, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*command, "import", str(file), "--create-terms", *extra], env=environment, check=True, stdout=subprocess.DEVNULL)
        database = Path(folder) / "data" / "dateline.sqlite3"
        quiet = waits(database, lambda began: time.monotonic() - began < BEFORE_S)
        first, first_s = beside(database, [*command, "backup", f"{folder}/copy"], environment)
        again, again_s = beside(database, [*command, "backup", f"{folder}/copy"], environment)
        return table(
            name,
            database.stat().st_size / 1e6,
            [("no backup", BEFORE_S, quiet), ("a first backup", first_s, first), ("a second", again_s, again)],
        )


def source(folder: Path) -> tuple[str, Path, list[str]]:
    """The archive that is largest in bytes, and how it is read."""
    generated = folder / "rows.jsonl"
    archive.write(generated, 1 if importing.DOJ.is_file() else importing.ROWS, paragraphs=importing.PARAGRAPHS)
    return list(importing.archives(generated))[-1]


def beside(database: Path, command: list[str], environment: dict[str, str]) -> tuple[Waits, float]:
    """The waits of a writer while the command runs, and how long it ran."""
    began = time.monotonic()
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = waits(database, lambda _: running.poll() is None)
    if running.returncode:
        raise RuntimeError(f"the backup ended with status {running.returncode}")
    return found, time.monotonic() - began


def waits(database: Path, goes_on: Callable[[float], bool]) -> Waits:
    """Save every EVERY_S, each save a transaction of its own and down to the disk, until told to stop."""
    writer = sqlite3.connect(str(database), isolation_level=None)
    for pragma in PRAGMAS:
        writer.execute(pragma)
    took, began = [], time.monotonic()
    while goes_on(began):
        at = time.monotonic()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(SAVE, [str(len(took))])
        writer.execute("COMMIT")
        took.append(1000 * (time.monotonic() - at))
        time.sleep(max(0.0, EVERY_S - (time.monotonic() - at)))
    writer.close()
    return Waits(sorted(took))


def table(name: str, megabytes: float, found: list[tuple[str, float, Waits]]) -> str:
    lines = [
        f"| {what} | {seconds:.1f} s | {len(one.took):,} | {one.at(0.5):.1f} | {one.at(0.99):.1f} | {one.took[-1]:.0f} |"
        for what, seconds, one in found
    ]
    head = ["| meanwhile | took | saves | median, ms | 99 of 100, ms | longest, ms |", "|---|--:|--:|--:|--:|--:|"]
    load = f"load average {os.getloadavg()[0]:.0f}"
    said = f"One writer saves every {1000 * EVERY_S:.0f} ms into SQLite ({name}; {megabytes:,.0f} MB), each save down to the disk; {load}."
    return "\n".join(["## A writer beside a backup", "", said, "", *head, *lines])
