"""Every door through which something becomes public or ceases to be, and a failure inside the record at each.

DOORS names them all. `test_no_door_is_missing` reads the source: whoever calls the record, or a function that does, is a door or is
named as none; and every address of the release's desk that takes a form is one or the other. A new door fails until it stands here.
"""

import ast
import contextlib
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from dateline.demo import bulk
from dateline.demo import load as demo
from dateline.ingest import undo
from dateline.ingest.models import Run
from dateline.media import intake
from dateline.media.models import Attachment, Picture
from dateline.record import publish as record
from dateline.record.content import Content
from dateline.record.models import Change, Counters, Edition, FileUse, Item, State
from dateline.releases import lifecycle, schedule, ticking, translate
from dateline.releases.models import Release
from tests import files
from tests.newsroom import PASSWORD, Newsroom
from tests.stories.test_media import document, dressed

SRC = Path(__file__).parents[2] / "src" / "dateline"
PAGE = "{title}\nPublishing date: 5 October 2022\n{text}\n"

# What a call looks like that ends in the record, by its last two names.
ACTS = {
    *("record.publish", "record.publish_many", "record.withdraw", "record.withdraw_many", "record.restore"),
    *("lifecycle.publish", "lifecycle.withdraw", "lifecycle.restore", "lifecycle.erase", "lifecycle.take_in"),
    "erasing.erase",
    *("undoing.withdraw", "undoing.return_to"),
    *("schedule.schedule", "schedule.publish_now", "clock.strike"),
}
BARE_ACTS = {"take_in", "publish_many", "publish_action"}

# Who calls one of these: the door it belongs to.
CALLERS = {
    "releases/models.py publish": "revision.publish",
    "releases/lifecycle.py publish": "lifecycle.publish",
    "releases/lifecycle.py withdraw": "lifecycle.withdraw",
    "releases/lifecycle.py take_in": "import",
    "record/publish.py publish": "revision.publish",
    "ingest/load.py written": "import",
    "demo/load.py do": "demo",
    "releases/undoing.py withdraw": "import: undo",
    "releases/undoing.py return_to": "import: undo of a change",
    "ingest/undo.py withdrawn": "import: undo",
    "demo/load.py announce": "demo",
    "demo/bulk.py add": "sample",
    "ingest/undo.py returned": "import: undo of a change",
    "desk/release_views.py publish_action": "desk: edit",
    "desk/withdraw.py form_valid": "desk: withdraw",
    "releases/lifecycle.py restore": "lifecycle.restore",
    "desk/withdraw.py post": "desk: restore",
    "releases/lifecycle.py recorded": "erase",
    "management/commands/erase.py handle": "erase",
    "releases/schedule.py schedule": "clock: publish",
    "releases/schedule.py publish_now": "desk: publish now",
    "releases/clock.py let_out": "clock: publish",
    "releases/clock.py take_down": "clock: expire",
    "releases/ticking.py strike_all": "clock: publish",
    "desk/schedule.py publish_action": "desk: edit",
    "desk/schedule.py post": "desk: publish now",
}
# Addresses of a release at the desk that take a POST: the door, or why it is none.
ADDRESSES = {
    "add": "desk: create",
    "edit": "desk: edit",
    "revisions_revert": "desk: revert",
    "withdraw": "desk: withdraw",
    "restore": "desk: restore",
    "publish_now": "desk: publish now",
    "unschedule": "none: calls an hour off",
    "unpublish": "none: leads to withdraw",
    "delete": "none: refuses what has a public past",
    "translate": "none: begins a draft",
    "up_to_date": "none: notes which revision was translated",
    "copy": "none: takes no form; it is posted to add",
    "list": "none: a list",
    "list_results": "none: a list",
    "history": "none: a list",
    "history_results": "none: a list",
    "preview_on_add": "none: a preview, saved nowhere",
    "preview_on_edit": "none: a preview, saved nowhere",
    "revisions_view": "none: a preview",
    "revisions_compare": "none: a comparison",
}


SMALL, SMALLER = files.jpeg(120, 80), files.jpeg(90, 60)


class Refused(RuntimeError):
    """What the record raises in these tests."""


def desk(newsroom: Newsroom) -> Client:
    client = Client(raise_request_exception=False)
    newsroom.editor()
    assert client.login(username="editor", password=PASSWORD)
    return client


ROWS = ("release_offices", "release_topics", "release_pictures", "release_attachments")


def form(release: Release | None, **changed: str) -> dict[str, str]:
    """What the release's form posts."""
    rows = {f"{name}-{count}": "0" for name in ROWS for count in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    said = {"title": "", "subtitle": "", "lead": "", "dateline": "", "language": "en", "type": "", "zone": "UTC", "body-count": "0"}
    if release:
        said |= {"title": release.title, "lead": release.lead, "change_kind": "correction", "change_note": "It was forty-one."}
    return rows | {f"{name}-MAX_NUM_FORMS": "1000" for name in ROWS} | said | {"action-publish": "action-publish"} | changed


def create(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    desk(newsroom).post("/desk/releases/add/", form(None, title="Created", lead="Text."))


def edit(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    desk(newsroom).post(f"/desk/releases/edit/{release.pk}/", form(release, lead="Edited text."))


def revert(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    first = release.revisions.order_by("pk").first()
    assert first is not None
    posted = form(release, title="Reverted", revision=str(first.pk))
    desk(newsroom).post(f"/desk/releases/history/{release.pk}/revisions/{first.pk}/revert/", posted)


def withdraw(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    desk(newsroom).post(f"/desk/releases/withdraw/{release.pk}/", {"reason": "It was wrong."})


def retract(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    desk(newsroom).post(f"/desk/releases/withdraw/{release.pk}/", {"reason": "It was never true.", "kind": "retracted"})


def restore(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    desk(newsroom).post(f"/desk/releases/restore/{gone().pk}/", {})


def gone() -> Release:
    return Release.objects.get(title="Withdrawn news")


def importing(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    file = tmp / "page.txt"
    file.write_text(PAGE.format(title="Imported", text="Text."))
    call_command("import", str(file), stdout=io.StringIO())


def importing_several(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    file = tmp / "pages.txt"
    file.write_text("".join(PAGE.format(title=f"Imported {number}", text="Text.") for number in range(3)))
    call_command("import", str(file), stdout=io.StringIO())


def updating(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    file = tmp / "again.txt"
    file.write_text(PAGE.format(title="Old news", text="Other text."))
    call_command("import", str(file), stdout=io.StringIO())


def through_lifecycle(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    release.lead, release.change_note = "Other text.", "More is known."
    lifecycle.publish(release, by=newsroom.editor())


def through_revision(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    release.lead, release.change_note = "Other text.", "More is known."
    release.save_revision().publish()


def withdraw_by_lifecycle(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    lifecycle.withdraw(release, by=newsroom.editor(), reason="It was wrong.")


def restore_by_lifecycle(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    lifecycle.restore(gone(), by=newsroom.editor())


def undo_import(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    undo.undo(Run.objects.earliest("pk"))


def undo_update(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    undo.undo(Run.objects.get(updated=1))


def erase(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    erase_of(newsroom, release)


def erase_words(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    erase_of(newsroom, release, "--words", "Forty officers")


def erase_file(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    erase_of(newsroom, release, "--file", FileUse.objects.filter(item=newsroom.item(release), name="budget-2027.pdf").get().sha256)


def erase_of(newsroom: Newsroom, release: Release, *what: str) -> None:
    call_command("erase", newsroom.item(release).public_id, *what, "--yes", stdout=io.StringIO(), stderr=io.StringIO())


def another_picture(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    """An edition with other files than the one before."""
    release.change_note = "A better picture."
    lifecycle.publish(dressed(release, picture(SMALLER)), by=newsroom.editor())


def translation(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    begun = translate.begin(release, "fr", by=newsroom.editor())
    lifecycle.publish(begun.get_latest_revision_as_object(), by=newsroom.editor())


def sample(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    sample = demo.json.loads(demo.SAMPLE.read_text())
    terms = {facet: demo.lists(facet, sample[name]) for facet, name in (("type", "types"), ("office", "offices"), ("topic", "topics"))}
    demo.releases(sample["releases"][:2], terms, {}, None)


def generate(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    bulk.add(3, now=timezone.now())


def publish_now(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    plan(newsroom, release)
    desk(newsroom).post(f"/desk/releases/publish_now/{release.pk}/")


def plan(newsroom: Newsroom, release: Release) -> None:
    release.lead, release.change_note = "Other text.", "More is known."
    schedule.schedule(release, by=newsroom.editor(), at=timezone.now() + timedelta(minutes=1))


def strike(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    plan(newsroom, release)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert ticking.tick() == 1


def expire(newsroom: Newsroom, release: Release, tmp: Path) -> None:
    Release.objects.filter(pk=release.pk).update(expire_at=timezone.now())
    assert ticking.tick() == 1


DOORS: dict[str, Callable[[Newsroom, Release, Path], None]] = {
    "desk: create": create,
    "desk: edit": edit,
    "desk: revert": revert,
    "desk: withdraw": withdraw,
    "desk: retract": retract,
    "desk: restore": restore,
    "import": importing,
    "import, several at once": importing_several,
    "import, a changed item": updating,
    "import: undo": undo_import,
    "import: undo of a change": undo_update,
    "lifecycle.publish": through_lifecycle,
    "lifecycle.withdraw": withdraw_by_lifecycle,
    "lifecycle.restore": restore_by_lifecycle,
    "erase": erase,
    "erase, words": erase_words,
    "erase, a file": erase_file,
    "lifecycle.publish, other files": another_picture,
    "lifecycle.publish, a translation": translation,
    "revision.publish": through_revision,
    "desk: publish now": publish_now,
    "clock: publish": strike,
    "clock: expire": expire,
    "demo": sample,
    "sample": generate,
}


def agreement() -> tuple[set[str], set[tuple[str, int]], int, set[tuple[str, str]]]:
    """The live rows, the live items with their editions, the last change, the files in use; asserts that all name the same releases."""
    rows = {str(uuid) for uuid in Release.objects.filter(live=True).values_list("uuid", flat=True)}
    items = {(str(item.release_uuid), item.current.number) for item in live()}
    assert rows == {uuid for uuid, _ in items}
    used = {(str(use.item.release_uuid), use.sha256) for use in FileUse.objects.select_related("item")}
    assert used == {(str(item.release_uuid), file.sha256) for item in live() for file in Content.read(item.current.content).files}
    return rows, items, Change.objects.count(), used


def live() -> list[Any]:
    return list(Item.objects.filter(state=State.LIVE).select_related("current"))


@pytest.fixture
def public(newsroom: Newsroom, tmp_path: Path) -> Release:
    """A release that is public with its files, and beside it an import that is, one that changed and one that was withdrawn."""
    file = tmp_path / "old.txt"
    for title, text in (("Old news", "Text."), ("Older news", "Text."), ("Older news", "Other text.")):
        file.write_text(PAGE.format(title=title, text=text))
        call_command("import", str(file), stdout=io.StringIO())
    newsroom.withdraw(with_files(newsroom, "Withdrawn news", intake.attachment(files.pdf(2), "a.pdf", title="Old budget")))
    return with_files(newsroom, "Police trained in Bar", picture(SMALL), document())


def with_files(newsroom: Newsroom, title: str, *media: Picture | Attachment) -> Release:
    """A public release that shows them."""
    release = dressed(newsroom.draft(title), *media)
    newsroom.publish(release)
    return Release.objects.get(pk=release.pk)


def picture(data: bytes) -> Picture:
    return intake.picture(data, "a.jpg", title="Gauge", alt="A gauge.")


@pytest.mark.parametrize("door", DOORS)
def test_every_door_works(door: str, newsroom: Newsroom, public: Release, tmp_path: Path) -> None:
    before = agreement()
    DOORS[door](newsroom, public, tmp_path)
    assert agreement()[2] > before[2]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("door", DOORS)
def test_a_failure_inside_the_record_leaves_everything_in_agreement(
    door: str, when: str, newsroom: Newsroom, public: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, editions, reached = agreement(), Edition.objects.count(), []

    def failing(*args: object, **kwargs: object) -> None:
        reached.append(door)
        raise Refused("the record failed")

    # Every act comes by both: its Change is made by the one, and the other is the last thing that it writes.
    owner, name = (record, "unsaved_change") if when == "before" else (Counters, "save")
    monkeypatch.setattr(owner, name, failing)
    with contextlib.suppress(Refused):
        DOORS[door](newsroom, public, tmp_path)
    assert reached and agreement() == before and Edition.objects.count() == editions


def calls(path: Path) -> Iterator[str]:
    """Every function of a module that calls an act."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef) and any(is_act(node) for node in ast.walk(function)):
            yield f"{path.relative_to(SRC)} {function.name}"


def is_act(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in BARE_ACTS
    if not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
    return (
        f"{owner}.{node.func.attr}" in ACTS
        or node.func.attr == "publish_action"
        or (owner in ("revision", "latest_revision") and node.func.attr == "publish")
    )


def test_no_door_is_missing_in_the_source() -> None:
    found = {caller for path in SRC.rglob("*.py") if "migrations" not in path.parts for caller in calls(path)}
    assert found == set(CALLERS)
    assert set(CALLERS.values()) <= set(DOORS)


def test_no_door_is_missing_at_the_desk() -> None:
    releases = next(
        pattern for pattern in get_resolver("wagtail.admin.urls").url_patterns if getattr(pattern, "namespace", "") == "releases"
    )
    names = {pattern.name for pattern in releases.url_patterns}
    assert names == set(ADDRESSES)
    assert {door for door in ADDRESSES.values() if not door.startswith("none: ")} <= set(DOORS)
