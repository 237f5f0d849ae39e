"""The engine in process: Tantivy finds words, bitmaps do everything else.

One folder holds it, with `schema.txt` beside Tantivy's files. Every commit carries three kinds of Tantivy documents:

- a document of ours: its words as ready tokens, each with its language before it ("en:flood"), and its facts as JSON;
- a tombstone, which is the same without words and facts, so that other processes learn of a deletion;
- the marker: the position, and a stamp that grows with each commit.

Whatever carries a stamp above one's own is news: that is how columns are brought up to date, here and in other processes.
There is one writer, whoever holds Tantivy's lock; reading takes no lock at all.
"""

import json
import os
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

import tantivy
from pyroaring import BitMap
from tantivy import Occur, Query

from dateline.search.analysis import VERSION, tokens
from dateline.search.engine import Document, Found, IndexLocked, IndexUnusable, Question
from dateline.search.engines.answer import Matches, answer
from dateline.search.engines.columns import Columns, Facts
from dateline.search.words import Clause

SCHEMA = f"dateline-1 analysis-{VERSION}"  # whatever changes what is in the files changes this
WRITER_BYTES = 50_000_000  # Tantivy refuses less than 15 MB; a full rebuild of 100,000 gains nothing above this
ROWS_AT_ONCE = 500  # parsed in one call, which halves the time of one call for each, and let go of at once
EVER = 2**62  # above every stamp
WAY_OUT = "`dateline rebuild` makes it anew"


@dataclass(frozen=True, slots=True)
class Marker:
    """Where an index stands."""

    index: str  # another one is another index, though it may stand at the same path
    stamp: int
    position: int


@dataclass(frozen=True, slots=True)
class State:
    """One commit, as seen by a reader."""

    searcher: tantivy.Searcher
    marker: Marker


class TantivyEngine:
    """An Engine in a folder. Any number of processes and threads may read it; one writes."""

    def __init__(self, path: Path) -> None:
        """Open an index for reading. Raises IndexUnusable if there is none, or not one of this version's."""
        self._path = Path(path)
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._columns = Columns()
        self._columns_marker = Marker("", 0, 0)  # what the columns stand at; they follow when somebody asks
        self._open()

    @classmethod
    def create(cls, path: Path) -> "TantivyEngine":
        """Make an empty index at position 0 in a new or empty folder, and open it."""
        with _unusable(path):
            path.mkdir(parents=True, exist_ok=True)
            if (path / "meta.json").exists():
                raise IndexUnusable(path, "there is an index already; remove the folder, or open it")
            schema = _schema()
            writer = tantivy.Index(schema, path=str(path)).writer(WRITER_BYTES, 1)
            writer.add_document(_marker_document(schema, Marker(uuid.uuid4().hex, 0, 0)))
            writer.commit()
            writer.wait_merging_threads()
            _schema_file(path).write_text(SCHEMA + "\n")
        return cls(path)

    @property
    def position(self) -> int:
        return self._state.marker.position

    def refresh(self) -> None:
        """See the newest commit: one `stat` when there is none. Raises IndexUnusable when the index was spoilt meanwhile."""
        if self._meta_stamp() == self._seen:
            return
        with self._lock, _unusable(self._path):
            self._reload()

    def find(self, question: Question) -> Found:
        state, columns = self._current()
        matches = None
        if question.words.clauses:
            with _unusable(self._path):
                matches = _Search(state.searcher, self._schema, columns).matches(question)
        return answer(columns, question, matches, state.marker.position)

    def try_lock(self) -> bool:
        """Become the writer until `close`; False while another process is."""
        with self._lock, _unusable(self._path):
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
            with _unusable(self._path):
                self._reload()  # another writer may have been here before the lock was ours
                was = self._state.marker
                self._commit(upserts, deletes, Marker(was.index, was.stamp + 1, position))
                self._reload()

    def close(self) -> None:
        """Let the writer finish its merges and give the lock back."""
        with self._lock:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.wait_merging_threads()

    def _open(self) -> None:
        path = self._path
        with _unusable(path):
            if not (path / "meta.json").exists():
                raise IndexUnusable(path, "there is no index here; `dateline rebuild` makes one")
            found = _schema_file(path).read_text().strip()
            if found != SCHEMA:
                raise IndexUnusable(path, f"it was made as {found!r}, this version reads {SCHEMA!r}; {WAY_OUT}")
            self._index = tantivy.Index.open(str(path))
            self._index.config_reader("manual")  # by default each index has a thread that polls
            self._schema = self._index.schema
            self._reload()

    def _meta_stamp(self) -> tuple[int, int, int]:
        with _unusable(self._path):
            stat = os.stat(self._path / "meta.json")
            return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def _reload(self) -> None:
        seen = self._meta_stamp()  # before reading: what comes in between is seen next time
        self._index.reload()
        searcher = self._index.searcher()
        self._state = State(searcher, _marker(searcher, self._schema, self._path))
        self._seen = seen

    def _current(self) -> tuple[State, Columns]:
        """A commit and its columns, which are read when the first question comes after it."""
        with self._lock:
            if self._columns_marker != self._state.marker:
                with _unusable(self._path):
                    self._catch_up(self._state)
            return self._state, self._columns

    def _catch_up(self, state: State) -> None:
        known = self._columns_marker
        if known.index != state.marker.index or known.stamp > state.marker.stamp:
            self._columns, known = Columns(), Marker(state.marker.index, 0, 0)
        self._columns = self._columns.changed(_news(state.searcher, self._schema, known.stamp))
        self._columns_marker = state.marker

    def _commit(self, upserts: Sequence[Document], deletes: Iterable[int], marker: Marker) -> None:
        assert self._writer is not None
        coming = {document.sequence: document for document in upserts}
        going = set(deletes) - coming.keys()
        try:
            for sequence in (*coming, *going):
                self._writer.delete_documents_by_term("sequence", sequence)
            for document in coming.values():
                self._writer.add_document(_document(self._schema, document, marker.stamp))
            for sequence in going:
                self._writer.add_document(_tombstone(self._schema, sequence, marker.stamp))
            self._writer.delete_documents_by_term("marker", 1)
            self._writer.add_document(_marker_document(self._schema, marker))
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


@dataclass(frozen=True, slots=True)
class _Search:
    """Words, looked up in one commit."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    columns: Columns

    def matches(self, question: Question) -> Matches:
        clauses = question.words.clauses
        wanted = [clause for clause in clauses if not clause.title and not clause.excluded]
        in_title = [self._in_title(clause) for clause in wanted] if question.sort == "relevance" else []
        return Matches(self._sequences(self._all_of(clauses)), in_title)

    def _in_title(self, clause: Clause) -> BitMap:
        queries = (self._occurs(clause, "title", language) for language in self._languages())
        return self._sequences(_any_of(query for query in queries if query is not None))

    def _languages(self) -> list[str]:
        return [language for language, members in self.columns.languages.items() if members]

    def _all_of(self, clauses: Sequence[Clause]) -> Query:
        """Documents that have what is wanted and not what is excluded, as analysed in the language of each."""
        return _any_of(self._all_in(language, clauses) for language in self._languages())

    def _all_in(self, language: str, clauses: Sequence[Clause]) -> Query:
        parts = [(Occur.Must, Query.term_query(self.schema, "language", language, "basic"))]
        for clause in clauses:
            occurs = self._occurs(clause, "title" if clause.title else "text", language)
            if occurs is not None:
                parts.append((Occur.MustNot if clause.excluded else Occur.Must, occurs))
        return Query.boolean_query(parts)

    def _occurs(self, clause: Clause, field: str, language: str) -> Query | None:
        """That a clause stands in a field; None if in this language it has no tokens, and so is ignored."""
        terms = _terms(clause.words, language)
        if not terms:
            return None
        if len(terms) == 1:
            return Query.term_query(self.schema, field, terms[0], "position")
        return Query.phrase_query(self.schema, field, list(terms))

    def _sequences(self, query: Query) -> BitMap:
        # The sort keys of the hits are the sequences themselves, which is the fastest way to have them all.
        limit = max(1, self.searcher.num_docs)  # Tantivy panics at 0
        hits = self.searcher.search(query, limit=limit, count=False, order_by_field="sequence").hits
        return BitMap([sequence for sequence, _ in hits])


def _any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _terms(text: str, language: str) -> list[str]:
    return [f"{language}:{token}" for token in tokens(text, language)]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Integer, never unsigned: deleting by an unsigned field deletes nothing, silently.
    builder.add_integer_field("sequence", indexed=True, fast=True)
    builder.add_integer_field("stamp", indexed=True, fast=True)
    builder.add_integer_field("marker", indexed=True)
    builder.add_bytes_field("facts", stored=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _schema_file(path: Path) -> Path:
    return path / "schema.txt"


def _document(schema: tantivy.Schema, document: Document, stamp: int) -> tantivy.Document:
    return _tantivy_document(
        schema,
        sequence=document.sequence,
        stamp=stamp,
        facts=json.dumps(Facts.of(document)).encode(),
        language=document.language,
        title=" ".join(_terms(document.title, document.language)),
        text=" ".join(_terms(document.text, document.language)),
    )


def _tombstone(schema: tantivy.Schema, sequence: int, stamp: int) -> tantivy.Document:
    return _tantivy_document(schema, sequence=sequence, stamp=stamp, facts=json.dumps([sequence]).encode())


def _marker_document(schema: tantivy.Schema, marker: Marker) -> tantivy.Document:
    return _tantivy_document(schema, marker=1, facts=json.dumps([marker.index, marker.stamp, marker.position]).encode())


def _tantivy_document(schema: tantivy.Schema, **fields: Any) -> tantivy.Document:
    return tantivy.Document.from_dict(fields, schema)  # without the schema, numbers are guessed, and wrong ones kill the writer


def _marker(searcher: tantivy.Searcher, schema: tantivy.Schema, path: Path) -> Marker:
    found = list(_stored(searcher, Query.term_query(schema, "marker", 1)))
    if len(found) != 1:
        raise IndexUnusable(path, f"it has {len(found)} markers of its position instead of one; {WAY_OUT}")
    return Marker(*found[0])


def _news(searcher: tantivy.Searcher, schema: tantivy.Schema, stamp: int) -> dict[int, Facts | None]:
    """All that was written after a stamp: facts by sequence, None for what is gone."""
    query = Query.range_query(schema, "stamp", tantivy.FieldType.Integer, stamp, EVER, include_lower=False)
    return {row[0]: _facts(row) if len(row) > 1 else None for row in _stored(searcher, query)}


def _facts(row: list[Any]) -> Facts:
    """Facts as they were stored, with one object for each distinct key: at 100,000 documents that is half the memory."""
    sequence, story, original, language, published_at, published_on, terms = row
    keys = tuple(tuple(map(intern, keys)) for keys in terms)
    return Facts(sequence, story, original, intern(language), published_at, intern(published_on), keys)


def _stored(searcher: tantivy.Searcher, query: Query) -> Iterator[list[Any]]:
    hits = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
    addresses = sorted((address for _, address in hits), key=lambda address: (address.segment_ord, address.doc))  # as on disk
    for start in range(0, len(addresses), ROWS_AT_ONCE):
        rows: list[Any] = [searcher.doc(address).get_first("facts") for address in addresses[start : start + ROWS_AT_ONCE]]
        yield from json.loads(b"[" + b",".join(rows) + b"]")


@contextmanager
def _unusable(path: Path) -> Iterator[None]:
    """Turn what Tantivy and the disk say about a broken index into IndexUnusable."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexUnusable(path, f"{error}; {WAY_OUT}") from error
    except BaseException as error:
        # A panic in Rust arrives as a BaseException that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise IndexUnusable(path, f"Tantivy failed: {error}; {WAY_OUT}") from error
        raise
