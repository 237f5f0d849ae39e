"""Measurements inside a newsroom: `dateline manage shell -c "from bench import timed; timed.kinds()"`. Each prints one JSON object."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from bench import asked, corpus, rows
from bench.asked import Asked
from bench.databases import Database, Postgres, Sqlite
from dateline.record import log, publish
from dateline.search import finder, guesses, index
from dateline.search.query import parse

ASKED = int(os.environ.get("BENCH_ASKED", "100"))
LIMIT_S = 15.0  # for a kind and a database; then fewer questions must do
PUBLISHED = int(os.environ.get("BENCH_PUBLISHED", "40"))


def told(values: dict[str, Any]) -> None:
    print(json.dumps(values))


def private_mb() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))) / 1024


def build() -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    count = index.rebuild()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    size = sum(file.stat().st_size for file in index.live_folder().iterdir())
    told({"rebuild, items a CPU second": f"{count / cpu:,.0f}", "rebuild, wall": f"{wall:.0f} s", "index": f"{size / 1e6:,.0f} MB"})


def opening() -> None:
    """A process that has read everything but the index."""
    log.position()
    before, start = private_mb(), time.perf_counter()
    finder.find(parse("").query, limit=20)
    first = time.perf_counter() - start
    for text in ("topic=topic-12", "q=bake", "office=office-7&from=2010&to=2013"):
        finder.find(parse(text).query)
    told({"first answer of a process": f"{first * 1000:.0f} ms", "private memory of the finder": f"{private_mb() - before:.0f} MB"})


def ours(one: Asked) -> dict[str, Any]:
    if one.beginning:
        found = guesses.suggest(one.beginning, "en")
        return {"ids": [each.value.partition("/")[0] for each in found]}
    listing = finder.find(parse(one.query).query, counted=one.counted)
    counts = {facet: {key(facet, o.value): o.count for o in listing.facets[facet] if o.count} for facet in one.counted}
    return {"total": listing.total, "counts": counts, "ids": [card.id for card in listing.cards]}


def key(facet: str, value: str) -> str:
    if facet in ("type", "office", "topic"):
        return "0" if value == "none" else str(int(value.rpartition("-")[2]) + 1)
    return value


def same(one: Asked, mine: dict[str, Any], other: dict[str, Any]) -> bool:
    if (one.beginning or not one.by_relevance) and mine["ids"] != other["ids"]:
        return False
    return bool(one.beginning) or (mine["total"], mine["counts"]) == (other["total"], other["counts"])


def kinds() -> None:
    engine = index.reader.fresh()
    databases: list[Database] = [Sqlite(), Postgres()]
    try:
        for one in databases:
            one.load(rows.rows(engine))  # type: ignore[attr-defined]
        titles = [card.title for card in finder.find(parse("language=en").query, limit=1_000).cards]
        pages = finder.find(parse("").query).pages
        result = [measured(kind, list(asked.questions(kind, ASKED, titles, min(pages, 5_000))), databases) for kind in asked.KINDS]
    finally:
        for one in databases:
            one.close()  # type: ignore[attr-defined]
    told({"rows": [shown(row) for row in result], "told": summary(result)})


def measured(kind: str, questions: list[Asked], databases: list[Database]) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": kind}
    for one in questions[:25]:
        for database in databases:
            mine, other = ours(one), database.answer(one)
            if not same(one, mine, other):
                raise SystemExit(f"{database.name} answers {kind} otherwise: {one}\n{mine}\n{other}")
    row["finder"] = timed(ours, questions, time.thread_time)
    for database in databases:
        row[database.name] = timed(database.answer, questions, database.cpu_s)
    print(kind, {name: row[name]["cpu"] for name in row if name != "kind"}, file=sys.stderr)
    return row


def timed(answer: Callable[[Asked], Any], questions: list[Asked], cpu_s: Callable[[], float]) -> dict[str, float]:
    walls, end, cpu = [], time.perf_counter() + LIMIT_S, cpu_s()
    for one in questions:
        start = time.perf_counter()
        answer(one)
        walls.append(time.perf_counter() - start)
        if time.perf_counter() > end:
            break
    at = sorted(walls)
    return {
        "cpu": (cpu_s() - cpu) / len(walls) * 1000,
        **{f"p{share}": at[min(len(at) - 1, len(at) * share // 100)] * 1000 for share in (50, 95, 99)},
    }


def shown(row: dict[str, Any]) -> dict[str, str]:
    cells = {"kind": f"{row['kind']}  {asked.KINDS[row['kind']][0]}"}
    for name, value in row.items():
        if name != "kind":
            cells[f"{name}: CPU ms"] = f"{value['cpu']:.2f}"
            cells[f"{name}: p50 / p95 / p99"] = f"{value['p50']:.2f} / {value['p95']:.2f} / {value['p99']:.2f}"
    return cells


def summary(result: list[dict[str, Any]]) -> str:
    by_kind = {row["kind"]: row for row in result}

    def ratio(kinds_: tuple[str, ...], name: str) -> float:
        ratios = [by_kind[kind][name]["cpu"] / by_kind[kind]["finder"]["cpu"] for kind in kinds_]
        return float(prod(ratios) ** (1 / len(ratios)))

    parts = [
        f"{name} takes {ratio(asked.WITHOUT_WORDS, name):.1f} times the CPU without words, {ratio(asked.WITH_WORDS, name):.1f} times with"
        for name in result[0]
        if name not in ("kind", "finder")
    ]
    deep, first = by_kind["j"]["finder"]["cpu"], by_kind["b'"]["finder"]["cpu"]
    worst = by_kind["g"]["finder"]["p99"] / by_kind["b"]["finder"]["p50"]
    return (
        "Geometric means: " + "; ".join(parts) + f". A deep page costs {deep / first:.2f} of a first one; p99 of g is {worst:.1f} p50 of b."
    )


READER = """
import sys, time
import django; django.setup()
from dateline.search import finder
from dateline.search.query import Query
seen = -1
while True:
    total = finder.find(Query(), limit=20).total
    if total != seen:
        seen = total
        print(total, time.time(), flush=True)
"""


def publishing() -> None:
    """Single publications, seen by two processes that do nothing but read, with a worker that follows."""
    environment = {**os.environ, "DATELINE_DATA": str(settings.DATA), "DJANGO_SETTINGS_MODULE": "dateline.settings"}
    readers = [subprocess.Popen([sys.executable, "-c", READER], env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    worker = subprocess.Popen([sys.executable, "-m", "dateline", "worker"], env=environment)
    try:
        for reader in readers:
            assert reader.stdout is not None
            reader.stdout.readline()
        time.sleep(3)
        late = sorted(one_seen(release, readers) for release in corpus.later(PUBLISHED))
    finally:
        for process in (*readers, worker):
            process.terminate()
            process.wait(15)
    connection.close()
    told({
        "publications, seen by two reading processes": len(late),
        "committed to visible in both, p50": f"{statistics.median(late) * 1000:.0f} ms",
        "committed to visible in both, p95": f"{late[int(len(late) * 0.95)] * 1000:.0f} ms",
    })  # fmt: skip


def one_seen(release: Any, readers: list["subprocess.Popen[str]"]) -> float:
    with transaction.atomic():
        publish.publish(release, quiet=True)
    committed, seen = time.time(), 0.0
    for reader in readers:
        assert reader.stdout is not None
        seen = max(seen, float(reader.stdout.readline().split()[1]))
    return seen - committed
