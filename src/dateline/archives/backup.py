"""A serving newsroom: a verified copy in a folder, brought up to date by every further run.

The database is copied whole, files only where they are new, and the manifest is replaced last: a run that is killed leaves the backup
of before.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.db import connection

from dateline.archives import copy, files, sqlite
from dateline.archives.copy import ARCHIVE, FOLDER, KEY, SQLITE, Copy, Member
from dateline.archives.errors import ArchiveError, Damaged, InTheWay
from dateline.archives.export import seen_by_readers, write
from dateline.archives.kinds import KINDS
from dateline.archives.manifest import Files
from dateline.archives.tables import Progress

README = """This folder is a backup of a newsroom, made by Dateline. `dateline restore DIR` makes the newsroom again.
It holds drafts, people, the hashes of their passwords and the newsroom's key: keep it as you would keep the newsroom.
"""
OURS = ("README.txt", "lock")


@dataclass(slots=True)
class Taken:
    """Files met so far: those of before by name, and what the list says of all."""

    folder: Path
    before: dict[str, str]
    progress: Progress | None
    count: int = 0
    size: int = 0
    lacking: list[str] = field(default_factory=list)
    now: dict[str, str] = field(default_factory=dict)

    def take(self, names: Iterable[str]) -> None:
        for number, name in enumerate(names, 1):
            digest = self.kept(name) or brought(name, self.folder / FOLDER / name)
            if digest is None:
                self.lacking.append(name)
                continue
            self.now[name] = digest
            self.count, self.size = self.count + 1, self.size + (self.folder / FOLDER / name).stat().st_size
            if self.progress:
                self.progress(number, max(number, len(self.before)))

    def kept(self, name: str) -> str | None:
        """The digest of a file that an earlier run brought; files are never altered, so its size tells enough."""
        try:
            same = (self.folder / FOLDER / name).stat().st_size == files.place(name).stat().st_size
        except FileNotFoundError:
            return None
        return self.before.get(name) if same else None

    def write_list(self, name: str) -> Files:
        digest = sha256()
        with files.owners_alone(self.folder / name) as out:
            for one, found in self.now.items():
                digest.update(files.line(found, one))
                out.write(copy.line(found, one))
            files.flushed(out)
        return Files(self.count, self.size, digest.hexdigest())


def backup(folder: Path, *, progress: Progress | None = None) -> Copy:
    """Bring a backup up to date, or begin one. Raises ArchiveError; then the backup of before, if any, is as it was."""
    require_outside(folder)
    try:
        with held(folder):
            return brought_up_to_date(folder, progress)
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot be written ({error.strerror or error}). Name a folder with room for it.") from None


def require_outside(folder: Path) -> None:
    """Raise InTheWay for a folder that would go with the newsroom it was taken of."""
    data = Path(settings.DATA).resolve()
    if folder.resolve().is_relative_to(data):
        raise InTheWay(f"{folder}: lies in the data folder {data}, and would be lost with it. Name a folder outside, best on another disk.")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder, for this run alone; made where there is none. Raises InTheWay for one that holds other things."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = folder / "README.txt"
    if any(folder.iterdir()) and not (told.is_file() and told.read_text(encoding="utf-8", errors="replace") == README):
        raise InTheWay(f"{folder}: holds other things than a backup of Dateline's. Name an empty folder, or a new one.")
    told.write_text(README, encoding="utf-8")
    with files.owners_alone(folder / "lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InTheWay(f"{folder}: another run is using it. Wait for its end.") from None
        yield


def brought_up_to_date(folder: Path, progress: Progress | None) -> Copy:
    taken = Taken(folder, before(folder), progress)
    mark = token_hex(4)
    list_name = f"files-{mark}.txt"
    kind, database, change, counts = (copied_file if connection.vendor == "sqlite" else copied_rows)(folder, mark, taken)
    told_files = taken.write_list(list_name)
    told = Copy(
        made_by=f"dateline {version('dateline')}",
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        settings=seen_by_readers(),
        change=change,
        items=counts["record.Item"],
        editions=counts["record.Edition"],
        kind=kind,
        database=database,
        list=copy.member(folder, list_name),
        files=told_files,
        counts=counts,
        lacking=tuple(taken.lacking),
        key=copied_key(folder, mark),
    )
    told.write(folder)
    clear(folder, told, taken.now)
    return told


def before(folder: Path) -> dict[str, str]:
    """name -> SHA-256 of the backup that is there; nothing of a first one, or of one whose list is not as it was written."""
    try:
        told = copy.read(folder)
        is_whole = copy.member(folder, told.list.name) == told.list
        return {name: digest for digest, name in copy.listed(folder, told)} if is_whole else {}
    except (Damaged, OSError):
        return {}


def copied_file(folder: Path, mark: str, taken: Taken) -> tuple[str, Member, int, dict[str, int]]:
    """The SQLite database, checked as it lies on the disk; then the files that it names."""
    name = f"dateline-{mark}.sqlite3"
    sqlite.copy(folder / name)
    with sqlite.opened(folder / name) as database:
        change = sqlite.require_whole(database, folder / name)
        taken.take(sqlite.names(database))
        return SQLITE, copy.member(folder, name), change, sqlite.counts(database, [kind.model for kind in KINDS])


def copied_rows(folder: Path, mark: str, taken: Taken) -> tuple[str, Member, int, dict[str, int]]:
    """All rows as an archive without files; the files that it names beside it."""
    name = f"rows-{mark}.tar"
    with files.owners_alone(folder / name) as out:
        told = write(out, folder, elsewhere=taken.take)
        files.flushed(out)
    return ARCHIVE, copy.member(folder, name), told.change, {table.kind: table.rows for table in told.tables}


def brought(name: str, target: Path) -> str | None:
    """Link or copy a file into the backup, and read back what lies there. None when it is not on storage.

    A link costs no room: a file on storage is never written again, only taken away.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.unlink(missing_ok=True)
    try:
        os.link(files.place(name), target)
    except FileNotFoundError:
        return None
    except OSError:  # another disk, or one without links
        return copied(name, target)
    with target.open("rb") as file:
        return files.digest(file)


def copied(name: str, target: Path) -> str | None:
    try:
        with files.place(name).open("rb") as source:
            promised = files.copied(source, target)
    except FileNotFoundError:
        return None
    with target.open("rb") as file:
        if files.digest(file) != promised:
            raise Damaged(f"{target}: is not what was written to it. See to the disk.")
    return promised


def copied_key(folder: Path, mark: str) -> Member | None:
    """The key that the data folder holds; none where the environment says it."""
    try:
        with (Path(settings.DATA) / KEY).open("rb") as source:
            files.copied(source, folder / f"{KEY}-{mark}")
    except FileNotFoundError:
        return None
    return copy.member(folder, f"{KEY}-{mark}")


def clear(folder: Path, told: Copy, now: dict[str, str]) -> None:
    """Take away what the manifest does not name: databases of before, files that are gone from the newsroom, what a killed run left."""
    named = {*OURS, copy.MANIFEST, FOLDER, told.database.name, told.list.name, *([told.key.name] if told.key else [])}
    for one in folder.iterdir():
        if one.name not in named and one.is_file():
            one.unlink()
    for one in (folder / FOLDER).rglob("*"):
        if one.is_file() and one.relative_to(folder / FOLDER).as_posix() not in now:
            with suppress(FileNotFoundError):
                one.unlink()
