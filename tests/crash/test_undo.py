"""`kill -9` in the middle of taking a run back, then the same command again: the state of an undo that nobody disturbed."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench import archive
from tests import databases
from tests.crash import looking
from tests.crash.serving import BIN, Serving, until
from tests.crash.test_import import copied, state

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("may_ask"),
    pytest.mark.skipif(sys.platform != "linux", reason="as the other crashes"),
]

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "1"))
ITEMS = 1_500
WITHDRAWN = "SELECT count(*) FROM record_change WHERE kind = 'withdrawn'"
UNDONE = "SELECT count(*), sum(undone) FROM ingest_taken"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Serving(tmp_path_factory.mktemp("imported") / "data")
    newsroom.init()
    file = newsroom.folder.parent / "archive.jsonl"
    archive.write(file, ITEMS, paragraphs=1)
    newsroom.run("import", str(file), "--create-terms")
    return newsroom.folder


@pytest.fixture(scope="module")
def undisturbed(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[object, ...]]]:
    newsroom = copied(imported, tmp_path_factory.mktemp("undisturbed"))
    newsroom.run("import", "--undo", "1")
    return state(newsroom)


def asked(newsroom: Serving, query: str) -> tuple[int, ...]:
    [found] = databases.rows(newsroom.folder, query)
    return tuple(found)


@pytest.mark.parametrize("moment", range(ROUNDS))
def test_a_killed_undo_goes_on_to_the_same_end(
    imported: Path, undisturbed: list[list[tuple[object, ...]]], tmp_path: Path, moment: int
) -> None:
    newsroom, enough = copied(imported, tmp_path), random.Random(f"undo {moment}").randint(0, ITEMS)
    command = [BIN / "dateline", "import", "--undo", "1"]
    process = subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.DEVNULL, start_new_session=True)
    until(lambda: asked(newsroom, WITHDRAWN)[0] >= enough, 120, f"{enough} items are withdrawn")
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) in (-9, 0)
    [done] = asked(newsroom, WITHDRAWN)
    assert enough <= done and done % 100 == 0
    assert f"{ITEMS - done} withdrawn" in newsroom.run("import", "--undo", "1").stdout
    assert state(newsroom) == undisturbed and asked(newsroom, UNDONE) == (ITEMS, ITEMS)
    assert looking.found(newsroom.folder) == 0
