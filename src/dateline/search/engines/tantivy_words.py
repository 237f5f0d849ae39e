"""Tantivy's documents and questions: what is written for a Document, and how words are looked up in one commit.

Every commit carries three kinds of Tantivy documents:

- a document of ours: its words as ready tokens, each with its language before it ("en:flood"), its facts as JSON, and its weight;
- a tombstone, which is the same without words and facts, so that other processes learn of a deletion;
- the marker: the position, and a stamp that grows with each commit.

The fields "again" and "often" hold the tokens that stand in the text so often, for relevance. Tantivy's own scores are not used: they
depend on words that are withdrawn, and on when its segments merge.
"""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from sys import intern
from typing import Any

import tantivy
from pyroaring import BitMap
from tantivy import Occur, Query

from dateline.search import relevance
from dateline.search.analysis import VERSION, tokens
from dateline.search.engine import Document, Likeness, Question
from dateline.search.engines.columns import Columns
from dateline.search.engines.facts import Facts, News
from dateline.search.engines.postings import Postings
from dateline.search.engines.ranking import Said, ranked
from dateline.search.engines.stories import story_number
from dateline.search.words import Clause

SCHEMA = f"dateline-2 analysis-{VERSION}"  # whatever changes what is in the files changes this
WITH_POSITIONS = ("text", "title")
COMMON = 1_500  # documents that have a word from which on its bitmap is kept: below, Tantivy hands out the hits in a third of a millisecond
ROWS_AT_ONCE = 500  # parsed in one call, which halves the time of one call for each, and let go of at once


def new_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Integer, never unsigned: deleting by an unsigned field deletes nothing, silently.
    builder.add_integer_field("sequence", indexed=True, fast=True)
    builder.add_integer_field("stamp", indexed=True)
    builder.add_integer_field("marker", indexed=True)
    builder.add_integer_field("gone", indexed=True)
    builder.add_bytes_field("facts", stored=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("again", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("often", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def document(schema: tantivy.Schema, one: Document, stamp: int) -> tantivy.Document:
    said, mark = tokens(one.text, one.language), f"{one.language}:"
    again = [(token, times) for token, times in Counter(said).items() if times >= relevance.AGAIN]
    return _tantivy_document(
        schema,
        sequence=one.sequence,
        stamp=stamp,
        facts=json.dumps(Facts.of(one, relevance.length_class(len(said)))).encode(),
        language=one.language,
        title=_marked(tokens(one.title, one.language), mark),
        text=_marked(said, mark),
        again=_marked([token for token, _ in again], mark),
        often=_marked([token for token, times in again if times >= relevance.OFTEN], mark),
    )


def _marked(tokens: list[str], mark: str) -> str:
    """The tokens as one text, each with its language before it."""
    return mark + f" {mark}".join(tokens) if tokens else ""


def tombstone(schema: tantivy.Schema, sequence: int, stamp: int) -> tantivy.Document:
    return _tantivy_document(schema, sequence=sequence, stamp=stamp, gone=1, facts=json.dumps([sequence]).encode())


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
    sequence, story, original, language, published_at, published_on, terms, length = row
    keys = tuple(tuple(map(intern, keys)) for keys in terms)
    return Facts(sequence, story, original, intern(language), published_at, published_on, keys, length)


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
    postings: Postings
    commit: Hashable

    @cached_property
    def hits(self) -> BitMap:
        """The numbers of all documents in which the words stand."""
        common = [part for part in self._parts if part.is_common]
        return BitMap.union(self._numbers(part for part in self._parts if not part.is_common), *map(self._of_common, common))

    def _of_common(self, part: "_Part") -> BitMap:
        """The same of common words alone: bitmaps that are kept, for Tantivy would hand out each of many hits."""
        wanted = [self._having(_field(clause), term) for clause, [term] in part.clauses if not clause.excluded]
        excluded = [self._having(_field(clause), term) for clause, [term] in part.clauses if clause.excluded]
        return BitMap.intersection(*wanted) - BitMap.union(BitMap(), *excluded)

    def _having(self, field: str, term: str) -> BitMap:
        def read() -> BitMap:
            return _having(self.searcher, self.schema, self.columns, field, term)

        return self.postings.get(self.commit, field, term, read)

    def ranked(self, among: BitMap, offset: int, limit: int) -> list[int]:
        """A slice of those hits, as sequences: by relevance, of equals the newest first."""
        if offset >= len(among):
            return []
        said = [self._said(clause) for clause in relevance.ranking(self.question.words)]
        numbering = self.columns.numbering
        return numbering.at(ranked(among, said, self.columns.groups["length"], numbering, offset, limit))

    @cached_property
    def _parts(self) -> "list[_Part]":
        clauses = self.question.words.clauses
        return [_Part.of(self.searcher, self.schema, clauses, language) for language in self.columns.languages]

    def _said(self, clause: Clause) -> Said:
        """Where a clause stands among the hits."""
        by_field = {field: self._where(field, clause) for field in ("again", "often", "title")}
        silent = [members for language, members in self.columns.languages.items() if not _terms(clause.words, language)]
        once = self.hits - BitMap.union(BitMap(), *silent)
        return Said(self._rarity(clause), once, by_field["again"], by_field["often"], by_field["title"])

    def _where(self, field: str, clause: Clause) -> BitMap:
        """Among the hits, and of common words anywhere, where a clause stands in a field too."""
        common = [term for part in self._parts if part.is_common for term in _terms(clause.words, part.language)]
        others = self._numbers(part.where(field, clause) for part in self._parts if not part.is_common)
        return BitMap.union(others, *(self._having(field, term) for term in common))

    def _rarity(self, clause: Clause) -> float:
        if len(relevance.ranking(self.question.words)) == 1:
            return 1.0  # the same for all
        every = [_Part.of(self.searcher, self.schema, [clause], language) for language in self.columns.languages]
        parts = [part for part in every if not part.is_common]
        queries = [(Occur.Should, part.query()) for part in parts if part.most and part.clauses]
        gone = [(Occur.MustNot, Query.term_query(self.schema, "sequence", sequence)) for sequence in self.question.without]
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(queries)), *gone])
        live = self.columns.live - self.columns.numbering.numbers_of(self.question.without)
        having = sum(len(self._of_common(part) & live) for part in every if part.is_common)
        return relevance.rarity(len(live), having + int(getattr(self.searcher.search(query, limit=1, count=True), "count", 0)))

    def _numbers(self, parts: "Iterable[_Part]") -> BitMap:
        known = [part for part in parts if part.most]
        if not known:
            return BitMap()
        query = Query.boolean_query([(Occur.Should, part.query()) for part in known])
        # The sort keys of the hits are the sequences themselves, which is the fastest way to have them all.
        most = sum(part.most for part in known)
        found = self.searcher.search(query, limit=most, count=False, order_by_field="sequence").hits
        return self.columns.numbering.numbers_of_all([sequence for sequence, _ in found])


def similar(searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns, likeness: Likeness) -> tuple[int, ...]:
    """As the Engine says."""
    numbering = columns.numbering
    live = columns.live - numbering.numbers_of(likeness.without)
    terms = [
        _having(searcher, schema, columns, "text", f"{likeness.language}:{token}", likeness.MOST + len(likeness.without) + 1) & live
        for token in likeness.tokens()
    ]
    terms += [columns.groups["topic"].get(key, BitMap()) & live for key in likeness.topics]
    weighed = likeness.weighed(terms, len(live))
    own = numbering.numbers_of(columns.stories.versions_of(story_number(likeness.story)))
    among = (
        BitMap.union(BitMap(), *(having for having, _ in weighed)) & live & columns.one_a_story(likeness.page_language, likeness.without)
    ) - own
    scored = ((sum(rarity for having, rarity in weighed if number in having), number) for number in among)
    return tuple(numbering.at(number for _, number in nlargest(likeness.limit, scored)))


def _having(searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns, field: str, term: str, most: int = 2**32) -> BitMap:
    """The numbers of those that have a term in a field, of `most` of them at most."""
    limit = min(most, searcher.doc_freq(field, term))
    if not limit:
        return BitMap()
    query = Query.term_query(schema, field, term, "position" if field in WITH_POSITIONS else "basic")
    found = searcher.search(query, limit=limit, count=False, order_by_field="sequence").hits
    return columns.numbering.numbers_of_all([sequence for sequence, _ in found])


@dataclass(frozen=True, slots=True)
class _Part:
    """The question as analysed in one language: a clause without tokens in it is ignored."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    language: str
    clauses: Sequence[tuple[Clause, list[str]]]
    most: int  # so many documents can be found, or fewer
    also: tuple[str, list[str]] | None = None  # a field, and what must stand in it besides

    @classmethod
    def of(cls, searcher: tantivy.Searcher, schema: tantivy.Schema, clauses: Iterable[Clause], language: str) -> "_Part":
        analysed = [(clause, terms) for clause in clauses if (terms := _terms(clause.words, language))]
        wanted = ((_field(clause), term) for clause, terms in analysed if not clause.excluded and not clause.like for term in terms)
        known = searcher.doc_freq("language", language)
        return cls(searcher, schema, language, analysed, min((searcher.doc_freq(field, term) for field, term in wanted), default=known))

    @property
    def is_common(self) -> bool:
        """Whether it is single words alone, all of them in many documents."""
        plain = all(len(terms) == 1 and not clause.like for clause, terms in self.clauses)
        return plain and self.most > COMMON and not all(clause.excluded for clause, _ in self.clauses)

    def where(self, field: str, clause: Clause) -> "_Part":
        """The same where a clause stands in a field too."""
        terms = _terms(clause.words, self.language)
        if not terms or field != "title" and len(terms) > 1:  # a phrase counts as said once
            return replace(self, most=0)
        most = min(self.most, *(self.searcher.doc_freq(field, term) for term in terms))
        return replace(self, most=most, also=(field, terms))

    def query(self) -> Query:
        """What is wanted and not what is excluded."""
        parts = [(Occur.MustNot if clause.excluded else Occur.Must, self._clause(clause, terms)) for clause, terms in self.clauses]
        if self.also:
            parts.append((Occur.Must, self._stands(*self.also)))
        if not any(occur == Occur.Must for occur, _ in parts) or any(clause.like == "near" for clause, _ in self.clauses):
            # Else the language stands before each token, where no slip is allowed.
            parts.append((Occur.Must, Query.term_query(self.schema, "language", self.language, "basic")))
        return Query.boolean_query(parts)

    def _clause(self, clause: Clause, terms: list[str]) -> Query:
        if not clause.like or len(terms) > 1:
            return self._stands(_field(clause), terms)
        if clause.like == "beginning":
            return Query.regex_query(self.schema, _field(clause), f"{re.escape(terms[0])}.*")
        return Query.fuzzy_term_query(self.schema, _field(clause), terms[0])

    def _stands(self, field: str, terms: list[str]) -> Query:
        if len(terms) == 1:
            return Query.term_query(self.schema, field, terms[0], "position" if field in WITH_POSITIONS else "basic")
        return Query.phrase_query(self.schema, field, list(terms))


def _field(clause: Clause) -> str:
    return "title" if clause.title else "text"


def _terms(text: str, language: str) -> list[str]:
    return [f"{language}:{token}" for token in tokens(text, language)]
