"""What a backup says of itself: `manifest.json` in its folder, put in place last, so that it names only what is whole."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.archives import files
from dateline.archives.errors import Damaged
from dateline.archives.manifest import Files, Saying
from dateline.archives.shapes import made

FORMAT, VERSION = "dateline-backup", 1
MANIFEST, FOLDER, KEY = "manifest.json", "files", "secret-key"
SQLITE, ARCHIVE = "sqlite", "archive"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the backup beside the newsroom's own."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The manifest. `kind` says what the database member is: an SQLite file, or an archive without files."""

    made_by: str
    made_at: str
    settings: Mapping[str, str]
    change: int
    items: int
    editions: int
    kind: str
    database: Member
    list: Member  # of files, as sha256sum prints it
    files: Files
    counts: Mapping[str, int]  # kind of row -> how many
    lacking: tuple[str, ...]
    key: Member | None  # None where the environment says the key

    def write(self, folder: Path) -> None:
        """Replace the manifest in one step: until then the one before is true."""
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        part = folder / f"{MANIFEST}.part"
        with files.owners_alone(part) as file:
            file.truncate(0)
            file.write(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
            files.flushed(file)
        os.replace(part, folder / MANIFEST)
        files.settled(folder)


def member(folder: Path, name: str) -> Member:
    with (folder / name).open("rb") as file:
        return Member(name, os.fstat(file.fileno()).st_size, files.digest(file))


def read(folder: Path) -> Copy:
    """The manifest of a backup. Raises Damaged where there is none that can be used."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        said = made(Saying, told)
        if said.format != FORMAT:
            raise ValueError(f"format: it is {said.format[:40]!r}")
        if said.version > VERSION:
            raise Damaged(f"{folder}: is a backup of version {said.version}, made by {said.made_by}. Bring Dateline up to date.")
        return made(Copy, told)
    except OSError:
        raise Damaged(f"{folder}: holds no {MANIFEST}, so no whole backup of a newsroom is in it. Name another folder.") from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, Damaged):
            raise
        raise Damaged(f"{folder}: its {MANIFEST} is damaged ({error}). Use another backup.") from None


def listed(folder: Path, told: Copy) -> Iterator[tuple[str, str]]:
    """(SHA-256, name) of each file."""
    with (folder / told.list.name).open("rb") as lines:
        for line in lines:
            sha256, _, name = line.decode().rstrip("\n").partition(f"  {FOLDER}/")
            yield sha256, name


def line(sha256: str, name: str) -> bytes:
    return files.line(sha256, f"{FOLDER}/{name}")
