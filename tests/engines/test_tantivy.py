"""What only an index in a folder does: keep, share, lock and refuse."""

import subprocess
import sys
import threading

import pytest

from dateline.search.engine import Document, IndexLocked, IndexUnusable, Question
from dateline.search.engines import columnfile, tantivy, tantivy_documents, tantivy_parts, tantivy_words, wordfile
from dateline.search.engines.tantivy import TantivyEngine
from dateline.search.engines.tantivy_documents import news
from dateline.search.words import words

FLOOD = Question(words=words("flood"))


def doc(sequence, title="Flood"):
    return Document(sequence, str(sequence), True, "en", sequence, "2022-10-05", "news", ("a",), ("t",), title, title)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def writer(path):
    engine = TantivyEngine.create(path)
    yield engine
    engine.close()


def test_what_is_written_is_there_after_opening_again(writer, path):
    writer.write([doc(1), doc(2)], [], position=7)
    answer = writer.find(FLOOD)
    writer.close()
    assert TantivyEngine(path).find(FLOOD) == answer
    assert TantivyEngine(path).position == 7


def test_a_new_index_stands_at_position_zero(writer):
    assert writer.position == 0


def test_a_reader_sees_nothing_until_it_refreshes(writer, path):
    reader = TantivyEngine(path)
    writer.write([doc(1)], [], position=1)
    assert (reader.position, reader.find(Question()).total) == (0, 0)
    reader.refresh()
    assert (reader.position, reader.find(Question()).total) == (1, 1)


def test_a_reader_learns_of_deletions_and_of_returns(writer, path):
    writer.write([doc(1), doc(2)], [], position=1)
    reader = TantivyEngine(path)
    assert reader.find(FLOOD).sequences == (2, 1)
    writer.write([], [2], position=2)
    reader.refresh()
    assert reader.find(FLOOD).sequences == reader.find(Question()).sequences == (1,)
    writer.write([doc(2)], [], position=3)
    reader.refresh()
    assert reader.find(FLOOD).sequences == (2, 1)


def test_a_reader_that_slept_through_many_commits_is_right_at_once(writer, path):
    reader = TantivyEngine(path)
    reader.find(Question())
    for n in range(1, 9):
        writer.write([doc(n), doc(1, title=f"Edition {n}")], [n - 1] if n > 2 else [], position=n)
    reader.refresh()
    assert reader.find(Question()) == writer.find(Question())
    assert TantivyEngine(path).find(Question()) == writer.find(Question())


@pytest.mark.parametrize("commits", [1, 2, 5])
def test_an_index_swapped_in_at_the_same_path_is_read_from_its_beginning(writer, path, tmp_path, commits):
    writer.write([doc(1)], [], position=1)
    writer.write([doc(2)], [], position=2)
    reader = TantivyEngine(path)
    reader.find(Question())
    other = TantivyEngine.create(tmp_path / "other")
    for position in range(1, 1 + commits):
        other.write([doc(9)], [], position=position)
    other.close()
    path.rename(tmp_path / "old")
    (tmp_path / "other").rename(path)
    reader.refresh()
    assert reader.find(FLOOD).sequences == reader.find(Question()).sequences == (9,)


def test_only_one_may_write(writer, path):
    second = TantivyEngine(path)
    assert writer.try_lock() and writer.try_lock()
    assert not second.try_lock()
    with pytest.raises(IndexLocked, match="another process is writing"):
        second.write([doc(1)], [], position=1)
    writer.close()
    assert second.try_lock()
    second.close()


def test_the_next_writer_goes_on_where_the_last_one_stood(writer, path):
    second = TantivyEngine(path)
    writer.write([doc(1)], [], position=1)
    assert writer.find(Question()).total == 1
    writer.close()
    second.write([doc(2)], [], position=2)
    second.close()
    writer.refresh()
    assert writer.find(Question()) == second.find(Question())
    assert writer.find(Question()).sequences == (2, 1)


def test_a_killed_writer_leaves_the_last_commit_and_no_lock(writer, path):
    writer.close()
    script = f"""
import os, pathlib
from dateline.search.engines.tantivy import TantivyEngine
from tests_doc import doc
engine = TantivyEngine(pathlib.Path({str(path)!r}))
engine.write([doc(1)], [], position=1)
engine._writer.add_document(__import__("tantivy").Document.from_dict({{"sequence": 2, "stamp": 9}}, engine._schema))
os.kill(os.getpid(), 9)
"""
    source = "from dateline.search.engine import Document\n\n\ndef doc(n):\n"
    source += '    return Document(n, str(n), True, "en", n, "2022-10-05", "news", ("a",), ("t",), "Flood", "Flood")\n'
    (path.parent / "tests_doc.py").write_text(source)
    killed = subprocess.run([sys.executable, "-c", script], env={"PYTHONPATH": ":".join([str(path.parent), *sys.path])})
    assert killed.returncode == -9
    engine = TantivyEngine(path)
    assert (engine.position, engine.find(FLOOD).sequences) == (1, (1,))
    assert engine.try_lock()
    engine.close()


def test_a_missing_index_is_unusable_and_says_what_to_do(path):
    with pytest.raises(IndexUnusable, match="no index here; `dateline rebuild` makes one"):
        TantivyEngine(path)


def test_an_index_of_another_schema_is_unusable(writer, path, monkeypatch):
    monkeypatch.setattr(tantivy, "SCHEMA", "of another day")
    with pytest.raises(IndexUnusable, match="of another day"):
        TantivyEngine(path)


def test_an_index_is_not_made_over_another(writer, path):
    with pytest.raises(IndexUnusable, match="there is an index already"):
        TantivyEngine.create(path)


@pytest.mark.parametrize("suffix", [".store", ".fast", ".idx", ".term", "meta.json", "schema.txt", "columns.bin"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_damaged_index_is_unusable_or_still_right(writer, path, suffix, damage, monkeypatch):
    monkeypatch.setattr(tantivy, "MANY", 10)
    writer.write([doc(n) for n in range(1, 50)], [], position=1)
    writer.keep()
    wanted = writer.find(FLOOD)
    writer.close()
    for file in path.iterdir():
        if file.name.endswith(suffix):
            whole = file.read_bytes()
            file.unlink() if damage == "missing" else file.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"")
    try:
        found = TantivyEngine(path).find(FLOOD)
    except IndexUnusable:
        return
    assert found == wanted


def test_an_index_filled_at_once_answers_as_one_written_in_steps(writer, tmp_path, monkeypatch):
    monkeypatch.setattr(tantivy, "A_STAMP", 10)
    for n in range(1, 50):
        writer.write([doc(n)], [], position=n)
    filled = TantivyEngine.create(tmp_path / "filled")
    assert filled.fill((doc(n) for n in range(1, 50)), position=49) == 49
    assert filled.find(FLOOD) == writer.find(FLOOD) and filled.find(Question()) == writer.find(Question())
    filled.close()


def test_a_filling_that_fails_leaves_nothing_and_says_why(writer):
    def documents():
        yield doc(1)
        raise ValueError("an edition that cannot be read")

    with pytest.raises(ValueError, match="cannot be read"):
        writer.fill(documents(), position=1)
    assert (writer.position, writer.find(Question()).total) == (0, 0)
    writer.write([doc(2)], [], position=1)
    assert writer.find(FLOOD).sequences == (2,)


def test_an_index_knows_that_it_remembers_what_is_gone(writer):
    writer.write([doc(1), doc(2)], [], position=1)
    assert not writer.remembers_the_gone
    writer.write([], [2], position=2)
    assert writer.remembers_the_gone


def test_kept_columns_are_read_instead_of_every_document(writer, path, monkeypatch):
    monkeypatch.setattr(tantivy, "MANY", 10)
    writer.write([doc(n) for n in range(1, 50)], [], position=1)
    writer.keep()
    writer.write([doc(60)], [3], position=2)
    writer.keep()  # little was written since
    assert columnfile.standing(path).stamp == 1
    asked = []
    monkeypatch.setattr(tantivy_documents, "news", lambda *given: asked.append(given[-1]) or news(*given))
    assert TantivyEngine(path).find(Question()) == writer.find(Question())
    assert asked[0] == range(2, 3)


def test_columns_are_kept_more_often_where_that_is_asked_for(writer, path, monkeypatch):
    monkeypatch.setattr(tantivy, "MANY", 10)
    writer.write([doc(n) for n in range(1, 151)], [], position=1)
    writer.keep()
    writer.write([doc(n) for n in range(151, 163)], [], position=2)
    writer.keep()
    assert columnfile.standing(path).stamp == 1
    writer.keep(part=100)
    assert columnfile.standing(path).stamp == 2


def test_columns_kept_after_a_commit_that_is_not_seen_yet_are_not_used(writer, path, monkeypatch):
    monkeypatch.setattr(tantivy, "MANY", 10)
    writer.write([doc(n) for n in range(1, 50)], [], position=1)
    reader = TantivyEngine(path)
    writer.write([doc(n) for n in range(50, 99)], [], position=2)
    writer.keep()
    assert reader.find(Question()).total == 49
    reader.refresh()
    assert reader.find(Question()) == writer.find(Question())


def test_only_the_writer_keeps_columns(writer, path, monkeypatch):
    monkeypatch.setattr(tantivy, "MANY", 0)
    writer.write([doc(1)], [], position=1)
    TantivyEngine(path).keep()
    assert columnfile.standing(path) == columnfile.Standing()


def test_questions_from_many_threads_see_one_commit_each(writer):
    wrong = []

    def ask():
        for _ in range(60):
            answer = writer.find(FLOOD)
            if answer.total != answer.position * 2 or sum(answer.counts["year"].values()) != answer.total:
                wrong.append(answer)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(1, 11):
        writer.write([doc(2 * n), doc(2 * n + 1)], [], position=n)
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_bitmap_of_a_common_word_follows_what_is_written(writer, monkeypatch):
    monkeypatch.setattr(tantivy_parts, "COMMON", 0)
    writer.write([doc(1), doc(2), doc(3)], [], position=1)
    assert writer.find(FLOOD).sequences == (3, 2, 1)
    monkeypatch.setattr(tantivy_words, "having", None)  # it is not read anew
    writer.write([doc(1, "Drought"), doc(4), doc(5, "Drought")], [3], position=2)
    assert writer.find(FLOOD).sequences == (4, 2)
    writer.write([doc(3), doc(5)], [4], position=3)
    assert writer.find(FLOOD).sequences == (5, 3, 2)


@pytest.fixture
def all_common(monkeypatch):
    """Every word is common, and kept whenever that is asked for."""
    monkeypatch.setattr(tantivy_parts, "COMMON", 0)
    monkeypatch.setattr(tantivy, "MANY", 0)


def test_another_process_finds_common_words_in_the_file_and_follows_what_came_later(writer, path, all_common, monkeypatch):
    writer.write([doc(2), doc(4), doc(6), doc(10)], [], position=1)
    writer.keep()
    writer.write([doc(2, "Drought"), doc(12)], [6], position=2)
    writer.write([doc(3), doc(5)], [], position=3)  # older than others, whose numbers move
    monkeypatch.setattr(tantivy_words, "having", None)
    assert TantivyEngine(path).find(FLOOD).sequences == (12, 10, 5, 4, 3)


def test_words_kept_at_another_commit_than_the_columns_are_not_used(writer, path, all_common):
    writer.write([doc(1), doc(2)], [], position=1)
    writer.keep()
    earlier = (path / wordfile.NAME).read_bytes()
    writer.write([doc(3), doc(0)], [], position=2)
    writer.keep()
    (path / wordfile.NAME).write_bytes(earlier)
    assert TantivyEngine(path).find(FLOOD) == writer.find(FLOOD)
