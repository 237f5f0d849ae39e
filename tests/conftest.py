"""Every test gets a newsroom of its own: a copy of a migrated database, a folder, an index. Commits are real."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from dateline.demo import load as demo
from tests import databases
from tests.environment import SCRATCH
from tests.newsroom import SECRET, Newsroom

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; nobody attacks a test
SHARED = Path(__file__).parents[2] / "shared"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are told by what they are for: packed ones hold the time, and every process that runs the suite must name a test alike."""
    return argname if isinstance(val, bytes) else None


def pytest_sessionfinish() -> None:
    databases.drop_all()
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """../shared beside the checkout; tests that need it are skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def template(django_db_blocker: DjangoDbBlocker) -> Path:
    """A migrated database and an empty index, made once."""
    folder = SCRATCH / "template"
    folder.mkdir()
    databases.make(folder)
    with django_db_blocker.unblock():
        point_at(folder)
        call_command("migrate", verbosity=0, interactive=False)
        newsroom = Newsroom(folder)
        newsroom.set_secret(SECRET)
        newsroom.build_index()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    return folder


@pytest.fixture
def newsroom(template: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """A newsroom with nothing in it."""
    folder = tmp_path / "newsroom"
    copy(template, folder)
    with django_db_blocker.unblock():
        yield from opened(folder)
    databases.drop(folder)


@pytest.fixture(scope="session")
def kept(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """The demo's newsroom, made once."""
    folder = tmp_path_factory.mktemp("demo") / "newsroom"
    copy(template, folder)
    with django_db_blocker.unblock():
        for newsroom in opened(folder):
            demo.load()
            newsroom.settle()
    return folder


@pytest.fixture
def sample(kept: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """The demo's newsroom, for tests that only read it."""
    with django_db_blocker.unblock():
        yield from opened(kept)


def copy(template: Path, folder: Path) -> None:
    shutil.copytree(template, folder)
    databases.copy(template, folder)


def opened(folder: Path) -> Iterator[Newsroom]:
    point_at(folder)
    try:
        yield Newsroom(folder)
    finally:
        connection.close()


def point_at(folder: Path) -> None:
    """Let this process work in a folder, whatever it worked in before."""
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = databases.name_of(folder)
    settings.DATA, settings.INDEX_PATH, settings.PRIVATE_FILES = folder, folder / "index", folder / "files"
    settings.MEDIA_ROOT = str(folder / "files")
