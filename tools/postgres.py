"""A throw-away PostgreSQL for tests: from the machine's own packages, in a temporary folder, on a free port.

`python -m tools.postgres COMMAND ...` runs a command that finds it in DATELINE_TEST_DATABASE_URL, and exits as the command does.
`python -m tools.postgres` alone prints the address and stays. Either stops the server and removes the folder when it ends, also
when its parent dies. Exit status 3 where there are no packages: what needs them is to be skipped, and that said.
"""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

VARIABLE = "DATELINE_TEST_DATABASE_URL"
OLDEST = 15
LACKING = 3
START_S = 30
POLL_S = 0.1
PR_SET_PDEATHSIG = 1  # linux/prctl.h
MEMORY = Path("/dev/shm")  # thousands of small files are made and dropped: on a busy disk each database takes a second
ROOM_BYTES = 2**31
# Durability is not tested here, and a test's database lives for a moment.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "max_wal_size": "256MB",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "panic",
}


def binaries() -> Path | None:
    """The folder of the newest server's programs that is not too old; Debian keeps one for each version."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres") if path.parts[-3].isdigit()]
    new = sorted((folder for folder in found if int(folder.parts[-2]) >= OLDEST), key=lambda folder: int(folder.parts[-2]))
    return new[-1] if new else None


def user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    return "postgres" if os.getuid() == 0 else None


def place() -> Path | None:
    """Where the folder is made: in memory where there is room, else where temporary files are."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def die_with_parent() -> None:
    """In the child, after it has become another user: an immediate stop, whatever kills this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def make(programs: Path, folder: Path, password: str) -> None:
    """An empty cluster that sorts as people do, not by bytes: what leans on the order of bytes shows."""
    secret = folder / "password"
    secret.write_text(password)
    if account := user():
        for path in (folder, secret):
            shutil.chown(path, account, account)
    words = ["-D", folder / "data", "-U", "dateline", "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--no-sync"]
    words += ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
    made = subprocess.run([programs / "initdb", *words], user=account, capture_output=True, text=True, cwd="/", check=False)
    if made.returncode:
        raise SystemExit(f"PostgreSQL could not be made: {made.stderr}")


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A server, and its address."""
    folder, password, port = Path(tempfile.mkdtemp(prefix="dateline-postgres-", dir=place())), secrets.token_hex(8), free_port()
    try:
        make(programs, folder, password)
        settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *words], user=user(), preexec_fn=die_with_parent, cwd="/", stdout=sys.stderr
        )
        try:
            wait_for(programs, port, server)
            yield f"postgres://dateline:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGQUIT)  # immediately: nothing here is to be kept
            server.wait(START_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """What a process is told to work in a database of its own on the server of VARIABLE; nothing where that is not set."""
    server, programs = os.environ.get(VARIABLE, ""), binaries()
    if not server or programs is None:
        yield {}
        return
    subprocess.run([programs / "createdb", f"--maintenance-db={server}", name], check=True)
    try:
        yield {"DATELINE_DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        subprocess.run([programs / "dropdb", "--force", f"--maintenance-db={server}", name], check=True)


def wait_for(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("PostgreSQL did not start.")
        time.sleep(POLL_S)


def stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def stay(command: Sequence[str], url: str) -> int:
    """Until the command has ended, or the parent has; then the command is ended too."""
    parent = os.getppid()
    child = subprocess.Popen(command, env={**os.environ, VARIABLE: url}) if command else None
    try:
        while os.getppid() == parent:
            if child is not None and child.poll() is not None:
                return child.returncode
            time.sleep(POLL_S)
        return 1
    finally:
        if child is not None and child.poll() is None:
            child.terminate()
            child.wait(START_S)


def main(command: Sequence[str]) -> int:
    programs = binaries()
    if programs is None:
        print(f"There is no PostgreSQL {OLDEST} or later in /usr/lib/postgresql. As root: apt-get install postgresql", file=sys.stderr)
        return LACKING
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        with running(programs) as url:
            if not command:
                print(url, flush=True)
            return stay(command, url)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
