"""An editor's text becomes what the public may see: clean, ordered, as written."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record.content import Content, Dateline, Quotation, Term
from dateline.releases.compose import compose
from dateline.releases.markup import clean, plain
from dateline.releases.models import Release
from tests.newsroom import Newsroom

PIECES = st.sampled_from(
    ["<p>", "</p>", "<b", ">", "<script>", "</script>", "<a href='javascript:x'>", "</a>", "&lt;", "&#x3c;", "<!--", "-->", "<svg><style>",
     "<math><mi>", "<table><td>", "<noscript>", "<textarea>", '"', "'", "<img src=x onerror=y>", "<![CDATA[", "]]>", "\x00", "<plaintext>"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("<script>alert(1)</script>Words", "Words"),
        ("<p onclick=\"x()\">Words</p>", "<p>Words</p>"),
        ("<img src=x onerror=alert(1)>Words", "Words"),
        ('<a href="javascript:alert(1)">Words</a>', "<a>Words</a>"),
        ('<a href=" &#106;avascript:alert(1)">Words</a>', "<a>Words</a>"),
        ('<a href="data:text/html,x">Words</a>', "<a>Words</a>"),
        ('<a href="https://example.org/" target="_blank" class="x" id="y">Words</a>', '<a href="https://example.org/">Words</a>'),
        ('<a href="/news/">Words</a>', '<a href="/news/">Words</a>'),
        ('<a href="mailto:press@example.org">Words</a>', '<a href="mailto:press@example.org">Words</a>'),
        ("<style>p{display:none}</style>Words", "Words"),
        ('<p style="position:fixed">Words</p>', "<p>Words</p>"),
        ('<iframe src="https://example.org"></iframe>Words', "Words"),
        ("<svg><script>alert(1)</script></svg>Words", "Words"),
        ('<form action="/"><input name="q">Words</form>', "Words"),
        ("<h1>Words</h1>", "Words"),
        ("<!-- note --><p>Words</p>", "<p>Words</p>"),
        ('<p lang="ar" dir="rtl">Words</p>', '<p lang="ar" dir="rtl">Words</p>'),
        ('<table><tr><td colspan="2" width="9">W</td></tr></table>', '<table><tbody><tr><td colspan="2">W</td></tr></tbody></table>'),
        ("<p>Words", "<p>Words</p>"),
        ("Bo & Sons < 5 > 3", "Bo &amp; Sons &lt; 5 &gt; 3"),
    ],
)  # fmt: skip
def test_what_could_harm_a_reader_is_taken_out(hostile: str, left: str) -> None:
    assert clean(hostile) == left


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_what_is_clean_stays_as_it_is(markup: str) -> None:
    once = clean(markup)
    assert clean(once) == once
    plain(once)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("", ""),
        (" \n", ""),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p>One <b>bold</b>  word</p>\n\n<ul><li>a</li><li>b</li></ul>", "One bold word\na\nb"),
        ("One<br>Two", "One\nTwo"),
        ("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>", "a\nb"),
        ("<p>Bo &amp; Sons &lt;b&gt;</p>", "Bo & Sons <b>"),
        ("<p>a\x0bb\x07</p>", "a b"),
        ("<p>soft\u00adhyphen\u00a0here</p>", "soft\u00adhyphen here"),
    ],
)
def test_plain_words_stand_a_line_for_each_block(markup: str, words: str) -> None:
    assert plain(markup) == words


def draft(**fields: Any) -> Release:
    return Release(**{"title": "Police trained in Bar", "language": "en", "zone": "UTC", **fields})


def test_a_text_and_nothing_else_is_its_content() -> None:
    assert compose(draft(title="  Police trained in Bar ", lead=" Forty took part.\n", subtitle=" In May ")) == Content(
        "en", "Police trained in Bar", "police-trained-in-bar", "In May", lead="Forty took part."
    )


@pytest.mark.parametrize(
    ("written", "dateline"),
    [
        ("", Dateline()),
        ("  ", Dateline()),
        ("VIENNA, 18 July 2022 –", Dateline("VIENNA, 18 July 2022 – ", ("VIENNA",), "2022-07-18")),
        ("VIENNA, 18 July 2022 – ", Dateline("VIENNA, 18 July 2022 – ", ("VIENNA",), "2022-07-18")),
        ("VALLETTA/VIENNA, 12 July – ", Dateline("VALLETTA/VIENNA, 12 July – ", ("VALLETTA", "VIENNA"))),
        ("Somewhere in Asia:", Dateline("Somewhere in Asia: ")),
    ],
)
def test_the_dateline_stands_as_it_was_written(written: str, dateline: Dateline) -> None:
    assert compose(draft(dateline=written)).dateline == dateline


def test_a_quotation_is_escaped_and_numbered() -> None:
    said = {"words": " We <b>trained</b> & won. ", "speaker": "Ana “A” Bo", "role": 'Chief of "x"'}
    content = compose(draft(body=[("text", "<p>Before</p>"), ("quotation", said), ("quotation", {**said, "role": ""})]))
    assert content.quotations[0] == Quotation("We <b>trained</b> & won.", "Ana “A” Bo", 'Chief of "x"')
    assert content.body.splitlines()[0] == "<p>Before</p>"
    assert "<blockquote><p>We &lt;b&gt;trained&lt;/b&gt; &amp; won.</p></blockquote>" in content.body
    assert "<b>Ana “A” Bo</b> Chief of &quot;x&quot;</span>" in content.body
    assert 'id="quotation-1"' in content.body and 'id="quotation-2"' in content.body and content.body_text == "Before"


def test_a_body_is_cleaned_on_its_way_into_the_record() -> None:
    content = compose(draft(body=[("text", "<p>One<script>x</script></p><p></p>"), ("text", ""), ("text", "<p onload='x'>Two</p>")]))
    assert content.body == "<p>One</p><p></p>\n<p>Two</p>" and content.body_text == "One\nTwo"


def test_terms_stand_in_the_order_an_editor_gave_with_the_labels_of_the_day(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Law", labels={"en": "Law", "fr": "Droit"})
    release = newsroom.draft(topics=["Water", "Law", "Arts"], offices=["Vienna", "Astana"], type="News", language="fr")
    release.release_topics = sorted(release.release_topics.all(), key=lambda row: row.topic.slug)
    release.release_topics.all()[0].sort_order = 9
    content = compose(release)
    assert [term.label for term in content.topics] == ["Droit", "Arts", "Water"]
    assert content.offices == (Term("vienna", "vienna", "Vienna"), Term("astana", "astana", "Astana"))
    assert content.type == Term("news", "news", "News")
