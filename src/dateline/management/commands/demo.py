"""`dateline demo`: the sample newsroom, made at its first start, and served."""

import contextlib
import gc
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection

from dateline import opening
from dateline.demo import guard, load, welcome
from dateline.management import base, listening
from dateline.management.progress import Bar
from dateline.people.models import User
from dateline.record import log
from dateline.releases.models import Release
from dateline.search import index

READY_S = 60  # then the block is shown all the same


class Command(base.Command):
    help = "Serve the sample newsroom; a second start keeps its data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=int, default=welcome.USUAL_PORT, help="on which port (8000)")
        parser.add_argument("--fresh", action="store_true", help="take the sample's data away first, and make them anew")
        parser.add_argument("--no-serve", action="store_true", help="make it, and do not serve it")

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = time.monotonic()
        address = f"http://{options['host']}:{options['port']}"
        if not options["no_serve"]:
            listening.require_port(options["host"], options["port"], command="demo")
        if options["fresh"]:
            self.clear()
        self.make()
        if options["no_serve"]:
            self.stdout.write(f"The sample newsroom is in {shown(Path(settings.DATA))}. Serve it with: dateline demo")
            return
        threading.Thread(target=self.tell_when_ready, args=[address], daemon=True).start()
        call_command("serve", host=options["host"], port=options["port"], workers=1, no_worker=False, sample=True)

    def clear(self) -> None:
        with self.step("The old sample taken away"):
            connection.close()
            if guard.is_served():
                raise opening.refused(f"--fresh: {settings.DATA} is being served. Stop that first, with Ctrl-C where it runs.")
            if not guard.clear():
                raise opening.refused(
                    f"--fresh: {settings.DATA} is not known to be a sample newsroom, and was left alone. Remove it yourself."
                )

    def make(self) -> None:
        """Everything a sample newsroom needs, where it is lacking."""
        with undisturbed():
            with self.step("Folder, key, database and index"):
                opening.require_database()
                opening.make_folder()
                guard.make_key()
                opening.make()
            if (Release.objects.exists() or User.objects.exists()) and not guard.has_sample_people():
                raise opening.refused(f"{settings.DATA} holds a newsroom of yours. Name another folder in DATELINE_DATA, or none.")
            with self.step("Offices, people and news"), Bar("Writing news", self.stderr) as bar:
                load.load(progress=bar.show)
        with self.step("Everything can be found"):
            index.settle(log.position(), timeout_s=READY_S)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A tick when it is done, with the seconds it took."""
        began = time.monotonic()
        yield
        self.stderr.write(f"✓ {name}  {time.monotonic() - began:.1f} s")

    def tell_when_ready(self, address: str) -> None:
        ends = time.monotonic() + READY_S
        while not answers(f"{address}/health/ready") and time.monotonic() < ends:
            time.sleep(0.05)
        self.stderr.write(f"✓ Served  {time.monotonic() - self.began:.1f} s since the start")
        self.tell(address)

    def tell(self, address: str) -> None:
        command, folder = as_typed(sys.argv[0]), shown(Path(settings.DATA))
        self.stdout.write(welcome.block(address, command=command, made_with_make=listening.by_make(), data=folder))
        self.stdout.flush()
        connection.close()


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Without the search for garbage: while Django draws every model of 160 migrations there is much to look at and nothing to find."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
        gc.collect()


def as_typed(program: str) -> str:
    """How the program was begun, as one would type it."""
    return f"{sys.executable} -m dateline" if program.endswith("__main__.py") else program


def shown(folder: Path) -> str:
    """A folder as one would type it here."""
    with contextlib.suppress(ValueError):
        return f"./{folder.relative_to(Path.cwd())}"
    return str(folder)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):  # noqa: S310 -- our own
            return True
    except OSError:
        return False
