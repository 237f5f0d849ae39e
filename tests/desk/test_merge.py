"""Two terms become one at the desk: shown beforehand, then done whole or not at all."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.people.models import Role
from dateline.record import publish as record
from dateline.record.models import Change, Edition
from dateline.releases.models import Release
from dateline.vocabularies.models import Contact, Office, Topic
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


def topic(slug: str) -> Topic:
    return Topic.objects.get(slug=slug)


def merges(desk: Desk, term: str, into: str) -> Any:
    return desk.sends(f"/desk/topics/merge/{topic(term).pk}/", {"into": topic(into).pk})


def topics_of(release: Release) -> list[str]:
    return [row.topic.slug for row in sorted(Release.objects.get(pk=release.pk).release_topics.all(), key=lambda row: row.sort_order)]


def test_what_a_merge_touches_is_shown_before(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Patrols", parent="Policing")
    newsroom.published("One", topics=["Policing"])
    newsroom.draft("Two", topics=["Policing"])
    newsroom.term("topic", "Police work")
    page = administrator.page(f"/desk/topics/merge/{topic('policing').pk}/?into={topic('police-work').pk}")
    said = ("2 releases will name", "1 public item will be listed", "1 address will lead on: <code>policing</code>", "Patrols")
    assert [words for words in said if words not in page] == []
    assert topic("policing").merged_into is None and not Change.objects.filter(kind="term").exists()


def test_rows_follow_in_their_places_and_doubles_go(administrator: Desk, newsroom: Newsroom) -> None:
    one = newsroom.published("One", topics=["Law", "Policing", "Floods"])
    two = newsroom.published("Two", topics=["Policing", "Law", "Police work"])
    assert merges(administrator, "policing", "police-work").status_code == 302
    assert topics_of(one) == ["law", "police-work", "floods"] and topics_of(two) == ["police-work", "law"]
    assert topic("policing").merged_into == topic("police-work")


def test_editions_stay_as_they_were_and_nothing_new_is_published(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published("One", topics=["Policing"])
    newsroom.term("topic", "Police work")
    before = list(Edition.objects.values_list("digest", flat=True))
    merges(administrator, "policing", "police-work")
    assert list(Edition.objects.values_list("digest", flat=True)) == before
    assert list(Change.objects.filter(kind="term").values_list("subject", flat=True)) == ["topic/policing"]
    assert newsroom.find("topic=police-work")["total"] == 1


def test_a_newer_draft_names_the_other_too(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published("One", topics=["Law"])
    newsroom.term("topic", "Police work")
    administrator.saves(release, topics=["Law", "Policing", "Police work"])
    merges(administrator, "policing", "police-work")
    text = Release.objects.get(pk=release.pk).get_latest_revision_as_object()
    assert [one.slug for one in text.topics_in_order()] == ["law", "police-work"]


def test_an_old_revision_brought_back_names_the_other(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published("One", topics=["Policing"])
    newsroom.term("topic", "Police work")
    first = release.latest_revision
    administrator.saves(release, topics=["Law"])
    merges(administrator, "policing", "police-work")
    assert first is not None and [one.slug for one in first.as_object().topics_in_order()] == ["police-work"]


def test_the_merged_term_is_offered_no_more(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published("One", topics=["Policing"])
    newsroom.term("topic", "Police work")
    merges(administrator, "policing", "police-work")
    assert "merged into Police work" in administrator.page("/desk/topics/")
    assert "Policing" not in administrator.page("/desk/releases/add/")
    assert administrator.get(f"/desk/topics/merge/{topic('policing').pk}/").status_code == 404


def test_children_contacts_and_roles_go_along(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("office", "Ulcinj", parent="Bar")
    old, new = Office.objects.get(slug="bar"), newsroom.term("office", "Podgorica")
    Contact.objects.create(office=old, name="Duty press officer", telephone="+382 1")
    officer = newsroom.person("officer", Role.OFFICER, "Bar")
    administrator.sends(f"/desk/offices/merge/{old.pk}/", {"into": new.pk})
    assert Office.objects.get(slug="ulcinj").parent_id == Contact.objects.get().office_id == new.pk
    assert [assignment.office_id for assignment in officer.assignments.all()] == [new.pk]


@pytest.mark.parametrize("into", ["policing", "patrols", ""])
def test_a_term_is_not_merged_into_itself_or_what_is_under_it(into: str, administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Patrols", parent="Policing")
    pk = topic(into).pk if into else ""
    answer = administrator.sends(f"/desk/topics/merge/{topic('policing').pk}/", {"into": pk})
    assert answer.status_code == 200 and topic("policing").merged_into is None


def test_editors_merge_nothing(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Policing")
    newsroom.term("topic", "Police work")
    assert merges(desk, "policing", "police-work").status_code in (302, 403)
    assert topic("policing").merged_into is None


def test_a_merge_that_fails_in_the_record_has_touched_nothing(
    administrator: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = newsroom.published("One", topics=["Policing"])
    newsroom.term("topic", "Police work")

    def fails(*args: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(record, "note", fails)
    administrator.client.raise_request_exception = False
    assert merges(administrator, "policing", "police-work").status_code == 500
    assert topics_of(release) == ["policing"] and topic("policing").merged_into is None


def test_what_another_was_merged_into_is_not_deleted(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Policing")
    newsroom.term("topic", "Police work")
    merges(administrator, "policing", "police-work")
    administrator.sends(f"/desk/topics/delete/{topic('police-work').pk}/", {})
    assert "“Policing” was merged into it" in administrator.page(f"/desk/topics/edit/{topic('police-work').pk}/")
