"""CSV: one row an item, safe in a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.formats import csv as form
from dateline.formats.addresses import Addresses
from tests.formats.listings import PLAIN, RICH, listing

AT = Addresses("https://news.example.org", "/fr")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_view_is_a_row_for_each_item_in_its_order() -> None:
    rich, plain = rows(form.listing(listing(RICH, PLAIN), AT, "Newsroom"))
    assert rich == {
        "id": "bcdfghjklm",
        "url": "https://news.example.org/fr/news/bcdfghjklm/police-trained/",
        "title": "Police & “officers” trained",
        "published": "2022-10-05",
        "type": "news",
        "offices": "vienna bar",
        "topics": "rule-of-law arts",
        "language": "fr",
        "dateline": "VIENNA, 5 October 2022 –",
        "lead": "Forty <officers> took part.",
        "type_label": "Actualité",
        "office_labels": "Vienne | Bar",
        "topic_labels": "État de droit | Arts",
        "reference": "",
    }
    assert plain["id"] == "0123456789" and (plain["type"], plain["offices"], plain["lead"], plain["type_label"]) == ("", "", "", "")


def test_lines_end_as_rfc_4180_says_and_an_empty_view_has_its_header() -> None:
    assert form.listing(listing(PLAIN), AT, "").count(b"\r\n") == 2
    assert form.listing(listing(), AT, "").decode() == ",".join(form.COLUMNS) + "\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_run_as_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("https://example.org";"x")'
    [row] = rows(form.listing(listing(replace(PLAIN, title=cell, lead=cell)), AT, ""))
    assert row["title"] == row["lead"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Title", "5 - 3 = 2", "a\nb", 'say "x", please', "'quoted'", "–dash"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    [row] = rows(form.listing(listing(replace(PLAIN, title=cell)), AT, ""))
    assert row["title"] == cell


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20))
def test_every_title_comes_back(title: str) -> None:
    [row] = rows(form.listing(listing(replace(PLAIN, title=title)), AT, ""))
    assert row["title"] in (title, f"'{title}") and not row["title"].startswith(form.FORMULA)
