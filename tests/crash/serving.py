"""A newsroom that really serves, in processes of its own, and what is left of it after `kill -9`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import databases

BIN = Path(sys.executable).parent
PASSWORD = "long-enough-for-a-test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not in {seconds} s: {what}"
        time.sleep(0.02)


class Serving:
    """`dateline serve` in a session of its own, so that its processes can be found and counted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
        self.environment |= {"DATELINE_DATA": str(folder), **databases.environment(folder)}
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run([BIN / "dateline", *words], env=self.environment, capture_output=True, text=True, check=check)

    def init(self) -> None:
        databases.make(self.folder)
        secret = self.folder.parent / "password"
        secret.write_text(PASSWORD)
        self.run("init", "--admin", "root", "--password-file", str(secret))

    def start(self, *options: str) -> None:
        words = [BIN / "dateline", "serve", "--port", str(self.port), *options]
        with (self.folder.parent / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        until(self.answers, 30, "the newsroom serves")
        until(lambda: self.worker() is not None, 30, "the worker runs")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=1) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
            return bytes(response.read())

    @property
    def main(self) -> int:
        assert self.process is not None
        return self.process.pid

    def alive(self) -> list[int]:
        """Every process of the session that has not ended."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and session_of(entry) == self.main:
                found.append(int(entry.name))
        return found

    def worker(self) -> int | None:
        return next((pid for pid in self.alive() if command_of(pid).endswith("dateline\0worker\0")), None)

    def kill_main(self) -> None:
        os.kill(self.main, signal.SIGKILL)
        self.reap()

    def kill_worker(self) -> None:
        worker = self.worker()
        assert worker is not None
        os.kill(worker, signal.SIGKILL)

    def kill_group(self) -> None:
        os.killpg(self.main, signal.SIGKILL)
        self.reap()

    def reap(self) -> None:
        assert self.process is not None
        self.process.wait(5)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(15)
        self.process = None


def session_of(entry: Path) -> int:
    """The session of a live process; 0 for one that is gone or a zombie."""
    try:
        state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return 0
    return 0 if state == "Z" else int(session)


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
