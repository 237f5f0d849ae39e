"""An editor corrects, withdraws, retracts and brings back at the desk: what readers see at every step."""

import pytest
from django.core.exceptions import PermissionDenied
from lxml import html
from wagtail.models import ModelLogEntry

from dateline.people.models import Role
from dateline.record.models import Change, Edition, Kind
from dateline.record.publish import RecordError
from dateline.releases import lifecycle
from dateline.releases.checks import problems
from dateline.releases.models import Release
from tests.desk.conftest import Desk, desk, desk_of  # noqa: F401
from tests.hooks import text
from tests.newsroom import Newsroom

NOTE = "It was forty-one officers, not forty."


def main(newsroom: Newsroom, path: str) -> str:
    return text(html.document_fromstring(newsroom.get(path).content).get_element_by_id("main"))


def test_the_form_asks_what_changed_once_it_has_been_public(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    draft, release = newsroom.draft("A draft"), newsroom.published()
    assert 'name="change_note"' not in desk.page(f"/desk/releases/edit/{draft.pk}/")
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert 'name="change_note"' in page and "What changed" in page and 'value="update"' in page


def test_a_correction_at_the_desk_reaches_page_card_and_list(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published()
    desk.saves(release, publish=True, lead="Forty-one officers took part.", change_kind="correction", change_note=NOTE)
    path = newsroom.path(release)
    assert main(newsroom, path).startswith("Corrected on") and NOTE in main(newsroom, path)
    assert "Corrected" in main(newsroom, "/news/") and NOTE in main(newsroom, "/corrections/")
    assert list(Change.objects.values_list("kind", "note", "quiet")) == [("published", "", False), ("corrected", NOTE, False)]


@pytest.mark.parametrize(("kind", "said"), [("correction", "Say what was wrong, and what is right."), ("update", "Say what is new")])
def test_a_correction_and_an_update_need_a_note(kind: str, said: str, desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published()
    answer = desk.saves(release, publish=True, lead="Forty-one.", change_kind=kind, change_note=" ")
    assert answer.status_code == 200 and f"The note is missing. {said}" in answer.content.decode()
    assert Edition.objects.count() == 1


def test_the_next_change_begins_with_nothing_said(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published()
    desk.saves(release, publish=True, lead="Forty-one.", change_kind="correction", change_note=NOTE)
    stored = Release.objects.get()
    for one in (stored, stored.get_latest_revision_as_object()):
        assert (one.change_kind, one.change_note) == ("update", "")
    assert NOTE not in desk.page(f"/desk/releases/edit/{release.pk}/")


def test_a_retraction_leaves_reason_and_date_in_no_form_anything_else(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published("Mayor arrested", type="Statement", offices=["Bar"], zone="Europe/Podgorica")
    release = newsroom.corrects(release, "It was the deputy mayor.", lead="The deputy.")
    path, identity = newsroom.path(release), newsroom.item(release).public_id
    desk.sends(f"/desk/releases/withdraw/{release.pk}/", {"kind": "retracted", "reason": "It was never true."})
    for address in (path, f"/news/{identity}.json", f"{path}editions/1/", "/corrections/"):
        body = newsroom.get(address).content.decode()
        assert "It was never true." in body and "Retract" in body or address.endswith(".json")
        assert not [word for word in ("ayor", "mayor-arrested", "Statement", "Bar", "Podgorica", "deputy") if word in body], address
    assert newsroom.get(path).status_code == 410


def test_a_retracted_release_is_neither_brought_back_nor_published_anew(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published()
    newsroom.withdraw(release, kind=Kind.RETRACTED)
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert f"/restore/{release.pk}/" not in page and "Copy it, and publish the copy as a new release." in page
    desk.sends(f"/desk/releases/restore/{release.pk}/", {})
    assert desk.saves(release, publish=True).status_code == 200
    assert newsroom.item(release).state == "retracted" and not Release.objects.get().live


def test_a_withdrawn_release_comes_back_as_it_was(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published(topics=["Policing"])
    newsroom.withdraw(release, "The figure was of 2021.")
    assert f"/desk/releases/restore/{release.pk}/" in desk.page(f"/desk/releases/edit/{release.pk}/")
    page = desk.page(f"/desk/releases/restore/{release.pk}/")
    assert "The figure was of 2021." in page and "A newer draft exists" not in page
    assert desk.sends(f"/desk/releases/restore/{release.pk}/", {}).status_code == 302
    assert newsroom.titles("topic=policing") == ["Police trained in Bar"] and Edition.objects.count() == 1
    history = main(newsroom, newsroom.path(release))
    assert "Restored" in history and "The figure was of 2021." in history
    assert ModelLogEntry.objects.filter(action="dateline.restore").count() == 1


def test_a_newer_draft_stays_a_draft_when_the_text_comes_back(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published()
    newsroom.withdraw(release)
    release.refresh_from_db()
    desk.saves(release, title="Police trained in Budva")
    assert "A newer draft exists" in desk.page(f"/desk/releases/restore/{release.pk}/")
    newsroom.restore(release)
    stored = Release.objects.get()
    assert (stored.title, stored.live, stored.has_unpublished_changes) == ("Police trained in Bar", True, True)
    assert stored.get_latest_revision_as_object().title == "Police trained in Budva" and newsroom.titles() == ["Police trained in Bar"]


def test_only_who_may_withdraw_may_bring_back(newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Bar"])
    newsroom.withdraw(release)
    with pytest.raises(PermissionDenied, match=r"^officer may not bring “Police trained in Bar” back\.$"):
        lifecycle.restore(release, by=newsroom.person("officer", Role.OFFICER, "Bar"))
    assert newsroom.item(release).state == "withdrawn"


def test_a_public_release_cannot_be_brought_back(desk: Desk, newsroom: Newsroom) -> None:  # noqa: F811
    release = newsroom.published()
    assert desk.get(f"/desk/releases/restore/{release.pk}/")["Location"] == f"/desk/releases/edit/{release.pk}/"
    with pytest.raises(RecordError, match="is not withdrawn"):
        lifecycle.restore(release, by=newsroom.editor())
    assert Change.objects.count() == 1


def test_a_text_that_no_version_holds_is_not_brought_back(newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.withdraw(release)
    release.revisions.all().delete()
    with pytest.raises(RecordError, match=r"No version of “Police trained in Bar” holds the words that were public\."):
        lifecycle.restore(release, by=newsroom.editor())
    assert newsroom.item(release).state == "withdrawn" and not Release.objects.get().live and Change.objects.count() == 2


def test_a_release_that_was_never_public_is_not_asked_what_changed(newsroom: Newsroom) -> None:
    assert problems(newsroom.draft()) == []
