"""An Arabic page has one kind of digits and one set of months; what programs read stays ASCII."""

import re
from typing import Any

import pytest
from django.test import RequestFactory
from lxml import html

from dateline.record.content import Content
from dateline.search.query import Query, parse
from dateline.site import archive, corrections, listing, release
from tests.site.conftest import Site

OURS = "//body//text()[not(ancestor::code or ancestor::pre or ancestor::*[@id='how'] or ancestor::*[@dir='ltr'])]"
NAMED = re.compile(r"[A-Z]{2,}[-+][0-9]+")  # SHA-256, UTC+3
ASKED = RequestFactory().get("/")


def own_words(page: bytes) -> str:
    """What the page itself says: without addresses, numbers to be called, and texts in another language."""
    tree = html.document_fromstring(page)
    return NAMED.sub("", f"{tree.findtext('.//title')} {''.join(tree.xpath(OURS))}").replace("\xa0", " ")


def item(site: Site, name: str) -> Any:
    found = release.item_of(site.paths[name].split("/")[2])
    assert found
    return found


def shown(site: Site, page: str) -> bytes:
    if page in site.paths:
        one, edition = item(site, page)
        answer = release.shown(one, edition, Content.read(edition.content), "ar")
    elif page == "withdrawn":
        answer = release.gone(*item(site, "wrong"), "ar")
    else:
        answer = {"archive": archive.page, "corrections": corrections.page}[page](ASKED, "ar")
    return bytes(answer.content)


@pytest.mark.parametrize("page", ["arabic", "archive", "corrections", "withdrawn"])
def test_a_page_has_arabic_digits_alone(site: Site, page: str) -> None:
    own = own_words(shown(site, page))
    assert re.search("[٠-٩]", own) and not re.search("[0-9]", own)


@pytest.mark.parametrize("query", ["", "topic=water&from=2020-01&to=2020-01"])
def test_a_list_has_arabic_digits_alone(site: Site, query: str) -> None:
    page = listing.shown(parse(query).query, "ar").content
    assert not re.search("[0-9]", own_words(page)) and "كانون الثاني/يناير ٢٠٢٠" in own_words(page)


def test_what_programs_read_stays_ascii(site: Site) -> None:
    page = html.document_fromstring(listing.shown(Query(), "ar").content)
    assert all(re.fullmatch("[0-9]+", value) for value in page.xpath("//data/@value"))
    assert all(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) for value in page.xpath("//time/@datetime"))
