"""How fast an archive comes in: rows a second from the file to committed editions, and the index after. Each run is a process of its own.

BENCH_ROWS, BENCH_RUNS and BENCH_PARAGRAPHS change what is generated; the Justice Department's archive is measured where ../shared is.
BENCH_POSTGRES_URL names an empty PostgreSQL database that may be emptied, to be measured besides SQLite.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench import archive

ROWS = int(os.environ.get("BENCH_ROWS", "20000"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
PARAGRAPHS = int(os.environ.get("BENCH_PARAGRAPHS", "3"))
POSTGRES = os.environ.get("BENCH_POSTGRES_URL", "")
ROOT = Path(__file__).parents[1]
DOJ = ROOT.parent / "shared" / "data" / "doj" / "doj-press-releases.jsonl.xz"
EMPTY = """
from django.db import connection
connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
"""
TOLD = """
import json
from bench import archive
from dateline.record.models import Change
last = Change.objects.order_by("-n").first()
print(json.dumps({"count": Change.objects.count(), "at": last.at.isoformat()}))
"""


@dataclass(frozen=True)
class Run:
    """One import. Times in seconds from its start."""

    count: int
    committed_s: float
    caught_up_s: float  # after the last commit, until the import says that everybody sees it
    mb: float

    @property
    def rate(self) -> float:
        return self.count / self.committed_s


def measured() -> str:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "rows.jsonl"
        archive.write(generated, ROWS, paragraphs=PARAGRAPHS)
        for name, file, extra in archives(generated):
            for database, url in (("SQLite", ""), ("PostgreSQL", POSTGRES)):
                if database == "SQLite" or url:
                    found.append((name, database, [run(file, extra, url) for _ in range(RUNS)]))
    return table(found)


def archives(generated: Path) -> Iterator[tuple[str, Path, list[str]]]:
    yield f"generated rows, seed 1, {PARAGRAPHS} paragraphs", generated, []
    if DOJ.is_file():
        yield "the Justice Department's archive", DOJ, ["--mapping", str(ROOT / "examples" / "mappings" / "doj.yaml")]


def run(file: Path, extra: list[str], url: str) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_DATA": f"{folder}/data", "DATELINE_DATABASE_URL": url}
        command = [sys.executable, "-m", "dateline"]

        def dateline(*words: str) -> str:
            return subprocess.run([*command, *words], env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

        if url:
            dateline("manage", "shell", "--no-imports", "-c", EMPTY)
        dateline("init")
        begun = time.time()
        importer = subprocess.Popen([*command, "import", str(file), "--create-terms", *extra], env=environment, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(importer.pid, 0)
        importer.returncode = os.waitstatus_to_exitcode(status)
        ended = time.time()
        if importer.returncode:
            raise RuntimeError(f"the import ended with status {importer.returncode}")
        told = json.loads(dateline("manage", "shell", "--no-imports", "-c", TOLD))
    last = datetime.fromisoformat(told["at"]).timestamp()
    return Run(told["count"], last - begun, ended - last, used.ru_maxrss / 1024)


def table(found: list[tuple[str, str, list[Run]]]) -> str:
    lines = [
        f"| {name} | {database} | {runs[0].count:,} | {statistics.median(one.rate for one in runs):,.0f} | "
        f"{statistics.median(one.caught_up_s for one in runs):.1f} s | {max(one.mb for one in runs):,.0f} MB |"
        for name, database, runs in found
    ]
    head = ["| archive | database | items | items a second to the last commit | seen by all after that | largest process |"]
    said = f"From the start of `dateline import` on, into an empty newsroom without a worker; median of {RUNS}."
    return "\n".join(["## Moving in", "", said, "", *head, "|---|---|--:|--:|--:|--:|", *lines])
