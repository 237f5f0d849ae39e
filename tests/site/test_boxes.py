"""The form of filters as markup: what stands under what, what is folded, what is chosen."""

from dataclasses import replace

import pytest
from lxml import html
from markupsafe import Markup

from dateline.search.listing import Listing, Option
from dateline.search.query import Query
from dateline.search.sentence import Piece
from dateline.site import boxes, moulds, pages
from dateline.site.boxes import Boxes
from dateline.site.models import Newsroom as Row
from tests.hooks import text
from tests.newsroom import Newsroom

EMPTY: dict[str, tuple[Option, ...]] = dict.fromkeys(("type", "office", "topic", "language", "year", "month"), ())
LISTING = Listing(Query(), "Items", "2 items", 2, 1, (), EMPTY)


def values(tree: html.HtmlElement, path: str = "//input[@type='checkbox']") -> list[str]:
    return [one.get("value") for one in tree.xpath(path)]


def group(facet: str, options: list[Option]) -> tuple[list[str], list[str], html.HtmlElement]:
    """What is shown of a group at first, what is folded, and all of it."""
    tree = html.fromstring(Boxes("en").group("What we do", facet, options))
    first = values(tree, "fieldset/ul//input[@type='checkbox']")
    return first, values(tree, "fieldset/details//input[@type='checkbox']"), tree


def test_options_stand_under_their_parents() -> None:
    options = (Option("a", "A", 3), Option("b", "B", 2, parent="a"), Option("c", "C", 1, parent="b"), Option("d", "D", 1, parent="gone"))
    tree = html.fromstring(f"<ul>{Boxes('en').listed('topic', options)}</ul>")
    assert values(tree) == ["a", "b", "c", "d"]
    assert values(tree, "li/label/input") == ["a", "d"] and values(tree, "li/ul/li/ul/li/label/input") == ["c"]


def test_a_long_group_is_folded_but_for_what_is_chosen() -> None:
    options = [Option(f"t{n}", f"T{n}", 20 - n, chosen=n == 15) for n in range(20)]
    first, rest, tree = group("topic", options)
    assert first == [*(f"t{n}" for n in range(10)), "t15"] and rest == [
        *(f"t{n}" for n in range(10, 15)),
        *(f"t{n}" for n in range(16, 20)),
    ]
    assert "All 20" in text(tree) and "1 chosen" in text(tree) and tree.xpath("//input[@class='narrow']")
    assert group("office", options)[:2] == ([option.value for option in options], [])


def test_what_is_chosen_below_is_not_folded_away() -> None:
    options = [Option(f"t{n}", "", 1) for n in range(12)] + [Option("p", "", 1), Option("c", "", 1, parent="p", excluded=True)]
    first, rest, tree = group("topic", options)
    assert first[10:] == ["p", "c"] and rest == ["t10", "t11"]
    assert tree.xpath("//input[@value='c']")[0].get("name") == "-topic" and len(tree.xpath("//input[@checked]")) == 1


def test_a_parent_counts_with_what_stands_under_it_when_a_group_is_folded() -> None:
    options = [
        one for parent in "abc" for one in (Option(parent, "", 9), *(Option(f"{parent}{n}", "", 1, parent=parent) for n in range(5)))
    ]
    first, rest, _ = group("topic", options)
    assert [value for value in first if len(value) == 1] == ["a", "b"] and rest[0] == "c"


def test_a_short_group_has_neither_a_fold_nor_a_field() -> None:
    first, rest, tree = group("topic", [Option("a", "A", 3), Option("none", "Not given", 1)])
    assert (first, rest) == (["a", "none"], []) and not tree.xpath("//details/fieldset/details | //input[@class='narrow']")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(topics=("law",)), ["Remove: Rule of law"]),
        (Query(topics=("none",), not_topics=("law",)), ["Remove: What we do: none", "Remove: without Rule of law"]),
        (Query(from_="2022", to="2022"), ["Remove: 2022"]),
        (Query(from_="2020", to="2022", q="none"), ["Remove: from 2020", "Remove: to 2022", "Remove: none"]),
    ],
)
def test_it_is_said_what_is_chosen(newsroom: Newsroom, query: Query, said: list[str]) -> None:
    listing = replace(LISTING, query=query, facets={**EMPTY, "topic": (Option("law", "Rule of law", 3, chosen=True),)})
    chosen, form = boxes.chosen(listing, pages.frame("en"))
    assert [text(one).removesuffix(" ×") for one in html.fromstring(chosen).xpath("li")][:-1] == said
    assert f"({len(said)})" in text(html.fromstring(form).find("summary"))


def test_what_a_reader_typed_stands_in_the_form_as_text(newsroom: Newsroom) -> None:
    query = Query(q='"><b>x', from_="2020", to="2021", sort="oldest", languages=("any",))
    _, form = boxes.chosen(replace(LISTING, query=query), pages.frame("en"))
    fields = {field.get("name"): field.get("value") for field in html.fromstring(form).xpath("//input")}
    assert fields == {"q": query.q, "from": "2020", "to": "2021", "sort": "oldest", "language": "any"}


def test_orders_and_feeds_lead_to_the_first_page(newsroom: Newsroom) -> None:
    tree = html.fromstring(boxes.over(Query(topics=("law",), q="lake", sort="oldest", page=3), pages.frame("fr")))
    assert tree.xpath("ul//a/@href") == ["/fr/news/?topic=law&q=lake", "/fr/news/?topic=law&q=lake&sort=newest"]
    assert len(tree.xpath("ul//span[@aria-current]")) == 1
    assert "/fr/news.json?topic=law&q=lake&sort=oldest" in tree.xpath("details//a/@href")


def test_a_headline_marks_its_count_and_what_is_in_another_language(newsroom: Newsroom) -> None:
    pieces = (Piece("184 items on "), Piece("<Gewässer>", "de"))
    shown = boxes.headline(replace(LISTING, headline="184 items on <Gewässer>", pieces=pieces, total=184))
    assert shown == '<data class="total" value="184">184</data> items on <bdi lang="de" dir="ltr">&lt;Gewässer&gt;</bdi>'


def test_a_page_that_is_a_mould_says_its_texts_and_those_of_nobody_else(newsroom: Newsroom) -> None:
    values = dict.fromkeys(("masthead", "number", "last", "alternates", "before", "after", "chosen", "form", "bar", "meant", "cards"), "")
    told = {**values, "heading": Markup("<b>4</b>"), "canonical": "/a?b&c", "nothing": "n"}
    first, second = (moulds.page("listing.html", pages.frame("en"), headline=words, **told).content.decode() for words in ("<one>", "two"))
    assert "&lt;one&gt;" in first and "<h1><b>4</b></h1>" in first and "/a?b&amp;c" in first
    assert first.replace("&lt;one&gt;", "two") == second and "\x00" not in first
    Row(name="Lakes & Rivers").save()
    assert "two – Lakes &amp; Rivers" in moulds.page("listing.html", pages.frame("en"), headline="two", **told).content.decode()
