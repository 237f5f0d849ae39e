"""`dateline backup`: a verified copy of the newsroom, taken while it serves."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from dateline import opening
from dateline.archives.backup import backup
from dateline.archives.errors import ArchiveError
from dateline.management import base
from dateline.management.progress import Bar


class Command(base.Command):
    help = "Bring a backup up to date, or begin one: database, files and key, verified. The newsroom goes on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="a new or empty folder, or that of an earlier run")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        folder = Path(options["folder"])
        try:
            with Bar("Copying files", self.stderr) as bar:
                told = backup(folder, progress=bar.show)
        except ArchiveError as error:
            raise opening.refused(str(error)) from None
        self.stdout.write(
            f"{folder}: {told.items} items, {told.editions} editions, {told.change} changes, {told.files.count} files "
            f"({told.database.bytes + told.files.bytes:,} bytes); database and new files read back and right."
        )
        for name in told.lacking:
            self.stderr.write(f"Not in it, for its file is lacking: {name}")
        if told.lacking:
            sys.exit(1)
