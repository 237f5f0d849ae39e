"""What no page, feed or database can carry, told and taken out however it is spelled."""

import pytest

from dateline.ingest.former_paths import read_address
from dateline.ingest.mapped import row_of
from dateline.ingest.mapping import OWN_NAMES, FieldMapping, MappingError, read_mapping
from dateline.ingest.rows import Refusal, Row
from dateline.ingest.washing import wash, washed

LEFT_OUT = "overrides of the direction of writing were left out"


def row(**said: object) -> Row | Refusal:
    return row_of({"source": "a", "title": "Title", "published": "2022-10-05", **said}, 7, FieldMapping(parts=OWN_NAMES), "UTC")


def test_a_sound_text_stays_as_it_is() -> None:
    record = {"title": "Ночь 🌙 \u0378\n\ttwo", "topics": ["Law", {"name": "שלום\u200f"}], "size": 5, "gone": None}
    assert washed(record) == (record, [])


@pytest.mark.parametrize(
    ("sign", "instead"), [("\x00", ""), ("\x1b", ""), ("\x7f", ""), ("\u202e", ""), ("\ud800", "\ufffd"), ("\udfff", "\ufffd")]
)
def test_what_is_no_text_goes_wherever_it_stands(sign: str, instead: str) -> None:
    clean, repaired = washed({f"na{sign}me": [{f"in{sign}ner": f"a{sign}b"}]})
    assert clean == {f"na{instead}me": [{f"in{instead}ner": f"a{instead}b"}]} and len(repaired) == 1
    told: list[str] = []
    assert wash(f"{sign}a{sign}", "title", told) == f"{instead}a{instead}" and len(told) == 1


@pytest.mark.parametrize("spelled", ["&#8238;", "&#x202E;", "&#X202d;", "&#08237;"])
def test_an_override_is_none_the_better_for_being_spelled(spelled: str) -> None:
    found = row(title=f"Ti{spelled}tle", lead=f"Le{spelled}ad", body=f"<p>Bo{spelled}dy</p>", topics=[f"La{spelled}w"])
    assert isinstance(found, Row)
    assert (found.title, found.paragraph, found.body, found.labels["topic"]) == ("Title", "Lead", "<p>Body</p>", ("Law",))
    assert {f"{name}: {LEFT_OUT}" for name in ("title", "lead", "body", "topic")} <= set(found.repaired)


def test_a_title_of_overrides_alone_is_none() -> None:
    assert row(title="&#8238;&#8237;") == Refusal(7, "a", "has no title.")


@pytest.mark.parametrize("body", ["<p>&#82380; &#x202e1; &amp;#8238;</p>", "<p>&#8207;right to left&#8206;</p>"])
def test_other_entities_of_a_body_stay(body: str) -> None:
    found = row(body=body)
    assert isinstance(found, Row) and found.body == body and not found.repaired


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/a%00b", "former: “/a%00b” is not an address such as /news/2012/title. It will not lead here."),
        ("/" + "я" * 1900, "former: an address has 3,801 bytes; 2,600 are the most. It will not lead here."),
        ("/" + "a" * 2000, "former: an address has 2,001 characters; 2,000 are the most. It will not lead here."),
    ],
)
def test_an_address_that_no_database_finds_is_told(said: str, told: str) -> None:
    assert read_address(said) == ("", told)


@pytest.mark.parametrize("sign", ["\\0", "\\u202e", "\\ud800"])
def test_a_mapping_brings_none_in_either(sign: str) -> None:
    with pytest.raises(MappingError, match=r"m: line 3: .* holds signs that are no text\. Leave them out\."):
        read_mapping(f'fields:\n  title: title\n  published: {{field: published, prefix: "a{sign}"}}\n', "m")
