"""`kill -9` at random moments of an import and of publishing: nothing acknowledged is lost, nothing is half public.

CRASH_ROUNDS says how many moments each case is tried at; `make crash` tries five, `.ci/run` one.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import databases
from tests.crash.serving import BIN, Serving, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")]

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "1"))
ITEMS = 400
KINDS = ["main", "worker", "group"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    items = (
        f"Title {n}\nPublishing date: {1 + n % 28} May {2000 + n % 20}\nWhat we do: Topic {n % 7}\nParagraph {n}.\n" for n in range(ITEMS)
    )
    file.write_text("".join(items))
    return file


def kill(serving: Serving, kind: str) -> None:
    {"main": serving.kill_main, "worker": serving.kill_worker, "group": serving.kill_group}[kind]()


def nothing_answers_a_second_later(serving: Serving) -> None:
    time.sleep(1)
    assert serving.alive() == [] and not serving.answers()


def rows(serving: Serving, query: str) -> list[tuple[object, ...]]:
    return list(databases.rows(serving.folder, query))


def everything_agrees(serving: Serving) -> None:
    """Live rows, live items and the index name the same releases, and the record is whole."""
    live_rows = {row[0] for row in rows(serving, "SELECT uuid FROM releases_release WHERE live AND live_revision_id IS NOT NULL")}
    live_items = {row[0] for row in rows(serving, "SELECT release_uuid FROM record_item WHERE state = 'live'")}
    assert live_rows == live_items and not rows(serving, "SELECT 1 FROM releases_release WHERE live AND live_revision_id IS NULL")
    report = serving.run("doctor", check=False).stdout
    assert "BAD  record" not in report and "BAD  index" not in report, report
    assert json.loads(serving.run("find", "language=any", "--json").stdout)["total"] == len(live_items)
    assert json.loads(serving.get("/news.json?language=any"))["_dateline"]["total"] == len(live_items)


def caught_up(serving: Serving) -> bool:
    return "BAD  index" not in serving.run("doctor", check=False).stdout


def started_again(serving: Serving, kind: str) -> None:
    if kind == "worker":
        until(lambda: serving.worker() is not None, 30, "another worker took over")
    else:
        nothing_answers_a_second_later(serving)
        serving.start()
    until(lambda: caught_up(serving), 20, "the index caught up")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", range(ROUNDS))
def test_an_import_goes_on_where_it_was(serving: Serving, page: Path, kind: str, moment: int) -> None:
    command = [BIN / "dateline", "import", str(page), "--create-terms"]
    importer = subprocess.Popen(command, env=serving.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    enough = random.Random(f"{kind}{moment}").randint(1, ITEMS - 150)
    until(lambda: len(rows(serving, "SELECT 1 FROM record_item")) >= enough, 60, f"{enough} items are in")
    kill(serving, kind)
    if kind == "group":
        importer.kill()
    assert importer.wait(120) == (-9 if kind == "group" else 0)
    started_again(serving, kind)
    everything_agrees(serving)
    again = serving.run("import", str(page), "--create-terms", check=False)
    assert again.returncode == 0, again.stderr
    assert len(rows(serving, "SELECT 1 FROM record_item")) == ITEMS
    everything_agrees(serving)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", range(ROUNDS))
def test_nothing_acknowledged_is_lost(serving: Serving, kind: str, moment: int, tmp_path: Path) -> None:
    script = [sys.executable, Path(__file__).with_name("publisher.py"), f"{kind}{moment}"]
    with (tmp_path / "acknowledged").open("wb") as said:
        publisher = subprocess.Popen(script, env=serving.environment, stdout=said)
    enough = random.Random(f"{kind}{moment}").randint(5, 60)
    until(lambda: (tmp_path / "acknowledged").read_bytes().count(b"\n") >= enough, 60, f"{enough} are acknowledged")
    kill(serving, kind)
    time.sleep(0 if kind == "group" else 0.5)
    publisher.kill()
    publisher.wait(5)
    started_again(serving, kind)
    everything_agrees(serving)
    acknowledged = dict(
        line.split() for line in (tmp_path / "acknowledged").read_text().splitlines() if line.endswith(("live", "withdrawn"))
    )
    states = {str(row[0]).replace("-", ""): row[1] for row in rows(serving, "SELECT release_uuid, state FROM record_item")}
    assert acknowledged and all(states.get(uuid.replace("-", "")) == state for uuid, state in acknowledged.items())


def test_it_stops_cleanly(serving: Serving) -> None:
    assert serving.process is not None
    serving.process.terminate()
    assert serving.process.wait(10) == 0
    assert serving.alive() == []
