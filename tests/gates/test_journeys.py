"""A reader's way to an item and back, by keyboard alone, without script, in a text browser, by ear."""

import re
from collections.abc import Iterator

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.gates.conftest import Sample

pytestmark = pytest.mark.browser

COUNT = re.compile(r"\d+")
BLOCKS = "address|article|dd|div|dt|fieldset|figure|footer|form|h\\d|header|label|legend|li|main|nav|p|section|summary|td|th|title|tr"
FOCUSED = "(document.activeElement.innerText || document.activeElement.value).trim()"
NAME = "(box) => box.labels[0].innerText.trim().replace(/\\s+/g, ' ')"
OUTLINE = "(one) => getComputedStyle(one).outlineStyle != 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2"
OUTSIDE = """(column) => {
  const end = (one) => one.getBoundingClientRect().right
  const outside = (one) => one.checkVisibility() && end(one) > end(column) + 1
  return [...column.querySelectorAll("form *")].filter(outside).map((one) => one.outerHTML)
}"""
MOST_STOPS = 400  # a list with every filter open has some two hundred


@pytest.fixture
def scriptless(browser: Browser, sample: Sample) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, base_url=sample.server.base)
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def total(page: Page) -> int:
    return int(page.locator("h1 data.total").get_attribute("value") or "-1")


def test_by_keyboard_one_skips_to_the_results_opens_an_item_and_comes_back(page: Page, sample: Sample) -> None:
    page.goto(f"{sample.server.base}/news/")
    tab_to(page, ".skip[href='#results']")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, "a")
    assert page.evaluate("document.querySelector('#results').contains(document.activeElement)")
    tab_to(page, "h2 a")
    title = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(page.locator("h2 a").first).to_have_text(title)


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/ru"])
def test_the_masthead_is_one_row_and_every_language_is_a_key_away(page: Page, sample: Sample, prefix: str) -> None:
    page.goto(f"{sample.server.base}{prefix}/news/")
    row = page.locator(".masthead > .frame").last
    assert (row.bounding_box() or {})["height"] == 64
    assert page.evaluate("document.querySelector('.menu-body .search input').clientWidth") >= 100
    expect(page.locator(".tongues a").first).not_to_be_visible()
    tab_to(page, ".tongues > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".tongues a[hreflang=ru]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sample.server.base}/ru/news/")


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/ru"])
def test_the_masthead_is_one_row_at_every_width(page: Page, sample: Sample, prefix: str) -> None:
    page.goto(f"{sample.server.base}{prefix}/news/")
    row, found = page.locator(".masthead > .frame").last, {}
    for width in (*range(320, 1400, 40), 359, 999, 1000, 1199):
        page.set_viewport_size({"width": width, "height": 600})
        found[width] = ((row.bounding_box() or {})["height"], page.evaluate("document.documentElement.scrollWidth > innerWidth"))
    assert {width: said for width, said in found.items() if said != (64, False)} == {}


def test_by_keyboard_one_filters_and_each_filter_can_be_taken_away(page: Page, sample: Sample) -> None:
    page.goto(f"{sample.server.base}/news/")
    before = total(page)
    tab_to(page, "input[name=topic]")
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{sample.server.base}/news/")  # ticking alone sends nothing
    tab_to(page, ".filters .submit button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/news/\?topic=[a-z-]+$"))
    assert 0 < total(page) < before and page.locator(".filters input:checked").count() == 1
    tab_to(page, ".chosen a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sample.server.base}/news/")


def test_what_has_the_focus_is_seen_and_shows_it(page: Page, sample: Sample) -> None:
    page.goto(f"{sample.server.base}/news/")
    for _ in range(30):
        page.keyboard.press("Tab")
        expect(focused := page.locator(":focus")).to_be_in_viewport()
        assert focused.evaluate(OUTLINE)


@pytest.mark.parametrize("width", [1280, 360])
def test_without_script_one_filters_reads_turns_the_page_and_changes_the_language(scriptless: Page, width: int) -> None:
    page = scriptless
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/news/")
    if width < 1000:
        page.locator(".filters > summary").click()
        page.locator(".group > summary", has_text="Content type").click()
    page.get_by_label("Words").last.fill("gauge")
    page.locator(".filters input[name=type]").first.check()
    page.get_by_role("button", name="Show results").click()
    page.wait_for_url(re.compile(r"/news/\?type=[a-z-]+&q=gauge$"))
    found = total(page)
    page.get_by_role("link", name=re.compile("Remove.*gauge")).click()
    page.wait_for_url(re.compile(r"/news/\?type=[a-z-]+$"))
    assert 0 < found < total(page)
    page.goto("/news/")
    page.get_by_role("link", name="Older items").click()
    page.wait_for_url(re.compile(r"\?page=2$"))
    page.goto("/ar/news/?page=2")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("name", ["item-en", "item-ar", "item-ru", "corrected", "picture"])
def test_on_a_phone_the_press_number_stands_in_the_first_screen(page: Page, sample: Sample, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{sample.server.base}{sample.kinds[name]}")
    call = page.locator(".ways .call")
    expect(call).to_be_in_viewport(ratio=1)
    assert (call.get_attribute("href") or "").startswith("tel:+")


@pytest.mark.parametrize("width", [320, 1000, 1280])
def test_nothing_of_the_filters_stands_outside_their_column(page: Page, sample: Sample, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{sample.server.base}/news/")
    if width < 1000:
        page.locator(".filters > summary").click()
        page.locator(".group > summary", has_text="Publishing date").click()
    assert page.locator(".months li").count() > 12
    assert page.locator(".filters").evaluate(OUTSIDE) == []


def in_text(page: str, part: str = "body") -> list[str]:
    """The lines of a part of a page as a text browser writes them: the words in their order, without style."""
    [found] = html.document_fromstring(page).iter(part)
    marked = re.sub(rf"</?(?:{BLOCKS})\b[^>]*>", "\n", html.tostring(found, encoding="unicode"))
    lines = (" ".join(line.split()) for line in html.fromstring(f"<div>{marked}</div>").text_content().split("\n"))
    return [line for line in lines if line]


def test_in_a_text_browser_an_item_is_read_from_its_date_to_whom_to_call(sample: Sample) -> None:
    page = sample.items[sample.kinds["item-en"]]
    tree, lines = html.document_fromstring(page), in_text(page, "main")
    sought = ("//time", "//h1", "//*[contains(@class, 'p-summary')]", "//*[@id='contact']/h2", "//*[@id='history']/h2")
    words = [" ".join(tree.xpath(f"//main{path}")[0].text_content().split()) for path in sought]
    stands = [next(number for number, line in enumerate(lines) if said in line) for said in words]
    assert stands == sorted(set(stands)) and lines.index("Press contact") == stands[3]


def test_in_a_text_browser_a_list_says_what_it_shows_before_it_asks(sample: Sample) -> None:
    lines = in_text(sample.server.get(sample.kinds["listing-narrowed"])[1])
    heading = next(number for number, line in enumerate(lines) if re.search(r"^\d+ items?\b", line))
    filters, results = lines.index("Filter (3)"), lines.index("Newest first")
    assert lines[:2] == ["Skip to content", "Skip to the results"] and heading < filters < results


@pytest.mark.parametrize("name", ["listing", "listing-narrowed", "listing-empty"])
def test_by_ear_one_polite_line_tells_the_count_and_each_result_has_a_heading(page: Page, sample: Sample, name: str) -> None:
    page.goto(f"{sample.server.base}{sample.kinds[name]}")
    status = page.get_by_role("status")
    expect(status).to_have_count(1)
    results = page.get_by_role("region", name="Results")
    headed = page.get_by_role("heading", level=2)
    listed = results.get_by_role("list").get_by_role("listitem").filter(has=headed)
    assert listed.count() == results.get_by_role("heading", level=2).count() == min(total(page), 20)
    said = COUNT.search(status.inner_text())
    assert (said and int(said[0]) or 0) == total(page)


def test_by_ear_every_filter_has_its_group_its_name_and_its_count(page: Page, sample: Sample) -> None:
    page.goto(f"{sample.server.base}/news/")
    for group in ("Content type", "Where we are", "What we do", "Language"):
        boxes = page.get_by_role("group", name=group).get_by_role("checkbox")
        assert boxes.count() and all(re.fullmatch(r"\S.* [\d,]+", box.evaluate(NAME)) for box in boxes.all())
