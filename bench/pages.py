"""What a page costs the server, in CPU: kept and not kept, beside a Django hello and, where it is installed, nginx serving the same bytes.

`BENCH_FINDER_DATA` names a newsroom as `bench.finder` fills it; without it a small one is made. One web process, one client that asks
and waits; the server's CPU is counted, for the client shares the machine.
"""

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import finder, vocabulary

ROOT = Path(__file__).parents[1]
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "400"))
ITEMS = 5_000
TICK = os.sysconf("SC_CLK_TCK")


def measured() -> str:
    with tempfile.TemporaryDirectory() as passing:
        data = Path(os.environ.get("BENCH_FINDER_DATA") or f"{passing}/data")
        finder.filled(data, ITEMS, 400)
        return pages_of(data)


def pages_of(data: Path) -> str:
    rows = []
    with granian("bench.hello:application", {}) as (port, pid):
        hello = cost(port, pid, ["/"] * REQUESTS * 5)
        rows.append(("Django hello, no middleware", hello))
    settings = {"DATELINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "dateline.settings"}
    with granian("dateline.wsgi:application", settings) as (port, pid):
        body = answered(port, "/news/", "Accept-Encoding: br\r\n")
        rows.append(("kept listing, brotli", cost(port, pid, ["/news/"] * REQUESTS * 5, "Accept-Encoding: br\r\n")))
        rows.append(("not kept, mixed addresses", cost(port, pid, mixed(REQUESTS), "Cookie: passes=by\r\n")))
    if shutil.which("nginx"):
        with nginx(body) as (port, pid):
            rows.append(("nginx, the kept listing's bytes as a file", cost(port, pid, ["/page"] * REQUESTS * 5)))
    lines = [f"| {name} | {us:.0f} | {us / hello[0]:.2f} | {per_s:,.0f} |" for name, (us, per_s) in rows]
    lines.append(f"| load average of the machine, {os.cpu_count()} cores | {os.getloadavg()[0]:.1f} | | |")
    head = ["| page | server CPU, us | of a hello | requests a second, one client |", "|---|---|---|---|"]
    return "\n".join(["## Pages", "", *head, *lines])


def mixed(count: int) -> list[str]:
    """A quarter plain, a third one topic, a fifth topic and office, a tenth several, a tenth two words."""
    rng, words = random.Random(1), vocabulary.words_of("en")[0]

    def topic() -> str:
        return f"topic=topic-{vocabulary.skewed_one(rng, vocabulary.FIELDS, vocabulary.TOPICS)}"

    def office() -> str:
        return f"office=office-{vocabulary.skewed_one(rng, vocabulary.REGIONS, vocabulary.OFFICES)}"

    def one() -> str:
        share = rng.random()
        if share < 0.25:
            return f"page={rng.randint(2, 400)}"
        if share < 0.6:
            return topic()
        if share < 0.8:
            return f"{office()}&{topic()}"
        return "&".join(sorted({topic(), topic()})) if share < 0.9 else "q=" + "+".join(rng.sample(words[5:150], 2))

    return [f"/news/?{one()}" for _ in range(count)]


def cost(port: int, pid: int, paths: Sequence[str], headers: str = "") -> tuple[float, float]:
    """Server CPU of one request in microseconds, and requests a second, after a round to warm up."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        for path in paths[: max(20, len(paths) // 10)]:
            ask(client, path, headers)
        cpu, wall = cpu_s(pid), time.perf_counter()
        for path in paths:
            ask(client, path, headers)
        return (cpu_s(pid) - cpu) / len(paths) * 1e6, len(paths) / (time.perf_counter() - wall)


def ask(client: socket.socket, path: str, headers: str) -> bytes:
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
    head, _, body = client.recv(65_536).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"{path}: {head.splitlines()[0].decode()}")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += client.recv(65_536)
    return body


def answered(port: int, path: str, headers: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as client:
        return ask(client, path, headers)


def cpu_s(pid: int) -> float:
    """Of a process and its children, all threads."""
    total = 0
    for one in [pid, *children(pid)]:
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def children(pid: int) -> list[int]:
    return [int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()]


@contextmanager
def granian(target: str, settings: dict[str, str]) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "2"]
    with served([*command, "--log-level", "warning", target], port, {**os.environ, **settings}) as pid:
        yield port, pid


@contextmanager
def nginx(body: bytes) -> Iterator[tuple[int, int]]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page").write_bytes(body)
        Path(folder).chmod(0o755)
        server = f"server {{ listen 127.0.0.1:{port}; root {folder}; access_log off; keepalive_requests 1000000; }}"
        http = f"http {{ sendfile on; {server} client_body_temp_path {folder}; }}"
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
