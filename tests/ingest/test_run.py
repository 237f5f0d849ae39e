"""An import that the index does not follow: what its exit status says is what was done."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dateline.ingest import load, run
from dateline.ingest.models import Run
from dateline.record.models import Item
from dateline.search import index, live
from tests.newsroom import Newsroom


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "items.jsonl").write_text('{"source": "1", "title": "One", "published": "2012-05-01"}\n')
    return str(tmp_path / "items.jsonl")


def refused(*words: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        call_command("import", *words)
    return error.value.returncode, str(error.value)


def test_an_index_that_is_spoilt_meanwhile_is_told_when_all_is_done(newsroom: Newsroom, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = load.accepted
    monkeypatch.setattr(load, "accepted", lambda *words: live.pointer().unlink() or accepted(*words))
    status, message = refused(file)
    assert (status, Item.objects.count()) == (1, 1) and Run.objects.get().finished_at
    assert message.startswith("Everything is committed, but the index cannot be used: ") and message.endswith("dateline rebuild")


def test_an_undo_whose_index_is_spoilt_is_told_as_done(newsroom: Newsroom, file: str) -> None:
    call_command("import", file)
    live.pointer().unlink()
    assert refused("--undo", "1")[0] == 1 and Run.objects.get().undone_at


def test_nothing_is_read_while_the_index_is_behind(newsroom: Newsroom, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.draft().save_revision().publish()
    monkeypatch.setattr(run, "CATCH_UP_S", 0.1)
    with index.writer() as held:
        assert held is not None
        status, message = refused(file)
    assert (status, Item.objects.count(), Run.objects.exists()) == (2, 1, False)
    assert message.startswith("Nothing was done, for the index has not caught up with what is public already.")
