"""Every option of the demo's listing is ticked: its count is the number of items that a reader then gets, and that `find` tells."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from dateline.search.query import parse
from tests.hooks import ListingPage
from tests.newsroom import Newsroom

FACETS = ("type", "office", "topic", "language")
VIEWS = ("", "language=any")  # a story once; every version for itself


def followed(newsroom: Newsroom, path: str) -> tuple[str, ListingPage]:
    """The query of the canonical view that an address leads to, and the view."""
    answer = newsroom.reader.get(path, follow=True)
    assert answer.status_code == 200, path
    return answer.request["QUERY_STRING"], ListingPage(answer.content)


def command(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("find", *words, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_whoever_ticks_a_box_gets_as_many_as_it_said(prefix: str, view: str, facet: str, sample: Newsroom) -> None:
    page = ListingPage(sample.get(f"{prefix}/news/?{view}").content)
    assert len(page.options[facet]) > 2
    for value, (count, _) in page.options[facet].items():
        query, found = followed(sample, page.ticked(facet, value))
        assert found.total == count > 0 and found.options[facet][value] == (count, True), (value, query)
        assert query == parse(view).query.toggled(facet, value).canonical()


@pytest.mark.parametrize("view", VIEWS)
def test_whoever_asks_for_a_year_gets_as_many_as_it_said(view: str, sample: Newsroom) -> None:
    years = ListingPage(sample.get(f"/news/?{view}").content).years
    assert len(years) > 1
    for year, count in years.items():
        query = parse(view).query.between(year, year).canonical()
        assert ListingPage(sample.get(f"/news/?{query}").content).total == count > 0, year


@pytest.mark.parametrize("view", VIEWS)
def test_the_command_says_the_same_of_every_option(view: str, sample: Newsroom) -> None:
    told, page = command(view), ListingPage(sample.get(f"/news/?{view}").content)
    assert told["total"] == page.total
    for facet in FACETS:
        said = {one["value"]: one["count"] for one in told["facets"][facet]}
        assert said == {value: count for value, (count, _) in page.options[facet].items()}
        alone = {value: command(parse(view).query.toggled(facet, value).canonical())["total"] for value in said}
        assert alone == said


def test_a_story_is_one_and_its_versions_are_several(sample: Newsroom) -> None:
    once, each = (ListingPage(sample.get(f"/news/?{view}").content) for view in VIEWS)
    assert each.total > once.total == sum(once.years.values()) and each.total == sum(each.years.values())
    assert sum(count for count, _ in once.options["language"].values()) == each.total  # a language counts versions in either view
