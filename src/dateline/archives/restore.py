"""A backup: the newsroom again, in a folder where there is nothing, every byte checked on the way.

A mark in the data folder says that a restore is under way. The database comes last and by one rename; a run that was killed before
is begun anew, one that was killed after is brought to its end: it never takes away a newsroom that may serve already.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from dateline.archives import copy, files, indexed, sqlite, vacancy
from dateline.archives.copy import FOLDER, KEY, SQLITE, Copy
from dateline.archives.errors import ArchiveError, Damaged, InTheWay
from dateline.archives.load import require_known, take_all_rows
from dateline.archives.reading import opened
from dateline.archives.tables import Progress
from dateline.record import log, verify
from dateline.record.models import Item, State
from dateline.search import index

MARK = "restoring"
MOST_NAMED = 5
OTHER_BACKUP = "Use another backup; nothing was restored."


def restore(folder: Path, *, progress: Progress | None = None) -> tuple[Copy, int]:
    """Make the newsroom of a backup. Returns what the backup says and how many items the new index holds. Raises ArchiveError.

    What was verified then: every file's SHA-256, the database's, how many rows there are of each kind, every edition's digest and card,
    the log's numbers, and that the index holds every live item.
    """
    with held(folder):
        told = copy.read(folder)
        require_kind(told, folder)
        if not begin(told, folder):
            take(told, folder, progress)
        items = finish(told, folder)
        mark().unlink()
    return told, items


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The backup, while no run brings it up to date. One that may not be written is held by nobody."""
    try:
        lock = (folder / "lock").open("rb")
    except OSError:
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InTheWay(f"{folder}: a backup is being written to it. Wait for its end.") from None
        yield


def take(told: Copy, folder: Path, progress: Progress | None) -> None:
    """Everything into its place, the database last; nothing at all where something is wrong."""
    try:
        take_files(told, folder, progress)
        take_key(told, folder)
        (take_file if told.kind == SQLITE else take_rows)(told, folder)
    except BaseException as error:
        if not is_in_place(told):
            sweep(database_file())
            mark().unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ArchiveError(f"{settings.DATA}: cannot be written ({error.strerror or error}). Make room, or name another.") from None
        raise


def mark() -> Path:
    return Path(settings.DATA) / MARK


def database_file() -> Path | None:
    return Path(settings.DATABASES["default"]["NAME"]) if connection.vendor == "sqlite" else None


def require_kind(told: Copy, folder: Path) -> None:
    if told.kind == SQLITE and connection.vendor != "sqlite":
        raise ArchiveError(
            f"{folder}: is the backup of a newsroom on SQLite, and DATELINE_DATABASE_URL names another database. "
            "Restore it without that setting, then move with: dateline export, dateline import"
        )


def begin(told: Copy, folder: Path) -> bool:
    """Mark the place as ours. True when a run that was killed has the database in place. Raises InTheWay for a place that is not empty."""
    connection.close()
    data, file = Path(settings.DATA), database_file()
    if mark().exists():
        if is_in_place(told):
            if mark().read_text() != identity(folder):
                raise InTheWay(f"{data}: another backup was restored here, but not to its end. Finish that one, or name a new folder.")
            return True
        sweep(file)
    elif there := things_in(data):
        raise InTheWay(f"{data}: is not empty: {', '.join(there[:MOST_NAMED])}. Name a new folder in DATELINE_DATA.")
    if file is not None and file.exists():
        raise InTheWay(f"{file}: is there already. Name a new one in DATELINE_DATABASE_URL.")
    if file is None and is_in_place(told):
        raise InTheWay("DATELINE_DATABASE_URL: the database holds a newsroom already. Name an empty one.")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark().write_text(identity(folder))
    return False


def things_in(data: Path) -> list[str]:
    return sorted(one.name for one in data.iterdir() if one.name != "lost+found") if data.is_dir() else []


def identity(folder: Path) -> str:
    return hashlib.sha256((folder / copy.MANIFEST).read_bytes()).hexdigest()


def is_in_place(told: Copy) -> bool:
    """Whether the database is a newsroom already."""
    file = database_file()
    if file is not None and (told.kind == SQLITE or not file.exists()):
        return file.exists()
    tables = connection.introspection.table_names()
    return "record_counters" in tables and any(vacancy.rows())


def sweep(file: Path | None) -> None:
    """Take away what a killed run had begun."""
    connection.close()
    for one in (Path(settings.DATA) / KEY, *(beside(file) if file else ())):
        one.unlink(missing_ok=True)
    shutil.rmtree(vacancy.private_files(), ignore_errors=True)


def beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + ending) for ending in ("", ".part", "-wal", "-shm", "-journal")]


def take_files(told: Copy, folder: Path, progress: Progress | None) -> None:
    digest, count = hashlib.sha256(), 0
    require_member(folder, told.list)
    for count, (sha256, name) in enumerate(copy.listed(folder, told), 1):
        files.require_inside(name, told.list.name)
        if brought(folder / FOLDER / name, vacancy.private_files() / name) != sha256:
            raise Damaged(f"{folder / FOLDER / name}: was altered. {OTHER_BACKUP}")
        digest.update(files.line(sha256, name))
        if progress:
            progress(count, told.files.count)
    if (count, digest.hexdigest()) != (told.files.count, told.files.sha256):
        raise Damaged(f"{folder / told.list.name}: does not name the files that the manifest counts. {OTHER_BACKUP}")


def brought(source: Path, target: Path) -> str:
    try:
        with source.open("rb") as data:
            return files.copied(data, target)
    except FileNotFoundError:
        raise Damaged(f"{source}: is lacking. {OTHER_BACKUP}") from None


def require_member(folder: Path, told: copy.Member) -> None:
    try:
        found = copy.member(folder, told.name)
    except FileNotFoundError:
        raise Damaged(f"{folder / told.name}: is lacking. {OTHER_BACKUP}") from None
    if found != told:
        raise Damaged(f"{folder / told.name}: was altered or cut short. {OTHER_BACKUP}")


def take_key(told: Copy, folder: Path) -> None:
    """The newsroom's key, so that whoever was signed in still is; where the environment says one, that one holds."""
    if told.key and not settings.OPTIONS["DATELINE_SECRET_KEY"]:
        require_member(folder, told.key)
        brought(folder / told.key.name, Path(settings.DATA) / KEY)


def take_file(told: Copy, folder: Path) -> None:
    """The SQLite file: copied beside its place, checked there, and renamed."""
    target = database_file()
    assert target is not None
    part = target.with_name(f"{target.name}.part")
    if brought(folder / told.database.name, part) != told.database.sha256:
        raise Damaged(f"{folder / told.database.name}: was altered or cut short. {OTHER_BACKUP}")
    with sqlite.opened(part) as database:
        sqlite.require_whole(database, folder / told.database.name)
        require_counts(told, sqlite.counts(database, told.counts), folder)
    os.replace(part, target)
    files.settled(target.parent)


def require_counts(told: Copy, counts: dict[str, int], folder: Path) -> None:
    odd = [f"{kind} ({counts[kind]}, not {count})" for kind, count in told.counts.items() if counts.get(kind) != count]
    if odd:
        raise Damaged(f"{folder}: has other rows than its manifest counts: {', '.join(odd[:MOST_NAMED])}. {OTHER_BACKUP}")


def take_rows(told: Copy, folder: Path) -> None:
    """The rows of an archive without files, in one transaction."""
    require_member(folder, told.database)
    call_command("migrate", verbosity=0, interactive=False)
    with opened(str(folder / told.database.name)) as archive:
        require_known(archive.manifest, archive.name)
        require_counts(told, {table.kind: table.rows for table in archive.manifest.tables}, folder)
        take_all_rows(archive, lambda: None)


def finish(told: Copy, folder: Path) -> int:
    """Bring the database up to date, check the record, build the index. Returns how many items it holds."""
    call_command("migrate", verbosity=0, interactive=False)
    if faults := list(verify.faults()):
        raise Damaged(f"{folder}: {' '.join(faults[:MOST_NAMED])} Use another backup, in a new folder.")
    live = Item.objects.filter(state=State.LIVE).count()
    items = indexed.rebuilt()
    if items != live or index.reader.fresh().position != log.position():
        raise ArchiveError("The index does not hold what the record does. Make it anew with: dateline rebuild")
    return items
