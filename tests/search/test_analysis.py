"""Texts as tokens, in the languages that do it differently."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search import analysis
from dateline.search.analysis import MAX_TOKEN_CHARS, tokens


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Floods, flooding & flooded!", ["flood", "flood", "flood"]),
        ("en", "the OSCE's offices", ["the", "osc", "offic"]),
        ("en", "OSCE’s", ["osc"]),
        ("en", "O'Brien in N’Djamena", ["obrien", "in", "ndjamena"]),
        ("en", "co-operation", ["co", "oper"]),
        ("en", "1,000 in 2022", ["1", "000", "in", "2022"]),
        ("en", "snake_case soft\u00adhyphen ﬁsh", ["snake", "case", "softhyphen", "fish"]),
        ("en", "covid19 1\ufe0f\u20e3", ["covid19", "1"]),
        ("en-GB", "Floods", ["flood"]),
        ("fr", "l'eau et l’école", ["l", "eau", "et", "l", "ecol"]),
        ("fr", "communiqués", ["communiqu"]),
        ("de", "Straßen Straße", ["strass", "strass"]),
        ("tr", "İstanbul IŞIK ışık", ["istanbul", "isik", "isik"]),
        ("pl", "Łódź", ["lodz"]),
        ("ru", "Ёлки ёлка йод", ["елк", "елк", "йод"]),
        ("uk", "Київ м'ята", ["київ", "мята"]),
        ("el", "ΑΘΉΝΑΣ Αθήνα", ["αθην", "αθην"]),
        ("ar", "المُدرِّســون", ["مدرس"]),
        ("ar", "٢٠٢٢", ["2022"]),
        ("he", "שָׁלוֹם", ["שלום"]),
        ("hi", "हिन्दी", ["हिन्द"]),
        ("zh-Hans", "北京大学", ["北京", "京大", "大学"]),
        ("zh-Hans", "水。洪水", ["水", "洪水"]),
        ("zh-Hans", "covid疫情2022", ["covid", "疫情", "2022"]),
        ("ja", "ニュース", ["ニュ", "ュー", "ース"]),
        ("ko", "대한민국", ["대한", "한민", "민국"]),
        ("th", "ข่าว", ["ข่", "่า", "าว"]),
        ("xx", "Floods naïve", ["floods", "naive"]),
        ("", "", []),
        ("en", "-- \u0301 ❤\ufe0f … _ ـ", []),
    ],
)
def test_a_text_is_cut_stemmed_and_folded_as_its_language_asks(language, text, expected):
    assert tokens(text, language) == expected


def test_long_runs_are_cut_alike_everywhere():
    assert tokens("x" * 500, "xx") == ["x" * MAX_TOKEN_CHARS]


def test_case_accents_and_composition_make_no_difference():
    assert tokens("ÉTÉ", "fr") == tokens("e\u0301te\u0301", "fr") == tokens("été", "fr")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["en", "fr", "ar", "zh-Hans", "tr", "ru", "el", "hi", "xx"]))
def test_tokens_are_plain_words_and_whether_there_are_any_depends_on_no_language(text, language):
    found = tokens(text, language)
    assert all(token and len(token.split()) == 1 and token.strip() == token for token in found)
    assert bool(found) == bool(tokens(text, ""))


def test_threads_do_not_share_stemmers():
    text, wanted, got = "Floods flooding " * 200, tokens("Floods flooding " * 200, "en"), []
    threads = [threading.Thread(target=lambda: got.append(tokens(text, "en"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [wanted] * 4


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "tr", "ar", "zh"]))
def test_tokens_of_a_text_are_those_of_its_chunks_however_it_is_spaced(text, language):
    whole = analysis._folded(analysis._stemmed(analysis._words(analysis._unified(text, language), language), language))
    assert analysis.tokens(text, language) == whole == analysis.tokens("\n".join(text.split()), language)


@pytest.mark.parametrize("chunk", ["Plain", "(Word),", "“Word”", "{_'s", "'s", "x's.", "_x_", "I", "№5", "$1,000.", "--", "A" * 90])
@pytest.mark.parametrize("language", ["en", "fr", "tr", "ar", "xx"])
def test_the_short_way_of_a_plain_word_leads_to_the_same_token(chunk, language):
    whole = analysis._folded(analysis._stemmed(analysis._words(analysis._unified(chunk, language), language), language))
    assert analysis.tokens(chunk, language) == whole


def test_what_is_remembered_has_an_end(monkeypatch):
    monkeypatch.setattr(analysis, "MOST_KNOWN", 3)
    monkeypatch.setattr(analysis, "_KNOWN", {})
    monkeypatch.setattr(analysis, "_OTHERS", {})
    for _ in range(2):
        assert analysis.tokens("one two-three -- four five", "xx") == ["one", "two", "three", "four", "five"]
    assert set(analysis._KNOWN["xx"]) | set(analysis._OTHERS["xx"]) == {"one", "two-three", "--"}
