"""What an editor does to the form of a release, in a browser."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import FilePayload, Locator, Page, expect

BODY = "#panel-body-section"


@dataclass(frozen=True)
class Quotation:
    words: str
    speaker: str
    role: str


def opened(page: Page) -> None:
    """Wait until the form's own scripts are there: what was typed before them is lost."""
    expect(page.locator("body.ready")).to_be_attached()


def writes(page: Page, **words: str) -> None:
    """Fill fields of the form by name."""
    for name, said in words.items():
        page.locator(f"#id_{name}").fill(said)


def puts_in(page: Page, facet: str, *labels: str) -> None:
    """A row for each office or topic, after those that are there."""
    for label in labels:
        at = int(page.locator(f"#id_release_{facet}s-TOTAL_FORMS").input_value())
        page.get_by_role("button", name=f"Add {facet.capitalize()}").click()
        page.locator(f"#id_release_{facet}s-{at}-{facet}").select_option(label=label)


def block(page: Page, kind: str) -> Locator:
    """A new part at the end of the body; the fields of it."""
    body = page.locator(BODY)
    at = int(body.locator('[name="body-count"]').input_value())
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    made = body.locator(f'[data-streamfield-child]:has(> [name="body-{at}-type"])')
    expect(made).to_be_visible()
    return made


def says(page: Page, text: str) -> None:
    block(page, "Text").locator(".public-DraftEditor-content").click()
    page.keyboard.type(text)


def rewrites(page: Page, place: int, text: str) -> None:
    """Other words in a text that is there."""
    page.locator(BODY).locator(".public-DraftEditor-content").nth(place).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def quotes(page: Page, quotation: Quotation) -> None:
    made = block(page, "Quotation")
    for name in ("words", "speaker", "role"):
        made.locator(f'[name$="-value-{name}"]').fill(getattr(quotation, name))


def tabulates(page: Page, caption: str, rows: Sequence[Sequence[str]]) -> None:
    made = block(page, "Table")
    made.locator('[name$="-value-caption"]').fill(caption)
    made.locator('[name$="-value-cells"]').fill("\n".join(" | ".join(row) for row in rows))


def uploads(page: Page, kind: str, file: FilePayload, **words: str) -> None:
    """In the window that opens where a picture or an attachment is chosen."""
    page.get_by_role("button", name=f"Add {kind.capitalize()}").click()
    panel = page.locator(f"#panel-{kind}s-section")
    panel.locator("[data-chooser-action-choose]:visible").last.click()
    upload = page.locator(".modal #tab-upload")
    page.locator(".modal").get_by_role("tab", name="Upload").click()
    upload.locator('input[type="file"]').set_input_files(file)
    for name, said in words.items():
        upload.locator(f'[name$="-{name}"]').fill(said)
    upload.get_by_role("button", name="Upload").click()
    expect(page.locator(".modal")).to_have_count(0)
    expect(panel.locator("[data-chooser-title]:visible").last).to_have_text(words["title"])


def saves(page: Page) -> int:
    """By the button; returns the release's key at the desk."""
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/desk/releases/edit/\d+/"))
    expect(page.locator(".messages .success")).to_contain_text("is saved")
    opened(page)
    return int(page.url.rstrip("/").rpartition("/")[2])


def sets_the_hour(page: Page, at: datetime) -> None:
    """`at` as the clock of the release's zone shows it."""
    page.locator("#id_go_live_at").fill(f"{at:%Y-%m-%dT%H:%M}")


def presses(page: Page, name: str, told: str | re.Pattern[str]) -> None:
    """A button of the form, and what the desk says then."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".messages").get_by_text(told)).to_be_visible()
