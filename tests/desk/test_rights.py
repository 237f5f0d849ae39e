"""Every address of a release, for everybody: a table, and it fails when an address is not in it."""

from collections.abc import Callable

import pytest
from django.urls import get_resolver

from dateline.people.models import Assignment, Role, User
from dateline.record.models import Item
from dateline.releases.models import Release
from tests.desk.conftest import Desk, fields_of
from tests.newsroom import Newsroom

LOGIN, HOME, OK = "login", "refused", "open"
PEOPLE = ("nobody", "officer of Tuzla", "officer of Bar", "editor of Bar", "administrator")

# What a GET gives each of PEOPLE for a public release of Bar.
TABLE: dict[str, tuple[str, ...]] = {
    "list": (LOGIN, OK, OK, OK, OK),  # narrowed to what they may see, by another test
    "list_results": (LOGIN, OK, OK, OK, OK),
    "add": (LOGIN, OK, OK, OK, OK),
    "preview_on_add": (LOGIN, OK, OK, OK, OK),
    "edit": (LOGIN, HOME, OK, OK, OK),
    "preview_on_edit": (LOGIN, HOME, OK, OK, OK),
    "copy": (LOGIN, HOME, OK, OK, OK),
    "history": (LOGIN, HOME, OK, OK, OK),
    "history_results": (LOGIN, HOME, OK, OK, OK),
    "revisions_view": (LOGIN, HOME, OK, OK, OK),
    "revisions_revert": (LOGIN, HOME, OK, OK, OK),
    "revisions_compare": (LOGIN, HOME, OK, OK, OK),
    "delete": (LOGIN, HOME, "withdraw", "withdraw", "withdraw"),
    "unpublish": (LOGIN, HOME, HOME, "withdraw", "withdraw"),
    "withdraw": (LOGIN, HOME, HOME, OK, OK),
    "translate": (LOGIN, HOME, OK, OK, OK),
    "up_to_date": (LOGIN, HOME, "405", "405", "405"),  # takes a POST alone
    "publish_now": (LOGIN, HOME, HOME, OK, OK),
    "unschedule": (LOGIN, HOME, HOME, "302", "302"),  # nothing waits
    "restore": (LOGIN, HOME, HOME, "302", "302"),  # nothing was withdrawn
}


def names() -> set[str]:
    """The name of every address in the room of releases, as Django resolves them."""
    desk = next(one for one in get_resolver().url_patterns if str(one.pattern) == "desk/")
    room = next(one for one in desk.url_patterns if getattr(one, "namespace", None) == "releases")
    return {pattern.name for pattern in room.url_patterns}


def path_to(name: str, release: Release) -> str:
    revision = release.live_revision_id
    return "/desk/releases/" + {
        "list": "",
        "list_results": "results/",
        "add": "add/",
        "preview_on_add": "preview/",
        "preview_on_edit": f"preview/{release.pk}/",
        "history_results": f"history-results/{release.pk}/",
        "revisions_view": f"history/{release.pk}/revisions/{revision}/view/",
        "revisions_revert": f"history/{release.pk}/revisions/{revision}/revert/",
        "revisions_compare": f"history/{release.pk}/revisions/compare/earliest...latest/",
    }.get(name, f"{name}/{release.pk}/")


def sitting(desk_of: Callable[..., Desk], newsroom: Newsroom) -> list[Desk]:
    return [
        Desk(newsroom, None),
        desk_of(Role.OFFICER, "Tuzla"),
        desk_of(Role.OFFICER, "Bar"),
        desk_of(Role.EDITOR, "Bar"),
        desk_of(Role.ADMINISTRATOR),
    ]


def outcome(answer: object) -> str:
    where = answer.get("Location", "") if answer.status_code == 302 else ""  # type: ignore[attr-defined]
    if where.startswith("/desk/login/"):
        return LOGIN
    if where == "/desk/":
        return HOME
    return "withdraw" if where.startswith("/desk/releases/withdraw/") else OK if answer.status_code == 200 else str(answer.status_code)  # type: ignore[attr-defined]


def test_every_address_of_a_release_is_in_the_table() -> None:
    assert names() == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_an_address_opens_for_those_who_may(name: str, desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Bar"])
    got = [outcome(desk.get(path_to(name, release))) for desk in sitting(desk_of, newsroom)]
    assert dict(zip(PEOPLE, got, strict=True)) == dict(zip(PEOPLE, TABLE[name], strict=True))


@pytest.mark.parametrize("name", TABLE)
def test_no_post_by_those_who_may_not_changes_what_is_public(name: str, desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Bar"])
    newsroom.draft(title="A draft", offices=["Bar"])
    data = fields_of(newsroom, release, title="Crafted", offices=["Bar"]) | {"action-publish": "action-publish", "reason": "Crafted."}
    for desk in sitting(desk_of, newsroom)[:3]:
        desk.sends(path_to(name, release), data)
    assert newsroom.titles() == ["Police trained in Bar"]
    assert newsroom.edition(release).number == 1 and Item.objects.get().state == "live"


def test_the_list_shows_only_what_somebody_may_see(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    newsroom.draft("Written in Bar", offices=["Bar", "Tuzla"])
    newsroom.draft("Written in Tuzla", offices=["Tuzla"])
    newsroom.draft("Written nowhere yet")
    page = desk_of(Role.OFFICER, "Bar").page("/desk/releases/")
    assert ("Written in Bar" in page, "Written in Tuzla" in page, "Written nowhere yet" in page) == (True, False, False)
    assert "Written in Bar" in desk_of(Role.ADMINISTRATOR).page("/desk/releases/?q=IN+BAR")


def test_an_officers_crafted_publish_saves_a_draft_and_no_more(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    officer = desk_of(Role.OFFICER, "Bar")
    officer.creates(publish=True, offices=["Bar"])
    officer.saves(Release.objects.get(), publish=True, offices=["Bar"], title="Again")
    assert not Item.objects.exists() and not Release.objects.get().live
    assert "action-publish" not in officer.page(f"/desk/releases/edit/{Release.objects.get().pk}/")


def test_an_officer_cannot_move_a_release_into_another_office(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    release = newsroom.draft(offices=["Bar"])
    answer = desk_of(Role.OFFICER, "Bar").saves(release, offices=["Tuzla", "Bar"])
    assert "You do not write for Tuzla" in answer.content.decode()
    assert [str(one) for one in release.get_latest_revision_as_object().offices_in_order()] == ["Bar"]


def test_an_editor_cannot_create_and_publish_in_another_office(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    answer = desk_of(Role.EDITOR, "Bar").creates(publish=True, offices=["Tuzla"])
    assert "You do not write for Tuzla" in answer.content.decode()
    assert not Release.objects.exists()


def test_an_officer_there_and_editor_here_cannot_publish_there(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    editor = desk_of(Role.EDITOR, "Bar")
    Assignment.objects.create(user=newsroom.person("editor-bar"), role=Role.OFFICER, office=newsroom.term("office", "Tuzla"))
    answer = editor.creates(publish=True, offices=["Tuzla"])
    assert "You do not publish for Tuzla" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_draft_that_moved_needs_the_right_in_both_offices(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Bar"])
    desk_of(Role.ADMINISTRATOR).saves(release, offices=["Tuzla"])
    for office in ("Bar", "Tuzla"):
        assert outcome(desk_of(Role.EDITOR, office).get(f"/desk/releases/edit/{release.pk}/")) == HOME
    assert outcome(desk_of(Role.EDITOR).get(f"/desk/releases/edit/{release.pk}/")) == OK


def test_an_inactive_person_is_sent_to_the_sign_in(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    editor = desk_of(Role.EDITOR, "Bar")
    User.objects.filter(username="editor-bar").update(is_active=False)
    assert outcome(editor.get("/desk/releases/")) == LOGIN
