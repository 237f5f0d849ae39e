"""An archive: a newsroom again. Files first, beside their place; then all rows in one transaction, checked before it ends.

A run that was killed leaves files alone: the next one clears them away and begins again. A mark among them names the archive, so that a
run killed after the transaction is brought to its end by the same command.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import DatabaseError, IntegrityError, InterfaceError, connection, transaction

from dateline.archives import files, indexed, numbers, vacancy
from dateline.archives.errors import ArchiveError, Damaged, InTheWay
from dateline.archives.kinds import KINDS
from dateline.archives.manifest import Manifest, Table
from dateline.archives.reading import BROKEN, Archive, opened
from dateline.archives.tables import Progress, Tally, Tick
from dateline.archives.values import Names, auto_field, columns_of, fields_of, model_of, params
from dateline.record import load as record
from dateline.record import verify

MARK = ".coming"  # in the folder of files, until everything is done
MOST_NAMED = 3


def load(file: str, *, progress: Progress | None = None) -> Manifest:
    """Load an archive into an empty newsroom and build its index. Raises ArchiveError; then nothing was done."""
    with opened(file) as archive:
        told = archive.manifest
        require_known(told, file)
        if not is_loaded(told):
            vacancy.require(file)
            let_in(archive, Tally(progress, told.rows + told.files.count + told.editions))  # rows, files, and editions to be checked
    indexed.rebuilt()
    mark().unlink(missing_ok=True)
    return told


def identity(told: Manifest) -> str:
    return hashlib.sha256(told.written()).hexdigest()


def mark() -> Path:
    return vacancy.private_files() / MARK


def is_loaded(told: Manifest) -> bool:
    """Whether a run that was killed had this archive's rows in already."""
    try:
        return mark().read_text() == identity(told) and any(vacancy.rows())
    except FileNotFoundError:
        return False


def require_known(told: Manifest, file: str) -> None:
    """Raise Damaged for an archive of another shape: everything in it must have its place here, and the other way round."""
    known = {kind.model: kind for kind in KINDS}
    named = [table.kind for table in told.tables]
    if twice := sorted({kind for kind in named if named.count(kind) > 1}):
        raise Damaged(f"{file}: its manifest names {twice[0]} twice. Copy the archive anew.")
    for table in told.tables:
        kind = known.get(table.kind)
        if kind is None or set(table.fields) - set(kind.fields):
            raise Damaged(
                f"{file}: holds {table.kind} ({', '.join(table.fields)}), which this Dateline does not know. Bring it up to date."
            )
        lacking = [field.attname for field in fields_of(kind) if field.attname not in table.fields and not field.has_default()]
        if lacking:
            raise Damaged(f"{file}: its {table.kind} have no {', '.join(lacking)}. Load it with {told.made_by}, which made it.")
    if absent := [kind.model for kind in KINDS if kind.seeded and kind.model not in named]:
        raise Damaged(f"{file}: its manifest names no {absent[0]}, which every newsroom has. Copy the archive anew.")


def let_in(archive: Archive, tick: Tick) -> None:
    coming = vacancy.private_files().with_name("files.coming")
    shutil.rmtree(coming, ignore_errors=True)
    clear_leftovers(archive.name)
    try:
        take_files(archive, coming, tick)
        take_all_rows(archive, tick, last=lambda: put_in_place(coming))
    except BaseException as error:
        shutil.rmtree(coming, ignore_errors=True)
        with suppress(DatabaseError, InterfaceError):  # lost meanwhile: the next run clears away
            if mark().exists() and not any(vacancy.rows()):  # an interrupt may come just after the commit
                shutil.rmtree(vacancy.private_files(), ignore_errors=True)
        if isinstance(error, OSError) and not isinstance(error, BROKEN):  # a BadGzipFile is one, too
            why = error.strerror or error
            raise ArchiveError(
                f"{archive.name}: its files cannot be written to {coming.parent} ({why}). Make room; nothing stays."
            ) from None
        raise


def take_all_rows(archive: Archive, tick: Tick, *, last: Callable[[], None] = lambda: None) -> None:
    """All rows or none; `last` is done when they are checked, just before they are committed."""
    try:
        with transaction.atomic():
            record.require_empty()
            take_rows(archive, tick)
            require_whole(archive, tick)
            last()
    except IntegrityError as error:
        raise Damaged(f"{archive.name}: its rows do not belong together ({error}); nothing of it was loaded.") from None
    except DatabaseError as error:
        raise Damaged(f"{archive.name}: the database does not take it ({error}); nothing of it was loaded.") from None


def clear_leftovers(file: str) -> None:
    """Take away what a killed run put in place; anything else there is in the way."""
    folder = vacancy.private_files()
    if mark().exists():
        shutil.rmtree(folder)
    elif vacancy.has_files():
        raise InTheWay(f"{file}: there are files in {folder} that no row names. {vacancy.WAY_OUT}")


def take_files(archive: Archive, coming: Path, tick: Tick) -> None:
    coming.mkdir(parents=True, mode=0o700)
    for name, data in archive.files():
        if name == MARK:
            raise Damaged(f"{archive.name}: names a file {name!r}, as no newsroom does. Do not trust this archive.")
        archive.arrived(name, files.copied(data, coming / name))
        tick()
    archive.require_all_files()
    (coming / MARK).write_text(identity(archive.manifest))


def put_in_place(coming: Path) -> None:
    """The last act before the rows are committed: one rename."""
    target = vacancy.private_files()
    if target.is_dir():
        target.rmdir()  # empty, or it would have been in the way
    coming.rename(target)
    files.settled(target.parent)


def take_rows(archive: Archive, tick: Tick) -> None:
    for kind in KINDS:
        if kind.seeded:
            record.clear(model_of(kind.model))
    names = Names()
    for table, rows in archive.tables():
        put(table, rows, names, tick, archive.name)


def put(table: Table, rows: Iterator[dict[str, Any]], names: Names, tick: Tick, file: str) -> None:
    model = model_of(table.kind)
    columns = columns_of(model, table.fields)
    readers = {field.attname: names.reader(field) for field in columns}

    def values() -> Iterator[list[Any]]:
        for number, row in enumerate(rows, 1):
            tick()
            try:
                yield params(row, readers)
            except ValueError as error:
                raise Damaged(f"{file}: {table.member}, line {number}: {error}. Copy the archive anew; nothing of it was loaded.") from None

    defaults = lacking(model, table)
    record.put(model, [*columns, *defaults], (row + list(defaults.values()) for row in values()))
    if table.last is not None and auto_field(model) is not None:
        numbers.set_last(model, table.last)


def lacking(model: type[Any], table: Table) -> dict[Any, Any]:
    """Fields that came into being after the archive was made, with the values that they begin with."""
    kind = next(kind for kind in KINDS if kind.model == table.kind)
    return {field: default(field) for field in fields_of(kind) if field.attname not in table.fields}


def default(field: Any) -> Any:
    return field.get_db_prep_save(field.get_default(), connection)


def require_whole(archive: Archive, tick: Tick) -> None:
    """Raise Damaged unless the record agrees with itself and with the manifest."""
    connection.check_constraints()
    told = archive.manifest
    faults = [*verify.faults(progress=lambda done, total: tick()), *verify.differences(told.change, told.items, told.editions)]
    if faults:
        raise Damaged(f"{archive.name}: {' '.join(faults[:MOST_NAMED])} Nothing of it was loaded.")
