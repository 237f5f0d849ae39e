"""Two content types become one at the desk, and readers find both under the one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dateline.people.models import Role
from dateline.record.models import Change, Edition
from dateline.releases.models import Release
from dateline.vocabularies.models import ReleaseType
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


def kind(slug: str) -> ReleaseType:
    return ReleaseType.objects.get(slug=slug)


def merges(desk: Desk, term: str = "notice", into: str = "news") -> Any:
    return desk.sends(f"/desk/types/merge/{kind(term).pk}/", {"into": kind(into).pk})


def types_of(newsroom: Newsroom, query: str = "") -> list[tuple[str, int]]:
    return [(one["value"], one["count"]) for one in newsroom.find(query)["facets"]["type"]]


def test_what_it_touches_is_shown_before(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published("One", type="Notice")
    newsroom.term("type", "News")
    assert f"/desk/types/merge/{kind('notice').pk}/" in administrator.page("/desk/types/")
    page = administrator.page(f"/desk/types/merge/{kind('notice').pk}/?into={kind('news').pk}")
    assert "1 release will name" in page and "1 address will lead on: <code>notice</code>" in page and "stand under" not in page


def test_both_are_counted_as_one_and_editions_stay(administrator: Desk, newsroom: Newsroom) -> None:
    old, new = newsroom.published("One", type="Notice"), newsroom.published("Two", type="News")
    before = list(Edition.objects.values_list("digest", flat=True))
    merges(administrator)
    assert types_of(newsroom) == [("news", 2)] and list(Edition.objects.values_list("digest", flat=True)) == before
    assert [Release.objects.get(pk=one.pk).type for one in (old, new)] == [kind("news")] * 2
    assert list(Change.objects.filter(kind="term").values_list("subject", flat=True)) == ["type/notice", "type/news"]


@pytest.mark.parametrize("path", ["/news/?type=notice", "/fr/news/?-type=notice"])
def test_the_address_of_before_leads_on_and_the_item_keeps_its_word(path: str, administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published("One", type="Notice")
    newsroom.published("Two", type="News")
    merges(administrator)
    answer = newsroom.get(path)
    assert (answer.status_code, answer["Location"]) == (301, path.replace("notice", "news"))
    assert '<a href="/news/?type=news" data-facet="type">Notice</a>' in newsroom.get("/news/").content.decode()


def test_drafts_and_old_revisions_name_the_other(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published("One", type="Notice")
    first = release.latest_revision
    newsroom.term("type", "News")
    administrator.saves(release, title="Two", type=str(kind("notice").pk))
    merges(administrator)
    assert first is not None and Release.objects.get(pk=release.pk).get_latest_revision_as_object().type == kind("news")
    newsroom.publish(first.as_object())
    assert types_of(newsroom) == [("news", 1)] and '"key":"news"' in newsroom.edition(release).content


def test_a_merged_type_is_offered_no_more(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published("One", type="Notice")
    newsroom.term("type", "News")
    merges(administrator)
    assert "merged into News" in administrator.page("/desk/types/") and ">Notice<" not in administrator.page("/desk/releases/add/")
    administrator.sends(f"/desk/types/delete/{kind('news').pk}/", {})
    assert "“Notice” was merged into it" in administrator.page(f"/desk/types/edit/{kind('news').pk}/")


def test_a_closed_type_may_name_who_carries_on(administrator: Desk, newsroom: Newsroom) -> None:
    notice, news = newsroom.term("type", "Notice"), newsroom.term("type", "News")
    begun = {"in_en": "Notice", "in_fr": "", "others": "", "slug": "notice", "opened_on": "", "closed_on": "2020-05-03"}
    administrator.sends(f"/desk/types/edit/{notice.pk}/", {**begun, "successor": notice.pk})
    assert kind("notice").successor is None
    administrator.sends(f"/desk/types/edit/{notice.pk}/", {**begun, "successor": news.pk})
    assert kind("notice").successor == news and kind("notice").closed_on == date(2020, 5, 3)
