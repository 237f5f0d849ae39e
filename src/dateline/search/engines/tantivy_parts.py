"""What a question asks of Tantivy in one language: its clauses as queries, and how many documents they can find."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import tantivy
from tantivy import Occur, Query

from dateline.search.analysis import tokens
from dateline.search.words import Clause

WITH_POSITIONS = ("text", "title")
COMMON = 1_500  # documents that have a word from which on its bitmap is kept: below, Tantivy hands out the hits in a third of a millisecond
MANY_TERMS = 64  # that begin alike: Tantivy goes through fewer faster than it makes an automaton


@dataclass(frozen=True, slots=True)
class Part:
    """The question as analysed in one language: a clause without tokens in it is ignored."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    language: str
    clauses: Sequence[tuple[Clause, tuple[str, ...]]]
    most: int  # so many documents can be found, or fewer
    also: tuple[str, tuple[str, ...]] | None = None  # a field, and what must stand in it besides

    @classmethod
    def of(cls, searcher: tantivy.Searcher, schema: tantivy.Schema, clauses: Iterable[Clause], language: str) -> "Part":
        analysed = [(clause, terms) for clause in clauses if (terms := terms_of(clause.words, language))]
        found = [_most(searcher, clause, terms) for clause, terms in analysed if not clause.excluded]
        return cls(searcher, schema, language, analysed, min([searcher.doc_freq("language", language), *found]))

    @property
    def is_common(self) -> bool:
        """Whether it is single words alone, all of them in many documents."""
        plain = all(len(terms) == 1 and not clause.like for clause, terms in self.clauses)
        return plain and self.most > COMMON and not all(clause.excluded for clause, _ in self.clauses)

    def where(self, field: str, clause: Clause) -> "Part":
        """The same where a clause stands in a field too."""
        terms = terms_of(clause.words, self.language)
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

    def _clause(self, clause: Clause, terms: Sequence[str]) -> Query:
        if not clause.like or len(terms) > 1:
            return self._stands(field_of(clause), terms)
        if clause.like == "beginning":
            begun = _begun(self.searcher, field_of(clause), terms[0])
            if len(begun) == MANY_TERMS:
                return Query.regex_query(self.schema, field_of(clause), f"{re.escape(terms[0])}.*")
            return Query.boolean_query([(Occur.Should, self._stands(field_of(clause), (term,))) for term, _ in begun])
        return Query.fuzzy_term_query(self.schema, field_of(clause), terms[0])

    def _stands(self, field: str, terms: Sequence[str]) -> Query:
        if len(terms) == 1:
            return term_query(self.schema, field, terms[0])
        return Query.phrase_query(self.schema, field, list(terms))


def _most(searcher: tantivy.Searcher, clause: Clause, terms: Sequence[str]) -> int:
    """So many documents have a clause in them, or fewer."""
    if clause.like == "near" and len(terms) == 1:
        return searcher.num_docs
    if clause.like and len(terms) == 1:
        begun = _begun(searcher, field_of(clause), terms[0])
        return sum(count for _, count in begun) if len(begun) < MANY_TERMS else searcher.num_docs
    return min(searcher.doc_freq(field_of(clause), term) for term in terms)


def _begun(searcher: tantivy.Searcher, field: str, beginning: str) -> list[tuple[str, int]]:
    """The terms that begin so, with how many documents have them; of more than MANY_TERMS those of most."""
    return searcher.terms_with_prefix(field, beginning, limit=MANY_TERMS)


def field_of(clause: Clause) -> str:
    return "title" if clause.title else "text"


@lru_cache(maxsize=4_096)
def terms_of(text: str, language: str) -> tuple[str, ...]:
    return tuple(f"{language}:{token}" for token in tokens(text, language))


def term_query(schema: tantivy.Schema, field: str, term: str) -> Query:
    return Query.term_query(schema, field, term, "position" if field in WITH_POSITIONS else "basic")
