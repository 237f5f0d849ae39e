"""`dateline serve`: web and worker together, under one process that everything else dies with."""

import contextlib
import os
import signal
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from dateline import config, lifeline, opening
from dateline.demo import guard
from dateline.management import base, listening

THREADS = 4  # a worker's: search and database let go of the interpreter while they work
RESTART_S = 0.5
STOP_S = 10.0


class Worker:
    """The worker as a child, started again when it ends before its time.

    Spawned, not by `subprocess`: that waits for a pipe to close which the server's own workers, forked at the same moment in another
    thread, would hold open for ever.
    """

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.pid = 0
        self.thread = threading.Thread(target=self.keep, daemon=True, name="worker-keeper")

    def start(self) -> None:
        self.thread.start()

    def keep(self) -> None:
        """Runs in one thread for the whole life of the process: on Linux a child is bound to the thread that started it."""
        while not self.stopping.is_set():
            self.pid = os.posix_spawn(sys.executable, [sys.executable, "-m", "dateline", "worker"], os.environ, setpgroup=0)
            os.waitpid(self.pid, 0)
            self.pid = 0
            self.stopping.wait(RESTART_S)

    def stop(self) -> None:
        self.stopping.set()
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                if self.pid:
                    os.kill(self.pid, number)
            if self.thread.ident is not None:  # with --no-worker it never began
                self.thread.join(STOP_S)


class Command(base.Command):
    help = "Serve the newsroom: web and worker together. Stops cleanly on SIGTERM and SIGINT."

    stealth_options = ("sample",)  # `demo` serves the sample, and says so itself

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="on which port (8000)")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="web processes (1)")
        parser.add_argument("--threads", type=int, default=THREADS, metavar="N", help=f"threads of each ({THREADS})")
        parser.add_argument("--no-worker", action="store_true", help="web alone; `dateline worker` runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        if not options.get("sample"):
            refuse_the_sample()
        for name in ("workers", "threads"):
            if options[name] < 1:
                raise opening.refused(f"--{name}: {options[name]} is too few; 1 is the least.")
        if not options.get("sample"):  # `demo` looked before it made anything
            listening.require_port(options["host"], options["port"], command="serve")
        os.environ["DATELINE_DATA"] = str(settings.DATA)
        os.environ.pop("DATELINE_DATA_FILE", None)
        os.environ[lifeline.VARIABLE] = str(os.getpid())
        worker = Worker()
        server = Server(
            "dateline.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=options["threads"],
            respawn_failed_workers=True,
            workers_kill_timeout=int(STOP_S),  # whatever keeps one from ending, the newsroom stops when it is told to
            log_access=False,
            log_level=LogLevels.warning,
            websockets=False,
        )
        for line in config.unknown():
            self.stderr.write(line)
        if not options["no_worker"]:
            worker.start()
        if not options.get("sample"):
            self.stderr.write(f"Serving on http://{options['host']}:{options['port']}/ (the public address is {settings.BASE_URL})")
        try:
            server.serve()
        finally:
            worker.stop()


def refuse_the_sample() -> None:
    """Raise where the sample newsroom would be served as if it were a real one."""
    if dangers := guard.dangers():
        raise opening.refused(
            f"{settings.DATA} holds the sample newsroom: {' and '.join(dangers)}. Serve it with: dateline demo. For one of your own, "
            "name another folder in DATELINE_DATA."
        )
