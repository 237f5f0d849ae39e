"""Tantivy's documents and questions: what is written for a Document, and how words are looked up in one commit.

Every commit carries three kinds of Tantivy documents:

- a document of ours: its words as ready tokens, each with its language before it ("en:flood"), its facts as JSON, and its weight;
- a tombstone, which is the same without words and facts, so that other processes learn of a deletion;
- the marker: the position, and a stamp that grows with each commit.

Relevance is BM25 of the wanted clauses in the text, and once more, doubled, in the title, times a weight that grows with the date of
publication: of two documents that say the same, one ten years younger counts half as much again.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import Any

import tantivy
from pyroaring import BitMap
from tantivy import Occur, Query

from dateline.search.analysis import VERSION, tokens
from dateline.search.engine import Document, Question
from dateline.search.engines.columns import Columns
from dateline.search.engines.facts import Facts, News
from dateline.search.words import Clause

SCHEMA = f"dateline-2 analysis-{VERSION}"  # whatever changes what is in the files changes this
ROWS_AT_ONCE = 500  # parsed in one call, which halves the time of one call for each, and let go of at once
TITLE_BOOST = 2.0
GROWTH_IN_TEN_YEARS = 1.5
TEN_YEARS_US = 10 * 365.25 * 86_400 * 1_000_000
MORE = 4  # times as many hits are asked for when those that were do not fill a page


def new_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Integer, never unsigned: deleting by an unsigned field deletes nothing, silently.
    builder.add_integer_field("sequence", indexed=True, fast=True)
    builder.add_integer_field("stamp", indexed=True)
    builder.add_integer_field("marker", indexed=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("facts", stored=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def document(schema: tantivy.Schema, one: Document, stamp: int) -> tantivy.Document:
    return _tantivy_document(
        schema,
        sequence=one.sequence,
        stamp=stamp,
        weight=weight(one.published_at),
        facts=json.dumps(Facts.of(one)).encode(),
        language=one.language,
        title=" ".join(_terms(one.title, one.language)),
        text=" ".join(_terms(one.text, one.language)),
    )


def weight(published_at: int) -> float:
    """What Tantivy makes a factor of by log2(2 + weight): 1 until 1970, half as much again every ten years."""
    return float(2.0 ** (GROWTH_IN_TEN_YEARS ** (max(0, published_at) / TEN_YEARS_US)) - 2.0)


def tombstone(schema: tantivy.Schema, sequence: int, stamp: int) -> tantivy.Document:
    return _tantivy_document(schema, sequence=sequence, stamp=stamp, facts=json.dumps([sequence]).encode())


def marker(schema: tantivy.Schema, index: str, stamp: int, position: int) -> tantivy.Document:
    return _tantivy_document(schema, marker=1, facts=json.dumps([index, stamp, position]).encode())


def _tantivy_document(schema: tantivy.Schema, **fields: Any) -> tantivy.Document:
    return tantivy.Document.from_dict(fields, schema)  # without the schema, numbers are guessed, and wrong ones kill the writer


def markers(searcher: tantivy.Searcher, schema: tantivy.Schema) -> list[list[Any]]:
    """[index, stamp, position] of every marker; one, in an index that is whole."""
    return list(_stored(searcher, schema, "marker", 1))


def written(searcher: tantivy.Searcher, stamps: range) -> int:
    """How much was written at these stamps, at most."""
    return sum(searcher.doc_freq("stamp", stamp) for stamp in stamps)


def news(searcher: tantivy.Searcher, schema: tantivy.Schema, stamps: range) -> News:
    """All that was written at these stamps and holds."""
    found = News()
    for stamp in stamps:
        for row in _stored(searcher, schema, "stamp", stamp):
            if len(row) > 1:
                found.add(_facts(row))
            else:
                found.gone.append(row[0])
    return found


def _facts(row: list[Any]) -> Facts:
    sequence, story, original, language, published_at, published_on, terms = row
    return Facts(sequence, story, original, intern(language), published_at, published_on, tuple(tuple(map(intern, keys)) for keys in terms))


def _stored(searcher: tantivy.Searcher, schema: tantivy.Schema, field: str, value: int) -> Iterator[list[Any]]:
    query = Query.term_query(schema, field, value)
    hits = searcher.search(query, limit=max(1, searcher.doc_freq(field, value)), count=False).hits
    addresses = sorted((address for _, address in hits), key=lambda address: (address.segment_ord, address.doc))  # as on disk
    for start in range(0, len(addresses), ROWS_AT_ONCE):
        rows: list[Any] = [searcher.doc(address).get_first("facts") for address in addresses[start : start + ROWS_AT_ONCE]]
        yield from json.loads(b"[" + b",".join(rows) + b"]")


@dataclass(frozen=True)
class Search:
    """The words of a question, looked up in one commit."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    columns: Columns
    question: Question

    @cached_property
    def hits(self) -> BitMap:
        """The numbers of all documents in which the words stand."""
        parts = [self._part(language) for language in self._languages()]
        queries = [(Occur.Should, part.query()) for part in parts if part.most]
        if not queries:
            return BitMap()
        # The sort keys of the hits are the sequences themselves, which is the fastest way to have them all.
        most = sum(part.most for part in parts)
        found = self.searcher.search(Query.boolean_query(queries), limit=most, count=False, order_by_field="sequence").hits
        return self.columns.numbering.numbers_of_all([sequence for sequence, _ in found])

    def ranked(self, among: BitMap, offset: int, limit: int) -> list[int]:
        """A slice of those hits, as sequences: what says most of the words first, and of the same the newest."""
        end = min(offset + limit, len(among))
        if offset >= end:
            return []
        asked = min(len(self.hits), 2 * end * len(self.hits) // len(among) + limit)
        while len(rows := self._best(asked, among)) < end:
            asked *= MORE
        return self.columns.numbering.at(-number for _, number in sorted(rows)[offset:end])

    def _best(self, asked: int, among: BitMap) -> list[tuple[float, int]]:
        """The best of the first hits as (-score, -number); those that might have equals behind them are left out."""
        parts = (part for language in self._languages() if (part := self._part(language)).most)
        query = Query.boolean_query([(Occur.Should, part.scored()) for part in parts])
        found = self.searcher.search(query, limit=asked, count=False, weight_by_field="weight").hits
        least = found[-1][0] if asked < len(self.hits) else -1.0
        sequences = self.searcher.fast_field_values("sequence", [address for _, address in found])
        number = self.columns.numbering.number
        scored = [(score, number(int(sequence or 0))) for (score, _), sequence in zip(found, sequences, strict=True) if score > least]
        return [(-score, -number) for score, number in scored if number in among]

    def _languages(self) -> list[str]:
        return list(self.columns.languages)

    def _part(self, language: str) -> "_Part":
        return _Part.of(self.searcher, self.schema, self.question.words.clauses, language)


@dataclass(frozen=True, slots=True)
class _Part:
    """The question as analysed in one language: a clause without tokens in it is ignored."""

    schema: tantivy.Schema
    language: str
    clauses: Sequence[tuple[Clause, list[str]]]
    most: int  # so many documents can be found, or fewer

    @classmethod
    def of(cls, searcher: tantivy.Searcher, schema: tantivy.Schema, clauses: Iterable[Clause], language: str) -> "_Part":
        analysed = [(clause, terms) for clause in clauses if (terms := _terms(clause.words, language))]
        wanted = ((_field(clause), term) for clause, terms in analysed if not clause.excluded for term in terms)
        known = searcher.doc_freq("language", language)
        return cls(schema, language, analysed, min((searcher.doc_freq(field, term) for field, term in wanted), default=known))

    def query(self) -> Query:
        """What is wanted and not what is excluded."""
        parts = [(Occur.MustNot if clause.excluded else Occur.Must, self._stands(_field(clause), terms)) for clause, terms in self.clauses]
        if not any(occur == Occur.Must for occur, _ in parts):  # else the language stands before each token
            every = Query.term_query(self.schema, "language", self.language, "basic")
            parts.append((Occur.Must, Query.const_score_query(every, 0.0)))
        return Query.boolean_query(parts)

    def scored(self) -> Query:
        """The same, where what stands in the title too counts for more."""
        titles = [terms for clause, terms in self.clauses if not clause.title and not clause.excluded]
        boosts = [(Occur.Should, Query.boost_query(self._stands("title", terms), TITLE_BOOST)) for terms in titles]
        return Query.boolean_query([(Occur.Must, self.query()), *boosts])

    def _stands(self, field: str, terms: list[str]) -> Query:
        if len(terms) == 1:
            return Query.term_query(self.schema, field, terms[0], "position")
        return Query.phrase_query(self.schema, field, list(terms))


def _field(clause: Clause) -> str:
    return "title" if clause.title else "text"


def _terms(text: str, language: str) -> list[str]:
    return [f"{language}:{token}" for token in tokens(text, language)]
