"""`dateline init`: a newsroom where there was none. A second time it changes nothing."""

import getpass
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser

from dateline import opening
from dateline.management import base
from dateline.people.models import User


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
        made = opening.make()
        self.stderr.write(f"Made {', '.join(made)}." if made else "Everything is there already.")
        if User.objects.filter(is_superuser=True).exists():
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
        self.stderr.write("The first administrator's name (empty: none for now): ", ending="")
        self.stderr.flush()
        name = input().strip()
        while name:
            try:
                password = getpass.getpass("Password: ", stream=sys.stderr)
                validate_password(password)
                self.administrator(name, password)
                return
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))


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
