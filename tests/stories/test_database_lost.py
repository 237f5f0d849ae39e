"""A database server that goes away in the middle of a command: a message that says so, and nothing half-done."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from bench import archive

ROOT = Path(__file__).parents[2]
LOSE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def environment(postgresql: str, tmp_path: Path) -> dict[str, str]:
    told = {**os.environ, "DATELINE_DATA": str(tmp_path / "data"), "DATELINE_DATABASE_URL": postgresql, "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "-m", "dateline", "init"], env=told, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return told


def test_an_import_says_so_and_goes_on_where_it_was(environment: dict[str, str], postgresql: str, tmp_path: Path) -> None:
    archive.write(tmp_path / "rows.jsonl", 1_500, paragraphs=1)
    command = [sys.executable, "-m", "dateline", "import", str(tmp_path / "rows.jsonl"), "--create-terms"]
    importer = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with psycopg.connect(postgresql, autocommit=True) as server:
        while importer.poll() is None and count(server) < 300:
            time.sleep(0.02)
        server.execute(LOSE)
        _, said = importer.communicate(timeout=120)
        assert importer.returncode == 1 and "does not answer" in said and "Traceback" not in said, said
        assert 300 <= (there := count(server)) < 1_500 and there % 100 == 0
    again = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    assert again.stdout.startswith(f"{1_500 - there} imported, 0 updated, {there} unchanged, 0 refused.")


def count(server: psycopg.Connection[tuple[int]]) -> int:
    found = server.execute("SELECT count(*) FROM record_item").fetchone()
    return found[0] if found else 0
