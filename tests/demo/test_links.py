"""No link of the sample newsroom is dead: every address of its own that a page names is answered."""

import re
from collections import deque
from urllib.parse import urldefrag, urljoin

import pytest

from tests.newsroom import Newsroom

LINK = re.compile(r'(?:href|src)="([^"]+)"')
OWN = "http://127.0.0.1:8000"
ASSETS = ("/static/", "/desk/")  # served by another layer in front of these pages; the desk wants to know who asks


def links(page: str, path: str) -> set[str]:
    found = {urldefrag(urljoin(f"{OWN}{path}", link.replace("&amp;", "&"))).url for link in LINK.findall(page)}
    return {link.removeprefix(OWN) or "/" for link in found if link.startswith(f"{OWN}/")}


def is_view_of_a_view(path: str) -> bool:
    """A narrowed list names hundreds of further ones, which other tests follow."""
    return path.count("=") > 1


@pytest.mark.slow
def test_every_link_of_the_sample_is_answered(sample: Newsroom) -> None:
    waiting, seen, dead = deque(["/"]), {"/"}, []
    while waiting:
        path = waiting.popleft()
        answer = sample.get(path)
        if answer.status_code >= 400:
            dead.append((answer.status_code, path))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not is_view_of_a_view(path):
            fresh = {link for link in links(answer.content.decode(), path) if link not in seen and not link.startswith(ASSETS)}
            seen |= fresh
            waiting += sorted(fresh)
    assert len(seen) > 300 and [status for status, _ in dead] == [410, 410]  # what was withdrawn, and what was retracted, say so
