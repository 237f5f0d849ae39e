"""The same answers from PostgreSQL 15 (GIN) and SQLite (FTS5), one pass for all facets without a choice.

What is counted of everything is counted from the tables or their covering indexes at once, without a list of hits between.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3 as sqlite3

from bench.asked import Asked, marked
from bench.rows import Row, wanted

BIN = Path("/usr/lib/postgresql/15/bin")
ALL = "1 = 1"
LISTS = ("office", "topic")  # facets of which an item may have several values
FACETS = {"type": "type", "language": "language", "year": "year", "month": "month", "office": "offices", "topic": "topics"}


class Database:
    """What both share: which conditions hold for a page and for each facet."""

    name = ""

    def __init__(self, folder: Path, position: int) -> None:
        """What was loaded when the record stood elsewhere is loaded anew."""
        self.folder, self.position = folder, position

    @staticmethod
    def is_loaded(folder: Path, position: int) -> bool:
        file = folder / "loaded"
        return file.exists() and file.read_text() == str(position)

    def loaded(self) -> None:
        (self.folder / "loaded").write_text(str(self.position))

    def where(self, asked: Asked, *, ignoring: str = "") -> str:
        parts = [self.chosen(facet, numbers) for facet, numbers in asked.chosen.items() if facet != ignoring]
        if asked.years and ignoring not in ("year", "month"):
            parts.append(f"year BETWEEN {asked.years[0]} AND {asked.years[1]}")
        if asked.said:
            parts.append(self.said(asked))
        return " AND ".join(parts) or ALL

    def answer(self, asked: Asked) -> dict[str, Any]:
        if asked.beginning:
            return {"ids": [row[0] for row in self.run(self.completion(asked))]}
        own = [facet for facet in asked.counted if facet in asked.chosen or (asked.years and facet in ("year", "month"))]
        counts: dict[str, dict[str, int]] = {facet: {} for facet in asked.counted}
        shared = [facet for facet in asked.counted if facet not in own]
        total = 0
        for facet, key, count in self.run(self.counts(self.where(asked), shared, total=True)):
            if facet == "total":
                total = count
            else:
                counts[facet][str(key)] = count
        for facet in own:
            for _, key, count in self.run(self.counts(self.where(asked, ignoring=facet), [facet], total=False)):
                counts[facet][str(key)] = count
        page = self.run(self.page(asked))
        return {"total": total, "counts": counts, "ids": [row[0] for row in page], "cards": [json.loads(row[1]) for row in page]}

    def counts(self, where: str, facets: list[str], *, total: bool) -> str:
        if not facets:
            return f"SELECT 'total', '', count(*) FROM item WHERE {where} AND shown"
        hits = "item" if where == ALL else "hit"
        rows = [facet for facet in facets if facet not in LISTS]
        parts = [self.count_list(facet, hits) for facet in facets if facet in LISTS] + self.count_rows(rows, hits)
        parts += [f"SELECT 'total', '', count(*) FROM {hits} WHERE shown"] if total else []
        columns = ", ".join(["num", "shown", *rows, *(FACETS[facet] for facet in facets if facet in LISTS and self.has_lists)])
        materialized = f"WITH hit AS MATERIALIZED (SELECT {columns} FROM item WHERE {where}) "
        return (materialized if hits == "hit" else "") + " UNION ALL ".join(parts)

    has_lists = False  # in the row of an item

    def chosen(self, facet: str, numbers: tuple[int, ...]) -> str: ...
    def said(self, asked: Asked) -> str: ...
    def completion(self, asked: Asked) -> str: ...
    def page(self, asked: Asked) -> str: ...
    def count_list(self, facet: str, hits: str) -> str: ...
    def count_rows(self, facets: list[str], hits: str) -> list[str]: ...
    def run(self, sql: str) -> list[Any]: ...
    def cpu_s(self) -> float: ...
    def load(self, rows: Iterable[Row]) -> None: ...
    def close(self) -> None: ...


class Postgres(Database):
    """A server of its own in a folder; parallelism and JIT off, for one thread is measured."""

    name = "PostgreSQL 15"
    has_lists = True

    def __init__(self, folder: Path, position: int) -> None:
        super().__init__(folder, position)
        if not self.is_loaded(folder, position):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            shutil.chown(folder, "postgres")
            self.as_postgres(BIN / "initdb", "-D", folder / "data", "-A", "trust", "--locale", "C.UTF-8")
        options = (
            f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c shared_buffers=1GB -c work_mem=64MB -c jit=off"
        )
        options += " -c max_parallel_workers_per_gather=0 -c maintenance_work_mem=512MB -c max_wal_size=4GB -c autovacuum=off"
        self.as_postgres(BIN / "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start")
        self.connection = psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True)
        self.pid = self.connection.info.backend_pid

    def as_postgres(self, *words: object) -> None:
        subprocess.run(["runuser", "-u", "postgres", "--", *map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def close(self) -> None:
        self.connection.close()
        self.as_postgres(BIN / "pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")

    def load(self, rows: Iterable[Row]) -> None:
        run = self.connection.execute
        run("CREATE TABLE item (num int, shown bool, type int, language text, year int, month text, offices int[], topics int[], "
            "title tsvector, said tsvector)")  # fmt: skip
        run("CREATE TABLE card (num int PRIMARY KEY, public_id text, card text)")
        for some in batches(rows, 10_000):
            self.add(some)
        run("SET maintenance_work_mem = '1GB'")
        for index in ("USING gin (said)", "USING gin (title)", "USING gin (topics)", "USING gin (offices)", "(type)", "(year)", "(num)"):
            run(f"CREATE INDEX ON item {index}")  # type: ignore[arg-type]
        run("VACUUM ANALYZE")
        self.loaded()

    def add(self, rows: list[Row]) -> None:
        with self.connection.cursor() as cursor, cursor.copy("COPY item FROM STDIN") as copy:
            for one in rows:
                title, text = (vector(tokens) for tokens in (one.title, one.text))
                copy.write_row((one.num, one.shown, one.type, one.language, one.year, one.month, one.offices, one.topics, title, text))
        with self.connection.cursor() as cursor, cursor.copy("COPY card FROM STDIN") as copy:
            for one in rows:
                copy.write_row((one.num, one.public_id, one.card))

    def chosen(self, facet: str, numbers: tuple[int, ...]) -> str:
        values = ",".join(map(str, wanted(facet, numbers)))
        return f"type IN ({values})" if facet == "type" else f"{FACETS[facet]} && '{{{values}}}'"

    def query(self, asked: Asked) -> str:
        phrases = [" <-> ".join(f"'{marked(token, asked.language)}'" for token in one) for one in asked.phrases()]
        return "$q$" + " & ".join(f"({one})" for one in phrases) + "$q$::tsquery"

    def said(self, asked: Asked) -> str:
        return f"said @@ {self.query(asked)}"

    def page(self, asked: Asked) -> str:
        order = f"ts_rank(said, {self.query(asked)}) DESC, num DESC" if asked.by_relevance else "num DESC"
        hits = f"SELECT num, said FROM item WHERE {self.where(asked)} AND shown"
        if asked.said:  # else it goes through all items from the newest on until it has found twenty that have a rare word
            hits += " OFFSET 0"
        inner = f"SELECT num FROM ({hits}) h ORDER BY {order} LIMIT 20 OFFSET {20 * (asked.page - 1)}"
        return f"SELECT public_id, card FROM ({inner}) p JOIN card USING (num) ORDER BY num DESC"

    def completion(self, asked: Asked) -> str:
        query = " | ".join(f"'{token}':*" for token in asked.beginnings())
        inner = f"SELECT num FROM item WHERE title @@ $q${query}$q$::tsquery AND shown ORDER BY num DESC LIMIT 8"
        return f"SELECT public_id, card FROM ({inner}) p JOIN card USING (num) ORDER BY num DESC"

    def count_list(self, facet: str, hits: str) -> str:
        return f"SELECT '{facet}', CAST(one AS text), count(*) FROM {hits}, unnest({FACETS[facet]}) one WHERE shown GROUP BY one"

    def count_rows(self, facets: list[str], hits: str) -> list[str]:
        """All in one pass."""
        if not facets:
            return []
        names = " ".join(f"WHEN GROUPING({facet}) = 0 THEN '{facet}'" for facet in facets)
        keys = ", ".join(f"CAST({facet} AS text)" for facet in facets)
        versions = "WHEN GROUPING(language) = 0 THEN count(*)" if "language" in facets else "WHEN false THEN 0"
        sets = ", ".join(f"({facet})" for facet in facets)
        count = f"CASE {versions} ELSE count(*) FILTER (WHERE shown) END"
        return [f"(SELECT CASE {names} END, coalesce({keys}), {count} FROM {hits} GROUP BY GROUPING SETS ({sets}) HAVING {count} > 0)"]

    def run(self, sql: str) -> list[Any]:
        return self.connection.execute(sql).fetchall()  # type: ignore[arg-type]

    def cpu_s(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + time.thread_time()

    def bytes(self) -> int:
        return int(self.run("SELECT pg_total_relation_size('item') + pg_total_relation_size('card')")[0][0])


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some


def vector(tokens: list[str]) -> str:
    """A tsvector as text; positions end at 16,383."""
    places: dict[str, list[str]] = {}
    for place, token in enumerate(tokens, start=1):
        places.setdefault(token, []).append(str(min(place, 16_383)))
    return " ".join(f"'{token}':{','.join(found[:250])}" for token, found in places.items())


class Sqlite(Database):
    """A file; numbers are in order of publication, which suits it best."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path, position: int) -> None:
        super().__init__(folder, position)
        if not self.is_loaded(folder, position):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        self.connection = sqlite3.connect(self.folder / "bench.sqlite3", isolation_level=None)
        self.connection.execute("PRAGMA cache_size=-400000")
        self.connection.execute("PRAGMA temp_store=MEMORY")
        self.connection.execute("PRAGMA synchronous=OFF")
        self.connection.execute("PRAGMA journal_mode=OFF")  # what is not loaded whole is loaded anew

    def close(self) -> None:
        self.connection.close()

    def load(self, rows: Iterable[Row]) -> None:
        run, many = self.connection.execute, self.connection.executemany
        run("CREATE TABLE item (num INTEGER PRIMARY KEY, shown INTEGER, type INTEGER, language TEXT, year INTEGER, month TEXT)")
        run("CREATE TABLE card (num INTEGER PRIMARY KEY, public_id, card)")
        for facet in ("office", "topic"):  # of one type with what they are joined to, or no index is used
            run(f"CREATE TABLE {facet} (one INTEGER, num INTEGER, shown INTEGER, PRIMARY KEY (one, num)) WITHOUT ROWID")
            run(f"CREATE TABLE {facet}_of (num INTEGER, one INTEGER, PRIMARY KEY (num, one)) WITHOUT ROWID")
        for table in ("said", "title"):
            run(f"CREATE VIRTUAL TABLE {table} USING fts5(text, content='', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")")
        run("BEGIN")
        for one in rows:
            run("INSERT INTO item VALUES (?,?,?,?,?,?)", (one.num, one.shown, one.type, one.language, one.year, one.month))
            run("INSERT INTO card VALUES (?,?,?)", (one.num, one.public_id, one.card))
            for facet, numbers in (("office", one.offices), ("topic", one.topics)):
                many(f"INSERT INTO {facet} VALUES (?,?,?)", [(number, one.num, one.shown) for number in numbers])
                many(f"INSERT INTO {facet}_of VALUES (?,?)", [(one.num, number) for number in numbers])
            run("INSERT INTO said (rowid, text) VALUES (?,?)", (one.num, " ".join(one.text)))
            run("INSERT INTO title (rowid, text) VALUES (?,?)", (one.num, " ".join(one.title)))
        run("COMMIT")
        for column in ("type", "year"):
            run(f"CREATE INDEX item_{column} ON item ({column})")
        for column in ("type", "language", "year", "month"):
            run(f"CREATE INDEX item_shown_{column} ON item (shown, {column})")
        run("INSERT INTO said (said) VALUES ('optimize')")
        run("ANALYZE")
        self.loaded()

    def chosen(self, facet: str, numbers: tuple[int, ...]) -> str:
        values = ",".join(map(str, wanted(facet, numbers)))
        return f"type IN ({values})" if facet == "type" else f"num IN (SELECT num FROM {facet} WHERE one IN ({values}))"

    def query(self, asked: Asked) -> str:
        return " AND ".join('"' + " ".join(marked(token, asked.language) for token in one) + '"' for one in asked.phrases())

    def said(self, asked: Asked) -> str:
        return f"num IN (SELECT rowid FROM said WHERE said MATCH '{self.query(asked)}')"

    def page(self, asked: Asked) -> str:
        inner = f"SELECT num FROM item WHERE {self.where(asked)} AND shown ORDER BY num DESC LIMIT 20 OFFSET {20 * (asked.page - 1)}"
        if asked.by_relevance:
            found = f"said JOIN item ON num = said.rowid WHERE said MATCH '{self.query(asked)}' AND shown"
            inner = f"SELECT num FROM {found} ORDER BY rank LIMIT 20"
        return f"SELECT public_id, card FROM ({inner}) JOIN card USING (num) ORDER BY num DESC"

    def completion(self, asked: Asked) -> str:
        query = " OR ".join(f'"{token}"*' for token in asked.beginnings())
        match = f"SELECT rowid FROM title WHERE title MATCH '{query}'"
        inner = f"SELECT num FROM item WHERE num IN ({match}) AND shown ORDER BY num DESC LIMIT 8"
        return f"SELECT public_id, card FROM ({inner}) JOIN card USING (num) ORDER BY num DESC"

    def count_list(self, facet: str, hits: str) -> str:
        if hits == "item":
            return f"SELECT '{facet}', CAST(one AS text), count(*) FROM {facet} WHERE shown GROUP BY one"
        # Joined in this order, item by item: left to choose, it goes through every row of the list for a few hits.
        return f"SELECT '{facet}', CAST(one AS text), count(*) FROM hit CROSS JOIN {facet}_of USING (num) WHERE shown GROUP BY one"

    def count_rows(self, facets: list[str], hits: str) -> list[str]:
        shown = {facet: "" if facet == "language" else "WHERE shown" for facet in facets}
        return [f"SELECT '{facet}', CAST({facet} AS text), count(*) FROM {hits} {shown[facet]} GROUP BY {facet}" for facet in facets]

    def run(self, sql: str) -> list[Any]:
        return list(self.connection.execute(sql))

    def cpu_s(self) -> float:
        return time.thread_time()

    def bytes(self) -> int:
        return sum(file.stat().st_size for file in self.folder.iterdir())
