"""A run taken back in batches ends as one that is taken back item by item."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision

from dateline.ingest import undo
from dateline.ingest.models import Run, Taken
from dateline.record import publish as record
from dateline.record.models import Change, FileUse, FormerAddress, Item
from dateline.record.verify import faults
from dateline.releases import undoing
from dateline.releases.lifecycle import take_offline
from dateline.releases.models import Release
from tests import conftest
from tests.newsroom import Newsroom
from tests.stories.test_undo import REASON, Importing, item

STATE = (
    (Item, ("sequence", "state", "current__number")),
    (Change, ("n", "kind", "note", "quiet", "item__sequence", "edition__number")),
    (Release, ("source", "title", "live", "has_unpublished_changes", "live_revision", "latest_revision", "source_digest", "go_live_at")),
    (Revision, ("object_id", "approved_go_live_at")),
    (ModelLogEntry, ("object_id", "content_type", "label", "action", "data", "user", "content_changed", "deleted")),
    (Taken, ("release_uuid", "revision", "edition", "undone")),
    (FormerAddress, ("address", "item__sequence")),
    (FileUse, ("item__sequence",)),
)


def state() -> list[Any]:
    """Everything but times."""
    return [[model.__name__, *model._default_manager.order_by("pk").values_list("pk", *names)] for model, names in STATE]


@pytest.fixture
def run(newsroom: Newsroom, tmp_path: Path) -> Run:
    """Nine items of which the last run brought four, changed three and left two that an editor then touched."""
    importing = Importing(tmp_path)
    importing.load(*map(item, range(1, 6)))
    number = importing.load(*(item(n, title=f"New {n}", former=[f"/pr/{n}", f"/new/{n}"]) for n in range(2, 10)))["run"]
    newsroom.corrects(Release.objects.get(source="/pr/3"))
    Release.objects.get(source="/pr/7").save_revision()
    return Run.objects.get(pk=number)


def test_batches_and_single_items_end_the_same(run: Run, newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    conftest.copy(newsroom.folder, tmp_path / "again")
    told = undo.undo(run).as_data()
    batched = state()
    conftest.point_at(tmp_path / "again")
    monkeypatch.setattr(undo, "BATCH", 1)
    assert undo.undo(Run.objects.get(pk=run.pk)).as_data() == told
    assert state() == batched and not list(faults())
    assert (told["withdrawn"], told["returned"], len(told["left"]), told["addresses"]) == (3, 3, 2, 9)


def test_many_are_withdrawn_as_one_is_at_the_desk(run: Run, newsroom: Newsroom, tmp_path: Path) -> None:
    sources = ["/pr/9", "/pr/6", "/pr/8"]
    Release.objects.filter(source="/pr/8").update(go_live_at="2027-01-01T00:00Z", prepared="{}")
    Revision.objects.filter(pk__in=Release.objects.values("live_revision")).update(approved_go_live_at="2027-01-01T00:00Z")
    connection.close()
    conftest.copy(newsroom.folder, tmp_path / "again")
    with transaction.atomic():
        undoing.withdraw([Release.objects.get(source=source) for source in sources], reason=REASON)
    many = state()
    conftest.point_at(tmp_path / "again")
    for source in sources:
        release = Release.objects.get(source=source)
        with transaction.atomic():
            take_offline(release)
            Release.objects.filter(pk=release.pk).update(source_digest="")
            log(instance=release, action="dateline.withdraw", data={"reason": REASON})
            record.withdraw(release.uuid, reason=REASON, quiet=True)
    assert state() == many and json.dumps(many, default=str).count(REASON) == 6
