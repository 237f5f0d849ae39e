"""How a page arrives: nothing moves under a reader's eyes, and letters are the system's own."""

import pytest
from playwright.sync_api import Page

from tests.gates.conftest import Sample
from tests.gates.slow_line import slow_line

SHIFTS = """new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted = (window.shifted ?? 0) + one.value
}).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_a_page_arrives_and_no_font_is_fetched(page: Page, sample: Sample, width: int) -> None:
    page.add_init_script(SHIFTS)
    fonts = []
    page.on("request", lambda one: fonts.append(one.url) if one.resource_type == "font" else None)
    page.set_viewport_size({"width": width, "height": 800})
    host = sample.server.base.partition("://")[2]
    with slow_line(host) as slow:
        pages = sample.pages() | sample.pages("/ar")
        moved = {name: shift(page, address.replace(host, slow)) for name, address in pages.items()}
    assert {name: by for name, by in moved.items() if by >= 0.01} == {} and fonts == []


def shift(page: Page, address: str) -> float:
    """Cumulative layout shift of a page that comes a little at a time."""
    page.goto(address, wait_until="load")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return float(page.evaluate("window.shifted ?? 0"))
