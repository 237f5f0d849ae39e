"""`dateline manage follow`: what an import starts beside itself, so that the index follows. Not for people: `dateline worker` is."""

import sys
from typing import Any

from dateline.ingest import following
from dateline.management import base


class Command(base.Command):
    help = "Write the index beside an import, which starts this itself and says through the pipe where."

    def handle(self, *args: Any, **options: Any) -> None:
        following.follow(sys.stdin.buffer)
