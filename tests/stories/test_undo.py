"""An import of the wrong file, taken back: what it brought is gone, what it changed is as it was, and it may come again."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dateline.ingest.models import Run
from dateline.record.models import Change, FormerAddress, Item
from dateline.record.verify import faults
from dateline.releases.models import Release
from dateline.vocabularies.models import Office, Topic
from tests.newsroom import Newsroom

REASON = "It was published here by mistake, with an import that was taken back."


def item(number: int, **said: Any) -> dict[str, Any]:
    return {"source": f"/pr/{number}", "title": f"Title {number}", "published": f"2022-10-0{number}", "body": f"<p>Text {number}.</p>",
            "offices": ["Mission"], "topics": ["Water"], "former": [f"/pr/{number}"], **said}  # fmt: skip


class Importing:
    """Files that move in, and runs that are taken back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, *items: dict[str, Any], terms: bool = True) -> dict[str, Any]:
        file = self.folder / "items.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in items))
        return self.call(str(file), *(["--create-terms"] if terms else []))

    def undo(self, run: int) -> dict[str, Any]:
        return self.call("--undo", str(run))

    def call(self, *words: str) -> dict[str, Any]:
        report = self.folder / "report.json"
        try:
            call_command("import", *words, "--report", str(report), stdout=io.StringIO())
        except SystemExit as exit:
            assert exit.code == 1
        return dict(json.loads(report.read_text()))


@pytest.fixture
def importing(newsroom: Newsroom, tmp_path: Path) -> Importing:
    return Importing(tmp_path)


def test_what_a_run_brought_is_withdrawn_without_a_word(newsroom: Newsroom, importing: Importing) -> None:
    run = importing.load(item(1), item(2))["run"]
    path = newsroom.path(Release.objects.get(source="/pr/1"))
    done = importing.undo(run)
    assert (done["withdrawn"], done["returned"], done["left"], done["addresses"]) == (2, 0, [], 2)
    assert newsroom.titles() == [] and not Release.objects.filter(live=True).exists()
    gone = newsroom.get(path)
    assert gone.status_code == 410 and REASON in gone.content.decode()
    assert newsroom.get("/pr/1").status_code == 404 and not FormerAddress.objects.exists()
    assert all(change.quiet for change in Change.objects.all()) and not list(faults())
    assert REASON not in newsroom.get("/corrections/").content.decode()


def test_what_a_run_changed_says_again_what_it_said(newsroom: Newsroom, importing: Importing) -> None:
    importing.load(item(1), item(2))
    run = importing.load(item(1, title="Wrong", former=["/pr/1", "/wrong/1"]), item(2))["run"]
    done = importing.undo(run)
    assert (done["withdrawn"], done["returned"], done["left"]) == (0, 1, [])
    assert newsroom.titles() == ["Title 2", "Title 1"] and Release.objects.get(source="/pr/1").title == "Title 1"
    release = Release.objects.get(source="/pr/1")
    editions = list(newsroom.item(release).editions.order_by("number"))
    assert [one.number for one in editions] == [1, 2, 3] and editions[0].digest == editions[2].digest
    assert newsroom.get("/pr/1").status_code == 301 and newsroom.get("/wrong/1").status_code == 404
    assert release.live_revision.as_object().title == "Title 1" and release.live_revision == release.latest_revision
    assert importing.load(item(1), item(2))["unchanged"] == 2


def test_it_may_come_again_with_the_same_counts_and_addresses(newsroom: Newsroom, importing: Importing) -> None:
    items = [item(1), item(2), item(3, topics=[])]
    first = importing.load(*items)
    ids = {one.release_uuid: one.public_id for one in Item.objects.all()}
    importing.undo(first["run"])
    again = importing.load(*items)
    assert (again["imported"], again["updated"], again["refused"]) == (3, 0, 0) and again["counts"] == first["counts"]
    assert {one.release_uuid: one.public_id for one in Item.objects.all()} == ids
    assert newsroom.titles() == ["Title 3", "Title 2", "Title 1"] and newsroom.get("/pr/2").status_code == 301
    assert importing.load(*items)["unchanged"] == 3 and not list(faults())


def test_a_second_time_changes_nothing(newsroom: Newsroom, importing: Importing) -> None:
    run = importing.load(item(1))["run"]
    importing.undo(run)
    before = (Change.objects.count(), Run.objects.get(pk=run).undone_at)
    assert importing.undo(run)["withdrawn"] == 0 and (Change.objects.count(), Run.objects.get(pk=run).undone_at) == before


def test_what_an_editor_touched_since_is_left_and_named(newsroom: Newsroom, importing: Importing) -> None:
    run = importing.load(*map(item, range(1, 5)))["run"]
    newsroom.corrects(Release.objects.get(source="/pr/1"))
    Release.objects.get(source="/pr/2").save_revision()
    newsroom.withdraw(Release.objects.get(source="/pr/3"))
    done = importing.undo(run)
    assert {one["title"]: one["problem"] for one in done["left"]} == {
        "Title 1": "it was published anew since.",
        "Title 2": "a draft of it was written since.",
        "Title 3": "it is withdrawn already.",
    }
    assert done["withdrawn"] == 1 and set(newsroom.titles()) == {"Title 1", "Title 2"}
    assert Office.objects.get().closed_on is None


def test_runs_are_taken_back_from_the_last(newsroom: Newsroom, importing: Importing) -> None:
    first, second = importing.load(item(1))["run"], importing.load(item(1, title="Changed"))["run"]
    assert importing.undo(first)["left"][0]["problem"] == f"run {second} changed it since. Take that one back first."
    assert importing.undo(second)["returned"] == 1 and importing.undo(first)["withdrawn"] == 1
    assert newsroom.titles() == []


def test_terms_go_with_the_run_unless_somebody_else_uses_them(newsroom: Newsroom, importing: Importing) -> None:
    run = importing.load(item(1, topics=["Water", "Law"]))["run"]
    newsroom.draft(topics=["Law"])
    assert importing.undo(run)["terms"] == {"office": ["Mission"], "topic": ["Water"]}
    assert {term.slug: term.closed_on is not None for term in Topic.objects.all()} == {"water": True, "law": False}
    assert importing.load(item(1), terms=False)["unknown_terms"] == {"office": {"Mission": 1}, "topic": {"Water": 1}}
    importing.load(item(1))
    assert [(term.slug, term.closed_on) for term in Topic.objects.order_by("slug")] == [("law", None), ("water", None)]


def test_terms_that_nothing_ever_bore_go(newsroom: Newsroom, importing: Importing) -> None:
    run = importing.load(item(1, title="x" * 501))["run"]
    assert importing.undo(run)["terms"] == {"office": ["Mission"], "topic": ["Water"]} and not Topic.objects.exists()


def test_runs_are_listed_and_an_unknown_one_is_refused_with_the_list(newsroom: Newsroom, importing: Importing) -> None:
    importing.load(item(1))
    out = io.StringIO()
    call_command("import", "--undo", stdout=out)
    assert "items.jsonl  1 imported, 0 updated, 0 refused" in out.getvalue()
    for wrong in ("7", "x", "²"):
        with pytest.raises(CommandError, match="there is no run") as refused:
            call_command("import", "--undo", wrong)
        assert refused.value.returncode == 2 and "items.jsonl" in str(refused.value)
    with pytest.raises(CommandError, match="no FILE"):
        call_command("import", "items.jsonl", "--undo", "1")


def test_a_rehearsal_is_no_run(newsroom: Newsroom, importing: Importing) -> None:
    importing.folder.joinpath("items.jsonl").write_text(json.dumps(item(1)) + "\n")
    assert importing.call(str(importing.folder / "items.jsonl"), "--dry-run")["run"] is None and not Run.objects.exists()
