"""Taking a release down at the desk."""

from typing import Any

import pytest

from dateline.record import publish as record
from dateline.record.models import Change, Item
from dateline.record.publish import RecordError
from dateline.releases.models import Release
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


def test_withdrawing_shows_what_is_at_stake_and_asks_a_reason(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    page = desk.page(f"/desk/releases/withdraw/{release.pk}/")
    assert "Police trained in Bar" in page and newsroom.path(release) in page and "Reason for readers" in page
    refused = desk.withdraws(release, reason="  ")
    assert "Say why it is withdrawn" in refused.content.decode()
    assert Item.objects.get().state == "live"


def test_a_withdrawn_release_is_gone_from_the_listing_and_its_page_says_why(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    path = newsroom.path(release)
    assert desk.withdraws(release, "The figure was of 2021.").status_code == 302
    assert newsroom.titles() == []
    gone = newsroom.get(path)
    assert gone.status_code == 410 and "The figure was of 2021." in gone.content.decode()
    assert not Release.objects.get().live


def test_withdrawing_twice_says_that_there_is_nothing_to_withdraw(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    desk.withdraws(release)
    changes = Change.objects.count()
    assert desk.get(f"/desk/releases/withdraw/{release.pk}/").status_code == 302
    assert desk.withdraws(release, "").status_code == 302
    assert Change.objects.count() == changes


def test_the_menu_of_a_public_release_offers_withdrawal_and_no_unpublishing(desk: Desk, newsroom: Newsroom) -> None:
    release, draft = newsroom.published(), newsroom.draft("A draft")
    withdraw = f"/desk/releases/withdraw/{release.pk}/"
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert withdraw in page and "/unpublish/" not in page and f"/delete/{release.pk}/" not in page
    assert "/withdraw/" not in desk.page(f"/desk/releases/edit/{draft.pk}/")


@pytest.mark.parametrize("verb", ["unpublish", "delete"])
def test_wagtails_own_ways_lead_to_withdrawal(verb: str, desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    assert desk.sends(f"/desk/releases/{verb}/{release.pk}/", {})["Location"] == f"/desk/releases/withdraw/{release.pk}/"
    assert newsroom.titles() == ["Police trained in Bar"]


def test_what_was_public_once_is_never_deleted(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.withdraw(release)
    assert desk.sends(f"/desk/releases/delete/{release.pk}/", {}).status_code == 302
    assert Release.objects.filter(pk=release.pk).exists()


def test_a_draft_that_was_never_public_may_be_deleted(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft()
    assert "Are you sure" in desk.page(f"/desk/releases/delete/{release.pk}/")
    desk.sends(f"/desk/releases/delete/{release.pk}/", {})
    assert not Release.objects.exists()


def test_a_withdrawn_release_can_be_published_again(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.withdraw(release)
    release.refresh_from_db()
    assert desk.saves(release, publish=True).status_code == 302
    assert newsroom.titles() == ["Police trained in Bar"] and Change.objects.latest("n").kind == "restored"


@pytest.mark.parametrize("error", [RecordError("The record is full."), RuntimeError("the disk is gone")])
def test_a_failure_in_the_record_leaves_the_release_public(
    error: Exception, desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = newsroom.published()

    def fails(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(record, "withdraw", fails)
    desk.client.raise_request_exception = False
    assert desk.withdraws(release).status_code == (302 if isinstance(error, RecordError) else 500)
    assert Release.objects.get().live and Item.objects.get().state == "live" and newsroom.titles() == ["Police trained in Bar"]
