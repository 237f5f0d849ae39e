"""What Wagtail brings and a newsroom has no use for is closed."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import CommandError, call_command
from django.urls import URLPattern, URLResolver, get_resolver

from dateline.desk.doors import OPEN_PAGES, OPEN_ROOMS
from dateline.people.models import Role
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

CLOSED = (
    "pages/",
    "pages/1/",
    "pages/search/",
    "pages/usage/wagtailcore/page/",
    "choose-page/",
    "bulk/releases/release/delete/",
    "snippets/",
    "snippets/choose/releases/release/",
    "images/",
    "documents/",
    "collections/",
    "workflows/list/",
    "workflows/tasks/index/",
    "reports/site-history/",
    "reports/locked/",
    "users/",
    "groups/",
    "api/main/pages/",
    "failwhale/",
    "tag-autocomplete/",
)


@pytest.mark.parametrize("path", CLOSED)
def test_an_address_of_wagtails_own_is_not_there(path: str, desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    assert desk_of(Role.ADMINISTRATOR).get(f"/desk/{path}").status_code == 404
    assert Desk(newsroom, None).get(f"/desk/{path}")["Location"] == f"/desk/login/?next=/desk/{path}"


def test_every_address_that_is_open_is_named_in_one_list() -> None:
    desk = next(one for one in get_resolver().url_patterns if str(one.pattern) == "desk/")
    names = set(walk(desk))
    assert {name for room, name in names if not room} >= OPEN_PAGES
    assert {room for room, _ in names} >= OPEN_ROOMS


def walk(resolver: URLResolver, room: str = "") -> Iterator[tuple[str, str | None]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield room, pattern.name
        else:
            yield from walk(pattern, room or pattern.namespace or "")


def test_strangers_learn_nothing_of_what_is_at_the_desk(newsroom: Newsroom) -> None:
    release = newsroom.draft()
    stranger = Desk(newsroom, None)
    answers = [stranger.get(f"/desk/releases/edit/{pk}/") for pk in (release.pk, 999999)]
    assert {(one.status_code, one["Location"].partition("?")[0], one.content) for one in answers} == {(302, "/desk/login/", b"")}


def test_wagtails_own_clock_refuses(newsroom: Newsroom) -> None:
    with pytest.raises(CommandError, match="dateline worker"):
        call_command("publish_scheduled")


def test_the_menu_has_nothing_but_the_newsrooms_rooms(desk_of: Callable[..., Desk]) -> None:
    page = desk_of(Role.ADMINISTRATOR).page("/desk/")
    assert all(
        path in page for path in ("/desk/releases/", "/desk/offices/", "/desk/topics/", "/desk/types/", "/desk/people/", "/desk/newsroom/")
    )
    menu = page.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    assert not [
        path for path in ("/desk/pages/", "/desk/images/", "/desk/reports/", "/desk/snippets/", "/desk/groups/", "https://") if path in menu
    ]


def test_the_menu_of_an_editor_has_releases_alone(desk_of: Callable[..., Desk]) -> None:
    menu = desk_of(Role.EDITOR).page("/desk/").partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    assert "/desk/releases/" in menu
    assert not [path for path in ("/desk/offices/", "/desk/people/", "/desk/newsroom/") if path in menu]


@pytest.mark.parametrize("path", ["offices/", "topics/", "types/", "people/", "newsroom/", "people/new/", "offices/new/"])
def test_lists_and_people_are_the_administrators(path: str, desk_of: Callable[..., Desk]) -> None:
    assert desk_of(Role.EDITOR).get(f"/desk/{path}").status_code == 302
    assert desk_of(Role.ADMINISTRATOR).get(f"/desk/{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "releases/", "releases/add/", "account/", "people/new/", "offices/new/", "newsroom/"])
def test_no_page_of_the_desk_names_an_outside_server_to_load_from(path: str, desk_of: Callable[..., Desk]) -> None:
    page = desk_of(Role.ADMINISTRATOR).page(f"/desk/{path}")
    assert 'src="http' not in page and "gravatar" not in page
    assert '<link rel="stylesheet" href="http' not in page
