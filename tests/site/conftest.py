"""One newsroom for all who only read: 30 items in three languages, two taken back, one draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pytest_django.plugin import DjangoDbBlocker

from dateline.record import ids
from dateline.record.models import Counters, Item, Kind
from dateline.releases import lifecycle
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from tests import conftest
from tests.newsroom import SECRET, Newsroom

FILLERS = 22
BODY = [("text", "<p>The <b>whole</b> text.</p>"), ("quotation", {"words": "We trained & won.", "speaker": "Ana Bo", "role": "Chief"})]


@dataclass(frozen=True)
class Site:
    """The public side, and where its items are."""

    newsroom: Newsroom
    paths: dict[str, str]

    def get(self, path: str, **headers: str) -> Any:
        return self.newsroom.get(path, **headers)

    def page(self, path: str, status: int = 200) -> Any:
        """The page as a tree."""
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.get("Location"))
        return html.document_fromstring(answer.content)

    def form(self, name: str, form: str = "json") -> str:
        """An item's address in another form."""
        return "/".join(self.paths[name].split("/")[:3]) + f".{form}"


def release(
    newsroom: Newsroom, title: str, *, offices: tuple[str, ...] = (), topics: tuple[str, ...] = (), type: str = "", **fields: Any
) -> Release:
    made = Release(**{"title": title, "lead": f"{title}: the lead.", "language": "en", **fields})
    made.type = newsroom.term("type", type) if type else None
    made.release_offices = [ReleaseOffice(office=newsroom.term("office", label), sort_order=n) for n, label in enumerate(offices)]
    made.release_topics = [ReleaseTopic(topic=newsroom.term("topic", label), sort_order=n) for n, label in enumerate(topics)]
    return made


def stock(newsroom: Newsroom) -> dict[str, str]:
    """Fill it; name -> address."""
    newsroom.term("office", "Bar", parent="Balkans")
    newsroom.term("topic", "Rule of law", labels={"en": "Rule of law", "fr": "État de droit"})
    newsroom.term("topic", "Floods", parent="Water")
    rich = {"offices": ("Vienna", "Bar"), "topics": ("Water", "Rule of law", "Arts"), "type": "News"}
    trained = release(newsroom, "Police trained <in> Bar", dateline="BAR, 5 October 2022 –", body=BODY, **rich)
    french = release(newsroom, "Policiers formés à Bar", language="fr", story=trained.story, original=False, topics=("Rule of law",))
    arabic = release(newsroom, "تدريب الشرطة", lead="نص", language="ar", topics=("Floods",), offices=("Vienna",), type="Press release")
    wrong = release(newsroom, "Wrong number", topics=("Gone", "Water"), type="News")
    never = release(newsroom, "Never true", offices=("Vienna",))
    old = [release(newsroom, f"Old item {n}", topics=("Water",) if n % 2 else ()) for n in range(FILLERS)]
    days = [(one, date(2020, 1, 1 + n)) for n, one in enumerate(old)]
    newsroom.imported(
        [
            *days,
            (arabic, date(2021, 3, 4)),
            (trained, date(2022, 10, 5)),
            (french, date(2022, 10, 6)),
            (wrong, date(2022, 11, 1)),
            (never, date(2022, 11, 2)),
        ]
    )
    named = {"trained": trained, "french": french, "arabic": arabic, "wrong": wrong, "never": never, "old": old[0]}
    paths = {name: newsroom.path(one) for name, one in named.items()}
    newsroom.withdraw(wrong, "The number was 41.")
    lifecycle.withdraw(never, by=newsroom.editor(), reason="It never happened.", kind=Kind.RETRACTED)
    newsroom.draft("Secret talks", topics=["Secret topic"], offices=["Hidden office"], type="Hidden type", language="ky")
    newsroom.settle()
    upcoming = ids.public_id(SECRET, Counters.objects.get().sequence + 1, taken=lambda one: Item.objects.filter(public_id=one).exists())
    return {**paths, "draft": f"/news/{upcoming}/secret-talks/"}


@pytest.fixture(scope="session")
def stocked(template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("site") / "newsroom"
    conftest.copy(template, folder)
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder):
            paths = stock(newsroom)
    return folder, paths


@pytest.fixture
def site(stocked: tuple[Path, dict[str, str]], django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """For tests that change nothing; those that do take `newsroom`."""
    folder, paths = stocked
    with django_db_blocker.unblock():
        for newsroom in conftest.opened(folder):
            yield Site(newsroom, paths)
