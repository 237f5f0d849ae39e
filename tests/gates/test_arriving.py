"""How a page arrives: nothing moves under a reader's eyes, and letters are the system's own."""

import pytest
from playwright.sync_api import Page

from tests.gates.conftest import Sample

SHIFTS = """new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted = (window.shifted ?? 0) + one.value
}).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.browser
def test_nothing_moves_while_a_page_arrives_and_no_font_is_fetched(page: Page, sample: Sample) -> None:
    page.add_init_script(SHIFTS)
    fonts = []
    page.on("request", lambda one: fonts.append(one.url) if one.resource_type == "font" else None)
    moved = {}
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for name, address in sample.pages().items():
            page.goto(address, wait_until="load")
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            moved[name, width] = page.evaluate("window.shifted ?? 0")
    assert {where: by for where, by in moved.items() if by >= 0.01} == {} and fonts == []
