"""`kill -9` at random moments of export, import of it, backup and restore, and before every act of theirs on the disk.

CRASH_ROUNDS says how many of each. The same newsroom gives the same archive, so whether two newsrooms are equal is a matter of comparing
two files.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.archives.errors import Damaged
from dateline.archives.restore import restore
from tests import conftest, databases
from tests.crash import looking
from tests.crash.killing import MOMENTS, Moment, Watched
from tests.crash.serving import Serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("may_ask"),
    pytest.mark.skipif(sys.platform != "linux", reason="as the other crash tests"),
]

ITEMS = 500
LASTING = {"dateline.sqlite3", "dateline.sqlite3-shm", "dateline.sqlite3-wal", "files", "index", "secret-key"}
moments = pytest.mark.parametrize("moment", MOMENTS, ids=str)


@dataclass
class Whole:
    """An undisturbed newsroom, an empty one, what the first comes to as an archive and as a backup, and how each command goes."""

    newsroom: Serving
    empty: Path
    archive: Path
    kept: Path
    commands: Watched
    exported: bytes = b""  # as this process exports it: with other settings


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, may_ask: None) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    archive, kept = folder / "export" / "out.tar", folder / "backup" / "kept"
    made = Whole(Serving(folder / "data"), folder / "empty", archive, kept, Watched(folder))
    made.newsroom.run("demo", "--no-serve")
    page = folder / "page.txt"
    page.write_text("".join(f"Title {n}\nPublishing date: {1 + n % 28} May {2000 + n % 20}\nParagraph {n}.\n" for n in range(ITEMS)))
    made.newsroom.run("import", str(page))
    Serving(made.empty).run("init")
    conftest.copy(made.empty, folder / "import" / "data")
    for newsroom, command, what in (
        (made.newsroom, "export", archive),
        (made.newsroom, "backup", kept),
        (Serving(folder / "restore" / "data"), "restore", kept),
        (Serving(folder / "import" / "data"), "import", archive),
    ):
        (folder / command).mkdir(exist_ok=True)
        made.commands.measured(newsroom, folder / command, command, str(what))
    made.exported = looking.packed(made.newsroom.folder, folder / "now.tar")
    return made


def restored(kept: Path, folder: Path) -> Serving:
    """By this process, for here it is not the restore that is tried."""
    for _ in conftest.opened(folder):
        restore(kept)
    return Serving(folder)


@pytest.fixture
def is_the_same(whole: Whole, tmp_path: Path) -> Callable[[Serving], bool]:
    """Every row and file as in the undisturbed one, the index too, and nothing left over."""

    def asked(newsroom: Serving) -> bool:
        same = looking.packed(newsroom.folder, tmp_path / "now.tar") == whole.exported
        return same and {path.name for path in newsroom.folder.iterdir()} <= LASTING

    return asked


def items(newsroom: Serving) -> int:
    [[found]] = databases.rows(newsroom.folder, "SELECT count(*) FROM record_item")
    return int(found)


@moments
def test_an_export_is_whole_or_not_there(whole: Whole, moment: Moment, tmp_path: Path) -> None:
    target = tmp_path / "out.tar"
    done = whole.commands.killed(moment, whole.newsroom, tmp_path, "export", str(target))
    assert not done or target.exists()
    if not target.exists():
        whole.newsroom.run("export", str(target))
    assert target.read_bytes() == whole.archive.read_bytes() and [path.name for path in tmp_path.iterdir()] == ["out.tar"]


@moments
def test_an_import_of_it_is_whole_or_nothing(whole: Whole, moment: Moment, tmp_path: Path, is_the_same: Callable[[Serving], bool]) -> None:
    newsroom = Serving(tmp_path / "data")
    conftest.copy(whole.empty, newsroom.folder)
    whole.commands.killed(moment, newsroom, tmp_path, "import", str(whole.archive))
    assert items(newsroom) in (0, items(whole.newsroom))
    again = newsroom.run("import", str(whole.archive), check=False)
    assert again.returncode == 0 or "this newsroom is not empty" in again.stderr, again.stderr
    assert is_the_same(newsroom)


@moments
def test_a_backup_is_that_of_before_or_the_new_one(
    whole: Whole, moment: Moment, tmp_path: Path, is_the_same: Callable[[Serving], bool]
) -> None:
    kept = tmp_path / "kept"
    whole.commands.killed(moment, whole.newsroom, tmp_path, "backup", str(kept))
    if (kept / "manifest.json").exists():
        assert is_the_same(restored(kept, tmp_path / "data"))
    else:
        with pytest.raises(Damaged, match=r"holds no manifest\.json"):
            restored(kept, tmp_path / "data")
        assert not (tmp_path / "data").exists()
    whole.newsroom.run("backup", str(kept))
    assert is_the_same(restored(kept, tmp_path / "later"))
    assert len(list(kept.glob("*.sqlite3"))) == len(list(kept.glob("files-*.txt"))) == 1 and not list(kept.glob("*.part"))


@moments
def test_a_restore_begins_anew_or_comes_to_its_end(
    whole: Whole, moment: Moment, tmp_path: Path, is_the_same: Callable[[Serving], bool]
) -> None:
    newsroom = Serving(tmp_path / "data")
    whole.commands.killed(moment, newsroom, tmp_path, "restore", str(whole.kept))
    if (newsroom.folder / "dateline.sqlite3").exists():
        assert items(newsroom) == items(whole.newsroom)
    again = newsroom.run("restore", str(whole.kept), check=False)
    assert again.returncode == 0 or "is not empty" in again.stderr and not (newsroom.folder / "restoring").exists(), again.stderr
    assert is_the_same(newsroom)
