"""The listing: one address for each view, its page and its data."""

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from dateline.search.parameters import Problem
from dateline.site import pages, wrongs
from tests.hooks import ListingPage, text
from tests.site.conftest import FILLERS, Site

LIVE = FILLERS + 2  # stories


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("page=1", ""),
        ("sort=newest", ""),
        ("sort=relevance", ""),
        ("topic=", ""),
        ("&", ""),
        ("topic=Water", "topic=water"),
        ("topic=water&topic=arts", "topic=arts&topic=water"),
        ("topic=water&topic=water", "topic=water"),
        ("topic=water&office=vienna&type=news", "type=news&office=vienna&topic=water"),
        ("-topic=water&topic=arts", "topic=arts&-topic=water"),
        ("language=AR", "language=ar"),
        ("language=en&language=any", "language=en"),
        ("to=2022&from=2020", "from=2020&to=2022"),
        ("q=%20trained%20%20police%20", "q=trained+police"),
        ("q=trained%20police", "q=trained+police"),
        ("q=trained&sort=relevance", "q=trained"),
        ("page=02", "page=2"),
        ("utm_source=mail", ""),
        ("topic=water&utm_source=mail&fbclid=x", "topic=water"),
        ("Topic=water", ""),
        ("%74opic=water", "topic=water"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_another_spelling_leads_to_the_one_address_once(site: Site, prefix: str, spelling: str, canonical: str) -> None:
    answer = site.get(f"{prefix}/news/?{spelling}")
    assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/news/" + (f"?{canonical}" if canonical else ""))
    assert site.get(answer["Location"]).status_code == 200


def test_spelling_does_not_matter_to_data_but_its_own_address_is_canonical(site: Site) -> None:
    answer = site.get("/news.json?topic=Water&page=1&topic=arts")
    assert answer.status_code == 200
    assert answer["Link"].startswith('<http://127.0.0.1:8000/news.json?topic=arts&topic=water>; rel="self"')
    assert json.loads(answer.content)["feed_url"] == "http://127.0.0.1:8000/news.json?topic=arts&topic=water"


@pytest.mark.parametrize(
    ("query", "parameter", "value", "message"),
    [
        ("from=2022-13-40", "from", "2022-13-40", "from: '2022-13-40' is not a date such as 2022-10-05"),
        ("to=yesterday", "to", "yesterday", "to: 'yesterday' is not a date such as 2022-10-05"),
        ("page=0", "page", "0", "page: '0' is not a page such as 1"),
        ("page=-1", "page", "-1", "page: '-1' is not a page such as 1"),
        ("page=two", "page", "two", "page: 'two' is not a page such as 1"),
        ("sort=best", "sort", "best", "sort: 'best' is not an order; choose newest, oldest or relevance"),
        ("language=english!", "language", "english!", "language: 'english!' is not a language tag such as pt-BR, and not any"),
        ("q=%FF", "q", "%FF", "q: '%FF' is not UTF-8; type it again"),
        ("from=2020&from=2021", "from", "2021", "from: '2020' and '2021' are both given; keep one"),
        ("page=<script>", "page", "<script>", "page: '<script>' is not a page such as 1"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_way_out(site: Site, query: str, parameter: str, value: str, message: str) -> None:
    main = site.page(f"/news/?{query}", 400).get_element_by_id("main")
    said, _ = wrongs.told(Problem(parameter, value, message), "en", pages.our_names("en"))
    assert said in [text(paragraph) for paragraph in main.xpath(".//p")] and main.xpath(".//a[@href='/news/']")
    answer = site.get(f"/news.json?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(answer.content)["problems"] == [{"parameter": parameter, "value": value, "message": message}]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("q=" + "a" * 513, "q: '" + "a" * 80 + "…' is longer than the 512 characters that are looked for; use fewer words"),
        (
            urlencode([("topic", f"t{n}") for n in range(51)]),
            "topic: 51 values are more than the 50 of one question; choose fewer, or exclude some",
        ),
    ],
)
def test_what_is_too_much_is_refused(site: Site, query: str, message: str) -> None:
    assert wrongs.told(Problem("", "", message), "en", pages.our_names("en"))[0] in site.page(f"/news/?{query}", 400).text_content()
    assert json.loads(site.get(f"/news.csv?{query}").content)["detail"] == message


def test_all_problems_of_an_address_are_told_at_once(site: Site) -> None:
    problem = json.loads(site.get("/news.json?from=x&page=0&sort=best").content)
    assert [one["parameter"] for one in problem["problems"]] == ["from", "sort", "page"]
    assert (problem["type"], problem["status"], problem["title"]) == ("about:blank", 400, "The address cannot be read")


def test_data_refuses_a_parameter_that_does_not_exist(site: Site) -> None:
    answer = site.get("/news.csv?topic=water&topics=law&utm=x")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    known = "type, office, topic, language, -type, -office, -topic, from, to, q, sort and page"
    assert json.loads(answer.content)["problems"] == [
        {"parameter": "topics", "value": "law", "message": f"topics: there is no such parameter. Known are {known}."},
        {"parameter": "utm", "value": "x", "message": f"utm: there is no such parameter. Known are {known}."},
    ]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("topic=nothing", "topic: nothing public has “nothing”. Leave it out, or choose another."),
        ("-office=nothing", "-office: nothing public has “nothing”. Leave it out, or choose another."),
        ("topic=gone", "topic: nothing public has “gone”. Leave it out, or choose another."),
        ("topic=secret-topic", "topic: nothing public has “secret-topic”. Leave it out, or choose another."),
        ("language=ky", "language: nothing public has “ky”. Leave it out, or choose another."),
        ("page=3", "page: 3 is past the end; the last page is 2."),
        ("topic=arts&page=2", "page: 2 is past the end; the last page is 1."),
    ],
)
def test_a_view_that_does_not_exist_is_not_found_with_its_way_out(site: Site, query: str, message: str) -> None:
    main = site.page(f"/news/?{query}", 404).get_element_by_id("main")
    said, _ = wrongs.told(Problem("", "", message), "en", pages.our_names("en"))
    assert said in [text(paragraph) for paragraph in main.xpath(".//p")] and main.xpath(".//a[@href='/news/']")
    answer = site.get(f"/news.json?{query}")
    assert (answer.status_code, answer["Content-Type"], json.loads(answer.content)["detail"]) == (404, "application/problem+json", message)


@pytest.mark.parametrize("path", ["/news.xml", "/news.html", "/news.json/", "/news.JSON", "/news/x", "/newsx"])
def test_other_addresses_are_not_found(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "topic=water", "topic=arts&topic=none", "office=none", "-topic=water", "language=any", "language=ar", "from=2020&to=2021",
    "q=item+trained",
              "type=news&office=balkans", "q=nothing+at+all"]
)  # fmt: skip
def test_the_form_has_every_option_with_its_count(site: Site, query: str) -> None:
    page, found = ListingPage(site.get(f"/news/?{query}").content), site.newsroom.find(query)
    options = {
        name: {value: count for value, (count, _) in group.items()} for name, group in page.options.items() if not name.startswith("-")
    }
    excluded = {(name[1:], value) for name in page.options if name.startswith("-") for value in page.options[name]}
    for facet in ("type", "office", "topic", "language"):
        shown = {**options.get(facet, {}), **{value: page.options[f"-{name}"][value][0] for name, value in excluded if name == facet}}
        assert shown == {one["value"]: one["count"] for one in found["facets"][facet]}
        assert {value for value, (_, checked) in page.options.get(facet, {}).items() if checked} == {
            one["value"] for one in found["facets"][facet] if one["chosen"]
        }
    assert page.years == {one["value"]: one["count"] for one in found["facets"]["year"]}
    assert page.total == found["total"] and text(page.root.xpath("//h1")[0]).startswith(f"{page.total} ")


def test_an_options_count_is_the_total_of_the_view_it_leads_to(site: Site) -> None:
    for facet, options in site.newsroom.find("topic=water")["facets"].items():
        for one in options:
            period = {"from": one["value"], "to": one["value"]}
            rest = {"topic": "water"} if facet != "topic" else {}
            query = urlencode({**rest, **period} if facet == "year" else {facet: one["value"], **rest})
            assert site.newsroom.find(query)["total"] == one["count"], query


def test_an_exclusion_is_an_input_of_its_own(site: Site) -> None:
    page = ListingPage(site.get("/news/?-topic=water").content)
    assert page.options["-topic"]["water"][1] is True and "water" not in page.options["topic"]
    assert [text(one) for one in page.root.xpath("//ul[@class='chosen']//a")][0].startswith("Remove: without Water")


def test_a_form_keeps_words_dates_and_order(site: Site) -> None:
    form = site.page("/news/?from=2020&to=2022&q=item&sort=oldest").xpath("//form[@aria-label='Filters']")[0]
    assert {box.name: box.value for box in form.inputs if box.type != "checkbox"} == {
        "q": "item",
        "from": "2020",
        "to": "2022",
        "sort": "oldest",
    }


def test_items_carry_their_labels_in_their_own_order(site: Site) -> None:
    page = ListingPage(site.get("/news/?topic=arts").content)
    [entry] = page.entries
    assert (entry.title, entry.published, entry.url) == ("Police trained <in> Bar", "2022-10-05", site.paths["trained"])
    assert entry.summary == "BAR, 5 October 2022 – Police trained <in> Bar: the lead."
    assert entry.labels == {
        "type": [("news", "News")],
        "office": [("vienna", "Vienna"), ("bar", "Bar")],
        "topic": [("water", "Water"), ("rule-of-law", "Rule of law"), ("arts", "Arts")],
    }


def test_every_label_is_a_link_to_its_view(site: Site) -> None:
    for link in site.page("/news/?language=any").xpath("//a[@data-facet]"):
        assert site.get(link.get("href")).status_code == 200, link.get("href")


def test_an_item_in_another_language_says_so(site: Site) -> None:
    root = site.page("/news/?language=ar")
    title, summary = (root.xpath(f"//article//*[@class='{name}']")[0] for name in ("p-name", "p-summary"))
    assert [(one.get("lang"), one.get("dir")) for one in (title, summary)] == [("ar", "rtl")] * 2
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    assert [(one.get("href"), text(one)) for one in root.xpath("//article//a[@data-facet='language']")] == [
        ("/news/?language=ar", "العربية")
    ]


def test_the_page_of_another_language_shows_its_version_and_its_labels(site: Site) -> None:
    page = ListingPage(site.get("/fr/news/?topic=rule-of-law").content)
    [entry] = page.entries
    assert (page.root.get("lang"), entry.title, entry.names("topic")) == ("fr", "Policiers formés à Bar", ["État de droit"])
    assert entry.url == f"/fr{site.paths['french']}"


def test_pages_follow_each_other_newest_first(site: Site) -> None:
    first, second = ListingPage(site.get("/news/").content), ListingPage(site.get("/news/?page=2").content)
    assert (len(first.entries), len(second.entries), first.total) == (20, LIVE - 20, LIVE)
    days = [entry.published for entry in first.entries + second.entries]
    assert days == sorted(days, reverse=True) and first.root.xpath("//link[@rel='next']/@href") == ["/news/?page=2"]
    assert second.root.xpath("//link[@rel='prev']/@href") == ["/news/"] and not second.root.xpath("//link[@rel='next']")
    oldest = ListingPage(site.get("/news/?sort=oldest").content)
    assert [entry.id for entry in oldest.entries] == [entry.id for entry in (first.entries + second.entries)][::-1][:20]


def test_data_has_links_to_its_neighbours_and_its_total(site: Site) -> None:
    first, second = site.get("/news.csv"), site.get("/fr/news.csv?page=2")
    assert first["X-Total-Count"] == str(LIVE) and first["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert re.findall(r'<([^>]+)>; rel="(\w+)"', first["Link"]) == [
        ("http://127.0.0.1:8000/news.csv", "self"), ("http://127.0.0.1:8000/news.csv?page=2", "next")
    ]  # fmt: skip
    assert re.findall(r'<([^>]+)>; rel="(\w+)"', second["Link"])[1] == ("http://127.0.0.1:8000/fr/news.csv", "prev")
    assert len(list(csv.DictReader(io.StringIO(second.content.decode(), newline="")))) == LIVE - 20


def test_a_view_without_items_is_a_page_with_a_way_out(site: Site) -> None:
    page = ListingPage(site.get("/news/?q=nothing").content)
    assert page.total == 0 and "No public item matches this." in page.root.text_content()
    narrowed = site.page("/news/?topic=arts&q=nothing")
    assert narrowed.xpath("//a[@class='button']/@href") == ["/news/?topic=arts"]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "' onfocus='x"])
def test_what_a_reader_typed_is_shown_as_words(site: Site, words: str) -> None:
    answer: Any = site.get(f"/news/?q={quote(words, safe='').replace('%20', '+')}")
    assert (
        answer.status_code == 200
        and b"<script>" not in answer.content
        and b"<img src=x" not in answer.content
        and b"49" not in answer.content
    )
    assert ListingPage(answer.content).root.xpath("//input[@id='words']/@value") == [words]


@pytest.mark.parametrize(("query", "said"), [("", "Older items"), ("sort=oldest", "Newer items"), ("q=lead", "More items")])
def test_the_way_on_says_what_follows(site: Site, query: str, said: str) -> None:
    assert text(site.page(f"/news/?{query}").xpath("//a[@rel='next'][@class='button']")[0]) == said


def test_on_paper_a_list_says_where_it_is(site: Site) -> None:
    root = site.page("/news/?topic=water")
    assert text(root.xpath("//p[@class='print']")[0]) == "http://127.0.0.1:8000/news/?topic=water"
    assert root.get("data-site") == "http://127.0.0.1:8000"  # the style sheet puts it before the items' addresses
