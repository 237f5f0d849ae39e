"""What the script adds to pages that work without it: lists are narrowed, choices counted, words completed, citations copied."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.gates.conftest import Sample
from tests.gates.test_journeys import total

pytestmark = pytest.mark.browser

WITHOUT_BUTTON = "(one) => [...one.childNodes].filter((part) => part.localName != 'button').map((part) => part.textContent).join('').trim()"


@pytest.fixture
def page(browser: Browser, sample: Sample) -> Iterator[Page]:
    context = browser.new_context(base_url=sample.server.base, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(60_000)  # for a busy machine
    yield context.new_page()
    context.close()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_long_list_is_narrowed_by_typing_and_what_is_ticked_stays(page: Page) -> None:
    page.goto("/news/")
    topics = page.get_by_role("group", name="What we do")
    topics.get_by_text(re.compile(r"^All \d+")).click()
    topics.get_by_label("Fisheries").check()
    before, field = topics.get_by_role("checkbox").count(), topics.get_by_role("searchbox")
    field.fill("WATER q")
    expect(topics.get_by_role("checkbox")).to_have_count(3)  # water quality, what it stands under, and what is ticked
    expect(topics.get_by_label("Water quality")).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/news/$"))
    field.fill("")
    expect(topics.get_by_role("checkbox")).to_have_count(before)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_button_says_how_many_there_will_be_and_so_it_is(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/news/?type=news")
    button = page.locator(".filters .submit button")
    page.locator(".filters input[name=topic]").first.check()
    expect(button).to_have_text(re.compile(r".+ \(\d+\)$"))
    said = re.findall(r"\d+", button.inner_text())
    expect(page.get_by_role("status")).to_have_text(button.inner_text())
    button.click()
    page.wait_for_url(re.compile("topic="))
    assert [total(page)] == [int(one) for one in said] and total(page) > 0


def test_a_choice_that_cannot_be_read_leaves_the_button_as_it_was(page: Page) -> None:
    page.goto("/news/")
    page.locator(".filters input[name=topic]").first.check()
    expect(page.locator(".filters .submit button")).to_have_text(re.compile(r"\(\d+\)$"))
    page.locator(".filters input[name=from]").fill("some day")
    expect(page.locator(".filters .submit button")).to_have_text("Show results")


def test_what_an_empty_list_says_stays_while_another_choice_is_counted(page: Page, sample: Sample) -> None:
    page.goto(sample.kinds["listing-empty"])
    said = page.locator(".results [role=status]")
    words = said.inner_text()
    page.locator("#words").fill("")
    expect(page.locator(".filters .submit button")).to_have_text(re.compile(r"\([1-9]\d*\)$"))
    expect(said).to_have_text(words)


def test_words_are_completed_in_the_language_of_the_page(page: Page) -> None:
    page.goto("/fr/news/")
    page.locator("#words").press_sequentially("cru")
    expect(page.locator("#words + datalist option[value='Alerte aux crues']")).to_have_count(1)
    expect(page).to_have_url(re.compile("/fr/news/$"))


def test_a_citation_and_a_quotation_are_copied_whole(page: Page, sample: Sample) -> None:
    page.goto(sample.kinds["quotation"])
    citation = page.locator(".cite .select").first
    words, button = citation.evaluate(WITHOUT_BUTTON), citation.get_by_role("button")
    button.click()
    expect(button).to_have_text("Copied")
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert copied(page) == words and len(words) > 80
    quotation = page.locator(".quote").first
    quotation.get_by_role("button").click()
    expect(quotation.get_by_role("button")).to_have_text("Copied")
    words, _, address = copied(page).rpartition("\n")
    assert quotation.locator("blockquote").inner_text() in words and quotation.locator("b").inner_text() in words
    assert address == f"{page.url}#{quotation.get_attribute('id')}"
