"""The sample newsroom, made once; tests only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from dateline.demo import load as demo
from tests import conftest
from tests.newsroom import Newsroom


@pytest.fixture(scope="session")
def kept(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "newsroom"
    conftest.copy(template, folder)
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder):
            demo.load()
            newsroom.settle()
    return folder


@pytest.fixture
def sample(kept: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    with django_db_blocker.unblock():
        yield from conftest.opened(kept)
