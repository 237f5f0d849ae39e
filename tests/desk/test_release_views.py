"""Writing and publishing at the desk, door by door."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from dateline.desk.release_viewset import ReleaseViewSet
from dateline.media.models import Attachment
from dateline.people.models import Role
from dateline.record import publish as record
from dateline.record.models import Change, Edition, Item
from dateline.record.publish import RecordError
from dateline.releases.models import Release
from tests.desk.conftest import Desk, fields_of
from tests.newsroom import Newsroom

BODY = [("quotation", {"words": "Every hour counted.", "speaker": "Ana Kos", "role": "trainer"})]


def only() -> Release:
    return Release.objects.get()


def agree(release: Release) -> bool:
    """Whether live row, item and log say the same."""
    release.refresh_from_db()
    item = Item.objects.filter(release_uuid=release.uuid).first()
    return release.live == (item is not None and item.state == "live") and (item is None or item.changes.exists())


def test_the_form_asks_for_words_and_lists_and_nothing_else() -> None:
    form = ReleaseViewSet().get_form_class()
    assert list(form.base_fields) == [
        "title",
        "subtitle",
        "language",
        "type",
        "dateline",
        "lead",
        "body",
        "notes",
        "link_lines",
        "change_kind",
        "change_note",
        "zone",
        "go_live_at",
        "expire_at",
    ]
    assert set(form.formsets) == {"release_offices", "release_topics", "release_pictures", "release_attachments"}


def test_a_draft_is_kept_whatever_it_lacks(desk: Desk) -> None:
    answer = desk.creates(title="", lead="")
    assert answer.status_code == 302
    assert (only().live, only().title, only().author.username) == (False, "", "editor-everywhere")


def test_what_is_told_after_saving_names_the_draft_and_what_readers_see_of_it(desk: Desk) -> None:
    desk.creates(title="Budget in figures")
    assert "The draft “Budget in figures” is saved. Nobody outside sees it." in desk.page(f"/desk/releases/edit/{only().pk}/")
    desk.saves(only(), publish=True, title="Budget in figures")
    assert "“Budget in figures” is public." in desk.page("/desk/releases/")
    desk.saves(only(), title="Budget in other figures")
    assert "is saved. What is public stays as it is." in desk.page(f"/desk/releases/edit/{only().pk}/")


def test_a_picture_is_called_a_picture(desk: Desk, newsroom: Newsroom) -> None:
    page = desk.page(f"/desk/releases/edit/{newsroom.draft().pk}/")
    assert "Choose a picture" in page[page.index('id="panel-pictures-section"') :]


def test_a_published_release_is_in_the_listing_when_the_answer_arrives(desk: Desk, newsroom: Newsroom) -> None:
    answer = desk.creates(publish=True, offices=["Bar", "Tuzla"], topics=["Policing", "Borders"], body=BODY)
    assert answer.status_code == 302
    assert newsroom.titles("office=tuzla&topic=borders") == ["Police trained in Bar"]
    content = json.loads(newsroom.edition(only()).content)
    assert [one["label"] for one in content["offices"]] == ["Bar", "Tuzla"]
    assert [one["label"] for one in content["topics"]] == ["Policing", "Borders"]
    assert content["quotations"][0]["speaker"] == "Ana Kos"


def test_the_answer_to_publishing_links_to_the_public_page(desk: Desk, newsroom: Newsroom) -> None:
    desk.creates(publish=True)
    assert newsroom.path(only()) in desk.page("/desk/releases/")


def test_all_problems_are_shown_at_their_fields_and_nothing_is_published(desk: Desk) -> None:
    answer = desk.creates(publish=True, title="", lead="", zone="Mars/Olympus", language="xx-wrong-")
    said = answer.content.decode()
    assert answer.status_code == 200
    assert all(part in said for part in ("The title is missing", "The lead is missing", "is not a zone", "is not a language tag"))
    assert not Release.objects.exists() and not Item.objects.exists()


def test_an_office_named_twice_is_refused_at_the_offices(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft()
    answer = desk.saves(release, publish=True, offices=["Bar", "Bar"])
    assert answer.status_code == 200
    assert not Item.objects.exists()
    page = answer.content.decode()
    assert "Offices: one office is named twice. Remove one of the two." in page and "duplicate" not in page


def test_what_is_named_twice_hides_no_other_problem(desk: Desk, newsroom: Newsroom) -> None:
    page = desk.saves(newsroom.draft(), publish=True, topics=["Law", "Law"], attachments=[Attachment.objects.create()]).content.decode()
    assert "Topics: one topic is named twice." in page and "Attachments: one has no title" in page


def test_an_edit_of_a_public_release_stays_a_draft_until_it_is_published(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    assert desk.saves(release, title="Police trained in Ulcinj").status_code == 302
    assert newsroom.titles() == ["Police trained in Bar"]
    assert desk.saves(release, publish=True, title="Police trained in Ulcinj").status_code == 302
    assert newsroom.titles() == ["Police trained in Ulcinj"]
    assert newsroom.edition(release).number == 2


def test_autosave_of_a_new_release_answers_with_its_address_and_makes_one_revision(desk: Desk, newsroom: Newsroom) -> None:
    first = desk.sends("/desk/releases/add/", fields_of(newsroom), accept="application/json").json()
    again = fields_of(newsroom, only(), title="Longer") | {"overwrite_revision_id": str(first["revision_id"])}
    second = desk.sends(first["url"], again, accept="application/json").json()
    assert second["success"]
    assert only().title == "Longer" and only().revisions.count() == 1
    assert "Nothing keeps this release from going out" in second["html"]


def test_the_side_panel_lists_what_is_missing_after_each_autosave(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft()
    sent = desk.sends(f"/desk/releases/edit/{release.pk}/", fields_of(newsroom, release, lead=""), accept="application/json")
    assert "The lead is missing" in sent.json()["html"]


def test_where_a_release_stands_is_told_without_times_and_locks_that_the_form_has_not(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    desk.saves(release, title="Police trained in Ulcinj")
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    panel = page[page.index("Where it stands</h2>") :].partition("</div>")[0]
    assert "Public, newer draft" in panel and "by editor-everywhere" in panel and "First public" in panel
    assert f'href="/news/{newsroom.item(release).public_id}/' in panel and f'href="/desk/releases/history/{release.pk}/"' in panel
    assert "Set schedule" not in page and "Unlocked" not in page and "Issues found" not in page


def test_a_new_release_stands_nowhere_yet(desk: Desk) -> None:
    assert "Nothing is saved yet." in desk.page("/desk/releases/add/")


def test_what_is_public_as_it_stands_has_nothing_to_do_until_it_is_changed(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert "It is public as it stands." in page and "to do:" not in page
    changed = fields_of(newsroom, release, lead="Fifty officers.", change_kind="update", change_note="")
    sent = desk.sends(f"/desk/releases/edit/{release.pk}/", changed, accept="application/json").json()
    assert "1 thing to do:" in sent["html"] and "The note is missing" in sent["html"]


def test_a_preview_shows_the_draft_and_publishes_nothing(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft()
    path = f"/desk/releases/preview/{release.pk}/"
    assert desk.sends(path, fields_of(newsroom, release, title="Only previewed")).json() == {"is_valid": True, "is_available": True}
    assert "Only previewed" in desk.page(path)
    assert not Item.objects.exists()


def test_a_release_begins_with_its_authors_office_and_zone(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    office = newsroom.term("office", "Khujand")
    office.zone = "Asia/Dushanbe"
    office.save()
    page = desk_of(Role.OFFICER, "Khujand").page("/desk/releases/add/")
    assert f'<option value="{office.pk}" selected>' in page and '<option value="Asia/Dushanbe" selected>' in page


def test_a_copy_is_a_new_release_with_the_same_words(desk: Desk, newsroom: Newsroom) -> None:
    original = newsroom.published(offices=["Bar"], topics=["Policing"])
    page = desk.page(f"/desk/releases/copy/{original.pk}/")
    assert 'action="/desk/releases/add/"' in page and "Police trained in Bar" in page
    assert desk.sends(f"/desk/releases/copy/{original.pk}/", fields_of(newsroom)).status_code == 405
    desk.creates(offices=["Bar"])
    copy = Release.objects.exclude(pk=original.pk).get()
    assert not copy.live and copy.uuid != original.uuid and copy.story != original.story and copy.source == ""


def test_an_earlier_version_can_be_published_again(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    first = release.live_revision_id
    desk.saves(release, publish=True, title="Police trained in Ulcinj")
    path = f"/desk/releases/history/{release.pk}/revisions/{first}/revert/"
    assert "previous version" in desk.page(path)
    data = fields_of(newsroom, release) | {"action-publish": "1"}
    for name in ("release_offices", "release_topics"):
        data[f"{name}-INITIAL_FORMS"] = data[f"{name}-TOTAL_FORMS"] = 0
    assert desk.sends(path, data).status_code == 302
    assert newsroom.titles() == ["Police trained in Bar"]


@pytest.mark.parametrize("error", [RecordError("The record is full."), RuntimeError("the disk is gone")])
@pytest.mark.parametrize("door", ["create", "edit", "revert"])
def test_a_failure_in_the_record_leaves_row_and_record_in_agreement(
    error: Exception, door: str, desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = newsroom.published() if door != "create" else None
    before = (Edition.objects.count(), Change.objects.count())

    def fails(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(record, "publish", fails)
    desk.client.raise_request_exception = False
    if door == "create":
        answer = desk.creates(publish=True)
        release = only()
    elif door == "edit":
        answer = desk.saves(release, publish=True, title="Other words")
    else:
        path = f"/desk/releases/history/{release.pk}/revisions/{release.live_revision_id}/revert/"
        answer = desk.sends(path, fields_of(newsroom, release, title="Other words") | {"action-publish": "1"})
    assert answer.status_code == (302 if isinstance(error, RecordError) else 500)
    assert (Edition.objects.count(), Change.objects.count()) == before
    assert agree(release)
