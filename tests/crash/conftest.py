"""A newsroom that really serves, from a copy of one that is made once a module."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import conftest, databases
from tests.crash.serving import Serving


@pytest.fixture(scope="module")
def may_ask(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For tests that look into a newsroom from their own process, too."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Serving(tmp_path_factory.mktemp("made") / "data")
    newsroom.init()
    return newsroom.folder


@pytest.fixture
def options() -> Sequence[str]:
    """Of `dateline serve`."""
    return ()


@pytest.fixture
def serving(made: Path, options: Sequence[str], tmp_path: Path) -> Iterator[Serving]:
    conftest.copy(made, tmp_path / "data")
    newsroom = Serving(tmp_path / "data")
    newsroom.start(*options)
    yield newsroom
    newsroom.stop()
    databases.drop(newsroom.folder)
