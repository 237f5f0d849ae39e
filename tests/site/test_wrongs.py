"""What is wrong with an address is said in the page's language."""

import pytest
from lxml import html

from dateline.search.parameters import Problem
from dateline.site import pages, wrongs
from tests.newsroom import Newsroom

WRONG = (
    "from=2022-13-40", "page=0", "page=99", "sort=best", "language=!", "q=" + "x" * 513, "q=" + "+".join(f"w{n}" for n in range(33)),
    "q=%FF", "from=20%0122", "from=2022&from=2023", "&".join(f"topic=t{n}" for n in range(51)), "topic=nothing",
)  # fmt: skip

CALLED = {**wrongs.CALLED, "topic": "What we do", "language": "Language"}


@pytest.mark.parametrize("query", WRONG)
def test_each_sentence_is_french_in_a_french_page(query: str, newsroom: Newsroom) -> None:
    newsroom.published()
    answer = newsroom.get(f"/fr/news/?{query}")
    said = html.document_fromstring(answer.content).xpath("//main//h1/following-sibling::p[1]")[0]
    assert answer.status_code in (400, 404) and said.get("lang") is None
    with pages.spoken("fr"):
        assert said.text_content().startswith(wrongs.gettext(CALLED[query.partition("=")[0]]))


def test_a_wrong_date_is_told_with_the_words_of_the_form() -> None:
    problem = Problem("from", "2022-13-40", "from: '2022-13-40' is not a date such as 2022-10-05")
    said = "From: “2022-13-40” is not a date. Write a year, a month or a day: 2022, 2022-10 or 2022-10-05."
    assert wrongs.told(problem, "en", {}) == (said, "en")


def test_no_line_ends_within_a_date_that_is_to_be_typed() -> None:
    assert wrongs.unparted("2022, 2022-10 <or> 2022-10-05") == (
        '2022, <span class="whole">2022-10</span> &lt;or&gt; <span class="whole">2022-10-05</span>'
    )


def test_a_page_of_corrections_past_the_end_says_so_in_french(newsroom: Newsroom) -> None:
    assert "La dernière page est 1." in newsroom.get("/fr/corrections/?page=9").content.decode()


def test_a_sentence_that_nobody_translated_says_that_it_is_english() -> None:
    assert wrongs.told(Problem("x", "", "x: there is no such parameter."), "fr", {}) == ("x: there is no such parameter.", "en")


def test_a_language_of_which_there_is_no_catalogue_is_answered_in_english() -> None:
    with pages.spoken("pt"):
        assert wrongs.told(Problem("page", "0", "page: '0' is not a page such as 1"), "pt", {})[1] == "en"


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "it", "ru"])
def test_every_sentence_keeps_its_places(language: str) -> None:
    places = dict.fromkeys(("name", "value", "other", "count", "most", "last"), "X")
    with pages.spoken(language):
        assert all("X" in wrongs.gettext(said) % places and wrongs.gettext(said) != said for said in wrongs.SENTENCES.values())
