"""The form of filters that is kept for the pages of a view: what it saves, and that it never tells of another moment."""

from datetime import date
from typing import Any

import pytest
from lxml import html
from markupsafe import Markup

from dateline.releases import lifecycle
from dateline.releases.models import Release, ReleaseTopic
from dateline.search import finder, index
from dateline.site import filters
from dateline.site.models import Newsroom as Row
from tests.hooks import text
from tests.newsroom import Newsroom


def options(newsroom: Newsroom, path: str = "/news/") -> dict[str, str]:
    """What is offered on a page, with its counts."""
    page = html.document_fromstring(newsroom.reader.get(path).content)
    return {text(label.find(".//span")): label.findtext("data") for label in page.iter("label") if label.get("class") == "opt"}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What listings were asked to count."""
    asked, find = [], finder.find
    monkeypatch.setattr(finder, "find", lambda query, **how: asked.append(how.get("counted")) or find(query, **how))
    return asked


def stocked(newsroom: Newsroom) -> Any:
    """Two pages of items; the first of them."""
    first = newsroom.published("Item", topics=["Lakes"])
    made = [Release(title=f"Item {n}", lead="Lead.", language="en") for n in range(21)]
    for one in made:
        one.release_topics = [ReleaseTopic(topic=newsroom.term("topic", "Lakes"), sort_order=0)]
    newsroom.imported([(one, date(2020, 1, 1)) for one in made])
    return first


def test_the_pages_of_a_view_share_one_form(newsroom: Newsroom, counted: list[Any]) -> None:
    stocked(newsroom)
    filters.kept.keep(None, (), filters.Filters(Markup(), b"", Markup()))  # of another moment
    first, second = (newsroom.reader.get(f"/news/{page}").content.decode() for page in ("", "?page=2"))
    assert counted == [None, ()]
    cut = [page.partition('<details class="filters">')[2].partition('<section class="results')[0] for page in (first, second)]
    assert cut[0] == cut[1] and "Lakes" in cut[0]


def test_another_view_has_a_form_of_its_own(newsroom: Newsroom, counted: list[Any]) -> None:
    stocked(newsroom)
    filters.kept.keep(None, (), filters.Filters(Markup(), b"", Markup()))
    for path in ("/news/", "/news/?topic=lakes", "/news/?sort=oldest", "/fr/news/"):
        newsroom.reader.get(path)
    assert counted == [None] * 4


def test_what_is_withdrawn_counts_no_more(newsroom: Newsroom) -> None:
    first = stocked(newsroom)
    assert options(newsroom)["Lakes"] == options(newsroom, "/news/?page=2")["Lakes"] == "22"
    newsroom.withdraw(first)
    assert options(newsroom)["Lakes"] == options(newsroom, "/news/?page=2")["Lakes"] == "21"


def test_what_the_index_comes_to_know_counts_when_it_does(newsroom: Newsroom) -> None:
    stocked(newsroom)
    late = newsroom.draft("Late", topics=["Lakes"])
    lifecycle.publish(late, by=newsroom.editor())
    assert options(newsroom)["Lakes"] == options(newsroom, "/news/?page=2")["Lakes"] == "22"
    newsroom.settle()
    assert options(newsroom)["Lakes"] == options(newsroom, "/news/?page=2")["Lakes"] == "23"


def test_an_index_that_was_made_anew_counts_anew(newsroom: Newsroom) -> None:
    lost = newsroom.item(stocked(newsroom)).sequence
    with index.writer() as engine:
        assert engine is not None
        engine.write([], [lost], position=engine.position)  # as one that is wrong and does not know it
    assert options(newsroom)["Lakes"] == options(newsroom, "/news/?page=2")["Lakes"] == "21"
    newsroom.build_index()
    assert options(newsroom)["Lakes"] == options(newsroom, "/news/?page=2")["Lakes"] == "22"


def test_a_term_that_an_index_made_anew_knows_is_found(newsroom: Newsroom) -> None:
    lost = newsroom.item(newsroom.published(topics=["Lakes"])).sequence
    with index.writer() as engine:
        assert engine is not None
        engine.write([], [lost], position=engine.position)
    assert newsroom.get("/news/?topic=lakes").status_code == 404
    newsroom.build_index()
    assert newsroom.get("/news/?topic=lakes").status_code == 200


def test_lists_are_called_what_the_newsroom_calls_them_now(newsroom: Newsroom) -> None:
    stocked(newsroom)
    assert "What we do" in newsroom.reader.get("/news/").content.decode()
    Row(topic_name={"en": "Our subjects"}).save()
    assert "Our subjects" in newsroom.reader.get("/news/?page=2").content.decode()


def test_a_word_that_is_called_as_a_missing_value_is_a_word(newsroom: Newsroom) -> None:
    newsroom.published("Second to none", topics=["Lakes"])
    assert newsroom.tree("/news/?q=none").xpath("string(//h1)") == "1 item containing “none”"
    assert newsroom.tree("/news/?topic=none&q=none").xpath("string(//h1)") == "0 items with no topic given containing “none”"
