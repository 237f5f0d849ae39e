"""What a page costs the server in CPU, kept and not kept, beside a Django hello; and kept answers a second, beside nginx.

`BENCH_FINDER_DATA` names a newsroom as `bench.finder` fills it; without it a small one is made. One web process, one client that asks
and waits; the server's CPU is counted, for the client shares the machine. Hello and pages take turns: the machine is not the same all
the time, so a ratio is that of one round, and the median of the rounds is told. Kept answers are asked for by wrk, if it and nginx are
there (`apt-get install nginx-light wrk`), on SQLite and, where its packages are, on PostgreSQL.
"""

import os
import random
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest import mock

from bench import finder, vocabulary
from bench.servers import Server, a_second, cpu_s, granian, lacking, nginx
from tools import postgres

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "400"))  # of uncached pages, in a round
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
ITEMS = 5_000
PASSES_BY = "Cookie: passes=by\r\n"
BROTLI = "Accept-Encoding: br\r\n"


def measured() -> str:
    with tempfile.TemporaryDirectory() as passing:
        data = Path(os.environ.get("BENCH_FINDER_DATA") or f"{passing}/data")
        finder.filled(data, ITEMS, 400)
        head = ["## Pages", "", "| page | server CPU, us | of a hello |", "|---|---|---|"]
        return "\n".join([*head, *costs(data), "", *kept_beside_nginx(data, Path(passing))])


def costs(data: Path) -> list[str]:
    """A row for each kind of page: the medians of all rounds."""
    with granian("bench.hello:application", {}) as hello, ours(data) as server:
        for path in mixed(random.Random(0), 40):
            cost(server, [path], PASSES_BY)
        rounds = [one_round(hello, server, random.Random(seed)) for seed in range(1, ROUNDS + 1)]
    names = list(rounds[0])
    rows = [
        (name, median(one[name] for one in rounds), median(one[name] / one["Django hello, no middleware"] for one in rounds))
        for name in names
    ]
    lines = [f"| {name} | {us:,.0f} | {ratio:.1f} |" for name, us, ratio in rows]
    return [*lines, f"| load average of the machine, {os.cpu_count()} cores | {os.getloadavg()[0]:.1f} | |"]


def one_round(hello: Server, server: Server, rng: random.Random) -> dict[str, float]:
    """Microseconds of each kind."""
    found = {"Django hello, no middleware": cost(hello, ["/"] * REQUESTS * 2)}
    found["kept listing, brotli"] = cost(server, ["/news/"] * REQUESTS * 2, BROTLI)
    found["not kept, then compressed and kept: a page of all"] = cost(server, distinct(rng, plain, REQUESTS // 4), BROTLI)
    each = {f"not kept: {name}": cost(server, [kind(rng) for _ in range(int(REQUESTS * share))], PASSES_BY) for name, kind, share in KINDS}
    found["not kept, mixed addresses"] = sum(us * share for us, (_, _, share) in zip(each.values(), KINDS, strict=True))
    return found | each


def topic(rng: random.Random) -> str:
    return f"topic=topic-{vocabulary.skewed_one(rng, vocabulary.FIELDS, vocabulary.TOPICS)}"


def office(rng: random.Random) -> str:
    return f"office=office-{vocabulary.skewed_one(rng, vocabulary.REGIONS, vocabulary.OFFICES)}"


def plain(rng: random.Random) -> str:
    return f"/news/?page={rng.randint(2, 200)}"


def one_topic(rng: random.Random) -> str:
    return f"/news/?{topic(rng)}"


def topic_and_office(rng: random.Random) -> str:
    return f"/news/?{office(rng)}&{topic(rng)}"


def several_topics(rng: random.Random) -> str:
    return "/news/?" + "&".join(sorted({topic(rng), topic(rng)}))


def two_words(rng: random.Random) -> str:
    return "/news/?q=" + "+".join(rng.sample(vocabulary.words_of("en")[0][5:150], 2))


KINDS: tuple[tuple[str, Callable[[random.Random], str], float], ...] = (
    ("a page of all", plain, 0.25),
    ("one topic", one_topic, 0.35),
    ("topic and office", topic_and_office, 0.2),
    ("several topics", several_topics, 0.1),
    ("two words", two_words, 0.1),
)


def mixed(rng: random.Random, count: int) -> Iterator[str]:
    """All kinds by their shares, in any order."""
    kinds = rng.choices([kind for _, kind, _ in KINDS], [share for _, _, share in KINDS], k=count)
    return (kind(rng) for kind in kinds)


def distinct(rng: random.Random, kind: Callable[[random.Random], str], count: int) -> list[str]:
    return list(dict.fromkeys(kind(rng) for _ in range(count)))


def cost(server: Server, paths: Sequence[str], headers: str = "") -> float:
    """Server CPU of one request, in microseconds."""
    port, pid = server
    with socket.create_connection(("127.0.0.1", port)) as client:
        ask(client, paths[0], headers)
        before = cpu_s(pid)
        for path in paths:
            ask(client, path, headers)
        return (cpu_s(pid) - before) / len(paths) * 1e6


def ask(client: socket.socket, path: str, headers: str) -> bytes:
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
    head, _, body = client.recv(65_536).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"{path}: {head.splitlines()[0].decode()}")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += client.recv(65_536)
    return body


@contextmanager
def ours(data: Path, threads: int = 2) -> Iterator[Server]:
    settings = {"DATELINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "dateline.settings"}
    with granian("dateline.wsgi:application", settings, threads) as server:
        yield server


def kept_beside_nginx(data: Path, passing: Path) -> list[str]:
    """A row for each database."""
    if missing := lacking("nginx", "wrk"):
        return [f"Kept answers beside nginx: not measured, for there is no {' and no '.join(missing)} (`apt-get install nginx-light wrk`)."]
    rows = [beside_nginx("SQLite, one thread", data, 1), beside_nginx("SQLite, two threads", data, 2)]
    programs = postgres.binaries()
    if programs is None:
        rows.append("| PostgreSQL: not measured, its packages are not there | | | |")
    else:
        with postgres.running(programs) as url, mock.patch.dict(os.environ, DATELINE_DATABASE_URL=url):
            finder.filled(passing / "postgres", ITEMS, 20)
            rows.append(beside_nginx("PostgreSQL, one thread", passing / "postgres", 1))
            rows.append(beside_nginx("PostgreSQL, two threads", passing / "postgres", 2))
    return [
        "| a kept listing, one worker each, wrk beside them | requests a second | nginx, the same bytes as a file | ratio |",
        "|---|---|---|---|",
        *rows,
    ]


def beside_nginx(name: str, data: Path, threads: int) -> str:
    with ours(data, threads) as (port, _):
        with socket.create_connection(("127.0.0.1", port)) as client:
            body = ask(client, "/news/", BROTLI)
        with nginx(body) as (other, _):
            rounds = [(a_second(port, "/news/"), a_second(other, "/page")) for _ in range(ROUNDS)]
    ratio = median(one / two for one, two in rounds)
    return (
        f"| {name}, {len(body):,} bytes | {median(one for one, _ in rounds):,.0f} | {median(two for _, two in rounds):,.0f} | {ratio:.2f} |"
    )
