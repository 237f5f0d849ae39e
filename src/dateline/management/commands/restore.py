"""`dateline restore`: the newsroom of a backup, where there is none."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dateline import opening
from dateline.archives.errors import ArchiveError, NotIndexed
from dateline.archives.restore import restore
from dateline.management import base
from dateline.management.elsewhere import tell_differences
from dateline.management.progress import Bar


class Command(base.Command):
    help = "Make the newsroom of a backup again, in an empty data folder. It says what was verified."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="the folder of `dateline backup`")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Bar("Copying files", self.stderr) as bar:
                told, items = restore(Path(options["folder"]), progress=bar.show)
        except ArchiveError as error:
            raise opening.refused(str(error)) from None
        except NotIndexed as error:
            raise CommandError(str(error), returncode=1) from None
        self.stdout.write(
            f"Restored as of {told.made_at}, and verified: {told.items} items, {told.editions} editions with every digest right, "
            f"{told.change} changes without a gap, {sum(told.counts.values())} rows as counted, {told.files.count} files with every "
            f"SHA-256 right, an index of {items} live items at change {told.change}."
        )
        tell_differences(self, told.settings)
