"""`kill -9` at random moments of export, import of it, backup and restore. CRASH_ROUNDS says how many of each.

The same newsroom gives the same archive, so whether two newsrooms are equal is a matter of comparing two files.
"""

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import databases
from tests.crash.serving import BIN, Serving

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="as the other crash tests")]

ROUNDS = range(int(os.environ.get("CRASH_ROUNDS", "1")))
ITEMS = 500


@dataclass
class Whole:
    """An undisturbed newsroom, what it comes to as an archive and as a backup, and how long each command takes it."""

    newsroom: Serving
    folder: Path
    took: dict[str, float] = field(default_factory=dict)

    @property
    def archive(self) -> Path:
        return self.folder / "whole.tar"

    @property
    def kept(self) -> Path:
        return self.folder / "kept"

    def timed(self, newsroom: Serving, *words: str) -> None:
        began = time.monotonic()
        newsroom.run(*words)
        self.took[words[0]] = time.monotonic() - began


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    made = Whole(Serving(folder / "data"), folder)
    made.newsroom.run("demo", "--no-serve")
    page = folder / "page.txt"
    page.write_text("".join(f"Title {n}\nPublishing date: {1 + n % 28} May {2000 + n % 20}\nParagraph {n}.\n" for n in range(ITEMS)))
    made.newsroom.run("import", str(page))
    made.timed(made.newsroom, "export", str(made.archive))
    made.timed(made.newsroom, "backup", str(made.kept))
    made.timed(Serving(folder / "restored"), "restore", str(made.kept))
    loaded = Serving(folder / "loaded")
    loaded.run("init")
    made.timed(loaded, "import", str(made.archive))
    return made


def killed(whole: Whole, newsroom: Serving, moment: int, *words: str) -> bool:
    """Run a command and kill it somewhere after its first fifth, in which it starts. Whether it had come to its end before."""
    process = subprocess.Popen([BIN / "dateline", *words], env=newsroom.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    share = random.Random(f"{words[0]}{moment}").uniform(0.2, 1.0)
    try:
        return process.wait(share * whole.took[words[0]]) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(10) == 0


def is_the_same(whole: Whole, newsroom: Serving, tmp_path: Path) -> None:
    """Every row and file as in the undisturbed one, the index too, and nothing left over."""
    newsroom.run("export", str(tmp_path / "now.tar"))
    assert (tmp_path / "now.tar").read_bytes() == whole.archive.read_bytes()
    (tmp_path / "now.tar").unlink()
    said = newsroom.run("doctor", check=False).stdout
    assert "BAD  record" not in said and "BAD  index" not in said, said
    assert {path.name for path in newsroom.folder.iterdir()} <= {
        *("dateline.sqlite3", "dateline.sqlite3-shm", "dateline.sqlite3-wal", "files", "index", "secret-key")
    }


def items(newsroom: Serving) -> int:
    [[found]] = databases.rows(newsroom.folder, "SELECT count(*) FROM record_item")
    return int(found)


@pytest.mark.parametrize("moment", ROUNDS)
def test_an_export_is_whole_or_not_there(whole: Whole, moment: int, tmp_path: Path) -> None:
    target = tmp_path / "out.tar"
    done = killed(whole, whole.newsroom, moment, "export", str(target))
    assert not done or target.exists()
    if not target.exists():
        whole.newsroom.run("export", str(target))
    assert target.read_bytes() == whole.archive.read_bytes() and [path.name for path in tmp_path.iterdir()] == ["out.tar"]


@pytest.mark.parametrize("moment", ROUNDS)
def test_an_import_of_it_is_whole_or_nothing(whole: Whole, moment: int, tmp_path: Path) -> None:
    newsroom = Serving(tmp_path / "data")
    newsroom.run("init")
    killed(whole, newsroom, moment, "import", str(whole.archive))
    assert items(newsroom) in (0, items(whole.newsroom))
    again = newsroom.run("import", str(whole.archive), check=False)
    assert again.returncode == 0 or "this newsroom is not empty" in again.stderr, again.stderr
    is_the_same(whole, newsroom, tmp_path)


@pytest.mark.parametrize("moment", ROUNDS)
def test_a_backup_is_that_of_before_or_the_new_one(whole: Whole, moment: int, tmp_path: Path) -> None:
    newsroom, kept = Serving(tmp_path / "data"), tmp_path / "kept"
    killed(whole, whole.newsroom, moment, "backup", str(kept))
    first = newsroom.run("restore", str(kept), check=False)
    if (kept / "manifest.json").exists():
        is_the_same(whole, newsroom, tmp_path)
    else:
        assert first.returncode == 2 and "holds no manifest.json" in first.stderr and not newsroom.folder.exists()
    whole.newsroom.run("backup", str(kept))
    later = Serving(tmp_path / "later")
    later.run("restore", str(kept))
    is_the_same(whole, later, tmp_path)
    assert len(list(kept.glob("*.sqlite3"))) == len(list(kept.glob("files-*.txt"))) == 1 and not list(kept.glob("*.part"))


@pytest.mark.parametrize("moment", ROUNDS)
def test_a_restore_begins_anew_or_comes_to_its_end(whole: Whole, moment: int, tmp_path: Path) -> None:
    newsroom = Serving(tmp_path / "data")
    killed(whole, newsroom, moment, "restore", str(whole.kept))
    if (newsroom.folder / "dateline.sqlite3").exists():
        assert items(newsroom) == items(whole.newsroom)
    again = newsroom.run("restore", str(whole.kept), check=False)
    assert again.returncode == 0 or "is not empty" in again.stderr and not (newsroom.folder / "restoring").exists(), again.stderr
    is_the_same(whole, newsroom, tmp_path)
