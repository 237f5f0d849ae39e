"""The engine in process: Tantivy finds words, bitmaps do everything else.

One folder holds it, with `schema.txt` and the columns' file beside Tantivy's files. Whatever carries a stamp above one's own is news:
that is how columns are brought up to date, here and in other processes. There is one writer, whoever holds Tantivy's lock; reading
takes no lock at all.
"""

import threading
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import tantivy

from dateline.search.engine import Document, Found, IndexLocked, IndexUnusable, Question
from dateline.search.engines import columnfile, tantivy_alike, tantivy_documents, tantivy_words, wordfile
from dateline.search.engines.answer import answer, passing
from dateline.search.engines.columnfile import Standing
from dateline.search.engines.columns import Columns
from dateline.search.engines.postings import Commit, Postings
from dateline.search.engines.tantivy_documents import SCHEMA
from dateline.search.engines.tantivy_files import WAY_OUT, Marker, State, commit_stamp, marker_of, schema_file, unusable
from dateline.search.engines.tantivy_words import Search
from dateline.search.likeness import Likeness

WRITER_BYTES = 50_000_000  # Tantivy refuses less than 15 MB; a full rebuild of 100,000 gains nothing above this
MANY = 1_000  # documents that are written before columns are kept anew, and read one by one rather than from the kept ones
A_STAMP = 5_000  # documents that are read at once when there are no kept columns


class TantivyEngine:
    """An Engine in a folder. Any number of processes and threads may read it; one writes."""

    def __init__(self, path: Path) -> None:
        """Open an index for reading. Raises IndexUnusable if there is none, or not one of this version's."""
        self._path = Path(path)
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._columns = Columns()
        self._columns_marker = self._kept = Marker("", 0, 0)  # what the columns stand at; they follow when somebody asks
        self._postings = Postings()
        self._unkept = 0  # documents written since the columns were kept in their file
        self._open()

    @classmethod
    def create(cls, path: Path) -> "TantivyEngine":
        """Make an empty index at position 0 in a new or empty folder, and open it."""
        with unusable(path):
            path.mkdir(parents=True, exist_ok=True)
            if (path / "meta.json").exists():
                raise IndexUnusable(path, "there is an index already; remove the folder, or open it")
            schema = tantivy_documents.new_schema()
            writer = tantivy.Index(schema, path=str(path)).writer(WRITER_BYTES, 1)
            writer.add_document(tantivy_documents.marker(schema, uuid.uuid4().hex, 0, 0))
            writer.commit()
            writer.wait_merging_threads()
            schema_file(path).write_text(SCHEMA + "\n")
        return cls(path)

    @property
    def path(self) -> Path:
        return self._path

    @property
    def position(self) -> int:
        return self._state.marker.position

    def refresh(self) -> None:
        """See the newest commit: one `stat` when there is none. Raises IndexUnusable when the index was spoilt meanwhile."""
        if self._meta_stamp() == self._seen:
            return
        with self._lock, unusable(self._path):
            self._reload()

    def find(self, question: Question) -> Found:
        state, columns = self._current()
        if not question.words.clauses:
            return answer(columns, question, None, state.marker.position)
        with unusable(self._path):
            search = self._search(state, columns, question)
            return answer(columns, question, search, state.marker.position)

    def newest(self, question: Question) -> tuple[int, ...]:
        state, columns = self._current()
        with unusable(self._path):
            search = self._search(state, columns, question)
            return tuple(search.newest(passing(columns, question), question.limit))

    def _search(self, state: State, columns: Columns, question: Question) -> Search:
        commit = Commit(state.marker.index, state.marker.stamp, columns.order)
        return Search(state.searcher, self._schema, columns, question, self._postings, commit)

    def similar(self, likeness: Likeness) -> tuple[int, ...]:
        state, columns = self._current()
        with unusable(self._path):
            return tantivy_alike.similar(state.searcher, self._schema, columns, likeness)

    def is_to_keep(self, *, part: int = 8) -> bool:
        """Whether much was written since the columns were kept: of the documents one in `part`. Only the writer keeps them."""
        with self._lock, unusable(self._path):
            if self._writer is None:
                return False
            if self._kept != self._state.marker:
                self._count_unkept()
                self._kept = self._state.marker
            return self._unkept > max(MANY, self._state.searcher.num_docs // part)

    def keep(self, *, part: int = 8) -> None:
        """Keep the columns in a file if it is time. It may take long, and the engine answers and is written to meanwhile."""
        if not self.is_to_keep(part=part):
            return
        with self._lock, unusable(self._path):
            (state, columns), counted = self._current(), self._unkept
        with unusable(self._path):
            standing = Standing(state.marker.index, state.marker.stamp)
            wordfile.write(self._path, tantivy_words.common(state.searcher, self._schema, columns), standing)
            columnfile.write(self._path, columns, standing)
        with self._lock:
            self._unkept -= counted

    def _count_unkept(self) -> None:
        """Add to what was written since the columns were kept, from where this was last asked."""
        marker, seen = self._state.marker, self._kept.stamp
        if self._kept.index != marker.index:
            kept = columnfile.standing(self._path)
            self._unkept, seen = 0, kept.stamp if kept.index == marker.index else 0
        self._unkept += tantivy_documents.written(self._state.searcher, range(seen + 1, marker.stamp + 1))

    def try_lock(self) -> bool:
        """Become the writer until `close`; False while another process is."""
        with self._lock, unusable(self._path):
            if self._writer is None:
                try:
                    self._writer = self._index.writer(WRITER_BYTES, 1)
                except ValueError as error:
                    if "LockBusy" in str(error):
                        return False
                    raise
            return True

    def write(self, upserts: Sequence[Document], deletes: Iterable[int], *, position: int) -> None:
        """As the Engine says. If it fails, nothing is written."""
        with self._lock:
            if not self.try_lock():
                raise IndexLocked(self._path)
            with unusable(self._path):
                self._reload()  # another writer may have been here before the lock was ours
                was = self._state.marker
                self._commit(upserts, deletes, Marker(was.index, was.stamp + 1, position))
                self._reload()

    def fill(self, documents: Iterable[Document], *, position: int) -> int:
        """Write all documents of an empty index in one commit, however many; returns their number. If it fails, nothing is written."""
        with self._lock:
            if not self.try_lock():
                raise IndexLocked(self._path)
            was, count = self._state.marker, 0
            try:
                for count, document in enumerate(documents, start=1):
                    self._add(document, was.stamp + 1 + count // A_STAMP)
            except BaseException:
                self._abandon_writer()
                raise
            with unusable(self._path):
                self._commit((), (), Marker(was.index, was.stamp + 1 + count // A_STAMP, position))
                self._reload()
            return count

    def _add(self, document: Document, stamp: int) -> None:
        assert self._writer is not None
        ready = tantivy_documents.document(self._schema, document, stamp)
        with unusable(self._path):
            self._writer.add_document(ready)

    @property
    def remembers_the_gone(self) -> bool:
        """Whether something was deleted since the index was made: its words are in the files until it is made anew."""
        return self._state.searcher.doc_freq("gone", 1) > 0

    def close(self) -> None:
        """Let the writer finish its merges and give the lock back."""
        with self._lock:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.wait_merging_threads()

    def _open(self) -> None:
        path = self._path
        with unusable(path):
            if not (path / "meta.json").exists():
                raise IndexUnusable(path, "there is no index here; `dateline rebuild` makes one")
            found = schema_file(path).read_text().strip()
            if found != SCHEMA:
                raise IndexUnusable(path, f"it was made as {found!r}, this version reads {SCHEMA!r}; {WAY_OUT}")
            self._index = tantivy.Index.open(str(path))
            self._index.config_reader("manual")  # by default each index has a thread that polls
            self._schema = self._index.schema
            self._reload()

    def _meta_stamp(self) -> tuple[int, int, int]:
        with unusable(self._path):
            return commit_stamp(self._path)

    def _reload(self) -> None:
        seen = self._meta_stamp()  # before reading: what comes in between is seen next time
        self._index.reload()
        searcher = self._index.searcher()
        self._state = State(searcher, marker_of(searcher, self._schema, self._path))
        self._seen = seen

    def _current(self) -> tuple[State, Columns]:
        """A commit and its columns, which are read when the first question comes after it."""
        with self._lock:
            if self._columns_marker != self._state.marker:
                with unusable(self._path):
                    self._catch_up(self._state)
            return self._state, self._columns

    def _catch_up(self, state: State) -> None:
        known = self._columns_marker
        if known.index != state.marker.index or known.stamp > state.marker.stamp:
            self._columns, known = Columns(), Marker(state.marker.index, 0, 0)
        stamps = range(known.stamp + 1, state.marker.stamp + 1)
        if not known.stamp or len(stamps) > MANY or tantivy_documents.written(state.searcher, stamps) > MANY:
            columns, kept = columnfile.read(self._path)
            if kept.index == state.marker.index and kept.stamp in stamps:
                self._columns, stamps = columns, range(kept.stamp + 1, state.marker.stamp + 1)
                self._postings.rest_on(wordfile.read(self._path, kept), Commit(kept.index, kept.stamp, columns.order))
        self._columns = self._columns.changed(tantivy_documents.news(state.searcher, self._schema, stamps))
        self._columns_marker = state.marker

    def _commit(self, upserts: Sequence[Document], deletes: Iterable[int], marker: Marker) -> None:
        assert self._writer is not None
        coming = {document.sequence: document for document in upserts}
        going = set(deletes) - coming.keys()
        try:
            for sequence in (*coming, *going):
                self._writer.delete_documents_by_term("sequence", sequence)
            for document in coming.values():
                self._writer.add_document(tantivy_documents.document(self._schema, document, marker.stamp))
            for sequence in going:
                self._writer.add_document(tantivy_documents.tombstone(self._schema, sequence, marker.stamp))
            self._writer.delete_documents_by_term("marker", 1)
            self._writer.add_document(tantivy_documents.marker(self._schema, marker.index, marker.stamp, marker.position))
            self._writer.commit()
        except BaseException:
            self._abandon_writer()
            raise

    def _abandon_writer(self) -> None:
        """After a failure: the lock goes with the writer, and what was not committed is gone."""
        writer, self._writer = self._writer, None
        with suppress(Exception):
            if writer is not None:
                writer.rollback()
