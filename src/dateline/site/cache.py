"""Answers kept whole and compressed, in front of Django; each process keeps its own.

An answer belongs to one Moment and is kept if the moment was the same before and after it was made, so a withdrawal is seen by every
process at its next request, whatever the index has come to. The desk, files, checks of health and whoever sends a cookie pass by.
"""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import brotli
from django.db import DatabaseError

from dateline.site import moment
from dateline.site.kept import Kept
from dateline.site.moment import Moment
from dateline.site.tags import known_tags

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

MAX_BYTES = 64 * 2**20  # a process keeps: about 4,000 compressed pages
MAX_ANSWER_BYTES = 2**20
MIN_COMPRESSED_BYTES = 500  # less does not fill a packet
PASSED_BY = ("/desk/", "/files/", "/health/")
COMPRESSIBLE = ("text/", "application/json", "application/feed+json", "application/xml", "application/rss+xml", "application/atom+xml")
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    # Whoever asks first waits for it: a listing of 50 KB takes a third of a millisecond for 10.7 KB, where quality 5 takes two for 9.6.
    "br": lambda body: brotli.compress(body, quality=3),
    "gzip": lambda body: gzip.compress(body, 4, mtime=0),
}
OVERHEAD_BYTES = 1_500  # of a kept answer besides its body and what grows with its address


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and bytes, ready to be sent."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name), "")


def size(key: tuple[object, ...], answer: Answer) -> int:
    """An address may be sixty kilobytes long, and a Link header repeats it for every form."""
    return OVERHEAD_BYTES + sum(len(str(part)) for part in key) + len(answer.header("link")) + len(answer.body)


class Cache:
    """A WSGI application around another."""

    def __init__(self, inner: App) -> None:
        self.inner = inner
        self.kept: Kept[Answer] = Kept(MAX_BYTES, size)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not may_be_kept(environ):
            return self.inner(environ, start_response)
        encoding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = (
            environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", ""),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            encoding,
        )
        try:
            before = moment.now()
        except DatabaseError:  # Django says so in its own way
            return self.inner(environ, start_response)
        answer = self.kept.get(before, key)
        if answer is None:
            answer = encoded(asked(self.inner, environ), encoding)
            if is_worth_keeping(answer) and still(before):
                self.kept.keep(before, key, answer)
        return sent(answer, environ, start_response)


def still(before: Moment) -> bool:
    try:
        return moment.now() == before
    except DatabaseError:
        return False


def may_be_kept(environ: dict[str, Any]) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ["PATH_INFO"].startswith(PASSED_BY)
        and "HTTP_COOKIE" not in environ
        and "HTTP_RANGE" not in environ
    )


@lru_cache(maxsize=1_024)  # browsers are few, and each says the same every time
def preferred(accepted: str) -> str:
    """The encoding to answer in, from an Accept-Encoding header (RFC 9110, 12.5.3): "br", "gzip" or "" for none."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "")
    refused = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in ENCODERS if name in weights and weights[name] not in refused), "")


def asked(inner: App, environ: dict[str, Any]) -> Answer:
    """The whole answer to GET, whatever the asker has already."""
    told: list[Any] = []
    inside = {**environ, "REQUEST_METHOD": "GET"}
    inside.pop("HTTP_IF_NONE_MATCH", None)

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        told[:] = [status, headers]

    parts = inner(inside, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return Answer(told[0], list(told[1]), body)


def encoded(answer: Answer, encoding: str) -> Answer:
    """An answer compressed where that is worth it; its tag tells one encoding from another, as a strong one must."""
    if not answer.header("content-type").startswith(COMPRESSIBLE):
        return answer
    headers = [(name, value) for name, value in answer.headers if name.lower() not in ("content-length", "etag", "vary")]
    body, tag = answer.body, answer.header("etag")
    if encoding and len(body) >= MIN_COMPRESSED_BYTES:
        body = ENCODERS[encoding](body)
        headers.append(("Content-Encoding", encoding))
        tag = f'{tag[:-1]}-{encoding}"' if tag else ""
    headers += [("Content-Length", str(len(body))), ("Vary", "Accept-Encoding")] + ([("ETag", tag)] if tag else [])
    return Answer(answer.status, headers, body)


def is_worth_keeping(answer: Answer) -> bool:
    return answer.status.startswith("200") and not answer.header("set-cookie") and len(answer.body) <= MAX_ANSWER_BYTES


def sent(answer: Answer, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if known and answer.status.startswith("200") and (tag := answer.header("etag")) and {tag, "*"} & known_tags(known):
        unchanged = [(name, value) for name, value in answer.headers if name.lower() not in DROPPED_BY_304]
        start_response("304 Not Modified", unchanged)
        return []
    start_response(answer.status, list(answer.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


DROPPED_BY_304 = ("content-length", "content-type", "content-encoding", "link")
