"""No word written at the desk is lost unsaid: it is saved, or whoever leaves is asked. In a real browser, whenever the word was written."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, Request, Route, expect

from tests.desk import browsing
from tests.desk.browsing import CHROMIUM, Server, signs_in
from tests.desk.test_browser import PEOPLE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]

DRAFT = """
from dateline.people.models import User
from dateline.releases.models import Release
from dateline.vocabularies.models import Office
release = Release(title="Ice", lead="It freezes.", language="en", zone="UTC", body=[("text", "<p>A <b>cold</b> night.</p>")])
release.release_offices = [release.release_offices.model(office=Office.objects.get(parent__isnull=False))]
release.save()
release.save_revision(user=User.objects.get(username="lucie"))
print(release.pk)
"""
SCRIPT = re.compile(r"/static/desk/unsaved\b")
WAGTAIL_LOOKS_AFTER = 2_000  # ms
LONG_AFTERWARDS = 4_000  # ms: whatever was going to be sent has been


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with browsing.serving(tmp_path_factory.mktemp("unsaved"), PEOPLE) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with browsing.window(browser, server) as page:
        signs_in(page, server, "chief")
        yield page
        page.close(run_before_unload=False)


@pytest.fixture
def draft(server: Server) -> str:
    """The path of a draft's form."""
    return f"/desk/releases/edit/{server.ask(DRAFT)}/"


def slowly(page: Page) -> None:
    """As on an old machine."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})


def writes_at_once(page: Page, address: str, box: str, words: str) -> None:
    page.goto(address, wait_until="domcontentloaded")
    page.locator(box).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def is_saved(page: Page) -> None:
    expect(page.locator("#w-autosave-indicator")).to_have_attribute("data-w-autosave-state-value", "saved", timeout=30_000)


def sent_in(request: Request) -> str:
    return (request.post_data_buffer or b"").decode(errors="replace")


def leaves(page: Page) -> list[str]:
    """The dialogs that come up."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(re.match(r"https?://[^/]+/desk/", page.url)[0])  # type: ignore[index]
    return asked


@contextmanager
def posts(page: Page) -> Iterator[list[str]]:
    """What the form sent meanwhile."""
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" and re.search(r"/(add|edit/\d+)/$", one.url) else None)
    yield sent


def test_the_first_words_of_a_new_release_are_saved(page: Page, server: Server) -> None:
    slowly(page)
    writes_at_once(page, f"{server.base}/desk/releases/add/", "#id_title", "Early words")
    expect(page).to_have_url(re.compile(r"/desk/releases/edit/\d+/"), timeout=30_000)
    is_saved(page)
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Early words")


def test_the_first_words_of_a_draft_are_saved(page: Page, server: Server, draft: str) -> None:
    slowly(page)
    writes_at_once(page, server.base + draft, "#id_title", " on the river")
    is_saved(page)
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Ice on the river")


def test_words_that_came_before_the_script_are_saved(page: Page, server: Server, draft: str) -> None:
    held: list[Route] = []
    page.route(SCRIPT, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(SCRIPT):
        page.goto(server.base + draft, wait_until="commit")
    page.locator("#id_title").click()
    page.keyboard.press("End")
    page.keyboard.type(" before all")
    held[0].continue_()
    is_saved(page)
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Ice before all")


def test_words_written_while_others_are_being_saved_are_saved_too(page: Page, server: Server, draft: str) -> None:
    page.goto(server.base + draft)
    page.wait_for_timeout(WAGTAIL_LOOKS_AFTER + 500)
    answered = count()

    def slow(route: Route) -> None:
        answer = route.fetch()
        if not next(answered):
            page.locator("#id_lead").click()
            page.keyboard.press("End")
            page.keyboard.type(" And more.")
        route.fulfill(response=answer)

    page.route("**" + draft, lambda route: slow(route) if route.request.method == "POST" else route.continue_())
    with page.expect_response(lambda answer: "And more." in sent_in(answer.request), timeout=30_000):
        page.locator("#id_title").fill("Ice on the lake")
    is_saved(page)
    page.reload()
    expect(page.locator("#id_lead")).to_have_value("It freezes. And more.")


def test_words_after_a_refused_publication_are_saved(page: Page, server: Server, draft: str) -> None:
    page.goto(server.base + draft)
    page.locator("#id_title").fill("")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#id_title")).to_have_attribute("aria-invalid", "true")
    is_saved(page)
    page.wait_for_timeout(LONG_AFTERWARDS)
    with page.expect_response(lambda answer: "from the north" in sent_in(answer.request), timeout=30_000):
        page.locator("#id_title").fill("Ice from the north")
    is_saved(page)


@pytest.mark.parametrize(
    ("path", "box"),
    [
        ("releases/add/", "#id_title"),
        ("topics/new/", "#id_in_en"),
        ("contacts/new/", "#id_name"),
        ("people/new/", "#id_username"),
        ("newsroom/", "#id_name"),
    ],
)
def test_who_leaves_words_behind_is_asked(page: Page, server: Server, path: str, box: str) -> None:
    writes_at_once(page, f"{server.base}/desk/{path}", box, "Early words")
    assert leaves(page) == ["beforeunload"]


def test_who_only_looked_is_not_asked_and_nothing_is_sent(page: Page, server: Server, draft: str) -> None:
    with posts(page) as sent:
        writes_at_once(page, server.base + draft, "#id_title", "")
        page.wait_for_timeout(WAGTAIL_LOOKS_AFTER + LONG_AFTERWARDS)
    assert (leaves(page), sent) == ([], [])


def test_what_is_saved_is_saved_once(page: Page, server: Server, draft: str) -> None:
    with posts(page) as sent:
        writes_at_once(page, server.base + draft, "#id_title", " once")
        is_saved(page)
        page.wait_for_timeout(LONG_AFTERWARDS)
    assert len(sent) == 1
    assert leaves(page) == []


def test_who_leaves_words_beside_a_new_picture_is_asked(page: Page, server: Server, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30)).save(tmp_path / "ice.png")
    page.goto(f"{server.base}/desk/images/multiple/add/")
    page.locator("#fileupload").set_input_files(tmp_path / "ice.png")
    page.locator("#upload-list textarea").first.click()
    page.keyboard.type("Ice on the river")
    assert leaves(page) == ["beforeunload"]
