"""A newsroom is made, or found lacking. Everything `init` does, each step once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from dateline import reaching
from dateline.people.models import Assignment, Role, User
from dateline.search import index
from dateline.search.engine import IndexUnusable


def refused(message: str) -> CommandError:
    """An error of the caller's: nothing was done, exit status 2."""
    return CommandError(message, returncode=2)


def make() -> list[str]:
    """Folder, key, database and index, where they are lacking. Returns what was made; without a usable database nothing is."""
    require_database()
    steps = (make_folder, make_key, make_database, make_index)
    try:
        return [made for step in steps if (made := step())]
    except PermissionError as error:
        raise refused(
            f"{error.filename or settings.DATA} may not be written ({error.strerror}). Be the user whose newsroom it is."
        ) from None


def require_database() -> None:
    """Raise with exit status 2 unless there is a database, or a place for one, that `make` can work with."""
    with refusing(), reaching.asked():
        reaching.require()
        reaching.require_place()
        if connection.vendor == "postgresql" and unmigrated():
            reaching.require_right_to_make_tables()


@contextmanager
def refusing() -> Iterator[None]:
    """What keeps the database from being used is the caller's to put right."""
    try:
        yield
    except reaching.Unusable as error:
        raise refused(str(error)) from None


def make_folder() -> str:
    data = Path(settings.DATA)
    if data.is_dir():
        return ""
    try:
        data.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise refused(f"DATELINE_DATA: {data} cannot be made ({error.strerror}). Name a folder that can be written.") from None
    return f"the data folder {data}"


def make_key() -> str:
    kept = Path(settings.DATA) / "secret-key"
    if settings.OPTIONS["DATELINE_SECRET_KEY"] or kept.is_file():
        return ""
    part = kept.with_name(f"{kept.name}.part")  # no key is ever there half, or empty
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(settings.SECRET_KEY)
    os.replace(part, kept)
    return "a secret key"


def unmigrated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def make_file() -> None:
    """The SQLite file, which nobody else may read: SQLite gives the same mode to its log."""
    if (file := reaching.file()) and not file.exists():
        file.touch(mode=0o600)


def make_database() -> str:
    with refusing(), reaching.asked():
        make_file()
        if not unmigrated():
            return ""
        call_command("migrate", verbosity=0, interactive=False)
    return "the database"


def make_index() -> str:
    try:
        index.reader.fresh()
    except IndexUnusable:
        index.rebuild()
        return "the search index"
    return ""


def require() -> None:
    """Raise with exit status 2 unless there is a newsroom that this code can work with."""
    if reaching.lacks_file():
        raise refused(nowhere())
    with refusing(), reaching.asked():
        reaching.require()
        if unmigrated():
            raise refused("This newsroom was made by an earlier version, or not to its end. Bring it up to date with: dateline init")


def nowhere() -> str:
    """Which setting names a place without a newsroom."""
    if url := settings.OPTIONS[reaching.NAME]:
        return f"{reaching.NAME}: there is no newsroom in {url}. Make one with: dateline init (or name another file)"
    return f"There is no newsroom in {settings.DATA}. Make one with: dateline init (or name another folder in DATELINE_DATA)"


def administrators() -> dict[str, str]:
    """Those who may sign in, the first one and others that the desk made: name -> hash of the password."""
    found = User.objects.filter(Q(is_superuser=True) | Q(assignments__role=Role.ADMINISTRATOR), is_active=True)
    return dict(found.order_by("pk").values_list("username", "password"))


def make_administrator(name: str, password: str) -> None:
    user = User.objects.create_superuser(name, "", password)
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR)
