"""The parts of a body beside running text: tables and links, checked at the desk and clean in the record."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dateline.releases.blocks import BodyBlock, LinkBlock, QuotationBlock, TableBlock
from dateline.releases.compose import compose
from dateline.releases.models import Release
from dateline.releases.parts import MOST_COLUMNS, TableError, grid, table

CELLS = "Shore | Villages | Notice\nNorthern | 64 | 11 h\nAll | 212 | 11 h"


def rows(**said: Any) -> dict[str, Any]:
    return {"caption": "Warnings by shore", "cells": CELLS, "head_row": True, "head_column": True, "total": True, **said}


def link(**said: str) -> dict[str, Any]:
    return {"url": "https://www.example.org/a?b=1&c=2", "title": "The review", "text": "All of it.", **said}


def body(*blocks: tuple[str, Any]) -> str:
    return composed(*blocks).body


def composed(*blocks: tuple[str, Any], **fields: Any) -> Any:
    return compose(Release(title="Title", language="en", zone="UTC", body=list(blocks), **fields))


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ("a | b\nc | d", [["a", "b"], ["c", "d"]]),
        ("| a | b |\n\n| c | d |", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ('a\t"b ""x"""\nc | d\te', [["a", 'b "x"'], ["c | d", "e"]]),
        ("a | b | c\nd", [["a", "b", "c"], ["d", "", ""]]),
        ("\tb\nc\td", [["", "b"], ["c", "d"]]),
    ],
)
def test_cells_are_read_as_typed_or_pasted(cells: str, read: list[list[str]]) -> None:
    assert grid(cells) == read


@pytest.mark.parametrize(
    ("cells", "said"),
    [("", "two columns"), ("only one", "two columns"), ("|".join("x" * (MOST_COLUMNS + 1)), "21 columns"), ("a|b\n" * 201, "201 rows")],
)
def test_what_is_no_table_is_told_with_the_way_out(cells: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        grid(cells)
    with pytest.raises(ValidationError):
        TableBlock().clean(TableBlock().to_python(rows(cells=cells)))


@given(st.text())
def test_whatever_is_typed_makes_a_table_or_none(cells: str) -> None:
    html.fragments_fromstring(table(rows(cells=cells.replace("\0", "")), 1))


def test_a_table_has_heads_a_total_and_a_box_that_scrolls_with_its_caption_outside() -> None:
    figure = html.fragment_fromstring(body(("table", rows())))
    assert figure.xpath("string(figcaption)") == "Warnings by shore"
    [box] = figure.xpath("div[@class='scroll'][@role='region'][@tabindex='0'][@aria-labelledby='table-1']")
    assert [th.text for th in box.xpath(".//thead//th[@scope='col']")] == ["Shore", "Villages", "Notice"]
    assert [th.text for th in box.xpath(".//tbody//th[@scope='row']")] == ["Northern"] and box.xpath("string(.//tfoot//th)") == "All"


def test_a_table_without_heads_has_cells_alone() -> None:
    figure = html.fragment_fromstring(body(("table", rows(caption="", head_row=False, head_column=False, total=False))))
    assert not figure.xpath(".//th|.//figcaption|.//@aria-labelledby|.//@role") and len(figure.xpath(".//tbody/tr")) == 3


def test_no_cell_and_no_caption_can_harm_a_reader() -> None:
    markup = body(("table", rows(caption='<img src=x onerror="a">', cells="<script>x</script> | <b>y</b>\n<b>\x07</b> | <b>z</b>")))
    assert "<script" not in markup and "<img" not in markup and "<b>" not in markup and "\x07" not in markup


def test_a_link_says_where_it_leads_in_the_offices_words() -> None:
    aside = html.fragment_fromstring(body(("link", link())))
    assert aside.xpath("string(p/a)") == "The review" and aside.xpath("p/a/@href") == ["https://www.example.org/a?b=1&c=2"]
    assert aside.xpath("string(p[2])") == "All of it." and aside.xpath("string(p[3])") == "example.org"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", '"onclick="x'])
def test_a_link_to_something_else_than_a_page_is_refused_and_never_a_link(url: str) -> None:
    with pytest.raises(ValidationError):
        LinkBlock().clean(LinkBlock().to_python(link(url=url)))
    assert not html.fragment_fromstring(body(("link", link(url=url)))).xpath(".//a")


def test_readers_find_the_words_of_tables_links_and_notes() -> None:
    content = composed(("table", rows()), ("link", link()), notes="<ol><li>Notice &amp; warning<script>x</script></li></ol>")
    for word in ("Warnings by shore", "Northern", "The review", "Notice & warning"):
        assert word in content.search_text
    assert content.notes == "<ol><li>Notice &amp; warning</li></ol>"


def test_a_body_stays_in_the_order_of_its_parts() -> None:
    markup = body(("text", "<p>First</p>"), ("table", rows()), ("text", "<p>Then</p>"), ("link", link()), ("table", rows()))
    assert [markup.index(part) for part in ("First", 'id="table-2"', "Then", "The review", 'id="table-5"')] == sorted(
        markup.index(part) for part in ("First", 'id="table-2"', "Then", "The review", 'id="table-5"')
    )


def test_every_kind_of_part_has_its_name_for_ever() -> None:
    assert set(BodyBlock().child_blocks) >= {"text", "quotation", "picture", "table", "link"}


def test_what_a_draft_may_lack_is_asked_of_who_publishes_at_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    block, inside, strict = BodyBlock(), threading.Event(), threading.Event()
    lacking = block.to_python([{"type": "quotation", "value": {"words": "", "speaker": "", "role": ""}}])
    check: Callable[[Any, Any], Any] = QuotationBlock.clean

    def slowly(quotation: Any, value: Any) -> Any:
        if threading.current_thread() is drafting:
            inside.set()
            strict.wait(0.5)
        return check(quotation, value)

    monkeypatch.setattr(QuotationBlock, "clean", slowly)
    drafting = threading.Thread(target=block.clean_deferred, args=(lacking,))
    drafting.start()
    inside.wait(10)
    with pytest.raises(ValidationError):
        block.clean(lacking)
    strict.set()
    drafting.join()
