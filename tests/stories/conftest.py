"""The demo's newsroom, for the stories that only read it; a PostgreSQL for those that need one, whatever the suite runs on."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pytest
from pytest_django.plugin import DjangoDbBlocker

from dateline.demo import load as demo
from tests import conftest
from tests.newsroom import Newsroom
from tools import postgres


@pytest.fixture(scope="session")
def kept(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """The demo's newsroom, made once."""
    folder = tmp_path_factory.mktemp("demo") / "newsroom"
    conftest.copy(template, folder)
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder):
            demo.load()
            newsroom.settle()
    return folder


@pytest.fixture
def sample(kept: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """The demo's newsroom, for tests that only read it."""
    with django_db_blocker.unblock():
        yield from conftest.opened(kept)


@pytest.fixture
def postgresql() -> Iterator[str]:
    """An empty database on a PostgreSQL: the one the suite runs on, else one started for this."""
    programs = postgres.binaries()
    if programs is None:
        pytest.skip(f"there is no PostgreSQL {postgres.OLDEST} in /usr/lib/postgresql")
    with ExitStack() as stack:
        if not os.environ.get(postgres.VARIABLE):
            url = stack.enter_context(postgres.running(programs))
            stack.enter_context(mock.patch.dict(os.environ, {postgres.VARIABLE: url}))
        yield stack.enter_context(postgres.database("dateline_there"))["DATELINE_DATABASE_URL"]
