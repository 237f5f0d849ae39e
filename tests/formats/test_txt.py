"""An item as plain text, and HTML as lines."""

from dataclasses import replace

import pytest

from dateline.formats import txt
from dateline.formats.addresses import Addresses
from dateline.formats.plain import WIDTH, paragraphs, wrapped
from dateline.record.content import Content, File, Link
from dateline.search.listing import Contact, Correction, Offered
from tests.formats.listings import PLAIN, RICH

AT = Addresses("https://news.example.org")
QUOTE = (
    '<figure class="quote" id="quotation-1"><blockquote><p>We won.</p></blockquote>'
    '<figcaption><span><b>Ana Bo</b> Chief</span> <a class="here" href="#quotation-1">#</a></figcaption></figure>'
)
TABLE = (
    '<figure class="table"><figcaption id="t">Levels</figcaption><div class="scroll"><table>'
    "<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></div></figure>"
)


def written(content: Content, **card: object) -> str:
    return txt.item(replace(RICH, edition=2, **card), content, AT, "Lakes and Rivers").decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One &amp; two</p><p>three<br>four</p>", ["One & two", "three\nfour"]),
        ("<h2>Head</h2><ul><li>a</li><li>b <b>c</b><ol><li>d</li></ol></li></ul>", ["Head", "- a\n- b c\n  1. d"]),
        ('<p>See <a href="https://x.org/a">the report</a>.</p>', ["See the report (https://x.org/a)."]),
        ('<p><a href="https://x.org/">x.org</a> <a href="mailto:a@x.org">a@x.org</a></p>', ["x.org a@x.org"]),
        ("<blockquote><p>Said</p></blockquote>loose", ["    Said", "loose"]),
        (QUOTE, ["“We won.”\n– Ana Bo, Chief"]),
        (TABLE, ["Levels\nA | B\n1 | 2"]),
        ('<figure class="picture"><img src="/files/a"><figcaption>Gauge</figcaption></figure><hr>', []),
        ('<aside class="pointer"><p>Title</p><p>Words</p></aside>', ["Title", "Words"]),
        ("", []),
    ],
)
def test_each_block_of_html_is_lines_of_text(markup: str, lines: list[str]) -> None:
    assert paragraphs(markup) == lines


def test_lines_are_narrow_and_no_address_is_cut() -> None:
    address = "https://example.org/" + "long-" * 30
    lines = wrapped(f"{'word ' * 60}{address} end").split("\n")
    assert address in lines and all(len(line) <= WIDTH for line in lines if line != address) and len(lines) > 5


def test_a_text_stands_in_the_order_of_the_page() -> None:
    content = Content("fr", "Police & “officers” trained", "a", "Sub", body="<p>Body.</p>", notes="<p>Note.</p>", about="About us.")
    text = written(content, contacts=(Contact("Ana Bo", RICH.offices[0], telephone="+43 1 555", mail="a@x.org"),))
    wanted = [
        "Lakes and Rivers",
        "Actualité · 5 octobre 2022",
        "Police & “officers”",
        "Sub",
        "Vienne · Bar",
        "VIENNA, 5 October 2022 – Forty",
    ]
    wanted += ["Body.", "Notes to editors\n----", "Note.", "About us.", "Press contacts", "Ana Bo, Vienne\n+43 1 555\na@x.org"]
    wanted += ["https://news.example.org/news/bcdfghjklm/police-trained/\nedition 2\n"]
    assert [text.find(part) for part in wanted] == sorted(text.find(part) for part in wanted) and text.find(wanted[0]) == 0
    assert text.endswith(wanted[-1])


def test_the_last_correction_stands_before_the_title() -> None:
    told = (Correction("2022-10-07T23:30:00+00:00", "It was 41.", 3), Correction("2022-10-06T10:00:00+00:00", "It was 40.", 2))
    text = written(Content("en", "T", "t", zone="Europe/Vienna"), corrections=told)
    assert (
        "Corrected on 8 October 2022: It was 41." in text and "It was 40." not in text and text.index("It was 41.") < text.index("Police")
    )


def test_files_are_named_with_credit_and_address() -> None:
    picture = File("a" * 64, "g.jpg", "image/jpeg", 9, "picture", caption="A gauge.", credit="Bo", licence="CC BY")
    paper = File("b" * 64, "r.pdf", "application/pdf", 9, "attachment", title="Report")
    content = Content("en", "T", "t", links=(Link("https://old.example/a", "Plea"),))
    text = written(content, files=(Offered("/files/x/g.jpg", picture), Offered("/files/y/r.pdf", paper)))
    assert "Pictures\n--------\n\nA gauge. (Bo). CC BY\nhttps://news.example.org/files/x/g.jpg" in text
    assert "Report\nhttps://news.example.org/files/y/r.pdf\n\nPlea\nhttps://old.example/a" in text


def test_words_around_it_are_said_in_the_language_given() -> None:
    said = {"Notes to editors": "À l’attention", "edition": "édition 2", "9 UTC": "9 h (UTC)"}
    person = Contact("Ana Bo", RICH.offices[0], hours="9", zone="UTC")
    text = written(Content("fr", "T", "t", notes="<p>N</p>"), words=said, contacts=(person,))
    assert "À l’attention\n-------------" in text and "\n9 h (UTC)" in text and text.endswith("édition 2\n")


def test_an_item_without_more_is_title_and_address() -> None:
    text = txt.item(replace(PLAIN, edition=1), Content("en", "Title", "title"), AT, "").decode()
    assert text.strip() == "5 October 2022\n\nTitle\n\nhttps://news.example.org/news/0123456789/title/\nedition 1"
