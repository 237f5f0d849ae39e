"""A newsroom: one file with everything in it, as of one moment, while it goes on. `docs/operators/archives.md` describes the file.

Rows are read in one snapshot and packed into a scratch file; then files are hashed and all is written, the manifest first. Memory stays
flat whatever the newsroom holds.
"""

import fcntl
import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings

from dateline.archives import files, manifest
from dateline.archives.errors import ArchiveError, InTheWay
from dateline.archives.kinds import BESIDE, KINDS, LEFT_OUT
from dateline.archives.manifest import Files, Manifest
from dateline.archives.snapshot import snapshot
from dateline.archives.tables import Progress, Spooled, Tally, Tick, spooled
from dateline.archives.values import Names, model_of
from dateline.record.models import Change, Counters, Edition, Item

SEEN_BY_READERS = ("DATELINE_BASE_URL", "DATELINE_TIME_ZONE", "DATELINE_LANGUAGES")
README = """This is a whole newsroom, exported by Dateline. `dateline import FILE` loads it into an empty one.

dateline-archive.json   what follows: versions, counts, SHA-256 digests
files/SHA-256/NAME      pictures and documents
rows/KIND.jsonl.gz      rows, one JSON object a line, packed by gzip

record.Edition holds every published text (`content` is JSON), record.Item what it belongs to, record.Change the public log.
It holds drafts, people and the hashes of their passwords: keep it as you would keep the newsroom.
"""


@dataclass(slots=True)
class Reading:
    """What was read of the newsroom: scratch files that are gone when they are closed, and where things lie in them."""

    rows: IO[bytes]
    names: IO[bytes]
    tables: list[Spooled]
    change: int = 0
    items: int = 0
    editions: int = 0
    at: int = 0  # of the last change, seconds


def export(target: Path, *, progress: Progress | None = None) -> Manifest:
    """Write everything to a new file. Raises InTheWay for one that is there, ArchiveError where none can be written."""
    with written_beside(target) as out:
        return write(out, target.absolute().parent, progress=progress)


def write(
    out: IO[bytes], scratch: Path, *, elsewhere: Callable[[Iterable[str]], None] | None = None, progress: Progress | None = None
) -> Manifest:
    """Write an archive into an open file; scratch files go into a folder of the same disk. Returns its manifest.

    With `elsewhere` no file is packed: it is handed the names of all.
    """
    tally = Tally(progress)
    with tempfile.TemporaryFile(dir=scratch) as rows, tempfile.TemporaryFile(dir=scratch) as names:
        reading = read(Reading(rows, names, []), tally)
        if elsewhere:
            elsewhere(listed(reading))
            names.truncate(0)
        told = manifest_of(reading, tally)
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            pack(tar, told, reading, tally)
    return told


@contextmanager
def written_beside(target: Path) -> Iterator[IO[bytes]]:
    """A file under another name, renamed when it is whole and on the disk. What a killed run left is written over."""
    require_free(target)
    part = target.with_name(f"{target.name}.part")
    try:
        with files.owners_alone(part) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            require_free(target)  # another run may have given this very file its name just now
            file.truncate(0)
            yield file
            files.flushed(file)
            require_free(target)
            part.rename(target)
    except BlockingIOError:
        raise InTheWay(f"{part}: another run is writing it. Wait for its end, or name another file.") from None
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ArchiveError(f"{target}: cannot be written ({error.strerror or error}). Name a file in a folder with room for it.") from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    files.settled(target.parent)


def require_free(target: Path) -> None:
    if target.exists():
        raise InTheWay(f"{target}: is there already, and nothing is written over. Name another file.")
    if not target.absolute().parent.is_dir():
        raise ArchiveError(f"{target}: there is no folder {target.absolute().parent} to write it to.")


def read(reading: Reading, tally: Tally) -> Reading:
    """All rows and the names of all files, of one moment."""
    with snapshot():
        tally.total = sum(model_of(kind.model)._base_manager.count() for kind in KINDS)
        names = Names()
        for name in files.names():
            reading.names.write(name.encode() + b"\n")
            tally.total += 2  # read once for its digest, once more to be packed
        reading.tables = [spooled(kind, names, reading.rows, tally) for kind in KINDS]
        reading.change = Counters.objects.get().change
        reading.items, reading.editions = Item.objects.count(), Edition.objects.count()
        last = Change.objects.order_by("-n").values_list("at", flat=True).first()
        reading.at = int(last.timestamp()) if last else 0
    return reading


def listed(reading: Reading) -> Iterator[str]:
    reading.names.seek(0)
    for line in reading.names:
        yield line.decode().rstrip("\n")


def manifest_of(reading: Reading, tick: Tick) -> Manifest:
    """The first member; every file is read for it."""
    count, size, lacking, digest = 0, 0, [], hashlib.sha256()
    for name in listed(reading):
        tick()
        found = files.measured(name)
        if found is None:
            lacking.append(name)
            continue
        count, size = count + 1, size + found[1]
        digest.update(files.line(found[0], name))
    return Manifest(
        made_by=f"dateline {version('dateline')}",
        settings=seen_by_readers(),
        change=reading.change,
        items=reading.items,
        editions=reading.editions,
        tables=tuple(spool.table for spool in reading.tables),
        files=Files(count, size, digest.hexdigest()),
        lacking=tuple(lacking),
        left_out={**LEFT_OUT, **BESIDE},
    )


def seen_by_readers() -> dict[str, str]:
    """The settings that show in public pages, as one would write them."""
    told = {name: settings.OPTIONS[name] for name in SEEN_BY_READERS}
    return {name: ",".join(value) if isinstance(value, tuple) else str(value) for name, value in told.items()}


def pack(tar: tarfile.TarFile, told: Manifest, reading: Reading, tick: Tick) -> None:
    """Every member in its order."""
    for name, data in ((manifest.MEMBER, told.written()), ("README.txt", README.encode())):
        add(tar, name, len(data), io.BytesIO(data), reading.at)
    lacking = set(told.lacking)
    digest = hashlib.sha256()
    for name in listed(reading):
        tick()
        if name not in lacking:
            digest.update(pack_file(tar, name, reading.at))
    if digest.hexdigest() != told.files.sha256:
        raise ArchiveError("A file was altered while it was read. Export once more.")
    for spool in reading.tables:
        reading.rows.seek(spool.start)
        add(tar, spool.table.member, spool.size, reading.rows, reading.at)


def pack_file(tar: tarfile.TarFile, name: str, at: int) -> bytes:
    """One file under its SHA-256 and its name. Returns its line in the list of all."""
    try:
        with files.place(name).open("rb") as file:
            sha256 = files.digest(file)
            file.seek(0)
            add(tar, f"files/{sha256}/{name}", os.fstat(file.fileno()).st_size, file, at)
            return files.line(sha256, name)
    except FileNotFoundError:
        raise ArchiveError(f"The file {name} was deleted while it was read. Export once more.") from None


def add(tar: tarfile.TarFile, name: str, size: int, data: IO[bytes], at: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, at
    tar.addfile(member, data)
    tar.members = []  # type: ignore[attr-defined]  # tarfile remembers every member it wrote: a million files would be a gigabyte
