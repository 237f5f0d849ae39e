"""Measurements inside a newsroom: `dateline manage shell -c "from bench import timed; timed.kinds()"`. Each prints one JSON object."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.db import connection, transaction

from bench import asked, corpus, rows
from bench.asked import Asked
from bench.databases import Database, Postgres, Sqlite
from bench.finder import COUNT
from dateline import wsgi
from dateline.record import log, publish
from dateline.record.models import Item, State
from dateline.search import finder, guesses, index
from dateline.search.analysis import tokens
from dateline.search.ground import KeptCards
from dateline.search.query import parse

ASKED = int(os.environ.get("BENCH_ASKED", "100"))
COMPARED = int(os.environ.get("BENCH_COMPARED", "25"))  # questions of a kind, other than those that are timed
AGAIN = "finder, again"  # the same questions once more: cards and bitmaps of words are known
DATABASES: tuple[type[Database], ...] = (Sqlite, Postgres)
LIMIT_S = float(os.environ.get("BENCH_LIMIT_S", "15"))  # for a kind and a database; then fewer questions must do
WORD = "Quokkazoa"  # in no vocabulary of the corpus
PUBLISHED = int(os.environ.get("BENCH_PUBLISHED", "40"))


def told(values: dict[str, Any]) -> None:
    print(json.dumps(values))


def private_mb() -> float:
    """What no other process can share. The index's files, mapped and clean, are shared as soon as a second one reads them."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


def build() -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    count = index.rebuild()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    size = sum(file.stat().st_size for file in index.live_folder().iterdir())
    told({"rebuild, items a CPU second": f"{count / cpu:,.0f}", "rebuild, wall": f"{wall:.0f} s", "index": f"{size / 1e6:,.0f} MB"})


def opening() -> None:
    """A process that has read everything but the index, and knows what it will ask."""
    wsgi.map_pages(connection)  # as web processes do
    questions = list(everything_asked(50))
    log.position()
    before, start, cpu = private_mb(), time.perf_counter(), time.process_time()
    finder.find(parse("").query, limit=20)
    first, cpu, opened = time.perf_counter() - start, time.process_time() - cpu, private_mb()
    for one in questions:
        ours(one)
    told({
        "first answer of a process": f"{first * 1000:.0f} ms ({cpu * 1000:.0f} ms CPU)",
        "private memory of the finder, after it": f"{opened - before:.0f} MB",
        "private memory of the finder and of the database's cache, after 50 questions of each kind": f"{private_mb() - before:.0f} MB",
    })  # fmt: skip


def everything_asked(count: int) -> Iterator[Asked]:
    """Questions of every kind, drawn from the record, so that the finder need not be asked for them."""
    newest = Item.objects.filter(state=State.LIVE, current__language="en").order_by("-published_at").values_list("current__card", flat=True)
    titles = [json.loads(card)["title"] for card in newest[:1_000]]
    pages = int(Item.objects.values("story").distinct().count() / finder.PAGE_SIZE)
    for kind in asked.KINDS:
        yield from asked.questions(kind, count, titles, min(pages, 5_000))


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


def load(*names: str) -> None:
    """Fill the databases that are not yet, or some of them; they are kept beside the newsroom."""
    taken, position = {}, log.position()
    for kind in DATABASES:
        if not kind.is_loaded(beside(kind), position) and (not names or kind.name in names):
            start, database = time.perf_counter(), kind(beside(kind), position)
            database.load(rows.rows())
            database.close()
            taken[f"{kind.name}, loaded in"] = f"{time.perf_counter() - start:.0f} s"
    told(taken)


def beside(kind: type[Database]) -> Path:
    return Path(f"{settings.DATA}-{kind.__name__.lower()}")


def kinds() -> None:
    """The twelve kinds, against the databases that are loaded with what is public now."""
    position = log.position()
    wsgi.map_pages(connection)  # as web processes do
    every = [kind(beside(kind), position) for kind in DATABASES if kind.is_loaded(beside(kind), position)]
    try:
        by_kind: dict[str, list[Asked]] = {}
        for one in everything_asked(COMPARED + ASKED):
            by_kind.setdefault(one.kind, []).append(one)
        result = [measured(kind, questions, every) for kind, questions in by_kind.items()]
    finally:
        for database in every:
            database.close()
    told({"rows": [shown(row) for row in result], "told": summary(result)})


def measured(kind: str, questions: list[Asked], every: list[Database]) -> dict[str, Any]:
    compared = [compared_by(database, questions[:COMPARED]) for database in every]
    others = questions[COMPARED:]
    row: dict[str, Any] = {"kind": kind, "finder": timed(ours, others, time.thread_time), AGAIN: timed(ours, others, time.thread_time)}
    for database in every:
        row[database.name] = timed(database.answer, others, database.cpu_s)
    print(kind, "compared", compared, {name: f"{row[name]['cpu']:.2f}" for name in row if name != "kind"}, file=sys.stderr, flush=True)
    return row


def compared_by(database: Database, questions: list[Asked]) -> int:
    """How many answers were the same; the bench ends at one that is not."""
    count, end = 0, time.perf_counter() + LIMIT_S
    for one in {one.query or one.beginning: one for one in questions}.values():
        mine, other = ours(one), database.answer(one)
        if not same(one, mine, other):
            raise SystemExit(f"{database.name} answers {one.kind} otherwise: {one}\n{mine}\n{other}")
        count += 1
        if time.perf_counter() > end:
            break
    return count


def timed(answer: Callable[[Asked], Any], questions: list[Asked], cpu_s: Callable[[], float]) -> dict[str, float]:
    """Per question: CPU on average, at the 50th and 99th of a hundred where the clock is fine enough, and what a clock on the wall says."""
    walls, cpus, end, cpu = [], [], time.perf_counter() + LIMIT_S, cpu_s()
    for one in questions:
        start, own = time.perf_counter(), time.thread_time()
        answer(one)
        walls.append(time.perf_counter() - start)
        cpus.append(time.thread_time() - own)
        if time.perf_counter() > end:
            break
    return {
        "cpu": (cpu_s() - cpu) / len(walls) * 1000,
        **{f"p{share}": share_of(walls, share) for share in (50, 95, 99)},
        **{f"own p{share}": share_of(cpus, share) for share in (50, 99)},
    }


def share_of(seconds: list[float], share: int) -> float:
    at = sorted(seconds)
    return at[min(len(at) - 1, len(at) * share // 100)] * 1000


def shown(row: dict[str, Any]) -> dict[str, str]:
    cells = {"kind": f"{row['kind']}  {asked.KINDS[row['kind']][0]}"}
    if COUNT in asked.PROTOTYPE:
        cells["prototype: CPU ms"] = f"{asked.PROTOTYPE[COUNT][row['kind']]:.3f}"
    for name, value in row.items():
        if name != "kind":
            cells[f"{name}: CPU ms"] = f"{value['cpu']:.2f}"
            cells[f"{name}: p50 / p95 / p99"] = f"{value['p50']:.2f} / {value['p95']:.2f} / {value['p99']:.2f}"
    return cells


def summary(result: list[dict[str, Any]]) -> str:
    by_kind = {row["kind"]: row for row in result}

    def ratio(kinds_: tuple[str, ...], name: str, ours_: str) -> float:
        ratios = [by_kind[kind][name]["cpu"] / by_kind[kind][ours_]["cpu"] for kind in kinds_]
        return float(prod(ratios) ** (1 / len(ratios)))

    def times(name: str) -> str:
        without, with_ = (
            f"{ratio(kinds_, name, 'finder'):.1f} times the CPU (asked again: {ratio(kinds_, name, AGAIN):.1f})"
            for kinds_ in (asked.WITHOUT_WORDS, asked.WITH_WORDS)
        )
        return f"{name} takes {without} without words, {with_} with"

    parts = [times(name) for name in result[0] if name not in ("kind", "finder", AGAIN)]
    slower = [kind for kind, row in by_kind.items() if Sqlite.name in row and row["finder"]["cpu"] > row[Sqlite.name]["cpu"]]
    worst = by_kind["g"]["finder"]["own p99"] / by_kind["b"]["finder"]["own p50"]
    deep = by_kind["j"]["finder"]["cpu"] / pages_ahead()
    told_of_databases = f"Geometric means: {'; '.join(parts)}. Slower than SQLite: {', '.join(slower) or 'none'}. " if parts else ""
    return f"{told_of_databases}A deep page costs {deep:.2f} of one of the first fifty; the CPU p99 of g is {worst:.1f} p50 of b."


def pages_ahead() -> float:
    """What one of the first fifty pages costs whose cards were not shown before, as those of deep pages were not."""
    finder.kept_cards = KeptCards()
    return timed(ours, [Asked("j", page=page, counted=()) for page in range(1, 51)], time.thread_time)["cpu"]


READER = """
import sys, time
import django; django.setup()
from dateline.search import finder
from dateline.search.query import Query
seen = -1
while True:
    time.sleep(0.005)
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


def withdrawing() -> None:
    """A word that one item alone holds: in nothing that is asked once it is withdrawn, and how long the index's files still hold it."""
    [release] = corpus.later(1)
    release = replace(release, content=replace(release.content, title=f"{WORD} census"))
    with transaction.atomic():
        publish.publish(release, quiet=True)
    index.rebuild()  # into a segment with all others: one that held nothing else would go of itself
    environment = {**os.environ, "DATELINE_DATA": str(settings.DATA)}
    worker = subprocess.Popen([sys.executable, "-m", "dateline", "worker"], env=environment, stdout=subprocess.DEVNULL)
    try:
        assert is_found() and is_in_files()
        with transaction.atomic():
            publish.withdraw(release.release_uuid, reason="Wrong.", quiet=True)
        assert not is_found()
        start = time.perf_counter()
        until(lambda: not is_in_files())
        took = time.perf_counter() - start
    finally:
        worker.terminate()
        worker.wait(60)
    told({"a withdrawn word is in no answer": "at once", "a withdrawn word is in no file of the index": f"after {took:.0f} s"})


def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.2)


def is_found() -> bool:
    return any(WORD in one.label for one in guesses.suggest(WORD[:5], "en")) or finder.find(parse(f"q={WORD}").query).total > 0


def is_in_files() -> bool:
    """Whether an index opened anew still has the word."""
    try:
        return tantivy.Index.open(str(index.live_folder())).searcher().doc_freq("text", f"en:{tokens(WORD, 'en')[0]}") > 0
    except ValueError:  # swapped away while it was opened
        return True
