import shutil
import threading
import time
from pathlib import Path

import pytest
import tantivy

from dateline import worker
from dateline.record import log
from dateline.releases import lifecycle
from dateline.search import finder, index, live, renewal
from dateline.search.engine import IndexUnusable
from dateline.search.engines import columnfile
from dateline.search.engines import tantivy as engine_tantivy
from dateline.search.engines.columns import Columns
from dateline.search.query import Query
from dateline.search.words import words
from tests import databases
from tests.newsroom import Newsroom


def total() -> int:
    return finder.find(Query()).total


def test_whoever_publishes_writes_the_index_when_nobody_else_does(newsroom: Newsroom) -> None:
    newsroom.published()
    assert index.reader.fresh().position == log.position() == 1


def test_settling_waits_for_another_writer_and_gives_up_in_time(newsroom: Newsroom) -> None:
    with index.writer() as held:
        assert held is not None
        newsroom.draft().save_revision().publish()
        assert index.settle(log.position(), timeout_s=0.1) is False
    assert index.settle(log.position(), timeout_s=5) is True and total() == 1


def test_a_withdrawal_is_forgotten_even_while_the_index_lags(newsroom: Newsroom) -> None:
    release = newsroom.published(topics=["Law"])
    newsroom.published("Another", topics=["Law", "Water"])
    with index.writer() as held:
        assert held is not None
        lifecycle.withdraw(release, by=newsroom.editor(), reason="Wrong.")
        assert index.reader.fresh().position < log.position()
        assert newsroom.titles("topic=law") == ["Another"] and newsroom.find("topic=law")["total"] == 1


def test_a_rebuilt_index_answers_the_same_and_the_old_one_goes(newsroom: Newsroom) -> None:
    newsroom.published("One", topics=["Law"])
    newsroom.withdraw(newsroom.published("Two"))
    before = newsroom.find("language=any")
    old = index.live_folder()
    assert index.rebuild() == 1
    assert newsroom.find("language=any") == before and index.live_folder() != old and not old.exists()


def test_a_rebuilt_index_is_opened_from_its_file(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_tantivy, "MANY", 0)
    newsroom.published()
    index.rebuild()
    assert columnfile.standing(index.live_folder()).stamp > 0


def test_questions_are_answered_while_the_index_is_rebuilt(newsroom: Newsroom) -> None:
    newsroom.published()
    answers: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            engine = index.reader.fresh()
            answers.append(engine.find(finder.Question(languages=("any",))).total)

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(5):
        index.rebuild()
    stop.set()
    asking.join()
    assert answers and set(answers) == {1}


def test_a_lost_index_is_said_and_rebuilt_by_the_worker(newsroom: Newsroom) -> None:
    newsroom.published()
    shutil.rmtree(newsroom.folder / "index")
    with pytest.raises(IndexUnusable, match="rebuild"):
        index.reader.fresh()
    assert newsroom.get("/news/?q=police").status_code == 503 and newsroom.get("/news.json").status_code == 503
    assert newsroom.get("/health/ready").status_code == 503 and newsroom.get("/health/live").status_code == 200
    worker.step(worker.IndexWriter())
    assert total() == 1 and newsroom.get("/health/ready").status_code == 200


def test_a_damage_that_only_readers_meet_is_mended_by_the_worker(newsroom: Newsroom) -> None:
    newsroom.published("Boats on the lake")
    folder = index.live_folder()
    for file in folder.glob("*.pos"):  # where words stand: phrases alone need it
        file.write_bytes(b"\0" * len(file.read_bytes()))
    fresh = live.Reader()
    with pytest.raises(IndexUnusable), live.distrusting(engine := fresh.fresh()):
        engine.find(finder.Question(words=words('"boats lake"')))
    writer = worker.IndexWriter()
    worker.step(writer)
    assert index.live_folder() != folder and newsroom.titles('q="the+lake"') == ["Boats on the lake"]
    worker.step(writer)
    writer.close()


def test_withdrawn_words_leave_the_files_by_themselves(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewal, "SOON_S", 0)
    for name, value in {"DATELINE_DATA": str(newsroom.folder), **databases.environment(newsroom.folder)}.items():
        monkeypatch.setenv(name, value)  # for the process that builds
    newsroom.published("Boats on the lake")
    release = newsroom.published("Quokkas on the lake")
    index.rebuild()  # into one segment: one that held nothing else would go of itself
    writer = worker.IndexWriter()
    lifecycle.withdraw(release, by=newsroom.editor(), reason="Wrong.")
    worker.step(writer)
    assert remembers("en:quokka") and writer.renewal.pid == 0
    until = time.monotonic() + 60
    while remembers("en:quokka") and time.monotonic() < until:
        worker.step(writer)
        time.sleep(0.05)
    assert not remembers("en:quokka") and newsroom.titles("q=lake") == ["Boats on the lake"]
    assert index.reader.fresh().position == log.position()
    while writer.renewal.pid:
        worker.step(writer)
        time.sleep(0.05)
    worker.step(writer)
    assert writer.renewal.pid == 0 and writer.renewal.due is None
    writer.close()


def remembers(token: str) -> bool:
    """Whether the files of the index that answers hold a word, opened anew."""
    try:
        return tantivy.Index.open(str(index.live_folder())).searcher().doc_freq("text", token) > 0
    except ValueError:  # swapped away while it was opened
        return True


def test_items_can_be_read_while_the_index_is_lost(newsroom: Newsroom) -> None:
    path = newsroom.path(newsroom.published())
    shutil.rmtree(newsroom.folder / "index")
    assert newsroom.get(path).status_code == 200 and newsroom.get("/nowhere/").status_code == 404


def test_the_worker_follows_and_notices_a_swap(newsroom: Newsroom) -> None:
    writer = worker.IndexWriter()
    newsroom.draft().save_revision().publish()
    assert writer.follow() == 1
    writer.close()
    index.rebuild()
    newsroom.draft("Another").save_revision().publish()
    assert writer.follow() == 1 and total() == 2
    writer.close()


def test_what_is_published_while_columns_are_kept_is_seen_at_once(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, going_on, write, kept = threading.Event(), threading.Event(), columnfile.write, []

    def slow(folder: Path, columns: Columns, standing: columnfile.Standing) -> None:
        kept.append(standing)
        begun.set()
        assert going_on.wait(20)
        write(folder, columns, standing)

    monkeypatch.setattr(engine_tantivy, "MANY", 0)
    monkeypatch.setattr(columnfile, "write", slow)
    writer = worker.IndexWriter()
    newsroom.draft().save_revision().publish()
    assert writer.follow() == 1 and begun.wait(60)
    newsroom.draft("Another").save_revision().publish()
    assert writer.follow() == 1 and total() == 2 and columnfile.standing(index.live_folder()).stamp == 0
    going_on.set()
    writer.close()
    assert [columnfile.standing(index.live_folder())] == kept


def test_columns_that_could_not_be_kept_are_tried_again_with_the_next_changes(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def full(folder: Path, columns: Columns, standing: columnfile.Standing) -> None:
        tried.append(standing.stamp)
        raise OSError("no room")

    monkeypatch.setattr(engine_tantivy, "MANY", 0)
    monkeypatch.setattr(columnfile, "write", full)
    writer = worker.IndexWriter()
    for title in ("One", "Two"):
        newsroom.draft(title).save_revision().publish()
        for _ in range(3):
            writer.follow()
            assert writer.keeper is not None
            writer.keeper.join()
    writer.close()
    assert len(tried) == 2 == len(set(tried))


def test_the_worker_stops_when_told(newsroom: Newsroom) -> None:
    stop = threading.Event()
    newsroom.draft().save_revision().publish()
    started = time.monotonic()
    threading.Timer(0.3, stop.set).start()
    worker.run(stop)
    assert index.reader.fresh().position == 1 and time.monotonic() - started < 30
