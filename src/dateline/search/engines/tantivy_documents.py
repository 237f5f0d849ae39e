"""Tantivy's documents: what is written for a Document, and how its facts are read back.

Every commit carries three kinds of Tantivy documents:

- a document of ours: its words as ready tokens, each with its language before it ("en:flood"), its facts as JSON, and its weight;
- a tombstone, which is the same without words and facts, so that other processes learn of a deletion;
- the marker: the position, and a stamp that grows with each commit.

The fields "again" and "often" hold the tokens that stand in the text so often, for relevance. Tantivy's own scores are not used: they
depend on words that are withdrawn, and on when its segments merge.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from sys import intern
from typing import Any

import tantivy
from tantivy import FieldType, Query

from dateline.search import relevance
from dateline.search.analysis import VERSION, tokens
from dateline.search.engine import Document
from dateline.search.engines.facts import Facts, News
from dateline.search.relevance import AGAIN, OFTEN

SCHEMA = f"dateline-3 analysis-{VERSION}"  # whatever changes what is in the files changes this
ROWS_AT_ONCE = 500  # parsed in one call, which halves the time of one call for each, and let go of at once


def new_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Integer, never unsigned: deleting by an unsigned field deletes nothing, silently.
    builder.add_integer_field("sequence", indexed=True, fast=True)
    builder.add_integer_field("published", fast=True)
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
    said = tokens(one.text, one.language)
    again = [(token, times) for token, times in Counter(said).items() if times >= AGAIN]
    return _tantivy_document(
        schema,
        sequence=one.sequence,
        published=one.published_at,
        stamp=stamp,
        facts=json.dumps(Facts.of(one, relevance.length_class(len(said)))).encode(),
        language=one.language,
        title=_written(tokens(one.title, one.language), one.language),
        text=_written(said, one.language),
        again=_written([token for token, _ in again], one.language),
        often=_written([token for token, times in again if times >= OFTEN], one.language),
    )


def _written(said: Sequence[str], language: str) -> str:
    """Tokens as a field is given them, each with its language before it."""
    return f"{language}:" + f" {language}:".join(said) if said else ""


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


def since(schema: tantivy.Schema, stamp: int) -> Query:
    """What was written after a stamp and holds, or says what is gone."""
    return Query.range_query(schema, "stamp", FieldType.Integer, stamp + 1, None, use_inverted_index=True)


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
