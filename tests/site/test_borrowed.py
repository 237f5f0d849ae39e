"""A label that a page has to borrow from another language says which one, wherever it stands."""

from datetime import date
from typing import Any

import pytest

from dateline.vocabularies.models import Office
from tests.hooks import text
from tests.newsroom import Newsroom
from tests.site.conftest import Site


def borrowed(node: Any) -> list[tuple[str, str, str]]:
    return [(text(one), one.get("lang"), one.get("dir")) for one in node.xpath(".//*[@lang]")]


@pytest.mark.parametrize(
    ("path", "said", "others"),
    [
        ("/fr/news/?topic=water", "publications sur le thème Water", [("Water", "en", "ltr")]),
        ("/fr/news/?topic=rule-of-law", "publication sur le thème État de droit", []),
        ("/news/?topic=water", "items on Water", []),
        ("/fr/news/?type=news&office=bar", "0 News du bureau Bar", [("News", "en", "ltr"), ("Bar", "en", "ltr")]),
    ],
)
def test_in_the_sentence_of_the_view(site: Site, path: str, said: str, others: list[tuple[str, str, str]]) -> None:
    [heading] = site.page(path).xpath("//h1")
    assert text(heading).endswith(said) and borrowed(heading) == others


def test_in_the_way_out_of_an_empty_view(site: Site) -> None:
    [way] = site.page("/fr/news/?topic=arts&language=ar").xpath("//a[@class='button'][contains(., '«') or contains(., '“')]")
    assert borrowed(way) == [("Arts", "en", "ltr")]


def test_in_the_notice_of_a_closed_office(newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Mission in Bar"])
    Office.objects.update(closed_on=date(2020, 5, 3))
    [notice] = newsroom.tree(f"/fr{newsroom.path(release)}").xpath("//article//div[@class='notice']")
    assert ("Mission in Bar", "en", "ltr") in borrowed(notice)
