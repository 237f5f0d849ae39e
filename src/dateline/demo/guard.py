"""The sample newsroom's key and accounts are known to everyone: where they are, nobody starts a real newsroom by mistake."""

import contextlib
import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password

from dateline.demo.load import MAIL, PASSWORD
from dateline.people.models import User
from dateline.search import index
from dateline.search.engine import IndexUnusable

KEY = settings.SAMPLE_KEY
OURS = ("dateline.sqlite3*", "index", "files", "clock-runs*", "secret-key")  # what a newsroom keeps; the key goes last


def key_file() -> Path:
    return Path(settings.DATA) / "secret-key"


def make_key() -> None:
    """A key that says what it is for, unless there is one."""
    if not settings.OPTIONS["DATELINE_SECRET_KEY"] and not key_file().is_file():
        key_file().touch(mode=0o600)
        settings.SECRET_KEY = KEY + secrets.token_urlsafe(40)  # of this process and its children too
        key_file().write_text(settings.SECRET_KEY)


def has_sample_key() -> bool:
    return key_file().is_file() and key_file().read_text().startswith(KEY)


def has_sample_people() -> bool:
    """Whether the sample's invented people are in this newsroom. No real address ends as theirs do (RFC 2606)."""
    return User.objects.filter(email__endswith=MAIL).exists()


def dangers() -> list[str]:
    """What keeps this newsroom from being a real one: the sample's key, and accounts that open with the printed password."""
    sample = list(User.objects.filter(email__endswith=MAIL, is_active=True))
    opened = {hashed: check_password(PASSWORD, hashed) for hashed in {user.password for user in sample}}
    people = [user.get_username() for user in sample if opened[user.password]]
    known = [f"the account{'s' if len(people) > 1 else ''} {', '.join(people)} with the printed password"] if people else []
    return ["the sample’s key", *known] if settings.SECRET_KEY.startswith(KEY) else known


def is_served() -> bool:
    """Whether a worker holds this newsroom's index: then somebody serves it."""
    try:
        with index.writer() as engine:
            return engine is None
    except IndexUnusable:
        return False


def clear() -> bool:
    """Take away what the sample keeps in its folder, and the folder when nothing else is in it.

    False, and nothing done, for a folder that is not known to be a sample's.
    """
    folder = Path(settings.DATA)
    if not folder.exists():
        return True
    if not has_sample_key() or settings.OPTIONS["DATELINE_DATABASE_URL"]:
        return False
    for path in (path for pattern in OURS for path in folder.glob(pattern)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    with contextlib.suppress(OSError):  # somebody's own file lies there
        folder.rmdir()
    return True
