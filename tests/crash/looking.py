"""Whether a newsroom is as `dateline doctor` wants it; asked in this process, which spares each look the start of another."""

from pathlib import Path

from dateline.archives.export import export
from dateline.management.commands import doctor
from dateline.search import finder
from dateline.search.query import Query
from tests import conftest


def found(newsroom: Path) -> int:
    """How many items readers find where the record is whole and the index holds what it does."""
    for _ in conftest.opened(newsroom):
        require_sound()
        total = finder.find(Query(languages=("any",)), limit=1).total
    return total


def packed(newsroom: Path, target: Path) -> bytes:
    """Every row and file as an archive, of a newsroom that is sound."""
    for _ in conftest.opened(newsroom):
        require_sound()
        export(target)
    archive = target.read_bytes()
    target.unlink()
    return archive


def require_sound() -> None:
    said = [str(finding) for finding in (*doctor.the_record(lambda *_: None), *doctor.the_index()) if not finding.good]
    assert not said, said
