"""`dateline demo`: the sample newsroom, made at its first start, and served."""

import contextlib
import gc
import os
import socket
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
from dateline.management import base
from dateline.management.progress import Bar
from dateline.people.models import User
from dateline.record import log
from dateline.releases.models import Release
from dateline.search import index

READY_S = 60  # then the block is shown all the same
NEIGHBOURS = 50  # ports looked at for a free one


class Command(base.Command):
    help = "Serve the sample newsroom; a second start keeps its data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="on which port (8000)")
        parser.add_argument("--fresh", action="store_true", help="take the sample's data away first, and make them anew")
        parser.add_argument("--no-serve", action="store_true", help="make it, and do not serve it")

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = time.monotonic()
        address = f"http://{options['host']}:{options['port']}"
        if not options["no_serve"]:
            require_port(options["host"], options["port"])
        if options["fresh"]:
            self.clear()
        self.make()
        if options["no_serve"]:
            self.tell(address)
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
        self.stdout.write(welcome.block(address, command=as_typed(sys.argv[0]), made_with_make=by_make(), data=shown(Path(settings.DATA))))
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


def by_make() -> bool:
    return "MAKELEVEL" in os.environ


def shown(folder: Path) -> str:
    """A folder as one would type it here."""
    with contextlib.suppress(ValueError):
        return f"./{folder.relative_to(Path.cwd())}"
    return str(folder)


def is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise opening.refused(f"--port: {port} may not be used ({error.strerror}). Take one above 1023.") from None
        except OSError:
            return False
        return True


def require_port(host: str, port: int) -> None:
    """Raise with the one command that helps, before anything is made."""
    if not 0 < port < 65536:
        raise opening.refused(f"--port: {port} is not between 1 and 65535.")
    if is_free(host, port):
        return
    other = next((one for one in range(port + 1, min(port + NEIGHBOURS, 65536)) if is_free(host, one)), None)
    command = f"make demo PORT={other}" if by_make() else f"dateline demo --port {other}"
    raise opening.refused(
        f"Port {port} is taken by another program. " + (f"Take another: {command}" if other else "Free it, or take another.")
    )


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):  # noqa: S310 -- our own
            return True
    except OSError:
        return False
