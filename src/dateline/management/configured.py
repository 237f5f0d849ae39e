"""What `doctor` looks at first: the settings, and who can read what they name."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from dateline import config, mail, reaching
from dateline.management.finding import Finding, said

SHORTEST_KEY = 32  # characters: 160 bits and more where letters and digits are drawn
A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
EXAMPLE = "smtp://user:password@host:587"


def configuration() -> Iterator[Finding]:
    yield Finding(True, "public address", settings.BASE_URL)
    yield Finding(True, "zone and languages", f"{settings.NEWSROOM_ZONE}; {', '.join(settings.LANGUAGES_SHOWN)}")
    yield from (Finding(True, "settings", line, look=True) for line in config.unknown())


def letters() -> Iterator[Finding]:
    """Where mail goes and from whom: a letter that nobody gets, or that nobody can answer, is worth a look."""
    place, sender = mail.place(settings.OPTIONS["DATELINE_EMAIL_URL"]), settings.DEFAULT_FROM_EMAIL
    if not place:
        told = f"to the console, where nobody gets it; DATELINE_EMAIL_URL={EXAMPLE} sends it"
        yield Finding(True, "mail", told, look=True)
        return
    nobody = sender.endswith("@localhost")
    advice = "; nobody can answer that: put ?from=press@example.org after DATELINE_EMAIL_URL" if nobody else ""
    yield Finding(True, "mail", f"to {place}, from {sender}{advice}", look=nobody)


def folder() -> Iterator[Finding]:
    closed = not Path(settings.DATA).stat().st_mode & 0o007
    yield said(closed, "data folder", str(settings.DATA), f"everybody can read it: chmod 700 {settings.DATA}")


def key() -> Iterator[Finding]:
    kept = Path(settings.DATA) / "secret-key"
    if given := settings.OPTIONS["DATELINE_SECRET_KEY"]:
        is_short = len(given) < SHORTEST_KEY
        told = f", of {len(given)} characters, which can be guessed; {A_KEY} prints a better one" if is_short else ""
        yield Finding(True, "secret key", f"from DATELINE_SECRET_KEY{told}", look=is_short)
        return
    closed = kept.is_file() and not kept.stat().st_mode & 0o077
    yield said(closed, "secret key", "kept in the data folder", f"{kept} is lacking or others can read it: dateline init, chmod 600")


def database_elsewhere() -> Iterator[Finding]:
    """An SQLite file that the data folder does not close off; its log lies beside it and holds the same."""
    file = reaching.file()
    if file is None or file.is_relative_to(settings.DATA):
        return
    beside = [file.with_name(file.name + ending) for ending in ("", "-wal", "-shm")]
    opened = [str(one) for one in beside if one.is_file() and one.stat().st_mode & 0o007]
    is_closed = not opened or not file.parent.stat().st_mode & 0o001  # nobody else gets as far
    yield said(is_closed, "database elsewhere", str(file), f"everybody can read it: chmod 600 {' '.join(opened)}")
