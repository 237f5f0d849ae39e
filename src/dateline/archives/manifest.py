"""What an archive says of itself, in its first member: versions, counts and digests of everything that follows. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dateline.archives.errors import Damaged
from dateline.archives.shapes import made

FORMAT, VERSION = "dateline-archive", 1
MEMBER = "dateline-archive.json"
MOST_BYTES = 2**26  # of a manifest: a table takes 500, a lacking file 60
MEANING = "a file whose first member is dateline-archive.json"


@dataclass(frozen=True, slots=True)
class Table:
    """One member of rows. `last` is the last primary key that was ever given, so that none is given twice; None without such."""

    kind: str
    member: str
    fields: tuple[str, ...]
    rows: int
    sha256: str  # of the lines, unpacked
    last: int | None


@dataclass(frozen=True, slots=True)
class Files:
    """All files. `sha256` is that of the lines "SHA-256  name", in order of name."""

    count: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What is read first, whatever the version."""

    format: str
    version: int
    made_by: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first member, as JSON."""

    made_by: str
    settings: Mapping[str, str]  # those that readers see
    change: int
    items: int
    editions: int
    tables: tuple[Table, ...]
    files: Files
    lacking: tuple[str, ...]  # files that rows name and that were not there
    left_out: Mapping[str, str]

    def written(self) -> bytes:
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def read(data: bytes, name: str) -> Manifest:
    """The manifest in these bytes. Raises Damaged, naming the file, also for one of a later version."""
    try:
        told = json.loads(data)
        said = made(Saying, told)
        if said.format != FORMAT:
            raise Damaged(f"{name}: is no archive of Dateline's: {MEANING} that says so.")
        if said.version > VERSION:
            raise Damaged(
                f"{name}: is an archive of version {said.version}, made by {said.made_by}; this Dateline reads up to {VERSION}. "
                "Bring Dateline up to date."
            )
        return made(Manifest, told)
    except (ValueError, RecursionError) as error:
        if isinstance(error, Damaged):
            raise
        raise Damaged(f"{name}: its first member is damaged ({error}). Copy the archive anew.") from None
