"""The newsroom's files: their names as rows have them, their SHA-256, and copies that are on the disk when this says so."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name

from dateline.archives.errors import Damaged
from dateline.archives.kinds import KINDS
from dateline.archives.values import file_fields, model_of

PIECE = 2**20


def names() -> Iterator[str]:
    """Every file that a row names, once, in order within its column."""
    for kind in KINDS:
        for field in file_fields(kind):
            found = model_of(kind.model)._base_manager.filter(**{f"{field.attname}__gt": ""}).order_by(field.attname)
            yield from found.values_list(field.attname, flat=True).distinct().iterator(chunk_size=1000)


def place(name: str) -> Path:
    return Path(default_storage.path(name))


def measured(name: str) -> tuple[str, int] | None:
    """(SHA-256, bytes) of a file on storage; None when it is not there."""
    try:
        with place(name).open("rb") as file:
            return digest(file), os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return None


def digest(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def line(sha256: str, name: str) -> bytes:
    """As sha256sum prints it."""
    return f"{sha256}  {name}\n".encode()


def copied(source: IO[bytes], target: Path) -> str:
    """Write a file for its owner alone and down to the disk. Returns the SHA-256 of what was written."""
    found = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with owners_alone(target) as file:
        file.truncate(0)
        while piece := source.read(PIECE):
            found.update(piece)
            file.write(piece)
        flushed(file)
    return found.hexdigest()


def owners_alone(path: Path) -> IO[bytes]:
    """A file to write that nobody else may read; what it holds already is left in it."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    os.fchmod(file.fileno(), 0o600)
    return file


def flushed(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def settled(folder: Path) -> None:
    """Let the names in a folder be on the disk, too, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def require_inside(name: str, file: str) -> None:
    """Raise Damaged for a name that would lead out of its folder."""
    try:
        validate_file_name(name, allow_relative_path=True)
        inside = not name.startswith("/") and not set(name) & {"\\", "\0"}
    except SuspiciousFileOperation:
        inside = False
    if not inside:
        raise Damaged(f"{file}: names a file {name!r}, which would not lie inside the newsroom's folder. Do not trust this archive.")
