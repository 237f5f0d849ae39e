"""Servers that are measured: granian, nginx; what their processes cost in CPU, and how many requests a second they answer."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
WRK_S = int(os.environ.get("BENCH_WRK_S", "4"))
CLIENTS = 16

Server = tuple[int, int]  # port, process


@contextmanager
def granian(target: str, settings: dict[str, str], threads: int = 2) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", str(threads), "--log-level", "warning", target]
    with served(command, port, {**os.environ, **settings}) as pid:
        yield port, pid


@contextmanager
def nginx(body: bytes) -> Iterator[Server]:
    """One worker, and the bytes as a file below /page."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page").write_bytes(body)
        Path(folder).chmod(0o755)
        server = f"server {{ listen 127.0.0.1:{port}; root {folder}; access_log off; keepalive_requests 100000000; }}"
        http = f"http {{ sendfile on; open_file_cache max=10; {server} client_body_temp_path {folder}; }}"
        Path(folder, "conf").write_text(f"worker_processes 1; daemon off; pid {folder}/pid; error_log stderr; events {{}} {http}")
        with served(["nginx", "-p", folder, "-c", f"{folder}/conf"], port, dict(os.environ)) as pid:
            yield port, pid


@contextmanager
def served(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        until = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)) and time.monotonic() < until:
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_s(pid: int) -> float:
    """Of a process and its children, all threads, by the scheduler's nanoseconds."""
    files = (file for one in [pid, *children(pid)] for file in Path(f"/proc/{one}/task").glob("*/schedstat"))
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def children(pid: int) -> list[int]:
    return [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]


def lacking(*programs: str) -> list[str]:
    return [program for program in programs if shutil.which(program) is None]


def a_second(port: int, path: str) -> float:
    """Requests that are answered in a second, by wrk's one thread and CLIENTS connections. Raises SystemExit for any that is not a 200."""
    words = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{WRK_S}s", "-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None or "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{path}: {said}")
    return float(found[1])
