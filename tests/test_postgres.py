"""The throw-away PostgreSQL of `make test-postgres`: it answers, and is gone with whoever asked for it."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import postgres

ROOT = Path(__file__).parents[1]
TOOL = [sys.executable, "-m", "tools.postgres"]
PROBE = """
import os, psycopg
print(os.path.dirname(psycopg.connect(os.environ['DATELINE_TEST_DATABASE_URL']).execute('SHOW data_directory').fetchone()[0]), flush=True)
"""

needed = pytest.mark.skipif(postgres.binaries() is None, reason="no PostgreSQL 15 or later in /usr/lib/postgresql")


def until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@needed
def test_a_command_finds_the_server_and_leaves_nothing() -> None:
    told = subprocess.run([*TOOL, sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "dateline-postgres-" in told.stdout and not Path(told.stdout.strip()).exists()


@needed
def test_it_ends_as_its_command_does() -> None:
    assert subprocess.run([*TOOL, sys.executable, "-c", "raise SystemExit(7)"], cwd=ROOT, check=False).returncode == 7


@needed
def test_it_is_gone_with_its_parent(tmp_path: Path) -> None:
    folder, probe = tmp_path / "folder", tmp_path / "probe.py"
    probe.write_text(f"{PROBE}\nimport time; time.sleep(60)")
    parent = subprocess.Popen(["sh", "-c", f"{' '.join([*TOOL, sys.executable, str(probe)])} > {folder}; true"], cwd=ROOT)
    until(lambda: folder.exists() and folder.read_text())
    made = Path(folder.read_text().strip())
    assert made.is_dir()
    parent.send_signal(signal.SIGKILL)
    parent.wait(5)
    until(lambda: not made.exists())


def test_without_packages_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    assert postgres.main(["true"]) == postgres.LACKING
    assert "apt-get install postgresql" in capsys.readouterr().err
