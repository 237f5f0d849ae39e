"""The index follows beside an import, and the writer waits for it where it must."""

import json
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from dateline.ingest import following, run
from dateline.ingest.following import Following, wait_for_the_index
from dateline.record import log
from dateline.search import index
from tests.crash.serving import until
from tests.newsroom import Newsroom


@pytest.fixture
def file(tmp_path: Path) -> str:
    said = ({"source": f"s{number}", "title": f"Title {number}", "published": "2020-05-05"} for number in range(400))
    (tmp_path / "archive.jsonl").write_text("".join(json.dumps(one) + "\n" for one in said))
    return str(tmp_path / "archive.jsonl")


def test_an_index_is_written_beside_the_import(newsroom: Newsroom, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "FROM_ROWS", 100)
    monkeypatch.setattr(following, "MOST_BEHIND", 399)
    monkeypatch.setattr(index, "follow", refuses)  # in this process; the other one is another
    assert run.run(run.Wish(file), progress=waits_at_its_end).imported == 400
    assert index.reader.fresh().position == 400 and newsroom.find()["total"] == 400
    with index.writer() as engine:
        assert engine is not None, "the process still holds the lock"


def waits_at_its_end(done: int, total: int) -> None:
    until(lambda: done < 400 or index.reader.fresh().position >= 300, 60, "the index is written beside")


def refuses(*args: object, **kwargs: object) -> int:
    raise AssertionError("the index is written by the importing process itself")


def test_nobody_is_started_where_a_worker_follows_or_little_comes(newsroom: Newsroom) -> None:
    with Following() as alone:
        alone.keep_up(following.FROM_ROWS - 1)
        assert alone.process is None
        with index.writer() as held:
            assert held is not None
            alone.keep_up(following.FROM_ROWS)
        assert alone.asked and alone.process is None
    with Following(following.MOST_BEHIND) as few:
        few.keep_up(following.FROM_ROWS)
        assert not few.asked


def test_the_writer_waits_for_an_index_that_moves_and_for_no_other(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_BEHIND", 0)
    monkeypatch.setattr(following, "PATIENCE_S", 0.3)
    newsroom.draft().save_revision().publish()
    begun = time.monotonic()
    wait_for_the_index(log.position())
    assert time.monotonic() - begun >= 0.3 and index.reader.fresh().position == 0
    follower = threading.Timer(0.1, settled)
    monkeypatch.setattr(following, "PATIENCE_S", 60)
    follower.start()
    wait_for_the_index(log.position())
    assert index.reader.fresh().position == 1
    follower.join()


def settled() -> None:
    index.settle(1, timeout_s=30)
    connection.close()
