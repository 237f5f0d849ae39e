"""A file: Releases, and a report of it. What `dateline import` does, from opening the file to the answer being visible."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from dateline.ingest import runs, undo
from dateline.ingest.files import Files
from dateline.ingest.following import Following
from dateline.ingest.load import Place, load
from dateline.ingest.mapping import FieldMapping, read_mapping
from dateline.ingest.report import FACETS, Report
from dateline.ingest.source import Progress, Unreadable, opened, untold
from dateline.ingest.sparing import sparing
from dateline.ingest.terms import Terms
from dateline.record import log
from dateline.search import finder, index
from dateline.search.engine import IndexUnusable
from dateline.search.query import Query

CATCH_UP_S = 600.0
PAGES_KB = 16_384
ADVICE = "Is a worker running that cannot write? See: dateline doctor"


class Behind(RuntimeError):
    """The index does not show what was public before; nothing was done."""


class NotShown(RuntimeError):
    """Everything is committed, but the index does not show it: it is late, or spoilt."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an import was asked for."""

    file: str
    format: str = ""
    create_terms: bool = False
    dry_run: bool = False
    mapping: str = ""  # a file's path
    files: str = ""  # a folder's


def run(wish: Wish, *, progress: Progress = untold, unpacking: Progress = untold) -> Report:
    """Import a file. Raises Unreadable, MappingError or Behind before anything is written, NotShown after everything is.

    `unpacking` tells of the bytes read before the first row is.
    """
    mapping = mapping_of(wish.mapping)
    zone = (mapping.zone if mapping else "") or settings.NEWSROOM_ZONE
    files = Files(folder_of(wish.files), rehearsal=wish.dry_run)
    place = Place((mapping.language if mapping else "") or settings.LANGUAGES_SHOWN[0], zone, files)
    source = opened(wish.file, wish.format, mapping, progress=unpacking)
    report = Report(file=wish.file, format=source.format, dry_run=wish.dry_run, terms_created=wish.create_terms)
    report.repaired += source.repaired
    if not settled():
        source.close()
        raise Behind(f"Nothing was done, for the index has not caught up with what is public already. {ADVICE}")
    report.before, total = counts(), source.count()
    report.run = None if wish.dry_run else runs.begin(wish.file)
    terms = Terms(place.language, create=wish.create_terms, run=report.run)
    with contextlib.closing(source), Following(total) as following, sparing(), fewer_pages():

        def told(done: int) -> None:
            progress(done, max(total, done) if total else 0)
            if not wish.dry_run:
                following.keep_up(done)

        load(source.prepared(zone), place, terms, report, progress=told)
        if report.run is not None:
            report.views = runs.keep_views(report.run, mapping.former_views if mapping else ())
            runs.finish(report.run, imported=report.imported, updated=report.updated, refused=len(report.refusals))
        following.finish()
        caught_up()
    report.left_out += files.problems
    report.unknown_terms, report.doubts = terms.unknown, terms.doubts
    report.after = report.foreseen() if wish.dry_run else counts()
    return report


@contextlib.contextmanager
def fewer_pages() -> Iterator[None]:
    """For a while SQLite keeps sixteen megabytes of pages, not 64: rows come in as fast, and the index of all there is takes their room."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [(before,)] = cursor.execute("PRAGMA cache_size").fetchall()
        cursor.execute(f"PRAGMA cache_size = -{PAGES_KB}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {before}")


def take_back(number: str, *, progress: Progress | None = None) -> undo.Undone:
    """Undo a run, and wait until readers see it. Raises undo.NoRun, and NotShown after everything is done."""
    done = undo.undo(undo.run_of(number), progress=progress)
    caught_up()
    return done


def folder_of(path: str) -> Path | None:
    if path and not Path(path).is_dir():
        raise Unreadable(f"--files: {path} is no folder. Name the one that the file's names of files begin in.")
    return Path(path) if path else None


def mapping_of(path: str) -> FieldMapping | None:
    if not path:
        return None
    try:
        return read_mapping(Path(path).read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"--mapping: {path} cannot be read ({getattr(error, 'strerror', None) or error}).") from None


def settled() -> bool:
    return index.settle(log.position(), timeout_s=CATCH_UP_S)


def caught_up() -> None:
    """Come back when readers see everything that is committed. Raises NotShown."""
    try:
        shown = settled()
    except IndexUnusable as error:
        raise NotShown(f"Everything is committed, but the index cannot be used: {error}. Make it anew with: dateline rebuild") from None
    if not shown:
        raise NotShown(f"Everything is committed, but the index has not caught up. {ADVICE}")


def counts() -> dict[str, dict[str, int]]:
    """facet -> value -> items, every language version for itself."""
    facets = finder.find(Query(languages=("any",)), limit=1).facets
    return {facet: {option.value: option.count for option in facets[facet]} for facet in FACETS}
