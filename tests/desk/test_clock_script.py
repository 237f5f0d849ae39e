"""The desk's clock in a browser: by the time of the server, whatever the clock of whoever looks shows."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.people.models import Role
from dateline.releases import hours
from tests.desk import browsing
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

browser_only = [pytest.mark.browser, pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium")]
SCRIPT = Path(__file__).parents[2] / "static" / "desk" / "desk.js"
NOW = datetime(2026, 11, 25, 8, 55, 48, tzinfo=UTC)
OUT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def page_at(now: datetime) -> str:
    return f"""<!DOCTYPE html><p id="left"><span data-until="{OUT.isoformat()}" data-reload>?</span></p><ol>
<li id="before"><time datetime="{(NOW - timedelta(hours=1)).isoformat()}">08:55</time></li>
<li id="now"><time datetime="{NOW.isoformat()}" data-zone="Europe/Vienna"><span>Now </span><b>?</b></time></li>
<li id="out"><time datetime="{OUT.isoformat()}">10:00</time></li></ol>
<script src="/desk.js" data-now="{now.timestamp()}"></script>"""


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of the desk on a machine that is an hour slow."""
    with browsing.chromium() as browser:
        page = browser.new_page()
        page.clock.install(time=NOW - timedelta(hours=1))
        page.route("http://desk.test/", lambda route: route.fulfill(content_type="text/html", body=page_at(NOW)))
        page.route("http://desk.test/desk.js", lambda route: route.fulfill(path=SCRIPT))
        page.goto("http://desk.test/")
        page.clock.pause_at(NOW - timedelta(hours=1) + timedelta(seconds=20))
        yield page


def order(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate("[...document.querySelectorAll('li')].map(one => one.id)")]


class TestInABrowser:
    pytestmark = browser_only

    def test_what_is_left_and_the_minute_are_the_servers(self, page: Page) -> None:
        expect(page.locator("#left")).to_have_text("3 min 52 s")
        expect(page.locator("#now b")).to_have_text("09:56")
        assert order(page) == ["before", "now", "out"]

    def test_now_passes_what_is_out(self, page: Page) -> None:
        page.clock.run_for(3 * 60_000 + 53_000)
        expect(page.locator("#left")).to_have_text("0 min 0 s")
        expect(page.locator("#now b")).to_have_text("10:00")
        assert order(page) == ["before", "out", "now"]

    def test_when_the_hour_has_come_the_page_is_asked_for_once_more(self, page: Page) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.route("http://desk.test/", lambda route: route.fulfill(content_type="text/html", body=page_at(OUT + timedelta(seconds=9))))
        with page.expect_event("load"):
            page.clock.run_for(3 * 60_000 + 56_000)
        page.clock.run_for(30_000)
        expect(page.locator("#left")).to_have_text("0 min 0 s")
        assert asked.count("http://desk.test/") == 1

    @pytest.mark.parametrize("seconds", [5, 3_725, 90_000, 187_200])
    def test_what_is_left_is_said_as_the_server_says_it(self, page: Page, seconds: int) -> None:
        at = NOW + timedelta(seconds=20 + seconds + 0.5)
        page.evaluate("(at) => { document.querySelector('#left span').dataset.until = at }", at.isoformat())
        page.clock.run_for(1_000)
        expect(page.locator("#left")).to_have_text(hours.left(at, NOW + timedelta(seconds=21)))


def test_every_page_of_the_desk_tells_its_script_the_time(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    before = datetime.now(UTC).timestamp()
    told = float(desk_of(Role.OFFICER, "Bar").page("/desk/").partition('data-now="')[2].partition('"')[0])
    assert before <= told <= datetime.now(UTC).timestamp()
