"""The three lists at the desk."""

from collections.abc import Callable
from typing import Any

import pytest

from dateline.people.models import Role
from dateline.record import publish as record
from dateline.record.models import Change
from dateline.vocabularies.models import Office, ReleaseType, Topic
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


def term_changes() -> list[str]:
    return list(Change.objects.filter(kind="term").values_list("subject", flat=True))


def test_a_topic_is_made_with_labels_in_several_languages(administrator: Desk, newsroom: Newsroom) -> None:
    sent = administrator.sends(
        "/desk/topics/new/", {"in_en": "Arms control", "in_fr": "Maîtrise", "others": "ar: ضبط", "parent": "", "slug": ""}
    )
    assert sent.status_code == 302
    topic = Topic.objects.get()
    assert topic.labels == {"en": "Arms control", "fr": "Maîtrise", "ar": "ضبط"} and (topic.slug, topic.key) == (
        "arms-control",
        "arms-control",
    )
    assert term_changes() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"in_en": ""}, "A label in at least one language is needed"),
        ({"in_en": "None of it", "slug": "none"}, "is reserved"),
        ({"in_en": "A", "others": "rubbish"}, "write a language, a colon and the words"),
        ({"in_en": "A", "others": "fr: B"}, "has a field of its own above"),
    ],
)
def test_what_is_wrong_with_a_term_is_said(data: dict[str, str], said: str, administrator: Desk) -> None:
    answer = administrator.sends("/desk/topics/new/", {"in_fr": "", "others": "", "parent": "", "slug": "", **data})
    assert said in answer.content.decode() and not Topic.objects.exists()


def test_a_new_label_of_a_public_term_is_a_change_that_readers_see_at_once(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    topic = Topic.objects.get()
    page = administrator.page(f"/desk/topics/edit/{topic.pk}/")
    assert 'value="Policing"' in page
    data = {"in_en": "Police work", "in_fr": "", "others": "", "parent": "", "slug": "policing"}
    assert administrator.sends(f"/desk/topics/edit/{topic.pk}/", data).status_code == 302
    assert term_changes() == ["topic/policing"]
    assert "Police work" in newsroom.get("/news/").content.decode()


def test_saving_a_term_unchanged_is_no_change(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    data = {"in_en": "Policing", "in_fr": "", "others": "", "parent": "", "slug": "policing"}
    administrator.sends(f"/desk/topics/edit/{Topic.objects.get().pk}/", data)
    assert term_changes() == []


def test_a_label_and_its_change_are_written_together_or_not_at_all(
    administrator: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.published(topics=["Policing"])

    def fails(*args: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(record, "note", fails)
    administrator.client.raise_request_exception = False
    data = {"in_en": "Police work", "in_fr": "", "others": "", "parent": "", "slug": "policing"}
    assert administrator.sends(f"/desk/topics/edit/{Topic.objects.get().pk}/", data).status_code == 500
    assert Topic.objects.get().label() == "Policing" and term_changes() == []


def test_a_parent_of_a_public_office_is_public_too(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar", parent="Adriatic")
    newsroom.published(offices=["Bar"])
    above = Office.objects.get(slug="adriatic")
    data = {"in_en": "Adriatic coast", "in_fr": "", "others": "", "parent": "", "slug": "adriatic", "zone": ""}
    administrator.sends(f"/desk/offices/edit/{above.pk}/", data)
    assert term_changes() == ["office/adriatic"]


def test_a_term_of_drafts_alone_is_changed_without_a_word_to_the_public(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.draft(topics=["Secret plans"])
    data = {"in_en": "More secret", "in_fr": "", "others": "", "parent": "", "slug": "secret-plans"}
    administrator.sends(f"/desk/topics/edit/{Topic.objects.get().pk}/", data)
    assert Topic.objects.get().label() == "More secret" and not Change.objects.exists()


def test_a_term_in_use_is_not_deleted_and_every_reason_is_told(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Patrols", parent="Policing")
    newsroom.published(topics=["Policing"])
    topic = Topic.objects.get(slug="policing")
    administrator.sends(f"/desk/topics/delete/{topic.pk}/", {})
    page = administrator.page(f"/desk/topics/edit/{topic.pk}/")
    assert all(said in page for said in ("1 release names it", "1 term stands under it", "the record keeps every edition"))
    assert Topic.objects.count() == 2


def test_a_type_of_an_earlier_edition_is_not_deleted(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published(type="Statement")
    release.type = None
    newsroom.publish(release)
    administrator.sends(f"/desk/types/delete/{ReleaseType.objects.get().pk}/", {})
    assert ReleaseType.objects.exists()


def test_an_unused_term_is_deleted(administrator: Desk, newsroom: Newsroom) -> None:
    topic = newsroom.term("topic", "Nobody’s")
    assert "Are you sure" in administrator.page(f"/desk/topics/delete/{topic.pk}/")
    administrator.sends(f"/desk/topics/delete/{topic.pk}/", {})
    assert not Topic.objects.exists()


def test_the_list_shows_where_a_term_stands(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar", parent="Adriatic")
    assert "Adriatic › Bar" in administrator.page("/desk/offices/")
    assert "\u2003Bar" in administrator.page("/desk/offices/new/")
