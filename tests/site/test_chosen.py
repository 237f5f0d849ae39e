"""What is chosen, how it is undone, and what stands under what."""

from dataclasses import replace

import pytest

from dateline.formats.addresses import Addresses
from dateline.search.listing import Listing, Option
from dateline.search.query import Query
from dateline.search.sentence import Piece
from dateline.site import chosen
from dateline.site.chosen import in_a_row

AT = Addresses("", "/fr")
EMPTY: dict[str, tuple[Option, ...]] = dict.fromkeys(("type", "office", "topic", "language", "year", "month"), ())
LISTING = Listing(Query(), "Items", "2 items", 2, 1, (), EMPTY)


def listing(query: Query = LISTING.query, headline: str = "2 items", **facets: tuple[Option, ...]) -> Listing:
    return replace(LISTING, query=query, headline=headline, facets={**EMPTY, **facets})


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("1 item", ("", "1", " item")),
        ("12,694 items in 2022", ("", "12,694", " items in 2022")),
        ("12\u202f694 publications", ("", "12\u202f694", " publications")),
        ("0 items containing “7”", ("", "0", " items containing “7”")),
        ("найдено 12 записей", ("найдено ", "12", " записей")),
    ],
)
def test_a_headline_is_cut_around_its_count(headline: str, parts: tuple[str, str, str]) -> None:
    before, count, after = parts
    assert chosen.heading(listing(headline=headline)) == chosen.Heading(before, count, (Piece(after),))


def test_every_choice_can_be_undone_alone() -> None:
    query = Query(topics=("law", "none"), not_offices=("bar",), from_="2020", to="2022", q="flood", page=2)
    chips = chosen.chips(listing(query, topic=(Option("law", "Rule of law", 3, chosen=True),)), AT)
    assert [chip.facet for chip in chips] == ["topic", "topic", "office", "from", "to", "q"]
    assert [chip.label for chip in chips] == ["Rule of law", "none", "bar", "2020", "2022", "flood"]
    assert [chip.excluded for chip in chips] == [False, False, True, False, False, False]
    assert chips[0].href == "/fr/news/?topic=none&-office=bar&from=2020&to=2022&q=flood"
    assert chips[2].href == "/fr/news/?topic=law&topic=none&from=2020&to=2022&q=flood"
    assert chips[5].href == "/fr/news/?topic=law&topic=none&-office=bar&from=2020&to=2022"


def test_a_year_is_one_choice() -> None:
    [chip] = chosen.chips(listing(Query(from_="2022", to="2022")), AT)
    assert (chip.facet, chip.value, chip.href) == ("from", "2022", "/fr/news/")


def test_options_stand_under_their_parents() -> None:
    options = (Option("a", "A", 3), Option("b", "B", 2, parent="a"), Option("c", "C", 1, parent="b"), Option("d", "D", 1, parent="gone"))
    tree = chosen.tree(options)
    assert [node.option.value for node in tree] == ["a", "d"]
    [b] = tree[0].children
    assert (b.option.value, [node.option.value for node in b.children], tree[1].children) == ("b", ["c"], ())


def test_years_are_bars_until_one_is_chosen() -> None:
    periods = chosen.periods(listing(year=(Option("2022", "2022", 10), Option("2020", "2020", 1))), AT)
    assert [(bar.value, bar.count, bar.height, bar.chosen) for bar in periods.bars] == [
        ("2020", 1, 5, False),
        ("2021", 0, 1, False),
        ("2022", 10, 46, False),
    ]
    assert periods.bars[0].href == "/fr/news/?from=2020&to=2020" and not periods.monthly


def test_empty_years_between_two_are_bars_too_but_not_those_before_a_false_date() -> None:
    assert list(in_a_row({"2006": 3, "2009": 1})) == ["2006", "2007", "2008", "2009"] and in_a_row({"2006": 3, "2009": 1})["2008"] == 0
    assert in_a_row({"0001": 1, "2009": 1}) == {"0001": 1, "2009": 1} and in_a_row({}) == {}


def test_a_chosen_year_shows_its_twelve_months() -> None:
    periods = chosen.periods(listing(Query(from_="2022-10", to="2022-10"), month=(Option("2022-10", "2022-10", 4),)), AT)
    assert [bar.value for bar in periods.bars] == [f"2022-{n:02}" for n in range(1, 13)] and periods.monthly
    assert [(bar.count, bar.height, bar.chosen) for bar in periods.bars][9:11] == [(4, 46, True), (0, 1, False)]
