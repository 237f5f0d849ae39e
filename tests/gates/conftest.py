"""The sample newsroom, served once, and a browser before it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import conftest, databases
from tests.desk import browsing
from tests.desk.browsing import CHROMIUM, Server
from tools import screenshots

LANGUAGES = "en,fr,ar,ru"
READY_S = 600
RETRACTED = """import json; from dateline.record.models import Item
print(json.dumps(f"/news/{Item.objects.get(state='retracted').public_id}/"))"""  # no page links to it
SOUGHT = {"picture": "<figure class=", "quotation": "<blockquote", "table": "<table", "attachment": 'id="attachments"'}


@dataclass(frozen=True)
class Sample:
    """A served sample newsroom: every item's page by its address, and one address for each kind of page by the kind's name."""

    server: Server
    items: dict[str, str]
    kinds: dict[str, str]

    def pages(self, prefix: str = "") -> dict[str, str]:
        """name -> whole address, of one page of each kind in the interface language of `prefix`."""
        return {f"{name}{prefix}": f"{self.server.base}{prefix}{path}" for name, path in self.kinds.items()}


@pytest.fixture(scope="session")
def sample(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    data = tmp_path_factory.mktemp("gates") / "data"
    conftest.copy(template, data)
    base = f"http://127.0.0.1:{(port := browsing.free_port())}"
    told = {"DATELINE_DATA": str(data), "DATELINE_LANGUAGES": LANGUAGES, **databases.environment(data)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    server = Server(base, {**kept, **told})
    words = [sys.executable, "-m", "dateline", "demo", "--port", str(port)]
    process = subprocess.Popen(words, env=server.environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(process, server)
        yield read(server)
    finally:
        process.terminate()
        process.wait(20)
        databases.drop(data)


def wait_for(process: subprocess.Popen[bytes], server: Server) -> None:
    """On a busy machine the sample takes minutes to be made; a server that ended is not waited for."""
    ends = time.monotonic() + READY_S
    while not is_ready(server):
        assert process.poll() is None, f"dateline demo ended with {process.returncode}"
        assert time.monotonic() < ends, f"{server.base} does not answer"
        time.sleep(0.2)


def is_ready(server: Server) -> bool:
    try:
        return server.answer("/health/ready")[0] == 200
    except OSError:
        return False


def read(server: Server) -> Sample:
    """Ask for every item once, and find a page of each kind."""
    items, listed = {}, f"{server.base}/news.json?language=any"
    while listed:
        found: dict[str, Any] = json.loads(server.get(listed.removeprefix(server.base))[1])
        items |= {path: server.get(path)[1] for path in (item["_dateline"]["url"] for item in found["items"])}
        listed = found.get("next_url", "")
    kinds = screenshots.pages(server.base) | {"retracted": server.ask(RETRACTED)}
    kinds |= {name: next(path for path, page in items.items() if mark in page) for name, mark in SOUGHT.items()}
    return Sample(server, items, kinds)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module, which asks Django for nothing itself: Playwright's loop would keep it from the database."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium")
    with browsing.chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)  # for a busy machine
    yield page
    page.close()
