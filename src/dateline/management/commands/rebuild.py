"""`dateline rebuild`: the index anew beside the live one, then a swap; answers go on throughout."""

import os
from typing import Any

from django.core.management.base import CommandParser

from dateline import opening
from dateline.management import base
from dateline.management.progress import Bar
from dateline.search import index

GENTLY = 10  # of 19


class Command(base.Command):
    help = "Build the index beside the live one and swap."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--gently", action="store_true", help="leave the processor to others, and say nothing; ends with whoever started it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["gently"]:  # nobody asked for it: it shares the terminal of whatever is served there
            os.nice(GENTLY)
            opening.require()
            index.rebuild()
            return
        opening.require()
        with Bar("Indexing", self.stderr) as bar:
            count = index.rebuild(progress=bar.show)
        self.stderr.write(f"The index was built anew from {count} live items.")
