"""Without an index the record lists what the index would, in its order."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from dateline.record.models import Item
from dateline.search import bare, finder
from dateline.search.query import parse
from tests import archive
from tests.newsroom import Newsroom

VIEWS = ["", "sort=oldest", "page=2", "topic=water", "-topic=water&office=africa", "office=none", "type=news&type=none", "language=any"]
VIEWS += ["language=fr&language=ru", "from=2020-03&to=2021", "topic=floods&topic=law&-office=basra&from=2021"]


@pytest.fixture
def filled(newsroom: Newsroom) -> Iterator[Newsroom]:
    archive.make_terms()
    archive.publish(list(archive.specs(150, seed=3)))
    newsroom.settle()
    yield newsroom


def test_the_record_lists_what_the_index_does(filled: Newsroom) -> None:
    for view in VIEWS:
        for language in ("en", "fr"):
            query = parse(view).query
            wanted, listing = finder.find(query, language=language), bare.listing(query, language)
            assert listing.cards == wanted.cards and listing.sentence == wanted.sentence, view
            assert (listing.pages > listing.page) == (wanted.pages > wanted.page), view


@pytest.mark.parametrize("view", ["topic=dragons", "topic=quokkas", "-office=quokkaville", "page=99"])
def test_what_the_public_does_not_know_is_nowhere(filled: Newsroom, view: str) -> None:
    filled.draft("Quokkas counted", topics=["Quokkas"], offices=["Quokkaville"])
    with pytest.raises(finder.Nowhere):
        bare.listing(parse(view).query, "en")


def test_pages_go_on_without_an_index_and_say_what_they_lack(filled: Newsroom) -> None:
    shutil.rmtree(settings.INDEX_PATH)
    for path in ("/news/", "/", "/news/?topic=water", "/fr/news/"):
        response = filled.get(path)
        assert response.status_code == 200 and b'class="total"' not in response.content and b"dt-published" in response.content, path
    assert filled.get("/news/?q=lakes").status_code == filled.get("/news.json").status_code == 503
    assert filled.get("/news/?topic=dragons").status_code == 404
    assert filled.get(f"/news/{Item.objects.all()[0].public_id}/item/").status_code == 200


@pytest.mark.parametrize("asked", ["page=0", "q=lakes", "topic=dragons", "from=2022-13-40"])
def test_the_first_page_asks_for_nothing_without_an_index_either(newsroom: Newsroom, asked: str) -> None:
    path = newsroom.path(newsroom.published("Boats"))
    shutil.rmtree(settings.INDEX_PATH)
    response = newsroom.get(f"/?{asked}")
    assert response.status_code == 200 and path in response.content.decode()
