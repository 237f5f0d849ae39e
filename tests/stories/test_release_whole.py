"""A release, whole, by the real clock: drafted, translated and scheduled at the desk, out at its hour, corrected, withdrawn, restored.

Slow: the hour is real. `make hour` runs it; with SHOTS set, pictures of every step are left in tests/shots/.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import files
from tests.crash.serving import until
from tests.desk import browsing, writing
from tests.desk.browsing import shoot, signs_in
from tests.stories import hidden
from tests.stories.whole import (
    ARABIC,
    ARABIC_LEAD,
    DIRECTIONS,
    EDITIONS,
    FILE,
    IN_ARABIC,
    LEAD,
    OPTIONS,
    PEOPLE,
    PLACE,
    QUOTATIONS,
    TABLE,
    TITLE,
    Story,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
LEAST_S, MOST_S = 60.0, 120.0  # between setting the hour and its striking
NOTE, REASON = "It is for 14 days, not for 40.", "The ice broke on the same evening."


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with (
        browsing.serving(tmp_path, PEOPLE, DATELINE_LANGUAGES="en,fr,ar") as server,
        browsing.chromium() as browser,
        browsing.window(browser, server) as page,
    ):
        signs_in(page, server, "lucie")
        told = Story(page, server)
        until(lambda: told.total("topic=floods") == 1, 30, "the index has followed what was public before")
        yield told


def test_a_release_is_whole_from_its_first_word_to_its_coming_back(story: Story) -> None:
    before, begun = story.outside(), time.monotonic()
    drafts(story)
    translates(story)
    sets_the_hour(story, begun)
    assert story.outside() == before
    tells_nobody(story)
    assert datetime.now(UTC) < story.at, "this machine was too slow to look at everything before the hour"
    waits(story)
    is_out(story)
    is_told_when(story)
    corrects(story)
    withdraws(story)
    comes_back(story)


def drafts(story: Story) -> None:
    page = story.page
    page.get_by_role("link", name="Start a release").click()
    writing.opened(page)
    writing.writes(page, title=TITLE, subtitle="From the mouth upwards", lead=LEAD, dateline="KHUJAND, 28 November 2026 –")
    page.locator("#id_type").select_option(label="Press release")
    writing.puts_in(page, "topic", "Navigation")
    writing.says(page, "The river freezes from the north.")
    for quotation in QUOTATIONS:
        writing.quotes(page, quotation)
    writing.tabulates(page, "Ice by gauge", TABLE)
    picture = {"name": "DSC_0042 secret.jpg", "mimeType": "image/jpeg", "buffer": files.telling()}
    writing.uploads(page, "picture", picture, title="Gauge in ice", alt="A white gauge in ice.", caption="The gauge.", credit="ILRO/Zarina")
    document = {"name": "secret.pdf", "mimeType": "application/pdf", "buffer": files.pdf(3)}
    writing.uploads(page, "attachment", document, title="Ice report")
    story.keys["en"] = writing.saves(page)
    shoot(page, "whole-desk-draft")


def translates(story: Story) -> None:
    """The source stands beside the form, whose fields are written from the right."""
    page = story.page
    story.goes_to(f"/desk/releases/translate/{story.keys['en']}/")
    page.get_by_label("Translate into").select_option("ar")
    page.get_by_role("button", name="Begin the translation").click()
    writing.opened(page)
    page.get_by_role("button", name="Source text").click()
    expect(page.locator(".desk-source")).to_contain_text(QUOTATIONS[0].words)
    shoot(page, "whole-desk-translation-begun")
    page.get_by_role("button", name="Source text").click()
    writing.writes(page, title=ARABIC, subtitle="من المصب صعودا", lead=ARABIC_LEAD, dateline="خجند، 28 نوفمبر 2026 –")
    writing.rewrites(page, 0, "يتجمد النهر من الشمال.")
    for place, quotation in enumerate(IN_ARABIC, 1):
        for name in ("words", "speaker", "role"):
            page.locator(f'[name="body-{place}-value-{name}"]').fill(getattr(quotation, name))
    page.locator('[name="body-3-value-caption"]').fill("الجليد عند المقاييس")
    page.locator('[name="body-3-value-cells"]').fill("المقياس | الجليد، سم\nخجند | 12\nبيكاباد | 19")
    page.locator("#id_release_pictures-0-alt").fill("مقياس أبيض في الجليد.")
    page.locator("#id_release_pictures-0-caption").fill("المقياس.")
    directions = page.evaluate(DIRECTIONS)
    assert set(directions.values()) == {"rtl"} and len(directions) == 14
    story.keys["ar"] = writing.saves(page)


def sets_the_hour(story: Story, begun: float) -> None:
    """The next whole minute for which this machine has time enough, by how long the writing took."""
    ahead = timedelta(seconds=min(MOST_S, max(LEAST_S, time.monotonic() - begun)))
    story.at = (datetime.now(UTC) + ahead).replace(second=0, microsecond=0) + timedelta(minutes=1)
    for language in ("ar", "en"):
        story.edits(language)
        writing.sets_the_hour(story.page, story.at.astimezone(PLACE))
        writing.presses(story.page, "Schedule", f"goes out by itself at {story.at.astimezone(PLACE):%H:%M} Dushanbe")
    shoot(story.page, "whole-desk-scheduled")
    story.goes_to("/desk/")
    band = story.page.locator(".desk-next")
    expect(band).to_contain_text(f"{story.at.astimezone(PLACE):%H:%M} Dushanbe")
    expect(band).to_contain_text("2 languages")
    shoot(story.page, "whole-desk-next")


def tells_nobody(story: Story) -> None:
    """Every address that the desk knows answers like one that nobody made, byte for byte."""
    known = story.server.ask("import json; from tests.stories.hidden import known; print(json.dumps(known()))")
    pairs = list(hidden.pairs(known, OPTIONS, story.references()))
    assert len(pairs) > 100 and [pair.known for pair in pairs if pair.is_told_apart(story.server.answer)] == []


def waits(story: Story) -> None:
    """Nothing of it is there until the hour; all of it is, once it struck."""
    while datetime.now(UTC) < story.at - timedelta(seconds=1):
        assert story.total("topic=navigation") == 0 or datetime.now(UTC) >= story.at
        time.sleep(0.5)
    until(lambda: story.total("topic=navigation&language=any") == 2, 30, "both versions are out")


def is_out(story: Story) -> None:
    found = {item["language"]: item for item in story.feed("topic=navigation&language=any")["items"]}
    story.paths = {language: item["_dateline"]["url"] for language, item in found.items()}
    assert story.total("topic=navigation") == story.total("office=khujand&type=press-release") == 1 and story.total("") == 2
    pages = {language: story.shows(path, language) for language, path in story.paths.items()}
    for language, quotations in (("en", QUOTATIONS), ("ar", IN_ARABIC)):
        assert all(words in pages[language] for quotation in quotations for words in (quotation.words, quotation.speaker, quotation.role))
        both = {**story.paths, "x-default": story.paths["en"]}
        assert story.alternates(story.paths[language]) == both
    assert "<table" in pages["en"] and "+992 3422 555 01" in pages["en"]
    assert [said for said in story.references() if said not in "".join(pages.values())] == []
    assert {story.server.answer(f"/ref/{said}")[0] for said in story.references()} == {301}
    story.files = {language: sorted(set(FILE.findall(page))) for language, page in pages.items()}
    bodies = [story.server.answer(path) for paths in story.files.values() for path in paths]
    assert len(bodies) >= 6 and {status for status, _, _ in bodies} == {200}
    assert not [secret for secret in (*files.SECRET_WORDS, b"DSC_0042") for _, _, body in bodies if secret in body]
    for path, name in (("/", "home"), ("/news/", "listing"), ("/ar/news/", "listing-ar"), (f"/ar{story.paths['ar']}", "ar-ar")):
        story.shows(path, name)


def is_told_when(story: Story) -> None:
    """The desk says when it was due, done, and first seen on page, listing and files."""
    for language in ("en", "ar"):
        story.edits(language)
        story.page.get_by_role("button", name="The hour").click()
        report = story.page.locator(".desk-report")
        for said in ("Published, due", "done", "page seen", "listing seen", "files seen"):
            expect(report).to_contain_text(said)
        expect(report).to_contain_text(f"{story.at.astimezone(PLACE):%H:%M} Dushanbe")
        shoot(story.page, f"whole-desk-report-{language}")
        story.page.get_by_role("button", name="The hour").click()


def corrects(story: Story) -> None:
    story.edits("en")
    writing.writes(story.page, lead=LEAD.replace("40", "14"), change_note=NOTE)
    story.page.get_by_role("radio", name="Correction").check()
    shoot(story.page, "whole-desk-correction")
    writing.presses(story.page, "Publish", f"“{TITLE}” is public.")
    path = story.paths["en"]
    page = story.shows(path, "corrected")
    assert NOTE in page and "closes for 14 days" in page and f'href="{path}editions/2/changes/1/"' in page
    assert NOTE in story.shows("/corrections/", "corrections") and "Corrected" in story.server.get("/news/")[1]
    assert "closes for 40 days" in story.shows(f"{path}editions/1/", "edition-1")
    changed = story.shows(f"{path}editions/2/changes/1/", "difference")
    story.page.goto(f"{story.server.base}{path}editions/2/changes/1/")
    expect(story.page.locator("del")).to_contain_text("40")
    expect(story.page.locator("ins")).to_contain_text("14")
    assert NOTE in changed


def withdraws(story: Story) -> None:
    story.goes_to(f"/desk/releases/withdraw/{story.keys['en']}/")
    story.page.get_by_label("Reason for readers").fill(REASON)
    shoot(story.page, "whole-desk-withdraw")
    writing.presses(story.page, "Take it down now", "Its page tells readers why")
    path, number = story.paths["en"], story.paths["en"].split("/")[2]
    gone = (path, f"/fr{path}", f"/ar{path}", f"/news/{number}/other/", f"/news/{number}.json", *(f"{path}{end}" for end in EDITIONS))
    assert {address: story.server.answer(address)[0] for address in gone} == dict.fromkeys(gone, 410)
    assert {story.server.answer(one)[0] for one in story.files["en"]} == {404}
    assert {story.server.answer(one)[0] for one in story.files["ar"]} == {200}
    assert REASON in story.shows(path, "withdrawn") and REASON in story.server.get("/corrections/")[1]
    assert story.total("topic=navigation&language=any") == 1 and story.alternates(story.paths["ar"]) == {}
    story.goes_to("/desk/releases/")
    shoot(story.page, "whole-desk-list")


def comes_back(story: Story) -> None:
    story.goes_to(f"/desk/releases/restore/{story.keys['en']}/")
    shoot(story.page, "whole-desk-restore")
    writing.presses(story.page, "Bring it back now", "is public again, as it was.")
    page = story.shows(story.paths["en"], "restored")
    assert "closes for 14 days" in page and REASON in page
    assert {story.server.answer(one)[0] for one in story.files["en"]} == {200}
    assert story.total("topic=navigation") == 1 and story.total("topic=navigation&language=any") == 2
    assert story.alternates(story.paths["ar"]) == {**story.paths, "x-default": story.paths["en"]}
