"""The words that stories are told in: a newsroom, its editors, its readers."""

import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.test import Client
from lxml import html

from dateline.formats.addresses import Addresses
from dateline.formats.answer import answer
from dateline.people.models import Assignment, Role, User
from dateline.record import log
from dateline.record.models import Change, Counters, Edition, Item, Kind
from dateline.record.rows import Approved
from dateline.releases import lifecycle
from dateline.releases.compose import compose
from dateline.releases.models import ChangeKind, Release, ReleaseOffice, ReleaseTopic
from dateline.search import finder, index
from dateline.search.query import parse
from dateline.vocabularies.lists import MODELS
from dateline.vocabularies.models import Term
from dateline.vocabularies.slugs import slug_of

SECRET = "0123456789abcdef" * 4
PASSWORD = "long-enough-for-a-test"


class Newsroom:
    """One newsroom in one folder, driven in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reader = Client()

    def set_secret(self, secret: str) -> None:
        Counters.objects.update(secret=secret)

    def build_index(self) -> None:
        index.rebuild()

    def settle(self) -> None:
        """Bring the index to where the record is."""
        assert index.settle(log.position(), timeout_s=30)

    # Lists and people

    def term(self, facet: str, label: str, *, parent: str = "", labels: dict[str, str] | None = None) -> Term:
        """The term of that label, made when it is new."""
        slug = slug_of(label)
        found = MODELS[facet]._default_manager.filter(slug=slug).first()
        if found:
            return found
        position = MODELS[facet]._default_manager.count()
        extra = {"parent": self.term(facet, parent)} if parent else {}
        return MODELS[facet]._default_manager.create(labels=labels or {"en": label}, position=position, **extra)

    def person(self, name: str, role: str = Role.EDITOR, office: str = "") -> User:
        found = User.objects.filter(username=name).first()
        if found:
            return found
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        Assignment.objects.create(user=user, role=role, office=self.term("office", office) if office else None)
        return user

    def editor(self) -> User:
        return self.person("editor")

    # What editors do

    def draft(
        self,
        title: str = "Police trained in Bar",
        *,
        lead: str = "Forty officers took part.",
        type: str = "",
        offices: Sequence[str] = (),
        topics: Sequence[str] = (),
        language: str = "en",
        story: uuid.UUID | None = None,
        **fields: Any,
    ) -> Release:
        release = Release(title=title, lead=lead, language=language, author=self.editor(), **fields)
        release.type = self.term("type", type) if type else None
        if story:
            release.story, release.original = story, False
        release.release_offices = [
            ReleaseOffice(office=self.term("office", label), sort_order=order) for order, label in enumerate(offices)
        ]
        release.release_topics = [ReleaseTopic(topic=self.term("topic", label), sort_order=order) for order, label in enumerate(topics)]
        release.save()
        release.save_revision(user=self.editor())
        return release

    def publish(self, release: Release) -> Change:
        if not release.change_note and Item.objects.filter(release_uuid=release.uuid).exists():
            release.change_kind = ChangeKind.MINOR
        change = lifecycle.publish(release, by=self.editor())
        self.settle()
        return change

    def published(self, title: str = "Police trained in Bar", **fields: Any) -> Release:
        release = self.draft(title, **fields)
        self.publish(release)
        return Release.objects.get(pk=release.pk)

    def imported(self, releases: Sequence[tuple[Release, date]]) -> None:
        """Releases with their days, taken in as from a file."""
        approved = [
            Approved(release.uuid, release.story, compose(release), release.original, day, datetime.fromisoformat(f"{day}T00:00:00+00:00"))
            for release, day in releases
        ]
        lifecycle.take_in([release for release, _ in releases], approved)
        self.settle()

    def withdraw(self, release: Release, reason: str = "The number was wrong.", kind: str = Kind.WITHDRAWN) -> Change:
        change = lifecycle.withdraw(release, by=self.editor(), reason=reason, kind=kind)
        self.settle()
        return change

    def corrects(self, release: Release, note: str = "It was forty-one officers, not forty.", **fields: Any) -> Release:
        """Publish other words of a public release, and say what was wrong."""
        text = Release.objects.get(pk=release.pk)
        for name, value in {"change_kind": ChangeKind.CORRECTION, "change_note": note, **fields}.items():
            setattr(text, name, value)
        self.publish(text)
        return Release.objects.get(pk=release.pk)

    def restore(self, release: Release) -> Change:
        change = lifecycle.restore(release, by=self.editor())
        self.settle()
        return change

    # What the public sees

    def item(self, release: Release) -> Item:
        return Item.objects.select_related("current").get(release_uuid=release.uuid)

    def edition(self, release: Release) -> Edition:
        edition = self.item(release).current
        assert edition is not None
        return edition

    def path(self, release: Release) -> str:
        """The address of a release that is public."""
        content = json.loads(self.edition(release).content)
        return f"/news/{self.item(release).public_id}/{content['slug']}/"

    def find(self, query: str = "", limit: int = 20) -> dict[str, Any]:
        return answer(finder.find(parse(query).query, limit=limit), Addresses("http://127.0.0.1:8000"))

    def titles(self, query: str = "") -> list[str]:
        return [release["title"] for release in self.find(query)["releases"]]

    def get(self, path: str, **headers: str) -> Any:
        return self.reader.get(path, headers=headers)

    def tree(self, path: str, status: int = 200) -> Any:
        """A page as a tree."""
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.get("Location"))
        return html.document_fromstring(answer.content)
