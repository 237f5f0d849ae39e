"""`dateline serve`: what it started it stops, and nothing else."""

import io
import os
from typing import Any

import pytest
from django.core.management import call_command

from dateline.management.commands import serve
from dateline.management.commands.serve import Worker
from tests.desk import browsing
from tests.newsroom import Newsroom


class Closed:
    """A server that ends as soon as it has begun."""

    def __init__(self, *args: Any, **options: Any) -> None:
        pass

    def serve(self) -> None:
        pass


@pytest.fixture
def served(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What `serve` says on standard error."""
    monkeypatch.setattr(serve, "Server", Closed)
    for name in ("DATELINE_DATA", "DATELINE_LIFELINE"):  # `serve` sets them for its children
        monkeypatch.setenv(name, os.environ.get(name, ""))

    def run() -> str:
        call_command("serve", no_worker=True, port=browsing.free_port(), stderr=(said := io.StringIO()))
        return said.getvalue()

    return run


def test_a_worker_that_was_never_started_is_stopped_without_a_word() -> None:
    worker = Worker()
    worker.stop()
    assert worker.stopping.is_set() and worker.pid == 0


def test_a_variable_that_is_no_setting_is_told_once(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served().startswith("Serving on ")
    monkeypatch.setenv("DATELINE_BSAE_URL", "https://news.example.org")
    assert served().startswith("DATELINE_BSAE_URL is no setting and does nothing; DATELINE_BASE_URL may be meant\nServing on ")


def test_children_are_told_the_folder_once(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATA_FILE", "/run/secrets/data")
    served()
    assert os.environ["DATELINE_DATA"] and "DATELINE_DATA_FILE" not in os.environ
