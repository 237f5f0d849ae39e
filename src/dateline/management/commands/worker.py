"""`dateline worker`: the worker alone."""

import signal
import threading
from typing import Any

from dateline import opening, worker
from dateline.management import base


class Command(base.Command):
    help = "Run clock, followers and deliveries. One is enough; a second waits for the first to end."

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.run(stop)
