"""The statement on accessibility: in every language, led to from every page, with the institution's own words at its end."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from lxml import html

from dateline.site import accessibility
from dateline.site.models import Newsroom as Settings
from tests.gates import test_axe, test_journeys, test_lighthouse, test_markup
from tests.hooks import text
from tests.newsroom import Newsroom
from tools import strings

ROOT = Path(__file__).parents[2]
HEADINGS = ["What you can count on", "How far it conforms", "How this is checked", "If something does not work"]


def statement(language: str) -> str:
    """As a page of this language shows it."""
    root = html.document_fromstring(accessibility.page(RequestFactory().get("/accessibility/"), language).content)
    return text(root.get_element_by_id("main"))


def test_it_says_in_its_order_what_works_what_does_not_and_whom_to_ask(newsroom: Newsroom) -> None:
    main = newsroom.tree("/accessibility/").get_element_by_id("main")
    assert [text(one) for one in main.xpath(".//h2")] == HEADINGS
    assert main.xpath(".//h2[4]/following-sibling::p/a/@href") == ["/contacts/"]
    assert re.search(r"last reviewed on \d+ \w+ 20\d\d\.$", text(main))


@pytest.mark.parametrize("language", strings.SHIPPED)
def test_it_speaks_every_language_of_the_interface(newsroom: Newsroom, language: str) -> None:
    said = statement(language)
    assert all(name in said for name in ("WCAG", "EN 301 549", "axe-core", "Lighthouse"))
    assert not any(heading in said for heading in HEADINGS)


def asked_for(test: Any) -> dict[str, list[Any]]:
    """What a gate is asked for, by the names of its parameters."""
    return {mark.args[0]: mark.args[1] for mark in test.pytestmark if mark.name == "parametrize"}


def test_what_it_says_is_checked_is_what_the_gates_check() -> None:
    """Whoever changes a gate changes the page, in every language, and `PREPARED_ON`."""
    axe, lighthouse = asked_for(test_axe.test_axe_finds_nothing), asked_for(test_lighthouse.test_lighthouse_gives_all_it_has)
    assert axe == {"prefix": ["", "/ar"], "scheme": ["light", "dark"], "width": [320, 1280]}
    assert lighthouse == {"name": ["home", "listing", "item-en"]}
    assert {"html_validate", "vnu"} <= vars(test_markup).keys() and {"scriptless", "tab_to"} <= vars(test_journeys).keys()
    checks = re.search(r"^checks:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert checks is not None and "tests/gates" in checks[1] and "\nmake checks\n" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/news/", 200), ("/contacts/", 200), ("/nowhere/", 404), ("/news/?page=0", 400)])
def test_the_foot_of_every_page_leads_to_it(newsroom: Newsroom, path: str, status: int) -> None:
    assert newsroom.tree(path, status).xpath("//footer//a/@href[. = '/accessibility/']")
    assert newsroom.tree(f"/fr{path}", status).xpath("//footer//a/@href[. = '/fr/accessibility/']")


def test_the_institution_adds_its_own_words(newsroom: Newsroom) -> None:
    Settings(name="Newsroom", address="1 Quay Street", accessibility={"fr": "Le défenseur des droits", "en": "The ombudsman"}).save()
    said = text(newsroom.tree("/accessibility/").get_element_by_id("main"))
    assert "1 Quay Street" in said and "The ombudsman" in said and "défenseur" not in said
    Settings(name="Newsroom", accessibility={"fr": "Le défenseur des droits"}).save()
    assert '<p lang="fr" dir="ltr">Le défenseur des droits</p>' in newsroom.get("/accessibility/").content.decode()
