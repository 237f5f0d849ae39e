"""`dateline doctor`: every promise about configuration, disk, index, clock and record checked; one line each."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from dateline import opening, reaching
from dateline.management import base
from dateline.management.configured import configuration, database_elsewhere, folder, key, letters
from dateline.management.finding import Finding, said
from dateline.management.progress import Bar
from dateline.record import log, triggers, verify
from dateline.record.models import Change, Item, State
from dateline.releases import clock as striking
from dateline.releases import heartbeat
from dateline.releases.models import Release
from dateline.search import finder, index
from dateline.search.engine import IndexUnusable
from dateline.search.query import Query

LEAST_FREE_MB = 200
MEND = "ALTER TABLE … ENABLE TRIGGER USER, or restore a backup; nothing else keeps an edition from being changed"
MOST_NAMED = 5  # releases on one line
SAFE_SQLITE = (3, 51, 3)  # the WAL-reset bug is in 3.7.0 to 3.51.2


class Command(base.Command):
    help = "Check every promise, one line each; `see` is worth a look. Exit status 1 when one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        bad = 0
        for check in CHECKS:
            for finding in self.asked(check):
                self.stdout.write(str(finding))
                bad += not finding.good
        if bad:
            self.stderr.write(f"{bad} of these do not hold.")
            sys.exit(1)

    def asked(self, check: Callable[..., Iterator[Finding]]) -> Iterator[Finding]:
        if check is not the_record:
            yield from check()
            return
        with Bar("Checking editions", self.stderr) as bar:
            findings = list(the_record(bar.show))
        yield from findings


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free // 2**20
    yield said(free >= LEAST_FREE_MB, "disk", f"{free:,} MB free", f"make room for at least {LEAST_FREE_MB}")


def database() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        yield from server()
        return
    safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
    advice = "" if safe else " has the WAL-reset bug; use Linux on x86-64, where a later one comes with the requirements"
    yield Finding(safe, "SQLite", f"{sqlite3.sqlite_version}{advice}")
    with connection.cursor() as cursor:
        checked = cursor.execute("PRAGMA quick_check").fetchone()[0]
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    yield Finding(checked == "ok" and mode == "wal", "database file", f"{checked}, {mode}")


def server() -> Iterator[Finding]:
    """PostgreSQL: that it keeps what it has acknowledged, and has room for one more process."""
    yield Finding(True, "PostgreSQL", f"{reaching.version() // 10_000}.{reaching.version() % 10_000}, {reaching.where()}")
    off = [name for name in ("fsync", "full_page_writes", "synchronous_commit") if reaching.asked_for(name) == "off"]
    yield said(not off, "durability", f"{', '.join(off)} off" if off else "on", "a power cut may lose what was published; turn it on")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
        used, most = cursor.fetchone()[0], int(reaching.asked_for("max_connections"))
    yield said(used < most * 0.9, "connections", f"{used} of {most}", "raise max_connections, or run fewer processes")


def guards() -> Iterator[Finding]:
    """The triggers without which an edition could be changed by hand, or by a mistake."""
    lacking = triggers.lacking(connection)
    yield said(not lacking, "guards of the record", ", ".join(lacking) + " lacking" if lacking else "in place", MEND)


def people() -> Iterator[Finding]:
    count = len(opening.administrators())
    yield Finding(count > 0, "administrators", str(count) if count else "none; dateline init --admin NAME --password-file FILE")


def clock() -> Iterator[Finding]:
    """Changes are written in time; one from the future means that the clock stood wrong."""
    last = Change.objects.order_by("-n").values_list("at", flat=True).first()
    now = datetime.now(UTC)
    yield said(last is None or last <= now, "clock", f"{now:%Y-%m-%d %H:%M:%S} UTC", "the last change is later than this; set the clock")


def the_record(progress: verify.Progress) -> Iterator[Finding]:
    found = list(verify.faults(progress=progress))
    if not found:
        yield Finding(True, "record", f"{Item.objects.count()} items, {log.position()} changes, every digest right")
    yield from (Finding(False, "record", fault) for fault in found)


def the_index() -> Iterator[Finding]:
    try:
        position, total = index.reader.fresh().position, finder.find(Query(languages=("any",)), limit=1).total
    except IndexUnusable as error:
        yield Finding(False, "index", f"{error}; dateline rebuild")
        return
    behind, live = log.position() - position, Item.objects.filter(state=State.LIVE).count()
    yield Finding(behind == 0, "index position", f"at change {position}" + (f", {behind} behind; is a worker running?" if behind else ""))
    if not behind:
        yield Finding(total == live, "index", f"{total} items" + ("" if total == live else f", the record has {live}; dateline rebuild"))


def worker() -> Iterator[Finding]:
    try:
        with index.writer() as held:
            running = held is None
    except IndexUnusable:
        running = False
    yield Finding(running, "worker", "follows" if running else "is not running; dateline serve, or dateline worker")


def hour() -> Iterator[Finding]:
    """Whether what is planned goes out: a clock that runs, nothing overdue, nothing set aside."""
    silent = heartbeat.silent_s()
    since = "has never run" if silent is None else f"has been silent for {silent:,.0f} s"
    running = heartbeat.is_running()
    yield Finding(running, "hour", "the clock runs" if running else f"the clock {since}; dateline serve, or dateline worker")
    overdue = len(late_ones(datetime.now(UTC)))
    yield said(not overdue, "hour: overdue", str(overdue) if overdue else "nothing", "should be out and are not; is a worker running?")
    parked = [f"{release} ({release.parked})" for release in Release.objects.exclude(parked="")[:MOST_NAMED]]
    yield said(not parked, "hour: did not go out", "; ".join(parked) or "nothing", "open them at the desk")


def late_ones(now: datetime) -> list[striking.Due]:
    return striking.due(now - timedelta(seconds=heartbeat.SILENT_S))


CHECKS = (
    configuration,
    letters,
    folder,
    key,
    database_elsewhere,
    disk,
    database,
    guards,
    people,
    clock,
    the_record,
    the_index,
    worker,
    hour,
)
