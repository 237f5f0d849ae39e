"""Several people and programs at once, on either database: nobody sees an error, and no number is lost or given twice."""

import contextlib
import io
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from dateline.people.models import User
from dateline.record import log
from dateline.record import publish as record
from dateline.record.models import Change, Item
from dateline.record.verify import faults
from dateline.releases import lifecycle
from dateline.releases.models import Release
from dateline.site.models import Newsroom as Settings
from dateline.vocabularies.models import Topic
from tests.desk.conftest import fields_of
from tests.newsroom import Newsroom
from tests.record.acts import approved

EDITORS = 6
ROWS = 300  # three batches of an import
PATTERN = "PR-{n:04}"


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Each in a thread and a connection of its own; what went wrong."""
    failed: list[BaseException] = []
    together = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            together.wait(30)
            work()
        except Exception as error:  # noqa: BLE001 -- a thread's failure is the test's
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def file_of(folder: Path, name: str, rows: int = ROWS) -> Path:
    file = folder / f"{name}.jsonl"
    told = [
        {"source": f"{name}-{n}", "title": f"{name} {n}", "published": f"2020-01-{1 + n % 28:02}", "topics": [f"Topic {n % 7}"]}
        for n in range(rows)
    ]
    file.write_text("\n".join(map(json.dumps, told)))
    return file


def imports(file: Path) -> None:
    call_command("import", str(file), "--create-terms", stdout=io.StringIO(), stderr=io.StringIO())


def autosaves(newsroom: Newsroom, person: User, release: Release, until: threading.Event, said: list[Any]) -> None:
    client = Client()
    client.force_login(person)
    number = 0
    while not until.is_set() or number < 3:
        number += 1
        data = fields_of(newsroom, Release.objects.get(pk=release.pk), lead=f"Sentence {number}.")
        answer = client.post(f"/desk/releases/edit/{release.pk}/", data, headers={"accept": "application/json"})
        said.append((answer.status_code, json.loads(answer.content).get("success")))


def test_six_editors_autosave_while_an_import_runs(newsroom: Newsroom, tmp_path: Path) -> None:
    people = [newsroom.person(f"editor-{n}") for n in range(EDITORS)]
    drafts = [newsroom.draft(f"Draft {n}") for n in range(EDITORS)]
    done, said = threading.Event(), list[Any]()

    def importing() -> None:
        try:
            imports(file_of(tmp_path, "archive"))
        finally:
            done.set()

    editing = [
        lambda person=person, draft=draft: autosaves(newsroom, person, draft, done, said)
        for person, draft in zip(people, drafts, strict=True)
    ]
    assert at_once(importing, *editing) == []
    assert len(said) >= 3 * EDITORS and set(said) == {(200, True)}
    assert Item.objects.count() == ROWS and not list(faults())


def publishing(newsroom: Newsroom, drafts: Sequence[Release], by: User) -> Callable[[], None]:
    def work() -> None:
        for draft in drafts:
            lifecycle.publish(Release.objects.get(pk=draft.pk), by=by)

    return work


def test_imports_and_publishers_at_once_leave_no_gap(newsroom: Newsroom, tmp_path: Path) -> None:
    Settings(name="Newsroom", reference_pattern=PATTERN).save()
    by = newsroom.editor()
    mine, theirs = ([newsroom.draft(f"{who} {n}") for n in range(8)] for who in ("Mine", "Theirs"))
    newsroom.term("topic", "Topic 0")
    works = [publishing(newsroom, mine, by), publishing(newsroom, theirs, by)]
    files = [file_of(tmp_path, name, 200) for name in ("one", "two")]
    assert at_once(*works, *(lambda file=file: imports(file) for file in files)) == []
    assert list(Change.objects.order_by("n").values_list("n", flat=True)) == list(range(1, 417))
    assert sorted(Item.objects.values_list("sequence", flat=True)) == list(range(1, 417)) and not list(faults())
    numbers = Item.objects.filter(release_uuid__in=[one.uuid for one in (*mine, *theirs)]).values_list("reference", flat=True)
    assert sorted(numbers) == [f"PR-{n:04}" for n in range(1, 17)]


def test_two_imports_of_one_file_bring_every_item_once(newsroom: Newsroom, tmp_path: Path) -> None:
    file, reports = file_of(tmp_path, "archive"), [tmp_path / f"{number}.json" for number in range(2)]

    def imports_and_tells(report: Path) -> None:
        with contextlib.suppress(SystemExit):
            call_command("import", str(file), "--create-terms", "--report", str(report), stdout=io.StringIO(), stderr=io.StringIO())

    assert at_once(*(lambda report=report: imports_and_tells(report) for report in reports)) == []
    told = [json.loads(report.read_text()) for report in reports]
    assert sum(one["imported"] for one in told) == Item.objects.count() == ROWS and not list(faults())
    assert [one["imported"] + one["unchanged"] + one["refused"] for one in told] == [ROWS, ROWS]
    assert sorted(Topic.objects.values_list("slug", flat=True)) == [f"topic-{n}" for n in range(7)]


def test_four_publishers_at_once_draw_reference_numbers_without_a_gap_in_commit_order(newsroom: Newsroom) -> None:
    def publishes() -> None:
        for _ in range(10):
            with transaction.atomic():
                record.publish(approved(pattern=PATTERN))

    assert at_once(*[publishes] * 4) == []
    told = list(Change.objects.order_by("n").values_list("n", "item__sequence", "item__reference"))
    assert told == [(n, n, f"PR-{n:04}") for n in range(1, 41)]


def test_whoever_follows_never_sees_a_later_change_before_an_earlier_one(newsroom: Newsroom) -> None:
    done, gaps = threading.Event(), list[Any]()

    def publishes() -> None:
        try:
            for _ in range(15):
                with transaction.atomic():
                    record.publish_many([approved(), approved()])
        finally:
            done.set()

    def follows() -> None:
        last = 0
        while not done.is_set() or last < log.position():
            numbers = [change.n for change in log.changes_after(last)]
            if numbers != list(range(last + 1, last + 1 + len(numbers))):
                gaps.append((last, numbers))
            last = numbers[-1] if numbers else last

    assert at_once(publishes, publishes, publishes, follows) == []
    assert not gaps and log.position() == 90


def test_two_editors_who_publish_one_release_make_two_editions(newsroom: Newsroom) -> None:
    release, by = newsroom.published(), newsroom.editor()

    def publishes(words: str) -> None:
        text = Release.objects.get(pk=release.pk)
        text.lead, text.change_note = words, "More is known."
        lifecycle.publish(text, by=by)

    assert at_once(*(lambda words=words: publishes(words) for words in ("Forty-one.", "Forty-two."))) == []
    last, row = newsroom.edition(release), Release.objects.get(pk=release.pk)
    assert last.number == 3 and row.lead in last.content and not list(faults())
