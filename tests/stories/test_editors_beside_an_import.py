"""Six editors write, and their browsers save after every pause, while an archive moves in: none of them sees an error."""

import http.cookiejar
import json
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench import archive
from tests.crash.serving import BIN, PASSWORD, Serving

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")]

EDITORS, ITEMS, PAUSE_S = 6, 3_000, 0.5  # Wagtail saves half a second after the last key
FORMSETS = ("release_offices", "release_topics", "release_pictures", "release_attachments")
PEOPLE = """
from dateline.people.models import User
for number in range({count}):
    User.objects.create_superuser(f"editor-{{number}}", "", "{password}")
"""


class Browser:
    """One editor's, with one release open."""

    def __init__(self, newsroom: Serving, name: str) -> None:
        self.root = f"http://127.0.0.1:{newsroom.port}"
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.address, self.revision, self.took_s = "/desk/releases/add/", "", list[float]()
        self.opener.open(f"{self.root}/desk/login/").close()
        self.post("/desk/login/", {"username": name, "password": PASSWORD}).close()

    def post(self, path: str, data: dict[str, Any]) -> Any:
        token = next(str(cookie.value) for cookie in self.jar if cookie.name == "desk_csrf")
        headers = {"X-CSRFToken": token, "Accept": "application/json"} if "login" not in path else {}
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **data}).encode()
        return self.opener.open(urllib.request.Request(f"{self.root}{path}", sent, headers), timeout=60)

    def saves(self, title: str) -> None:
        """What Wagtail's form sends by itself. Raises for any answer that is not a success."""
        said = {
            "title": title,
            "lead": "Text.",
            "language": "en",
            "zone": "UTC",
            "subtitle": "",
            "type": "",
            "dateline": "",
            "body-count": 0,
        }
        rows = {f"{name}-{key}_FORMS": 0 for name in FORMSETS for key in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
        begun = time.monotonic()
        over = {"overwrite_revision_id": self.revision} if self.revision else {}
        with self.post(self.address, said | rows | over) as response:
            answer = json.load(response)
        self.took_s.append(time.monotonic() - begun)
        assert answer["success"], answer
        self.address, self.revision = answer.get("url") or self.address, str(answer["revision_id"])


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Serving]:
    newsroom = Serving(tmp_path / "data")
    newsroom.init()
    newsroom.run("manage", "shell", "--no-imports", "-c", PEOPLE.format(count=EDITORS, password=PASSWORD))
    newsroom.start()
    yield newsroom
    newsroom.stop()


def writes(browser: Browser, name: str, ended: Callable[[], bool], errors: list[str]) -> None:
    number = 0
    try:
        while not ended():
            number += 1
            browser.saves(f"{name}, version {number}")
            time.sleep(PAUSE_S)
        browser.saves(f"{name}, the end")
    except Exception as error:  # noqa: BLE001 -- told by the test, which runs in another thread
        errors.append(f"{name}, version {number}: {error!r}")


def test_six_editors_see_no_error_while_an_archive_moves_in(newsroom: Serving, tmp_path: Path) -> None:
    archive.write(tmp_path / "archive.jsonl", ITEMS, paragraphs=3)
    browsers = [Browser(newsroom, f"editor-{number}") for number in range(EDITORS)]
    for browser in browsers:
        browser.saves("Begun")
    command = [BIN / "dateline", "import", str(tmp_path / "archive.jsonl"), "--create-terms"]
    importer = subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.PIPE, text=True)
    errors: list[str] = []
    ended = lambda: importer.poll() is not None  # noqa: E731
    threads = [threading.Thread(target=writes, args=(one, f"Text {n}", ended, errors)) for n, one in enumerate(browsers)]
    for thread in threads:
        thread.start()
    said, _ = importer.communicate()
    for thread in threads:
        thread.join()
    took = [second for browser in browsers for second in browser.took_s]
    print(f"{len(took)} saves, the longest {max(took):.2f} s, half of them under {sorted(took)[len(took) // 2]:.2f} s")
    assert not errors and importer.returncode == 0 and f"{ITEMS} imported" in said
    assert len(took) >= 4 * EDITORS
    assert kept(newsroom) == {f"Text {number}, the end" for number in range(EDITORS)}


def kept(newsroom: Serving) -> set[str]:
    asked = (
        "from dateline.releases.models import Release; print(*Release.objects.filter(source='').values_list('title', flat=True), sep='\\n')"
    )
    return set(newsroom.run("manage", "shell", "--no-imports", "-c", asked).stdout.strip().splitlines())
