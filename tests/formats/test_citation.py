"""How an item is cited, style by style."""

from dataclasses import replace
from datetime import date

import pytest

from dateline.formats import citation
from dateline.formats.addresses import Addresses
from dateline.formats.citation import Source
from dateline.record.content import Content, Term
from tests.formats.listings import PLAIN, RICH

ONE = Source(
    "0123456789", "Lakes & Rivers", "River rises", "en", date(2026, 10, 5), "https://x.org/news/0123456789/a/", "Press release", "PR-1"
)


def test_apa_names_author_day_title_kind_and_address() -> None:
    said = "Lakes & Rivers. (2026, October 5). River rises [Press release]. https://x.org/news/0123456789/a/"
    assert str(citation.apa(ONE, "en")) == said
    assert "River rises (edition 2) [Press release]." in str(citation.apa(ONE, "en", "edition 2"))


def test_chicago_names_author_title_kind_edition_day_and_address() -> None:
    said = "Lakes & Rivers. “River rises.” Press release PR-1, edition 2, October 5, 2026. https://x.org/news/0123456789/a/"
    assert str(citation.chicago(ONE, "en", "edition 2")) == said


@pytest.mark.parametrize(("title", "apa", "chicago"), [("Why?", "Why? ", "“Why?” "), ("So.", "So. ", "“So.” "), ("So", "So. ", "“So.” ")])
def test_a_title_that_ends_itself_gets_no_second_stop(title: str, apa: str, chicago: str) -> None:
    one = replace(ONE, title=title, kind="", reference="")
    assert f"). {apa}https" in str(citation.apa(one, "en")) and chicago in str(citation.chicago(one, "en"))


@pytest.mark.parametrize(
    ("language", "apa", "chicago"),
    [
        ("fr", "(2026, 5 octobre)", "«\u00a0River rises\u00a0». Press release PR-1, 5 octobre 2026."),
        ("ar", "(٢٠٢٦، ٥ تشرين الأول/أكتوبر)", "«River rises». Press release PR-1، ٥ تشرين الأول/أكتوبر"),
        ("de", "(2026, 5. Oktober)", "„River rises“. Press release"),
        ("ru", "(2026, 5 октября)", "«River rises». Press release"),
    ],
)
def test_days_commas_marks_and_the_place_of_the_stop_are_those_of_the_language(language: str, apa: str, chicago: str) -> None:
    assert apa in str(citation.apa(ONE, language)) and chicago in str(citation.chicago(ONE, language))


def test_a_title_that_asks_has_no_stop_behind_its_marks() -> None:
    assert "«Почему?» Press release" in str(citation.chicago(replace(ONE, title="Почему?"), "ru"))


def test_bibtex_is_one_entry_with_its_braces_in_pairs() -> None:
    entry = citation.bibtex(replace(ONE, title="50 % of {x} & \\y_z", edition=2))
    assert entry.startswith("@misc{news-0123456789,\n") and entry.count("{") == entry.count("}")
    assert r"title        = {{50 \% of \textbraceleft{}x\textbraceright{} \& \textbackslash{}y\_z}}," in entry
    assert "month        = oct,\n  day          = {5}," in entry and "edition      = {2}," in entry
    assert "howpublished = {Press release PR-1}," in entry and entry.endswith("url          = {https://x.org/news/0123456789/a/}\n}\n")


def test_what_is_not_given_has_no_field() -> None:
    bare = replace(ONE, kind="", reference="")
    assert "howpublished" not in citation.bibtex(bare) and "edition" not in citation.bibtex(bare)
    assert "M3  -" not in citation.ris(bare) and "AN  -" not in citation.ris(bare) and "ET  -" not in citation.ris(bare)


def test_ris_begins_with_its_type_and_ends_with_its_end() -> None:
    lines = citation.ris(replace(ONE, edition=3)).split("\r\n")
    assert lines[0] == "TY  - ELEC" and lines[-2:] == ["ER  - ", ""]
    assert {"DA  - 2026/10/05/", "PY  - 2026", "AU  - Lakes & Rivers", "ET  - 3", "LA  - en", "AN  - PR-1"} < set(lines)


def test_no_value_can_begin_a_line_of_its_own() -> None:
    assert "TI  - A ER - B\r\n" in citation.ris(replace(ONE, title="A\r\nER  - B"))


def test_an_item_is_cited_at_its_own_address() -> None:
    content = Content("fr", "Title", "title", type=Term("news", "news", "Actualité"), reference="PR-7")
    at = Addresses("https://news.example.org")
    text = citation.ris_item(replace(RICH, edition=2), content, at, "Newsroom").decode()
    assert "UR  - https://news.example.org/news/bcdfghjklm/police-trained/\r\n" in text and "M3  - Actualité\r\n" in text
    assert b"@misc{news-0123456789," in citation.bibtex_item(replace(PLAIN, edition=1), Content("en", "T", "t"), at, "")
