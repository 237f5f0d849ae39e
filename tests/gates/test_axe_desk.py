"""axe-core finds nothing at the desk but what is Wagtail's own: its main pages, light and dark, on a desk and on a phone."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.demo.load import PASSWORD
from tests.gates.checkers import from_npm
from tests.gates.conftest import Sample
from tests.gates.test_axe import ASK, RULES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATHS = ("", "releases/", "releases/add/", "topics/", "pictures/", "contacts/", "newsroom/")
WAGTAILS = {
    "label-content-name-mismatch at .sidebar-custom-branding": "its script names the link home “Dashboard”, whatever stands in it",
    'label-content-name-mismatch at button[aria-label="Before it goes out"]': "the count on a side panel's button is not in its name",
    "landmark-unique at .w-h-\\[42px\\]": "the head of a list is a header in a header",
    "page-has-heading-one at html": "its editor's headings begin with the second",
}


@pytest.fixture
def source() -> str:
    return from_npm("axe-core/axe.min.js").read_text()


def faults(page: Page, source: str) -> list[str]:
    """Each element that a rule names, without Wagtail's."""
    page.evaluate(source)
    told = page.evaluate(ASK, RULES)
    assert told["passed"] > 15
    each = [f"{rule} at {where}" for rule, _, places in (one.partition(" at ") for one in told["failed"]) for where in places.split(", ")]
    return [one for one in each if one not in WAGTAILS]


def signs_in(page: Page, desk: str) -> None:
    page.fill("[name=username]", "tobias")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(desk)


def judge(page: Page, address: str, source: str) -> list[str]:
    page.goto(address, wait_until="networkidle")
    expect(page.locator(".public-DraftEditor-content:not([aria-label])")).to_have_count(0)  # named within a second
    return faults(page, source)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(browser: Browser, sample: Sample, source: str, scheme: Literal["light", "dark"], width: int) -> None:
    desk = f"{sample.server.base}/desk/"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_default_timeout(120_000)  # for a busy machine
    told = {"sign-in": judge(page, f"{desk}login/", source)}
    signs_in(page, desk)
    told |= {path: judge(page, f"{desk}{path}", source) for path in PATHS}
    page.goto(f"{desk}releases/")
    edit = page.locator("a[href*='/releases/edit/']").last.get_attribute("href")
    told["edit"] = judge(page, f"{sample.server.base}{edit}", source)
    page.close()
    assert {name: found for name, found in told.items() if found} == {}


def test_axe_would_have_found_a_link_that_cannot_be_read(page: Page, sample: Sample, source: str) -> None:
    page.goto(f"{sample.server.base}/desk/")
    signs_in(page, f"{sample.server.base}/desk/")
    page.evaluate("document.querySelectorAll('main a').forEach((link) => link.style.setProperty('color', '#ccc', 'important'))")
    assert any(one.startswith("color-contrast at ") for one in faults(page, source))
