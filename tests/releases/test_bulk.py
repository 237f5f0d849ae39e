"""An archive taken in by the hundred is, row for row, what it would be one by one."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from dateline.ingest import load, run
from dateline.record.content import Content
from dateline.releases import lifecycle, schedule
from dateline.releases.compose import compose
from dateline.releases.models import Release
from tests.conftest import copy, point_at
from tests.newsroom import Newsroom

TABLES = ("releases", "record", "vocabularies", "wagtailcore")
UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(?![0-9a-f])")
SAID: list[dict[str, Any]] = [
    {"title": "First", "lead": "VIENNA, 18 July 2022 – Forty took part.", "body": "\n<p onclick='x'>One</p>\n<h2>Two</h2> "},
    {"title": "Second", "subtitle": "Under it", "type": "News", "offices": ["Bar", "Vienna"], "topics": ["Law", "Water", "Law"]},
    {"title": "ЖЁЛТЫЙ", "language": "ru", "story": "s", "reference": "18-3", "former": ["/pr/1", "/pr/2"], "body": "<script>x</script>"},
    {"title": "Bo & <Sons>", "story": "s", "published": "2021-02-03T23:30:00-05:00", "body": "Bo & Sons &lt; 5"},
    *({"title": f"Many {number}", "topics": ["Law"], "body": f"<p>Words {number}</p>"} for number in range(120)),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    said = [{"source": f"s{number}", "published": "2020-05-05", **one} for number, one in enumerate(SAID)]
    (tmp_path / "archive.jsonl").write_text("".join(json.dumps(one) + "\n" for one in said))
    return tmp_path / "archive.jsonl"


def taken_in(file: Path) -> None:
    with time_machine.travel(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), tick=False):
        report = run.run(run.Wish(str(file), create_terms=True))
    assert (report.imported, len(report.refusals)) == (len(SAID), 0)


def everything() -> str:
    """All rows of all tables; what is drawn at random is numbered as it comes."""
    rows = {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for room in TABLES
        for model in apps.get_app_config(room).get_models()
        if model._meta.label != "record.Counters"
    }
    met: dict[str, str] = {}
    text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=0, default=str)
    return UUID.sub(lambda found: met.setdefault(found[0].replace("-", ""), f"uuid {len(met)}"), text)


@pytest.fixture
def one_by_one(newsroom: Newsroom, template: Path, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the file becomes where each release is composed from what an editor would see, saved and published by itself."""
    with monkeypatch.context() as patched:
        patched.setattr(load, "BATCH", 1)
        patched.setattr(load, "compose", lambda release, ready=None: compose(release))
        taken_in(file)
    text = everything()
    copy(template, tmp_path / "other")
    point_at(tmp_path / "other")
    return text


def test_every_row_is_the_same(one_by_one: str, file: Path) -> None:
    taken_in(file)
    assert everything().splitlines() == one_by_one.splitlines()


def test_an_imported_release_is_open_to_its_editors(newsroom: Newsroom, file: Path) -> None:
    taken_in(file)
    release = Release.objects.get(source="s0")
    revision = release.latest_revision
    assert revision and release.live_revision == revision and revision.as_object().title == "First"
    assert compose(revision.as_object()) == Content.read(newsroom.edition(release).content)
    newsroom.corrects(release, title="First, corrected")
    assert newsroom.titles("q=corrected") == ["First, corrected"]


def test_an_update_of_one_is_scheduled_and_it_stays_public(newsroom: Newsroom, file: Path) -> None:
    taken_in(file)
    release = Release.objects.get(source="s0")
    release.title, release.change_note = "First, anew", "A new title."
    schedule.schedule(release, by=newsroom.editor(), at=datetime(2040, 1, 1, tzinfo=UTC))
    release = Release.objects.get(source="s0")
    assert release.live and release.go_live_at and lifecycle.is_public(release)
    assert newsroom.titles("q=Forty") == ["First"]
