"""A word that one item alone holds: once that is withdrawn, nobody is led to it, though the index still has it."""

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from dateline.releases import lifecycle
from dateline.releases.models import Release
from dateline.search import index
from dateline.site.cache import Cache
from tests.newsroom import Newsroom

PLACES = {
    "suggestion": "/suggest.json?q=quok",
    "spelling": "/news/?q=qoukkas",
    "related": "{boats}",
    "listing": "/news/",
    "words": "/news/?q=lake",
    "passage": "/news/?q=counted",
    "feed": "/news.rss",
    "data": "/news.json?q=lake",
    "home": "/",
}


@pytest.fixture
def quokkas(newsroom: Newsroom) -> Release:
    return newsroom.published("Quokkas on the lake", topics=["Fauna"], body=[("text", "<p>Rangers counted quokkas.</p>")])


@pytest.fixture
def places(newsroom: Newsroom, quokkas: Release) -> dict[str, str]:
    boats = newsroom.path(newsroom.published("Boats on the lake", topics=["Fauna"]))
    return {name: path.format(boats=boats) for name, path in PLACES.items()}


def body(app: Cache, path: str) -> bytes:
    environ = {**RequestFactory().get(path).environ, "HTTP_HOST": "127.0.0.1"}
    environ.pop("HTTP_COOKIE", None)
    told: list[Any] = []
    return b"".join(app(environ, lambda *given: told.extend(given)))


def test_a_withdrawn_word_is_nowhere_at_once(newsroom: Newsroom, quokkas: Release, places: dict[str, str]) -> None:
    app = Cache(WSGIHandler())

    def saying() -> set[str]:
        return {name for name, path in places.items() if b"uokkas" in body(app, path).replace(b"qoukkas", b"")}

    assert saying() == saying() == set(PLACES)  # the second time from what is kept
    with index.writer() as held:  # nobody else can write, so the index lags
        assert held is not None
        lifecycle.withdraw(quokkas, by=newsroom.editor(), reason="Wrong.")
        assert saying() == set()
        assert held.position < index.log.position()
    newsroom.settle()
    assert saying() == set()
