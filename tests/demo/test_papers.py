"""Documents that are drawn: what a reader of PDFs finds in them."""

import re
from io import BytesIO

import pytest

from dateline.demo.media import stock
from dateline.demo.papers import GAUGES, pages, pdf
from dateline.media import attachments


def test_a_short_document_is_a_page() -> None:
    data = pdf(["Title", "Words (in brackets)"])
    assert data.startswith(b"%PDF-1.4") and attachments.pages_of(BytesIO(data)) == 1 and rb"(Words \(in brackets\))" in data


def test_a_page_begins_where_it_is_said() -> None:
    first, second = pages(["One", "two", "[page]", "Three"])
    assert [line.words for line in (*first, *second)] == ["One", "two", "Three"] and second[0].y == first[0].y


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_whole_review_has_the_readings_of_every_gauge(language: str) -> None:
    lines = stock()["attachments"][f"review-{language}"]["lines"]
    data = pdf(lines)
    assert attachments.pages_of(BytesIO(data)) == 3 + GAUGES and len(data) > 100_000 and data == pdf(lines)
    last = list(pages(lines))[-1]
    levels = [int(number) for line in last[2:] for number in line.words.split()[1:]]
    assert len(levels) == 365 and str(GAUGES) in last[0].words


def test_every_object_is_where_the_table_says() -> None:
    data = pdf(["One", "[page]", "Two"])
    places = [int(found) for found in re.findall(rb"(\d{10}) 00000 n", data)]
    assert [data[place:].split(b" ", 1)[0] for place in places] == [b"%d" % number for number in range(1, len(places) + 1)]
