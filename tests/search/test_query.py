"""Addresses: what they ask, how they are spelled, what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search.parameters import FACETS, MAX_VALUES, SORTS, QueryError
from dateline.search.query import Query, parse

SLUGS = st.sampled_from(["policing", "Policing", "none", "é", "e\u0301", "a b", "&=+%", "ﬁ", "ΑΣ", "İ", "\u212a"])
VALUES = st.one_of(SLUGS, st.text(max_size=8))
DATES = st.sampled_from(["2022", "2022-02", "2024-02-29", "1000", "9999-12-31"])
TAGS = st.sampled_from(["en", "PT-br", "zh-hans", "ZH-HANT-hk", "de-1996", "en-u-CA-buddhist", "any"])


@st.composite
def addresses(draw):
    """Names and values as readers and forms send them, all of them answerable."""
    pairs = []
    for facet in FACETS:
        values = draw(st.lists(TAGS if facet == "language" else VALUES, max_size=3))
        pairs += [(facet, value) for value in values]
    pairs += [(name, draw(DATES)) for name in ("from", "to") if draw(st.booleans())]
    pairs += [("q", draw(st.text(max_size=30)))] if draw(st.booleans()) else []
    pairs += [("sort", draw(st.sampled_from(SORTS)))] if draw(st.booleans()) else []
    pairs += [("page", draw(st.sampled_from(["1", "2", "007"])))] if draw(st.booleans()) else []
    return draw(st.permutations([pair for pair in pairs if clean(pair)]))


def clean(pair):
    name, value = pair
    return name == "q" or not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in value)


def problems(source):
    with pytest.raises(QueryError) as refused:
        parse(source)
    return [problem.message for problem in refused.value.problems]


@settings(max_examples=200, deadline=None)
@given(addresses())
def test_the_canonical_spelling_asks_the_same_and_is_its_own(pairs):
    query = parse(pairs).query
    again = parse(query.canonical())
    assert again.query == query
    assert again.canonical and not again.unknown
    assert again.query.canonical() == query.canonical()
    assert parse(query.pairs()).canonical


@settings(max_examples=100, deadline=None)
@given(addresses(), st.sampled_from(FACETS), st.sampled_from(["policing", "Drought", "fr", "pt-br"]))
def test_toggling_twice_is_not_toggling(pairs, facet, value):
    query = parse([pair for pair in pairs if pair != ("language", "any")]).query
    assert query.toggled(facet, value).toggled(facet, value) == query.with_page(1)


@settings(max_examples=100, deadline=None)
@given(addresses(), st.integers(1, 300))
def test_another_page_has_the_address_of_the_query_with_it(pairs, page):
    query = parse(pairs).query
    assert query.page_address(page) == query.with_page(page).canonical()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from('abc&=%+-"0123456789fq \x00é\udcff'), max_size=40))
def test_no_address_is_a_crash(source):
    try:
        assert parse(source).query.canonical() is not None
    except QueryError as error:
        assert error.problems


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("", ""),
        ("topic=policing&topic=Drought&topic=policing", "topic=drought&topic=policing"),
        ("topic=&office=none&from=&q=&sort=&page=", "office=none"),
        ("q=flood&topic=policing&-topic=law&type=news&page=2", "type=news&topic=policing&-topic=law&q=flood&page=2"),
        ("language=PT-br&language=zh-hans&language=de-ch-1996", "language=de-CH-1996&language=pt-BR&language=zh-Hans"),
        ("language=fr&language=ANY", "language=fr"),
        ("language=ANY&language=any", "language=any"),
        ("language=en-u-ca-Buddhist", "language=en-u-ca-buddhist"),
        ("page=1", ""),
        ("page=007&page=7", "page=7"),
        ("sort=newest", ""),
        ("sort=relevance", ""),
        ("sort=oldest", "sort=oldest"),
        ("q=flood&sort=relevance", "q=flood"),
        ("q=flood&sort=newest", "q=flood&sort=newest"),
        ("q=--%22&sort=newest", ""),
        ("q=%20flood%20%20%00warning%0A", "q=flood+warning"),
        ("q=%22early+warning%22%20-drill", "q=%22early+warning%22+-drill"),
        ("topic=e%CC%81t%C3%A9", "topic=%C3%A9t%C3%A9"),
        ("topic=é~._-", "topic=%C3%A9~._-"),
        ("from=2022-10&to=2021", "from=2022-10&to=2021"),
        ("from=%D9%A2%D9%A0%D9%A2%D9%A2-%D9%A1%D9%A0&to=%DB%B2%DB%B0%DB%B2%DB%B3", "from=2022-10&to=2023"),
        ("&&topic=law&", "topic=law"),
    ],
)
def test_every_view_has_one_spelling(source, canonical):
    assert parse(source).query.canonical() == canonical
    assert parse(source).canonical == (source == canonical)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("from=5+October", "from: '5 October' is not a date such as 2022-10-05"),
        ("to=2022-13-40", "to: '2022-13-40' is not a date such as 2022-10-05"),
        ("from=2023-02-29", "from: '2023-02-29' is not a date such as 2022-10-05"),
        ("from=0999", "from: '0999' is not a date such as 2022-10-05"),
        ("from=2022-1", "from: '2022-1' is not a date such as 2022-10-05"),
        ("from=%E0%A5%A8%E0%A5%A6%E0%A5%A8%E0%A5%A8", "from: '२०२२' is not a date such as 2022-10-05"),
        ("page=0", "page: '0' is not a page such as 1"),
        ("page=-1", "page: '-1' is not a page such as 1"),
        ("page=%D9%A1", "page: '١' is not a page such as 1"),
        ("page=1234567890", "page: '1234567890' is not a page such as 1"),
        ("sort=best", "sort: 'best' is not an order; choose newest, oldest or relevance"),
        ("sort=oldest&sort=newest", "sort: 'newest' and 'oldest' are both given; keep one"),
        ("q=a&q=b", "q: 'a' and 'b' are both given; keep one"),
        ("language=pt_BR", "language: 'pt_BR' is not a language tag such as pt-BR, and not any"),
        ("language=x", "language: 'x' is not a language tag such as pt-BR, and not any"),
        ("q=%FF", "q: '%FF' is not UTF-8; type it again"),
        ("topic=a%00b", "topic: 'a\\x00b' has a control character in it; leave it out"),
        ("topic=\udcff", "topic: '\\udcff' is not UTF-8; type it again"),
    ],
)
def test_a_mistake_is_named_with_its_value_and_the_way_out(source, message):
    assert problems(source) == [message]


def test_all_mistakes_are_told_at_once():
    assert len(problems("from=x&to=y&page=0&sort=z&language=_&q=%ff&topic=%00&topic=%01")) == 8


def test_a_problem_carries_its_parameter_and_value():
    with pytest.raises(QueryError) as refused:
        parse("page=0")
    [problem] = refused.value.problems
    assert (problem.parameter, problem.value) == ("page", "0")


def test_words_end_at_512_characters_and_32_clauses():
    assert parse([("q", "a" * 512)]).query.q == "a" * 512
    assert problems([("q", "a" * 513)])[0].endswith("…' is longer than the 512 characters that are looked for; use fewer words")
    assert parse([("q", "a " * 32)])
    assert "more than the 32 words" in problems([("q", "a " * 33)])[0]


def test_a_parameter_ends_at_fifty_different_values():
    values = [("topic", str(n % MAX_VALUES)) for n in range(99)]
    assert len(parse(values).query.topics) == MAX_VALUES
    assert problems([*values, ("topic", "more")]) == [
        "topic: 51 values are more than the 50 of one question; choose fewer, or exclude some"
    ]


def test_unknown_parameters_are_named_once_and_change_nothing():
    parsed = parse("utm_source=x&topic=law&TOPIC=law&utm_source=%FF")
    assert parsed.query == Query(topics=("law",))
    assert parsed.unknown == (("utm_source", "x"), ("TOPIC", "law")) and parse("y=%FF").unknown == (("y", "%FF"),)
    assert not parsed.canonical


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-10-05", "2022-10-05", "2022-10-05"),
    ],
)
def test_a_date_stands_for_its_first_and_last_day(date, first, last):
    query = Query(from_=date, to=date)
    assert (query.first_day, query.last_day) == (first, last)


def test_without_dates_the_days_are_open():
    assert (Query().first_day, Query().last_day) == (None, None)


def test_words_are_sorted_by_relevance_unless_the_reader_says_otherwise():
    assert Query().order == "newest"
    assert Query(q="flood").order == "relevance"
    assert Query(q="flood", sort="newest").order == "newest"


def test_a_query_is_canonical_however_it_is_made():
    assert Query(topics=("b", "A", "b"), languages=("fr", "any"), q=" x ", sort="relevance") == Query(
        topics=("a", "b"), languages=("fr",), q="x"
    )


def test_links_lead_to_the_first_page():
    query = parse("topic=law&q=flood&from=2022&page=3").query
    assert query.toggled("topic", "Water").canonical() == "topic=law&topic=water&from=2022&q=flood"
    assert query.toggled("-office", "none").canonical() == "topic=law&-office=none&from=2022&q=flood"
    assert query.without("q").canonical() == "topic=law&from=2022"
    assert query.without("topic").without("from").canonical() == "q=flood"
    assert query.between("2021", "2021").canonical() == "topic=law&from=2021&to=2021&q=flood"
    assert query.with_sort("oldest").canonical() == "topic=law&from=2022&q=flood&sort=oldest"
    assert query.with_page(4).canonical() == "topic=law&from=2022&q=flood&page=4"


def test_any_language_and_single_ones_replace_each_other():
    assert Query(languages=("fr",)).toggled("language", "any").languages == ("any",)
    assert Query(languages=("any",)).toggled("language", "fr").languages == ("fr",)
    assert Query(languages=("any",)).toggled("language", "any").languages == ()
