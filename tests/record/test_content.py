"""Content: written, read and digested the same for ever."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record import card
from dateline.record.content import Content, Dateline, File, Link, Quotation, Said, Term, canonical, digest

TEXT = st.text(max_size=12)
TERMS = st.builds(Term, TEXT, TEXT, TEXT)
CONTENTS = st.builds(
    Content,
    language=TEXT,
    title=TEXT,
    slug=TEXT,
    subtitle=TEXT,
    type=st.none() | TERMS,
    offices=st.lists(TERMS, max_size=3).map(tuple),
    topics=st.lists(TERMS, max_size=3).map(tuple),
    dateline=st.builds(Dateline, TEXT, st.lists(TEXT, max_size=2).map(tuple), st.none() | st.dates().map(str)),
    lead=TEXT,
    body=TEXT,
    quotations=st.lists(st.builds(Quotation, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    files=st.lists(
        st.builds(
            File,
            *[TEXT] * 3,
            st.integers(0),
            TEXT,
            caption=TEXT,
            width=st.integers(0),
            licences=st.lists(st.builds(Said, TEXT, TEXT), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    reference=TEXT,
    zone=TEXT,
    links=st.lists(st.builds(Link, TEXT, TEXT, TEXT, st.integers(0)), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(CONTENTS)
def test_what_was_written_reads_the_same(content: Content) -> None:
    assert Content.read(content.written()) == content
    assert Content.read(content.written()).digest == content.digest


def test_the_digest_of_an_edition_is_the_same_in_ten_years() -> None:
    content = Content("fr", "Été à Bar", "ete-a-bar", topics=(Term("law", "law", "Droit"),), dateline=Dateline("BAR – ", ("BAR",)))
    assert content.written() == (
        '{"dateline":{"places":["BAR"],"words":"BAR – "},"language":"fr","slug":"ete-a-bar","title":"Été à Bar",'
        '"topics":[{"key":"law","label":"Droit","slug":"law"}]}'
    )
    assert content.digest == "5f5400cfe6b289005eb501969ec26fd8f22005acb43afe83da7634d488e80119"


def test_a_field_added_later_changes_no_digest() -> None:
    @dataclass(frozen=True, slots=True)
    class Later(Content):
        sealed: str = ""
        signers: tuple[str, ...] = ()

    assert Later("en", "Title", "title", lead="Words.").digest == Content("en", "Title", "title", lead="Words.").digest


@pytest.mark.parametrize("field", ["subtitle", "lead", "body", "body_text", "notes", "about", "reference", "zone"])
def test_every_word_counts_in_the_digest(field: str) -> None:
    content = Content("en", "Title", "title")
    assert replace(content, **{field: "another"}).digest != content.digest


@pytest.mark.parametrize(
    "text", ["", "nonsense", "null", "[]", "{}", "7", '{"language":"en"}', '{"language":"en","title":"t","slug":"s","colour":"red"}',
             '{"language":"en","title":"t","slug":"s","offices":5}', '{"language":"en","title":"t","slug":"s","type":{"key":"k"}}',
             '{"language":"en","title":"t","slug":"s","files":[1]}']
)  # fmt: skip
def test_what_is_no_edition_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Content.read(text)


def test_canonical_json_is_sorted_tight_and_in_plain_utf_8() -> None:
    assert canonical({"z": 1, "a": {"é": "北"}}) == '{"a":{"é":"北"},"z":1}'
    assert digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_readers_find_an_item_by_all_its_words_but_the_boilerplate() -> None:
    picture = File("ab", "a.jpg", "image/jpeg", 1, "picture", title="A boat", caption="On the lake", credit="ILRO")
    quotation = Quotation("We trained.", "Ana Bo", "Chief")
    content = Content(
        "en", "Title", "title", "Sub", dateline=Dateline("BAR – "), lead="Lead.", body_text="Body.", quotations=(quotation,),
        files=(picture,), reference="PR/7", notes="<ol><li>Notes &amp; queries</li></ol>", about="About us",
        links=(Link("https://old.example/", "The plea"),),
    )  # fmt: skip
    said = "Title\nSub\nBAR – Lead.\nBody.\nWe trained. Ana Bo Chief\nNotes & queries\nA boat\nOn the lake\nThe plea\nPR/7"
    assert content.search_text == said


def test_a_card_holds_what_a_listing_shows() -> None:
    news = Term("news", "news", "News")
    content = Content(
        "ar", "عنوان", "nwan", type=news, offices=(news,), dateline=Dateline("BAR – ", ("BAR",)), lead="نص", body="<p>long</p>"
    )
    told = {"key": "news", "slug": "news", "label": "News"}
    assert card.read(card.written(content)) == {
        "language": "ar", "title": "عنوان", "slug": "nwan", "type": told, "offices": [told], "topics": [],
        "dateline": "BAR – ", "lead": "نص", "zone": "UTC"
    }  # fmt: skip
