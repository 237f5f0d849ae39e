"""Publish, withdraw and take in: the live row and the record change together or not at all."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry, Revision

from dateline.people.models import Role
from dateline.record.content import Content
from dateline.record.models import Change, Edition, Item, Kind
from dateline.record.publish import RecordError
from dateline.releases import lifecycle, models
from dateline.releases.checks import NotReady
from dateline.releases.models import Release
from tests.newsroom import Newsroom


def state() -> tuple[Any, ...]:
    """Everything that publishing changes."""
    rows = Release.objects.values_list("live", "title", "has_unpublished_changes", "live_revision_id", "latest_revision_id")
    return (
        list(rows),
        Revision.objects.count(),
        Change.objects.count(),
        Edition.objects.count(),
        Item.objects.values_list("state", flat=True).first(),
    )


def stored(release: Release) -> Release:
    return Release.objects.get(pk=release.pk)


def test_publishing_makes_row_revision_and_record_agree(newsroom: Newsroom) -> None:
    release = newsroom.draft()
    change = lifecycle.publish(release, by=newsroom.editor())
    row = stored(release)
    assert row.live and not row.has_unpublished_changes and row.live_revision_id == row.latest_revision_id is not None
    assert change.edition is not None and Content.read(change.edition.content).title == row.title
    assert lifecycle.is_public(row) and lifecycle.item_of(row) == change.item


def test_an_officer_may_not_publish(newsroom: Newsroom) -> None:
    release, officer = newsroom.draft(offices=["Bar"]), newsroom.person("officer", Role.OFFICER, "Bar")
    before = state()
    with pytest.raises(PermissionDenied, match=r"^officer may not publish “Police trained in Bar”\.$"):
        lifecycle.publish(release, by=officer)
    assert state() == before


@pytest.mark.parametrize("wrong", [{"title": " "}, {"lead": ""}, {"language": "xx"}, {"zone": "Nowhere"}])
def test_a_text_that_is_not_ready_changes_nothing(newsroom: Newsroom, wrong: dict[str, str]) -> None:
    release = newsroom.draft()
    before = state()
    for name, value in wrong.items():
        setattr(release, name, value)
    with pytest.raises(NotReady) as refused:
        lifecycle.publish(release, by=newsroom.editor())
    assert [problem.field for problem in refused.value.problems] == list(wrong)
    assert state() == before


def test_a_text_can_be_put_right_and_published(newsroom: Newsroom) -> None:
    release = newsroom.draft(lead="")
    with pytest.raises(NotReady):
        lifecycle.publish(release, by=newsroom.editor())
    release.lead = "Forty officers took part."
    assert lifecycle.publish(release, by=newsroom.editor()).n == 1


@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_a_record_that_fails_leaves_the_row_as_it_was(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    release = newsroom.published() if act == "withdraw" else newsroom.draft()
    before = state()

    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(models.record, act, fail)
    with pytest.raises(ZeroDivisionError):
        newsroom.publish(release) if act == "publish" else newsroom.withdraw(release)
    assert state() == before


def test_a_revision_published_at_any_door_takes_row_and_record_along(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = newsroom.draft().latest_revision
    before = state()
    with monkeypatch.context() as patched, pytest.raises(TypeError):
        patched.setattr(models.record, "publish", None)
        revision.publish(user=newsroom.editor())
    assert state() == before
    revision.publish(user=newsroom.editor())
    assert Release.objects.get().live and Change.objects.get().n == 1


def test_withdrawing_takes_the_row_offline_and_is_logged(newsroom: Newsroom) -> None:
    release = newsroom.published()
    lifecycle.withdraw(release, by=newsroom.editor(), reason="Wrong number.")
    row = stored(release)
    assert (row.live, row.live_revision_id, lifecycle.is_public(row)) == (False, None, False)
    entry = ModelLogEntry.objects.get(action="dateline.withdraw")
    assert entry.user == newsroom.editor() and entry.data == {"reason": "Wrong number."}


def test_a_retraction_is_said_to_be_one(newsroom: Newsroom) -> None:
    release = newsroom.published()
    assert lifecycle.withdraw(release, by=newsroom.editor(), reason="Never true.", kind=Kind.RETRACTED).kind == "retracted"
    assert newsroom.item(release).state == "retracted"


def test_a_draft_cannot_be_withdrawn(newsroom: Newsroom) -> None:
    release = newsroom.draft()
    before = state()
    with pytest.raises(RecordError, match=r"^This release is not public, so it cannot be withdrawn\.$"):
        lifecycle.withdraw(release, by=newsroom.editor(), reason="Wrong.")
    assert state() == before and not ModelLogEntry.objects.filter(action="dateline.withdraw").exists()


def test_a_withdrawal_needs_a_reason_and_a_right(newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Bar"])
    before = state()
    with pytest.raises(RecordError, match="needs a reason"):
        lifecycle.withdraw(release, by=newsroom.editor(), reason=" ")
    with pytest.raises(PermissionDenied, match=r"^officer may not withdraw “Police trained in Bar”\.$"):
        lifecycle.withdraw(release, by=newsroom.person("officer", Role.OFFICER, "Bar"), reason="Wrong.")
    assert state() == before


def test_a_right_to_withdraw_is_asked_of_the_public_text_not_of_the_form(newsroom: Newsroom) -> None:
    release, guest = newsroom.published(offices=["Vienna"]), newsroom.person("guest", Role.EDITOR, "Bar")
    release.release_offices = [models.ReleaseOffice(office=newsroom.term("office", "Bar"))]
    with pytest.raises(PermissionDenied):
        lifecycle.withdraw(release, by=guest, reason="Wrong.")


def test_nothing_is_unpublished_or_deleted_after_public_life(newsroom: Newsroom) -> None:
    release = newsroom.published()
    with pytest.raises(RuntimeError, match="^A release is not unpublished but withdrawn"):
        release.unpublish()
    with pytest.raises(RuntimeError, match="^A release with a public past is not deleted but withdrawn"):
        release.delete()
    draft = newsroom.draft("Another")
    draft.delete()
    assert list(Release.objects.values_list("title", flat=True)) == ["Police trained in Bar"]


def test_what_was_taken_in_is_live_with_its_revision(newsroom: Newsroom) -> None:
    release = Release(title="From a file", lead="")
    newsroom.imported([(release, date(2011, 5, 6))])
    row, item = stored(release), newsroom.item(release)
    assert row.live and row.live_revision_id == row.latest_revision_id is not None and not row.has_unpublished_changes
    assert row.latest_revision.as_object().title == "From a file"
    assert (item.published_on, item.changes.get().quiet) == (date(2011, 5, 6), True)


def test_an_import_that_fails_takes_nothing_in(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(models.record, "publish_many")
    with pytest.raises(AttributeError):
        newsroom.imported([(Release(title="From a file"), date(2011, 5, 6))])
    assert state() == ([], 0, 0, 0, None)


def test_a_title_is_found_in_lower_case_whatever_its_script(newsroom: Newsroom) -> None:
    release = newsroom.draft("ПОЛИЦИЯ в Баре")
    assert stored(release).title_lower == "полиция в баре"
    assert (str(release), str(Release())) == ("ПОЛИЦИЯ в Баре", "Untitled release")
