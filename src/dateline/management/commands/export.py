"""`dateline export`: everything out, in one documented archive."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from dateline import opening
from dateline.archives.errors import ArchiveError
from dateline.archives.export import export
from dateline.management import base
from dateline.management.progress import Bar


class Command(base.Command):
    help = "Write everything into one archive, desk and people included; `dateline import` reads it. The newsroom may go on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a new file, such as newsroom.tar; nothing is written over")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        if options["file"] == "-":
            raise opening.refused("-: an archive goes into a file, not to standard output. Name a new one, such as newsroom.tar.")
        target = Path(options["file"])
        try:
            with Bar("Exporting", self.stderr) as bar:
                told = export(target, progress=bar.show)
        except ArchiveError as error:
            raise opening.refused(str(error)) from None
        self.stdout.write(
            f"{target}: {told.items} items, {told.editions} editions, {told.change} changes, {told.files.count} files, {told.rows} rows "
            f"in all, {target.stat().st_size:,} bytes."
        )
        self.stderr.write("It holds drafts, people and the hashes of their passwords: keep it as you would keep the newsroom.")
        for name in told.lacking:
            self.stderr.write(f"Not in it, for its file is lacking: {name}")
        if told.lacking:
            sys.exit(1)
