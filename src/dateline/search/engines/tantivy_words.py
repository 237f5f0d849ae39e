"""How the words of a question are looked up in one commit of Tantivy's.

Few hits are handed out by Tantivy; of common words, which it takes long to hand out, bitmaps are kept from commit to commit and beside
the index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import tantivy
from pyroaring import BitMap
from tantivy import FieldType, Occur, Query

from dateline.search import relevance
from dateline.search.engine import Question
from dateline.search.engines import tantivy_parts
from dateline.search.engines.columns import Columns
from dateline.search.engines.postings import Commit, Postings
from dateline.search.engines.ranking import Said, ranked
from dateline.search.engines.tantivy_documents import since
from dateline.search.engines.tantivy_parts import Part, field_of, term_query, terms_of
from dateline.search.words import Clause

WORDS = ("text", "again", "often", "title")  # the fields a word is looked up in
A_FEW = 64  # of the newest hits, when no more than a few are wanted
ONE_IN = 32  # documents has a word whose bitmaps are kept beside the index
MOST_COMMON = 2_000
AT_ONCE = 200_000  # hits that Tantivy hands out in one list: 30 MB


@dataclass(frozen=True)
class Search:
    """The words of a question, looked up in one commit."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    columns: Columns
    question: Question
    postings: Postings
    commit: Commit
    _since: dict[tuple[int, str, str], BitMap] = field(default_factory=dict)

    @cached_property
    def hits(self) -> BitMap:
        """The numbers of all documents in which the words stand."""
        return BitMap.union(self._numbers(self._rare), *map(self._of_common, self._common))

    def _of_common(self, part: Part) -> BitMap:
        """The same of common words alone: bitmaps that are kept, for Tantivy would hand out each of many hits."""
        wanted = [self._having(field_of(clause), term) for clause, (term,) in part.clauses if not clause.excluded]
        excluded = [self._having(field_of(clause), term) for clause, (term,) in part.clauses if clause.excluded]
        found = BitMap.intersection(*wanted) if len(wanted) > 1 else wanted[0]
        return found - BitMap.union(*excluded) if excluded else found

    def _having(self, field: str, term: str) -> BitMap:
        return self.postings.get(
            self.commit,
            field,
            term,
            lambda: having(self.searcher, self.schema, self.columns, field, term),
            lambda numbers, stamp: numbers - self._written(stamp) | self._written(stamp, field, term),
        )

    def _written(self, after: int, field: str = "", term: str = "") -> BitMap:
        """The numbers of what was written after a stamp, be it to take something out; or of those among it that have a term."""
        known = self._since.get((after, field, term))
        if known is None:
            also = [term_query(self.schema, field, term)] if field else []
            query = Query.boolean_query([(Occur.Must, one) for one in (since(self.schema, after), *also)])
            most = _count(self.searcher, query)
            found = self.searcher.search(query, limit=most, count=False, order_by_field="sequence").hits if most else []
            known = self._since[after, field, term] = self.columns.numbering.numbers_of(sequence for sequence, _ in found)
        return known

    def ranked(self, among: BitMap, offset: int, limit: int) -> list[int]:
        """A slice of those hits, as sequences: by relevance, of equals the newest first."""
        if offset >= len(among):
            return []
        said = [self._said(clause) for clause in relevance.ranking(self.question.words)]
        numbering = self.columns.numbering
        return numbering.at(ranked(among, said, self.columns.groups["length"], numbering, offset, limit))

    def newest(self, among: BitMap, limit: int) -> list[int]:
        """The newest of those hits that are also among others, as sequences: only as many are handed out as it takes."""
        parts = self._parts
        query, most = _any_of(parts), sum(part.most for part in parts)
        asked = A_FEW
        while parts:
            found = self.searcher.search(query, limit=min(asked, most), count=False, order_by_field="published").hits
            is_all = asked >= most or len(found) < asked
            sure = [address for instant, address in found if is_all or instant > found[-1][0]]  # its equals may not be among them
            sequences: list[Any] = self.searcher.fast_field_values("sequence", sure)
            hits = self.columns.numbering.numbers_of_all(sequences) & among
            if is_all or len(hits) >= limit:
                return self.columns.page(hits, newest_first=True, offset=0, limit=limit)
            asked *= 8
        return []

    @cached_property
    def _parts(self) -> list[Part]:
        return self._parted(self.question.words.clauses)

    def _parted(self, clauses: Iterable[Clause]) -> list[Part]:
        """Clauses in each language in which something can be found."""
        parts = (Part.of(self.searcher, self.schema, clauses, language) for language in self.columns.languages)
        return [part for part in parts if part.most]

    @cached_property
    def _common(self) -> list[Part]:
        return [part for part in self._parts if part.is_common]

    @cached_property
    def _rare(self) -> list[Part]:
        return [part for part in self._parts if not part.is_common]

    @cached_property
    def _live(self) -> BitMap:
        return self.columns.live - self.columns.numbering.numbers_of(self.question.without)

    def _said(self, clause: Clause) -> Said:
        """Where a clause stands among the hits."""
        by_field = {field: self._where(field, clause) for field in ("again", "often", "title")}
        silent = [members for language, members in self.columns.languages.items() if not terms_of(clause.words, language)]
        return Said(self._rarity(clause), BitMap.union(BitMap(), *silent), by_field["again"], by_field["often"], by_field["title"])

    def _where(self, field: str, clause: Clause) -> BitMap:
        """Among the hits, and of common words anywhere, where a clause stands in a field too."""
        common = [self._having(field, term) for part in self._common for term in terms_of(clause.words, part.language)]
        if not self._rare and len(common) == 1:
            return common[0]
        return BitMap.union(self._numbers(part.where(field, clause) for part in self._rare), *common)

    def _rarity(self, clause: Clause) -> float:
        if len(relevance.ranking(self.question.words)) == 1:
            return 1.0  # the same for all
        parts = [part for part in self._parted([clause]) if part.clauses]
        common = sum(self._of_common(part).intersection_cardinality(self._live) for part in parts if part.is_common)
        return relevance.rarity(len(self._live), common + self._count([part for part in parts if not part.is_common]))

    def _count(self, parts: Sequence[Part]) -> int:
        """How many of those that are live parts find."""
        if not parts:
            return 0
        gone = [(Occur.MustNot, Query.term_query(self.schema, "sequence", sequence)) for sequence in self.question.without]
        query = Query.boolean_query([(Occur.Must, _any_of(parts)), *gone])
        return _count(self.searcher, query)

    def _numbers(self, parts: Iterable[Part]) -> BitMap:
        known = [part for part in parts if part.most]
        if not known:
            return BitMap()
        return _found(self.searcher, self.columns, _any_of(known), sum(part.most for part in known))


def _count(searcher: tantivy.Searcher, query: Query) -> int:
    """How many a query finds."""
    return int(getattr(searcher.search(query, limit=1, count=True), "count", 0))


def _any_of(parts: Iterable[Part]) -> Query:
    return Query.boolean_query([(Occur.Should, part.query()) for part in parts])


def having(searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns, field: str, term: str, most: int = 2**32) -> BitMap:
    """The numbers of those that have a term in a field, of `most` of them at most."""
    limit, wanted = min(most, searcher.doc_freq(field, term)), term_query(schema, field, term)
    if limit <= AT_ONCE:
        return _found(searcher, columns, wanted, limit)
    parts = range(0, len(columns.numbering.numbers), AT_ONCE)  # each hit is an object on its way here
    within = (Query.range_query(schema, "sequence", FieldType.Integer, start, start + AT_ONCE - 1) for start in parts)
    queries = (Query.boolean_query([(Occur.Must, wanted), (Occur.Must, one)]) for one in within)
    return BitMap.union(*(_found(searcher, columns, query, AT_ONCE) for query in queries))


def _found(searcher: tantivy.Searcher, columns: Columns, query: Query, limit: int) -> BitMap:
    """The numbers of what a query finds."""
    # The sort keys of the hits are the sequences themselves, which is the fastest way to have them all.
    hits = searcher.search(query, limit=limit, count=False, order_by_field="sequence").hits if limit else []
    return columns.numbering.numbers_of_all([sequence for sequence, _ in hits])


def common(searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns) -> Iterator[tuple[str, str, BitMap]]:
    """(field, term, numbers) of the words that stand in most documents, the commonest first."""
    least = max(tantivy_parts.COMMON, searcher.num_docs // ONE_IN)
    every = [found for language in columns.languages for found in searcher.terms_with_prefix("text", f"{language}:", limit=MOST_COMMON)]
    for term, _ in sorted((one for one in every if one[1] >= least), key=lambda one: -one[1])[:MOST_COMMON]:
        for where in WORDS:
            yield where, term, having(searcher, schema, columns, where, term)
