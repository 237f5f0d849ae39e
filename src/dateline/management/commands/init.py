"""`dateline init`: a newsroom where there was none, or one of before brought up to date. A second time it changes nothing."""

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.db import connection

from dateline import opening, reaching
from dateline.management import base
from dateline.people.models import User

MOST_NAMED = 5
DATABASE = "the database"  # as `opening` calls what it made


class Command(base.Command):
    help = "Make the data folder, the database and the search index, and a first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--admin", metavar="NAME", help="the first administrator's name")
        parser.add_argument("--password-file", metavar="FILE", help="a file whose first line is the password")

    def handle(self, *args: Any, **options: Any) -> None:
        name, file = options["admin"], options["password_file"]
        if bool(name) != bool(file):
            raise opening.refused("--admin and --password-file belong together: name both, or neither.")
        password = password_in(file) if file else ""
        was_there = has_people()
        kept = required_first(name, password) if name and was_there else ""
        for line in told(opening.make(), was_there=was_there):
            self.stderr.write(line)
        if kept:
            self.stderr.write(kept)
        if opening.administrators():
            return
        if name:
            self.administrator(name, password)
        elif sys.stdin.isatty() and sys.stderr.isatty():
            self.ask()
        else:
            self.stderr.write("There is no administrator yet. Make one with: dateline init --admin NAME --password-file FILE")

    def administrator(self, name: str, password: str) -> None:
        opening.make_administrator(name, password)
        self.stderr.write(f"Made the administrator {name}, who signs in at /desk/.")

    def ask(self) -> None:
        name = self.asked_name()
        while name:
            try:
                password = typed_twice()
                self.administrator(name, password)
                return
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))

    def asked_name(self) -> str:
        """One that nobody has; "" for none."""
        while True:
            self.stderr.write("The first administrator's name (empty: none for now): ", ending="")
            self.stderr.flush()
            name = input().strip()
            if not is_taken(name):
                return name
            self.stderr.write(f"There is a person called {name} already. Choose another name.")


def has_people() -> bool:
    """Whether there is a database with a newsroom's tables in it, of whatever version."""
    if reaching.lacks_file():
        return False
    with opening.refusing(), reaching.asked():
        return User._meta.db_table in connection.introspection.table_names()


def is_taken(name: str) -> bool:
    return User.objects.filter(username=name).exists()


def required_first(name: str, password: str) -> str:
    """Raise where there is another administrator already; nothing has been done by then.

    Returns what to say of this very one: who installs anew with the words of before finds a password that was changed since.
    """
    there = opening.administrators()
    if name in there:
        same = check_password(password, there[name])
        return "" if same else f"{name} is administrator already, with another password, which stays. {way_in(name)}"
    if there:
        named = ", ".join(list(there)[:MOST_NAMED]) + (f" and {len(there) - MOST_NAMED} more" if len(there) > MOST_NAMED else "")
        way_out = f"Add {name} at the desk, under People. {way_in(next(iter(there)))}"
        raise opening.refused(f"--admin: there is an administrator already ({named}), and init makes the first one alone. {way_out}")
    if is_taken(name):
        raise opening.refused(f"--admin: there is a person called {name} already, who is no administrator. Choose another name.")
    return ""


def way_in(name: str) -> str:
    return f"A new password for {name}: dateline manage changepassword {name}"


def told(made: Sequence[str], *, was_there: bool) -> list[str]:
    """What was made, and what was there and is of this version now."""
    updated = was_there and DATABASE in made
    new = [one for one in made if not (updated and one == DATABASE)]
    lines = ["Brought the database up to date."] if updated else []
    lines += [f"Made {', '.join(new)}."] if new else []
    return lines or ["Everything is there already."]


def typed_twice() -> str:
    """A password, the same both times. Raises ValidationError."""
    password = getpass.getpass("Password: ", stream=sys.stderr)
    validate_password(password)
    if getpass.getpass("The same once more: ", stream=sys.stderr) != password:
        raise ValidationError("The two were not the same. Nothing was made; type it again.")
    return password


def password_in(file: str) -> str:
    """The first line of the file. Refuses what cannot be read and what is too weak, before anything is made."""
    try:
        password = (Path(file).read_text(encoding="utf-8").splitlines() or [""])[0]
        validate_password(password)
    except (OSError, UnicodeDecodeError) as error:
        raise opening.refused(f"--password-file: {file} cannot be read ({getattr(error, 'strerror', None) or error}).") from None
    except ValidationError as error:
        raise opening.refused(f"--password-file: {' '.join(error.messages)}") from None
    return password
