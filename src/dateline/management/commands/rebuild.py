"""`dateline rebuild`: the index anew beside the live one, then a swap; answers go on throughout."""

from typing import Any

from dateline import opening
from dateline.management import base
from dateline.management.progress import Bar
from dateline.search import index


class Command(base.Command):
    help = "Build the index beside the live one and swap."

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        with Bar("Indexing", self.stderr) as bar:
            count = index.rebuild(progress=bar.show)
        self.stderr.write(f"The index was built anew from {count} live items.")
