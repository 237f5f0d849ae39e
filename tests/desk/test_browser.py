"""An editor's morning, in a real browser, on a real server. With SHOTS set, pictures of it are left in tests/shots/."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.desk import browsing
from tests.desk.browsing import CHROMIUM, PASSWORD, Server, signs_in

PEOPLE = f"""
from dateline.people.models import *
from dateline.vocabularies.models import *
from dateline.site.models import Newsroom
Newsroom(name="International Lakes and Rivers Office", short_name="ILRO").save()
region = Office.objects.create(labels={{"en": "Central Asia"}})
office = Office.objects.create(labels={{"en": "Khujand"}}, parent=region, zone="Asia/Dushanbe", position=1)
topic = Topic.objects.create(labels={{"en": "Navigation"}})
ReleaseType.objects.create(labels={{"en": "Press release"}})
editor = User.objects.create_user("lucie", "lucie@example.org", {PASSWORD!r}, first_name="Lucie", last_name="Amrein")
Assignment.objects.create(user=editor, office=office, role="editor")
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with browsing.serving(tmp_path, PEOPLE) as server:
        yield server


@pytest.fixture
def browser() -> Iterator[Browser]:
    with browsing.chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with browsing.window(browser, server) as page:
        yield page


def shoot(page: Page, name: str) -> None:
    browsing.shoot(page, f"desk-{name}")


def drafts(page: Page) -> None:
    """Writes; Wagtail saves on its own, and the address becomes that of the draft."""
    page.get_by_role("link", name="Start a release").click()
    expect(page.locator("#id_release_offices-0-office option:checked")).to_have_text(re.compile("Khujand"))
    expect(page.locator("body.ready")).to_be_attached()
    page.locator("#id_title").fill("Ice on the Syr Darya")
    page.locator("#id_lead").fill("Navigation below Khujand closes on 1 December.")
    page.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Text").click()
    page.locator("#panel-body-section .public-DraftEditor-content").click()
    page.keyboard.type("The river freezes from the north.")
    links(page, "https://example.org/ice")
    page.locator("#id_dateline").fill("KHUJAND, 25 November 2026 –")
    expect(page).to_have_url(re.compile(r"/desk/releases/edit/\d+/"), timeout=30_000)
    page.get_by_role("button", name="Add Topic").click()
    with page.expect_response(saves_the_topic, timeout=60_000):
        page.locator("#id_release_topics-0-topic").select_option(label="Navigation")
    expect(page.locator("#w-autosave-indicator")).to_have_attribute("data-w-autosave-state-value", "saved")
    page.reload()
    expect(page.locator("#id_lead")).to_have_value("Navigation below Khujand closes on 1 December.")
    expect(page.locator("#id_release_topics-0-topic option:checked")).to_have_text("Navigation")


def saves_the_topic(answer: Response) -> bool:
    sent = (answer.request.post_data_buffer or b"").decode(errors="replace") if answer.request.method == "POST" else ""
    return answer.ok and bool(re.search(r'name="release_topics-0-topic"\s+\d', sent))


def links(page: Page, address: str) -> None:
    """Turns the last words typed into a link."""
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+k")
    page.get_by_label("URL").fill(address)
    shoot(page, "link")
    page.get_by_role("button", name="Insert link").click()
    expect(page.locator("#panel-body-section .public-DraftEditor-content .TooltipEntity")).to_be_visible()


def test_an_editor_drafts_previews_publishes_and_withdraws(page: Page, server: Server) -> None:
    signs_in(page, server, "lucie")
    shoot(page, "home-empty")
    drafts(page)
    assert server.get("/news.json")[1].count("Syr Darya") == 0

    previews(page)
    publishes(page, server)
    public = sees_it_everywhere(server)
    shoot(page, "list")
    page.goto(f"{server.base}/desk/")
    shoot(page, "home")
    withdraws(page, server)

    status, gone = server.get(public)
    assert status == 410 and "The ice melted." in gone
    assert "Syr Darya" not in server.get("/news.json")[1] + server.get("/news.csv")[1] + server.get("/news/")[1]


def previews(page: Page) -> None:
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.locator("h1")).to_have_text("Ice on the Syr Darya")
    shoot(page, "preview")
    page.get_by_role("button", name="Toggle preview").click()


def publishes(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Before it goes out").click()
    expect(page.get_by_text("Nothing keeps this release from going out.")).to_be_visible()
    shoot(page, "edit")
    page.get_by_role("button", name="Before it goes out").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("“Ice on the Syr Darya” is public.")).to_be_visible()


def sees_it_everywhere(server: Server) -> str:
    """In listing, counts, JSON and CSV at once. Returns its path."""
    listing = server.get("/news/?topic=navigation")[1]
    assert "Ice on the Syr Darya" in listing
    feed = server.get("/news.json?office=central-asia")[1]
    assert "Ice on the Syr Darya" in feed and "Ice on the Syr Darya" in server.get("/news.csv")[1]
    found = re.search(r'href="(/news/[0-9a-z]{10}/ice-on-the-syr-darya/)"', listing)
    assert found and "The river freezes from the north." in server.get(found[1])[1]
    assert 'href="https://example.org/ice"' in server.get(found[1])[1]
    return found[1]


def withdraws(page: Page, server: Server) -> None:
    page.get_by_role("link", name="Ice on the Syr Darya").first.click()
    page.get_by_role("link", name="Withdraw").click()
    shoot(page, "withdraw")
    page.get_by_role("button", name="Take it down now").click()
    expect(page.get_by_text("Say why it is withdrawn: readers are told.")).to_be_visible()
    page.get_by_label("Reason for readers").fill("The ice melted.")
    page.get_by_role("button", name="Take it down now").click()
    expect(page.get_by_text("is withdrawn. Its page tells readers why")).to_be_visible()


def test_an_administrator_looks_after_lists_people_and_the_newsroom(page: Page, server: Server) -> None:
    signs_in(page, server, "chief")
    for path in ("offices", "topics/new", "people", "people/new", "newsroom", "releases/add", "account"):
        page.goto(f"{server.base}/desk/{path}/")
        expect(page.locator("main")).to_be_visible()
        shoot(page, path.replace("/", "-"))


PAST_THE_EDGE = """() => [...document.querySelectorAll("main :is(select, textarea, input:not([type=hidden]))")]
  .filter((box) => box.offsetParent && box.getBoundingClientRect().right > innerWidth).map((box) => box.name)"""


def test_no_box_of_a_form_leaves_a_telephone(page: Page, server: Server) -> None:
    signs_in(page, server, "chief")
    page.set_viewport_size({"width": 360, "height": 900})
    for path in ("people/new", "contacts/new", "offices/new", "releases/add"):
        page.goto(f"{server.base}/desk/{path}/")
        expect(page.locator("body.ready")).to_be_attached()
        assert page.evaluate(PAST_THE_EDGE) == [], path
