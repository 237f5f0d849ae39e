"""axe-core finds nothing on any kind of page: English and Arabic, light and dark, on a desk and on a phone enlarged to 400 %."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.gates.checkers import from_npm
from tests.gates.conftest import Sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = """(rules) => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then((told) => ({
  passed: told.passes.length,
  failed: told.violations.map((one) => `${one.id} at ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`),
}))"""


def judge(page: Page, address: str, source: str) -> Any:
    page.goto(address)
    page.evaluate(source)
    return page.evaluate(ASK, RULES)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_axe_finds_nothing(browser: Browser, sample: Sample, prefix: str, scheme: Literal["light", "dark"], width: int) -> None:
    source = from_npm("axe-core/axe.min.js").read_text()
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_default_timeout(120_000)  # for a busy machine
    told = {name: judge(page, address, source) for name, address in sample.pages(prefix).items()}
    page.close()
    assert {name: one["failed"] for name, one in told.items() if one["failed"]} == {}
    assert all(one["passed"] > 15 for one in told.values())


def test_axe_would_have_found_what_is_wrong(page: Page, sample: Sample) -> None:
    source = from_npm("axe-core/axe.min.js").read_text()
    page.goto(f"{sample.server.base}/")
    page.evaluate("document.querySelector('.brand img').removeAttribute('alt'); document.documentElement.removeAttribute('lang')")
    page.evaluate(source)
    failed = page.evaluate(ASK, RULES)["failed"]
    assert [one.partition(" at ")[0] for one in failed] == ["html-has-lang", "image-alt"]
