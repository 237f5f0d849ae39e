"""The finder against PostgreSQL 15 and SQLite FTS5: twelve kinds of question, the answers compared before they are timed.

Everything is asked through `finder.find`, with trees of terms, stories and cards. `BENCH_FINDER` says how many items, `BENCH_ASKED`
how many questions of a kind, `BENCH_FINDER_DATA` where a newsroom of that size is kept from one time to the next.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

COUNT = int(os.environ.get("BENCH_FINDER", "100000"))
WORDS = 400 if COUNT <= 200_000 else 120  # of a text: what the first measurements had
ROOT = Path(__file__).parents[1]


def measured() -> str:
    with tempfile.TemporaryDirectory() as passing:
        data = Path(os.environ.get("BENCH_FINDER_DATA") or f"{passing}/data")
        environment = {**os.environ, "DATELINE_DATA": str(data)}

        def dateline(*words: str) -> str:
            command = [sys.executable, "-m", "dateline", *words]
            return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout

        def shell(code: str) -> dict[str, object]:
            return dict(json.loads(dateline("manage", "shell", "--no-imports", "-c", code).splitlines()[-1]))

        if not data.exists():
            dateline("init")
            dateline("manage", "shell", "--no-imports", "-c", f"from bench import corpus; corpus.fill({COUNT}, {WORDS})")
        if not (data / "built.json").exists():
            (data / "built.json").write_text(json.dumps(shell("from bench import timed; timed.build()")))
        built = json.loads((data / "built.json").read_text())
        opened = shell("from bench import timed; timed.opening()")
        kinds = shell("from bench import timed; timed.kinds()")
        shown = shell("from bench import timed; timed.publishing()")
    return tables(built, opened, kinds, shown)


def tables(built: dict[str, float], opened: dict[str, float], kinds: dict[str, object], shown: dict[str, float]) -> str:
    rows = kinds["rows"]
    assert isinstance(rows, list)
    lines = [f"## The finder at {COUNT:,} items of about {WORDS} words", "", *table(rows), "", str(kinds["told"]), ""]
    lines += ["| measured | value |", "|---|---|"]
    lines += [f"| {name} | {value} |" for one in (built, opened, shown) for name, value in one.items()]
    return "\n".join(lines)


def table(rows: list[dict[str, object]]) -> list[str]:
    names = list(rows[0])
    return ["| " + " | ".join(names) + " |", "|---" * len(names) + "|", *("| " + " | ".join(map(str, row.values())) + " |" for row in rows)]
