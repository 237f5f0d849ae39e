"""`dateline sample N`: generated releases, for trying size."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from dateline import opening
from dateline.demo import bulk, guard
from dateline.management import base
from dateline.management.progress import Bar
from dateline.record import log
from dateline.releases.models import Release
from dateline.search import index

MOST = 5_000_000  # beyond it nothing was ever measured
STANDSTILL_S = 120.0


class Command(base.Command):
    help = "Add generated releases to the sample newsroom, or to an empty one, for trying size."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", metavar="N", type=int, help="how many")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        count = options["count"]
        if not 0 < count <= MOST:
            raise opening.refused(f"N: {count} is not between 1 and {MOST:,}.")
        if not guard.has_sample_people() and Release.objects.exclude(source__startswith=bulk.SOURCE).exists():
            raise opening.refused(
                f"{settings.DATA} holds a newsroom of yours, and what is published stays in its record. Add the sample to another folder: "
                "name one in DATELINE_DATA, run dateline init or dateline demo, then this."
            )
        began = time.monotonic()
        with Bar("Writing news", self.stderr) as bar:
            bulk.add(count, now=timezone.now(), progress=bar.show)
        with Bar("Indexing", self.stderr) as bar:
            self.follow(log.position(), bar)
        took = time.monotonic() - began
        self.stdout.write(f"Added {count:,} generated releases in {took:,.0f} s, {count / max(took, 1e-3):,.0f} a second.")

    def follow(self, target: int, bar: Bar) -> None:
        """Wait for the index, whoever writes it, as long as it moves."""
        start = seen = index.reader.fresh().position
        moved_at = time.monotonic()
        while not index.settle(target, timeout_s=1, progress=lambda done, total: bar.show(done - start, total - start)):
            position = index.reader.fresh().position
            bar.show(position - start, target - start)
            if position > seen:
                seen, moved_at = position, time.monotonic()
            elif time.monotonic() - moved_at > STANDSTILL_S:
                raise CommandError("Everything is committed, but the index does not move. See: dateline doctor", returncode=1)
