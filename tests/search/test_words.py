"""What is typed into the search field, as clauses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search.words import Clause, tidy, words


@pytest.mark.parametrize(
    ("q", "clauses"),
    [
        ("", []),
        ("flood", [Clause("flood")]),
        ("flood warning", [Clause("flood"), Clause("warning")]),
        ('"flood  warning"', [Clause("flood warning", phrase=True)]),
        ("“flood warning” «eau»", [Clause("flood warning", phrase=True), Clause("eau", phrase=True)]),
        ("-drill", [Clause("drill", excluded=True)]),
        ('-"early warning"', [Clause("early warning", phrase=True, excluded=True)]),
        ("title:lake", [Clause("lake", title=True)]),
        ("Title: lake", [Clause("lake", title=True)]),
        ('-title:"Lake Victoria"', [Clause("Lake Victoria", phrase=True, title=True, excluded=True)]),
        ("co-operation", [Clause("co-operation")]),
        ("subtitle:x", [Clause("subtitle:x")]),
        ('"never closed', [Clause("never closed", phrase=True)]),
        ('flood"warning', [Clause("flood"), Clause("warning", phrase=True)]),
        ('- -- "" "-" ! title: _', []),
        ("flood - drill", [Clause("flood"), Clause("drill")]),
        ("title:", []),
        ("北京 ماء", [Clause("北京"), Clause("ماء")]),
    ],
)
def test_clauses_are_what_the_reader_meant(q, clauses):
    assert list(words(q).clauses) == clauses


def test_one_spelling_of_words_has_single_spaces_and_composed_letters():
    assert tidy("\t e\u0301te\u0301 \x00\n  flood\u202e\x1f ") == "été flood"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_an_error_and_spelling_changes_no_clause(q):
    assert tidy(tidy(q)) == tidy(q)
    assert words(tidy(q)) == words(q)
