"""The answers kept in front of Django: whole, compressed, and never older than the record."""

import gzip
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from dateline.releases import lifecycle
from dateline.search import index
from dateline.site import moment
from dateline.site.cache import OVERHEAD_BYTES, Answer, Cache, preferred, size
from dateline.site.kept import Kept
from dateline.site.moment import Moment, Sight
from tests.hooks import ListingPage
from tests.newsroom import Newsroom


@dataclass
class Server:
    """A process of the newsroom, asked over WSGI, that counts how often Django is."""

    app: Cache = field(init=False)
    made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        django = WSGIHandler()

        def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            self.made.append(environ["PATH_INFO"])
            return django(environ, start_response)

        self.app = Cache(counting)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
        environ = RequestFactory().generic(method, path, **{f"HTTP_{name.upper()}": value for name, value in headers.items()}).environ
        told: list[Any] = []
        if "cookie" not in headers:
            environ.pop("HTTP_COOKIE", None)
        body = b"".join(self.app({**environ, "HTTP_HOST": headers.get("host", "127.0.0.1")}, lambda *given: told.extend(given)))
        return told[0], dict(told[1]), body


@pytest.fixture
def server(newsroom: Newsroom) -> Iterator[Server]:
    newsroom.published("Boats on the lake", topics=["Law"])
    yield Server()


def test_the_second_asker_gets_the_same_bytes_and_django_is_not_asked(server: Server) -> None:
    first = server.ask("/news/")
    assert first[0].startswith("200") and server.ask("/news/") == first
    assert server.made == ["/news/"]


@pytest.mark.parametrize(("accepted", "opened"), [("br, gzip", brotli.decompress), ("gzip;q=0.5", gzip.decompress), ("", bytes)])
def test_every_encoding_holds_the_same_page_under_its_own_tag(server: Server, accepted: str, opened: Callable[[bytes], bytes]) -> None:
    plain, (status, headers, body) = server.ask("/news/"), server.ask("/news/", accept_encoding=accepted)
    assert status == plain[0] and opened(body) == plain[2] and headers["Vary"] == "Accept-Encoding"
    assert int(headers["Content-Length"]) == len(body)
    assert (headers["ETag"] == plain[1]["ETag"]) == (not accepted)


def test_whoever_has_it_already_gets_304_and_head_gets_no_body(server: Server) -> None:
    status, headers, _ = server.ask("/news/", accept_encoding="br")
    again = server.ask("/news/", accept_encoding="br", if_none_match=headers["ETag"])
    assert again[0].startswith("304") and again[2] == b"" and again[1]["ETag"] == headers["ETag"]
    assert server.ask("/news/", "HEAD", accept_encoding="br") == (status, headers, b"")
    assert server.made == ["/news/"]


def test_a_withdrawal_shows_in_every_process_while_the_index_lags(server: Server, newsroom: Newsroom) -> None:
    release = newsroom.published("Police trained in Bar", topics=["Law"])
    path, other = newsroom.path(release), Server()
    for one in (server, other):
        assert b"Police trained" in one.ask("/news/")[2] and one.ask(path)[0].startswith("200")
    with index.writer() as held:
        assert held is not None
        lifecycle.withdraw(release, by=newsroom.editor(), reason="Wrong.")
        for one in (server, other):
            assert b"Police trained" not in one.ask("/news/")[2] and one.ask(path)[0].startswith("410")


def test_a_publication_shows_when_the_index_has_it(server: Server, newsroom: Newsroom) -> None:
    server.ask("/news/")
    with index.writer() as held:
        assert held is not None
        newsroom.draft("Another").save_revision().publish()
        assert b"Another" not in server.ask("/news/")[2]
    newsroom.settle()
    time.sleep(Sight.EVERY_S)
    assert b"Another" in server.ask("/news/")[2]


def test_kept_answers_look_at_the_index_now_and_then(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, at = list[float](), time.monotonic()
    monkeypatch.setattr(moment.live, "standing", lambda: looks.append(at))
    monkeypatch.setattr(moment.time, "monotonic", lambda: at)
    sight = Sight()
    assert sight() == sight() and len(looks) == 1
    at += Sight.EVERY_S
    assert sight() == sight() and len(looks) == 2


def test_an_answer_made_while_the_record_moved_is_not_kept(server: Server, newsroom: Newsroom) -> None:
    inner = server.app.inner

    def moving(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = inner(environ, start_response)
        if len(server.made) == 1:
            newsroom.published("In between")
        return answer

    server.app.inner, kept = moving, server.app.kept
    before = moment.now()
    assert b"In between" not in server.ask("/news/", accept_encoding="")[2]
    assert kept.get(before, ("127.0.0.1", "", "/news/", "", "")) is None
    assert b"In between" in server.ask("/news/", accept_encoding="")[2]
    assert kept.get(moment.now(), ("127.0.0.1", "", "/news/", "", "")) is not None


def test_another_civil_day_is_another_moment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.ask("/contacts/")
    with time_machine.travel(datetime.now().astimezone() + timedelta(days=1)):
        monkeypatch.setattr(moment, "sight", Sight())  # a day takes longer than it looks away
        server.ask("/contacts/")
    assert len(server.made) == 2


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/desk/", {}), ("/health/ready", {}), ("/news/", {"cookie": "a=b"}), ("/news/", {"range": "bytes=0-9"}), ("/nowhere/", {})],
)
def test_what_passes_by_is_made_each_time(server: Server, path: str, headers: dict[str, str]) -> None:
    assert server.ask(path, **headers) == server.ask(path, **headers)
    assert len(server.made) == 2


def test_another_host_is_refused_though_the_page_is_kept(server: Server) -> None:
    server.ask("/news/")
    assert server.ask("/news/", host="elsewhere.example")[0].startswith("400")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", ""),
        ("", ""),
        ("BR", "br"),
        ("gzip;q=0.000", ""),
    ],
)
def test_the_encoding_is_the_smallest_that_is_accepted(accepted: str, encoding: str) -> None:
    assert preferred(accepted) == encoding


def test_no_answer_shows_what_was_withdrawn_before_it_was_asked_and_every_total_is_its_list(server: Server, newsroom: Newsroom) -> None:
    stop, told = threading.Event(), []

    def read(process: Server) -> None:
        while not stop.is_set():
            asked_at = time.monotonic()
            page = ListingPage(process.ask("/news/?topic=law", accept_encoding="")[2])
            told.append((asked_at, page.total, [entry.title for entry in page.entries]))
        moment.watch.close()
        connection.close()

    threads = [threading.Thread(target=read, args=(process,)) for process in (server, Server()) for _ in range(2)]
    for thread in threads:
        thread.start()
    gone: dict[str, float] = {}
    for number in range(6):
        release = newsroom.published(f"Withdrawn later, {number}", topics=["Law"])
        lifecycle.withdraw(release, by=newsroom.editor(), reason="Wrong.")
        gone[f"Withdrawn later, {number}"] = time.monotonic()
        newsroom.settle()
    stop.set()
    for thread in threads:
        thread.join()
    assert len(told) > 20 and any(title in gone for _, _, titles in told for title in titles)
    assert [one for one in told if any(gone.get(title, one[0]) < one[0] for title in one[2])] == []
    assert [one for one in told if one[1] != len(one[2])] == []


def test_any_server_may_open_the_application(tmp_path: Path) -> None:
    environment = {**os.environ, "DATELINE_DATA": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import dateline.wsgi"], env=environment, check=True)


def test_the_least_recently_used_goes_when_there_are_too_many_bytes() -> None:
    kept, at = Kept(2 * (OVERHEAD_BYTES + 101), size), Moment(1, None, "2026-11-28")
    answer = Answer("200 OK", [], b"x" * 100)
    for key in ("a", "b"):
        kept.keep(at, (key,), answer)
    kept.get(at, ("a",))
    kept.keep(at, ("c",), answer)
    assert [kept.get(at, (key,)) is not None for key in "abc"] == [True, False, True]


def test_what_grows_with_the_address_is_counted() -> None:
    long, short = Answer("200 OK", [("Link", "x" * 500)], b""), Answer("200 OK", [], b"")
    kept, at = Kept(2 * OVERHEAD_BYTES + 1_000, size), Moment(1, None, "2026-11-28")
    for key, answer in (("a", short), ("b" * 600, short), ("c", long)):
        kept.keep(at, (key,), answer)
    assert [kept.get(at, (key,)) is not None for key in ("a", "b" * 600, "c")] == [False, False, True]
