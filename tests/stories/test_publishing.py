"""An editor publishes, corrects nothing, withdraws: what readers see at every step."""

import json

import pytest

from dateline.record.models import Change, Edition
from tests.newsroom import Newsroom


def test_a_draft_is_nowhere(newsroom: Newsroom) -> None:
    newsroom.draft("Budget for 2027 in figures", topics=["Budget"])
    assert newsroom.find()["total"] == 0
    assert newsroom.get("/news/?topic=budget").status_code == 404
    assert newsroom.get("/topics/budget/").status_code == 404


def test_publishing_reaches_every_form_at_once(newsroom: Newsroom) -> None:
    release = newsroom.published(topics=["Policing"], offices=["Mission in Bar"], type="News")
    path = newsroom.path(release)
    assert path in newsroom.get("/news/?topic=policing").content.decode()
    assert json.loads(newsroom.get("/news.json?topic=policing").content)["items"][0]["url"].endswith(path)
    assert path in newsroom.get("/news.csv?topic=policing").content.decode()
    assert newsroom.find("office=mission-in-bar&type=news")["releases"][0]["url"] == path
    assert "Police trained in Bar" in newsroom.get(path).content.decode()


def test_withdrawing_leaves_title_date_and_reason(newsroom: Newsroom) -> None:
    release = newsroom.published(topics=["Policing"])
    path = newsroom.path(release)
    newsroom.withdraw(release, reason="The officers were forty-one.")
    page = newsroom.get(path)
    assert page.status_code == 410
    assert "The officers were forty-one." in page.content.decode() and "Police trained in Bar" in page.content.decode()
    assert newsroom.get(path.replace("police-trained-in-bar", "anything")).status_code == 410
    assert newsroom.get("/news/?topic=policing").status_code == 404
    assert newsroom.find()["total"] == 0


def test_an_edit_is_public_only_when_published(newsroom: Newsroom) -> None:
    release = newsroom.published()
    release.title = "Police trained in Budva"
    release.save_revision(user=newsroom.editor())
    assert newsroom.titles() == ["Police trained in Bar"]
    newsroom.publish(release)
    assert newsroom.titles() == ["Police trained in Budva"]
    assert list(Edition.objects.values_list("number", "kind")) == [(1, "published"), (2, "updated")]


def test_publishing_the_same_text_again_is_no_public_act(newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.publish(release)
    assert Change.objects.count() == 1 and Edition.objects.count() == 1


def test_a_withdrawn_release_comes_back_as_the_same_edition(newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.withdraw(release)
    newsroom.publish(release)
    assert list(Change.objects.order_by("n").values_list("kind", flat=True)) == ["published", "withdrawn", "restored"]
    assert Edition.objects.count() == 1 and newsroom.titles() == ["Police trained in Bar"]


@pytest.mark.parametrize("path", ["/news", "/news/", "/nope/", "/news/0000000000/", "/offices/none/", "/desk-of-somebody/"])
def test_readers_get_no_cookie(newsroom: Newsroom, path: str) -> None:
    answer = newsroom.get(path)
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "to"), [("/news", "/news/"), ("/news?topic=x", "/news/?topic=x"), ("/topics", "/topics/"), ("/offices/x", "/offices/x/")]
)
def test_a_forgotten_slash_is_put_right_by_shape_alone(newsroom: Newsroom, path: str, to: str) -> None:
    answer = newsroom.get(path)
    assert answer.status_code == 301 and answer["Location"] == to
