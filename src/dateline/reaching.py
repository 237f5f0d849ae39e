"""A database that cannot be reached, or used, said by name with the way out."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OLDEST = 15
MOST_NAMED = 3
NAME = "DATELINE_DATABASE_URL"

# What the server or libpq says, as a rule in English, and what to do about it.
WAYS_OUT = (
    ("password authentication failed", "Put user and password right; signs such as @ : / in a password are written %40 %3A %2F."),
    ("no password supplied", "Write the password into the address, or the address into a file that {name}_FILE names."),
    (r'role ".*" does not exist', "Make the role: createuser --pwprompt {user}"),
    (r'database ".*" does not exist', "Make it: createdb --owner={user} --encoding=UTF8 --template=template0 {database}"),
    ("no pg_hba.conf entry", "Let this machine and user in by a line in the server's pg_hba.conf."),
    ("too many clients|connection slots", "Raise max_connections there, or run fewer processes here."),
    ("invalid connection option", "What stands after ? in the address are libpq's parameters, such as sslmode=require."),
    ("permission denied", "Let an administrator say: ALTER DATABASE {database} OWNER TO {user}"),
)
OF_A_FILE = re.compile("disk is full|disk I/O error|readonly database|unable to open database file|database is locked")
ROOM = "See that the folder may be written and that there is room in it."
OTHER_FILE = "Name the file of a newsroom, or one that is not there yet."
ELSE = "See that the server runs and that host and port are right."


class Unusable(Exception):
    """The message names the setting, the database, what is wrong and the way out."""


def setting() -> str:
    """The setting that says where the database is."""
    return NAME if connection.vendor != "sqlite" or settings.OPTIONS[NAME] else "DATELINE_DATA"


def where() -> str:
    """The database without its password."""
    told = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return f"“{told['NAME']}”"
    host = f"{told.get('HOST') or 'the local socket'}{':' if told.get('PORT') else ''}{told.get('PORT') or ''}"
    return f"“{told['NAME']}” at {host}"


def way_out(said: str) -> str:
    if connection.vendor == "sqlite":
        return ROOM if OF_A_FILE.search(said) else OTHER_FILE
    told = settings.DATABASES["default"]
    names = {"name": NAME, "user": told.get("USER") or "dateline", "database": told["NAME"]}
    return next((advice for pattern, advice in WAYS_OUT if re.search(pattern, said)), ELSE).format(**names)


@contextmanager
def asked() -> Iterator[None]:
    """Turn what a database says inside into Unusable."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        raise Unusable(f"{setting()}: the database {where()} cannot be used ({said(error)}). {way_out(said(error))}") from None


def stopped(error: DatabaseError | InterfaceError) -> str:
    """One line on a database that went away in the middle of a command; "" where it is a fault of ours, which needs its stack trace."""
    if connection.vendor == "sqlite":
        told = f"{setting()}: the database {where()} cannot be used ({said(error)}). {ROOM}"
        return told if OF_A_FILE.search(str(error)) else ""
    return f"{setting()}: the database {where()} does not answer ({said(error)}). {ELSE}"


def said(error: Exception) -> str:
    """Its words in one line."""
    return " ".join(str(error).split())


def require() -> None:
    """Raise Unusable unless a server answers that is new enough and keeps text in UTF-8, and no later version has been at work there."""
    if connection.vendor == "postgresql":
        require_server()
    elif lacks_file():
        return
    if found := later():
        met = f"{NAME}: the database {where()} was brought up to date by a later version of Dateline ({', '.join(found[:MOST_NAMED])})"
        way_back = "go back to the backup of before, into a new DATELINE_DATA: dateline restore DIR"
        raise Unusable(f"{met}, and this one could spoil it. Start the later one again, or {way_back}")


def later() -> list[str]:
    """Migrations that the database has seen and that come after all we know in their app: earlier ones may have been merged since."""
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    known: dict[str, str] = {}
    for app, name in loader.disk_migrations:
        known[app] = max(name, known.get(app, ""))
    with asked():
        applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app} {name}" for app, name in applied if app in known and name > known[app])


def require_server() -> None:
    with asked():
        connection.ensure_connection()
        major, encoding = version() // 10_000, asked_for("server_encoding")
    if major < OLDEST:
        raise Unusable(f"{NAME}: {where()} is PostgreSQL {major}; {OLDEST} or later is needed. Upgrade the server, or name another.")
    if encoding != "UTF8":
        remade = f"createdb --encoding=UTF8 --template=template0 {settings.DATABASES['default']['NAME']}"
        raise Unusable(f"{NAME}: {where()} keeps text in {encoding}, which cannot hold every language. Make it anew: {remade}")


def file() -> Path | None:
    """The SQLite file."""
    return Path(settings.DATABASES["default"]["NAME"]) if connection.vendor == "sqlite" else None


def lacks_file() -> bool:
    """Whether there is no SQLite file where one is named: to ask it would make it."""
    place = file()
    return place is not None and not os.path.isfile(place)


def require_place() -> None:
    """Raise Unusable for an SQLite file that cannot be made; the data folder is made with what is in it, others are not."""
    place = file()
    if place is None or not lacks_file() or place.parent == Path(settings.DATA):
        return
    if not os.path.isdir(place.parent):
        raise Unusable(f"{NAME}: the database {where()} cannot be made: there is no folder {place.parent}. Make it, or name another.")
    if os.path.isdir(place):
        raise Unusable(f"{NAME}: the database {where()} cannot be made: it is a folder. Name a file in it.")
    if not os.access(place.parent, os.W_OK | os.X_OK):
        raise Unusable(f"{NAME}: the database {where()} cannot be made: {place.parent} may not be written. Name another folder.")


def require_right_to_make_tables() -> None:
    """Raise Unusable for a role that is let in, but may not lay the tables; only `init` needs to."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE)")
        if not cursor.fetchone()[0]:
            said = "permission denied"
            raise Unusable(f"{NAME}: in the database {where()} this role may not make tables. {way_out(said)}")


def version() -> int:
    """As the server tells it, such as 150018."""
    return int(asked_for("server_version_num"))


def asked_for(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])
