"""A served newsroom and a real browser, for the stories that are told by the real clock."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests import databases

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SHOTS = Path(__file__).parents[1] / "shots"
PASSWORD = "long-enough-for-a-test"

expect.set_options(timeout=20_000)  # on two busy cores a page of the desk takes its time


@dataclass(frozen=True)
class Server:
    """A newsroom that is served, and the environment in which its command works."""

    base: str
    environment: dict[str, str] = field(default_factory=dict)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body as somebody without a name gets them; a redirect is not followed."""
        try:
            with OPENER.open(self.base + path, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def get(self, path: str) -> tuple[int, str]:
        status, _, body = self.answer(path)
        return status, body.decode()

    def dateline(self, *words: str) -> str:
        run = subprocess.run([sys.executable, "-m", "dateline", *words], env=self.environment, check=True, capture_output=True, text=True)
        return run.stdout

    def ask(self, script: str) -> Any:
        """What a script in the newsroom's own shell prints last, as JSON."""
        return json.loads(self.dateline("manage", "shell", "-v", "0", "-c", script).splitlines()[-1])


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(folder: Path, people: str, **options: str) -> Iterator[Server]:
    """A newsroom of its own with an administrator "chief" and whatever the script `people` makes."""
    base = f"http://127.0.0.1:{(port := free_port())}"
    told = {"DATELINE_DATA": str(folder / "data"), "DATELINE_BASE_URL": base, "DATELINE_LANGUAGES": "en,fr", "DATELINE_TIME_ZONE": "UTC"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    data = folder / "data"
    databases.make(data)
    server = Server(base, {**kept, **told, **databases.environment(data), **options})
    password = folder / "password"
    password.write_text(PASSWORD)
    server.dateline("init", "--admin", "chief", "--password-file", str(password))
    server.dateline("manage", "shell", "-c", people)
    process = subprocess.Popen([sys.executable, "-m", "dateline", "serve", "--port", str(port)], env=server.environment)
    try:
        yield server
    finally:
        process.terminate()
        process.wait(20)
        databases.drop(data)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@contextmanager
def window(browser: Browser, server: Server) -> Iterator[Page]:
    """A window in which the newsroom's front page stands. No request may leave for another host."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    abroad: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((server.base, "data:", "blob:")) else abroad.append(request.url))
    for _ in range(300):
        try:
            page.goto(server.base)
            break
        except Error:
            page.wait_for_timeout(100)
    yield page
    assert abroad == []


def shoot(page: Page, name: str) -> None:
    """The page at two widths, when somebody wants to look."""
    if not os.environ.get("SHOTS"):
        return
    SHOTS.mkdir(exist_ok=True)
    for width, height in ((1280, 900), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(600)
        page.screenshot(path=str(SHOTS / f"{name}-{width}.png"), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def signs_in(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.base}/desk/")
    shoot(page, "desk-sign-in")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{server.base}/desk/")
