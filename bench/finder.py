"""The finder against PostgreSQL 15 and SQLite FTS5: twelve kinds of question, the answers compared before they are timed.

Everything is asked through `finder.find`, with trees of terms, stories and cards. `BENCH_FINDER` says how many items, `BENCH_ASKED`
how many questions of a kind, `BENCH_FINDER_DATA` where a newsroom of that size is kept from one time to the next, and beside it the
databases: a million take an hour to make and minutes to ask.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

COUNT = int(os.environ.get("BENCH_FINDER", "100000"))
WORDS = 400 if COUNT <= 200_000 else 120  # of a text: what the first measurements had
PLACE = f"finder-{COUNT}"  # of its table: each size has its own
ROOT = Path(__file__).parents[1]


def measured() -> str:
    with tempfile.TemporaryDirectory() as passing:
        Path(passing).chmod(0o711)  # PostgreSQL runs as somebody else
        data = Path(os.environ.get("BENCH_FINDER_DATA") or f"{passing}/data")
        built = filled(data, COUNT, WORDS)
        steps = ("load", "opening", "kinds", "publishing", "withdrawing")
        _, opened, kinds, *shown = (inside(data, f"from bench import timed; timed.{step}()") for step in steps)
    return tables(kinds, [built, opened, *shown])


def filled(data: Path, count: int, words: int) -> dict[str, object]:
    """A newsroom of so many items in a folder, made if it is not there; what making its index took."""
    if not data.exists():
        dateline(data, "init")
        dateline(data, "manage", "shell", "--no-imports", "-c", f"from bench import corpus; corpus.fill({count}, {words})")
    built = data / "built.json"
    if not built.exists():
        built.write_text(json.dumps(inside(data, "from bench import timed; timed.build()")))
    return dict(json.loads(built.read_text()))


def inside(data: Path, code: str) -> dict[str, object]:
    return dict(json.loads(dateline(data, "manage", "shell", "--no-imports", "-c", code).splitlines()[-1]))


def dateline(data: Path, *words: str) -> str:
    environment, command = {**os.environ, "DATELINE_DATA": str(data)}, [sys.executable, "-m", "dateline", *words]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def tables(kinds: dict[str, object], others: list[dict[str, object]]) -> str:
    rows = kinds["rows"]
    assert isinstance(rows, list)
    lines = [f"## The finder at {COUNT:,} items of about {WORDS} words", "", *table(rows), "", str(kinds["told"]), ""]
    lines += ["| measured | value |", "|---|---|"]
    lines += [f"| {name} | {value} |" for one in others for name, value in one.items()]
    lines.append(f"| load average of the machine, {os.cpu_count()} cores | {os.getloadavg()[2]:.1f} |")
    return "\n".join(lines)


def table(rows: list[dict[str, object]]) -> list[str]:
    names = list(rows[0])
    return ["| " + " | ".join(names) + " |", "|---" * len(names) + "|", *("| " + " | ".join(map(str, row.values())) + " |" for row in rows)]
