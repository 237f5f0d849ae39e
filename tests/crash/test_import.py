"""`kill -9` at random moments of an import, then the same command again: the state of a run that nobody disturbed.

CRASH_ROUNDS says how many moments are tried.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import archive
from tests import conftest, databases
from tests.crash import looking
from tests.crash.serving import Serving, session_of, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("may_ask"),
    pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc"),
]

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "1"))
FOLLOWED = Path(__file__).with_name("followed.py")
ITEMS = 2_600  # enough for every process that an import starts beside itself
STATE = (  # everything but times, keys and what is drawn at random
    "SELECT public_id, sequence, reference, state, published_on, published_at, original FROM record_item ORDER BY sequence",
    "SELECT i.sequence, e.number, e.language, e.kind, e.content, e.card, e.digest, i.current_id = e.id "
    "FROM record_edition e JOIN record_item i ON i.id = e.item_id ORDER BY 1, 2",
    "SELECT n, kind, note, subject, quiet, i.sequence FROM record_change c JOIN record_item i ON i.id = c.item_id ORDER BY n",
    "SELECT address, view, i.sequence FROM record_formeraddress a JOIN record_item i ON i.id = a.item_id ORDER BY 1",
    "SELECT r.source, source_digest, title, lead, dateline, live, has_unpublished_changes, i.sequence, "
    "live_revision_id = latest_revision_id FROM releases_release r JOIN record_item i ON i.release_uuid = r.uuid ORDER BY r.source",
    "SELECT o.slug, sort_order, r.source FROM releases_releaseoffice x JOIN releases_release r ON r.id = x.release_id "
    "JOIN vocabularies_office o ON o.id = x.office_id ORDER BY 3, 2",
    "SELECT key, slug, labels FROM vocabularies_topic ORDER BY key",
    "SELECT sequence, change FROM record_counters",
    *(f"SELECT count(*) FROM {table}" for table in ("releases_release", "wagtailcore_revision", "record_change")),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("archive") / "archive.jsonl"
    archive.write(file, ITEMS, paragraphs=3)
    return file


@pytest.fixture(scope="module")
def undisturbed(made: Path, file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[object, ...]]]:
    newsroom = copied(made, tmp_path_factory.mktemp("undisturbed"))
    newsroom.run("import", str(file), "--create-terms")
    return state(newsroom)


def copied(made: Path, folder: Path) -> Serving:
    conftest.copy(made, folder / "data")
    return Serving(folder / "data")


def state(newsroom: Serving) -> list[list[tuple[object, ...]]]:
    return [list(databases.rows(newsroom.folder, query)) for query in STATE]


def imported(newsroom: Serving) -> int:
    [[change]] = databases.rows(newsroom.folder, "SELECT change FROM record_counters")
    return int(change)


@pytest.fixture
def importing(made: Path, file: Path, tmp_path: Path) -> Iterator[tuple[Serving, "subprocess.Popen[bytes]"]]:
    newsroom = copied(made, tmp_path)
    command = [sys.executable, FOLLOWED, "import", str(file), "--create-terms"]
    process = subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.DEVNULL, start_new_session=True)
    yield newsroom, process
    process.kill()
    process.wait(10)


@pytest.mark.parametrize("moment", range(ROUNDS))
def test_a_killed_import_goes_on_to_the_same_end(
    importing: tuple[Serving, "subprocess.Popen[bytes]"], file: Path, undisturbed: list[list[tuple[object, ...]]], moment: int
) -> None:
    newsroom, process = importing
    enough, rest_s = when(moment)
    until(lambda: imported(newsroom) >= enough, 120, f"{enough} items are in")
    time.sleep(rest_s)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) in (-9, 0)
    until(lambda: not in_session(process.pid), 60, "what it started has ended too")
    assert enough <= imported(newsroom) and imported(newsroom) % 100 == 0
    print(f"{imported(newsroom)} of {ITEMS} were in")
    again = newsroom.run("import", str(file), "--create-terms")
    assert f"{ITEMS - imported_before(again.stdout)} imported" in again.stdout
    for query, found, right in zip(STATE, state(newsroom), undisturbed, strict=True):
        assert found == right, query
    assert looking.found(newsroom.folder) == ITEMS


def when(moment: int) -> tuple[int, float]:
    """How many items are in, and for how long it goes on: in one moment of five all are, in one of ten it may still be starting."""
    rng = random.Random(f"import {moment}")
    if moment % 5 == 3:
        return ITEMS, rng.uniform(0, 0.4)
    if moment % 10 == 9:
        return 0, rng.uniform(0, 1.5)
    return rng.randint(1, ITEMS), rng.uniform(0, 0.2)


def imported_before(report: str) -> int:
    """What the second run found unchanged: whole batches, and nothing besides."""
    unchanged = int(report.split(" unchanged")[0].rsplit(" ", 1)[1])
    assert unchanged % 100 == 0
    return unchanged


def in_session(pid: int) -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and session_of(entry) == pid]
