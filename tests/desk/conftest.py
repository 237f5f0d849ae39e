"""The words of the desk's stories: somebody signed in, and what their browser sends."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from dateline.people.models import Role, User
from dateline.releases.models import Release
from tests.newsroom import Newsroom


class Desk:
    """One person at the desk."""

    def __init__(self, newsroom: Newsroom, person: User | None) -> None:
        self.newsroom = newsroom
        self.client = Client()
        if person is not None:
            self.client.force_login(person)

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.client.get(path, **kwargs)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.get("Location"))
        return str(answer.content.decode())

    def sends(self, path: str, data: dict[str, Any], **headers: str) -> Any:
        return self.client.post(path, data, headers=headers)

    def creates(self, publish: bool = False, **fields: Any) -> Any:
        return self.sends("/desk/releases/add/", with_action(fields_of(self.newsroom, **fields), publish))

    def saves(self, release: Release, publish: bool = False, **fields: Any) -> Any:
        return self.sends(f"/desk/releases/edit/{release.pk}/", with_action(fields_of(self.newsroom, release, **fields), publish))

    def withdraws(self, release: Release, reason: str = "A number was wrong.") -> Any:
        return self.sends(f"/desk/releases/withdraw/{release.pk}/", {"reason": reason})


def with_action(data: dict[str, Any], publish: bool) -> dict[str, Any]:
    return {**data, "action-publish": "action-publish"} if publish else data


def fields_of(
    newsroom: Newsroom,
    release: Release | None = None,
    *,
    offices: Sequence[str] = (),
    topics: Sequence[str] = (),
    pictures: Sequence[Any] = (),
    attachments: Sequence[Any] = (),
    body: Sequence[tuple[str, dict[str, str] | str]] = (),
    **words: str,
) -> dict[str, Any]:
    """What the form sends: the rows of a release that exists are taken away and written anew."""
    begun = {"title": "Police trained in Bar", "lead": "Forty officers took part.", "language": "en", "zone": "UTC"}
    if release is not None and release.first_published_at and "change_note" not in words:
        words = {"change_kind": "minor", **words}
    data: dict[str, Any] = {"subtitle": "", "type": "", "dateline": "", **begun, **words}
    latest = release.get_latest_revision_as_object() if release else None
    kept = {
        "release_offices": list(latest.release_offices.all()) if latest else [],
        "release_topics": list(latest.release_topics.all()) if latest else [],
    }
    for name, facet, labels in (("release_offices", "office", offices), ("release_topics", "topic", topics)):
        data |= rows_of(name, facet, kept[name], [newsroom.term(facet, label).pk for label in labels])
    for name, what, chosen in (("release_pictures", "picture", pictures), ("release_attachments", "attachment", attachments)):
        data |= rows_of(name, what, list(getattr(latest, name).all()) if latest else [], [one.pk for one in chosen])
    return data | stream(body)


def rows_of(name: str, facet: str, kept: Sequence[Any], pks: Sequence[int]) -> dict[str, Any]:
    data: dict[str, Any] = {f"{name}-INITIAL_FORMS": len(kept), f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
    for number, row in enumerate(kept):
        data |= {f"{name}-{number}-id": row.pk, f"{name}-{number}-{facet}": getattr(row, f"{facet}_id"), f"{name}-{number}-DELETE": "1"}
    for number, pk in enumerate(pks, len(kept)):
        data |= {
            f"{name}-{number}-id": "",
            f"{name}-{number}-{facet}": pk,
            f"{name}-{number}-ORDER": number + 1,
            f"{name}-{number}-DELETE": "",
        }
    return {**data, f"{name}-TOTAL_FORMS": len(kept) + len(pks)}


def stream(body: Sequence[tuple[str, dict[str, str] | str]]) -> dict[str, Any]:
    data: dict[str, Any] = {"body-count": len(body)}
    for number, (kind, value) in enumerate(body):
        data |= {f"body-{number}-deleted": "", f"body-{number}-order": number, f"body-{number}-type": kind, f"body-{number}-id": ""}
        data |= (
            {f"body-{number}-value-{key}": said for key, said in value.items()}
            if isinstance(value, dict)
            else {f"body-{number}-value": value}
        )
    return data


@pytest.fixture
def desk_of(newsroom: Newsroom) -> Callable[..., Desk]:
    """Somebody's desk: a role in an office, "" for all of them."""

    def sit(role: str = Role.EDITOR, office: str = "") -> Desk:
        return Desk(newsroom, newsroom.person(f"{role}-{office or 'everywhere'}".lower().replace(" ", "-"), role, office))

    return sit


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    """An editor's desk, of every office."""
    return desk_of()
