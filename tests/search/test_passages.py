from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.search import passages
from dateline.search.analysis import tokens
from dateline.search.passages import NOTHING, passage, words_of
from dateline.search.words import Clause, words


def marked(text: str, q: str, language: str = "en") -> str:
    pieces = passage(text, language, words(q).clauses)
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "q", "shown", "language"),
    [
        ("Boats on the lake.", "lakes", "Boats on the [lake.]", "en"),
        ("Early warning, early\nwarnings.", '"early warning"', "[Early warning, early\nwarnings.]", "en"),
        ("Au bord de l'eau, l'école.", "école", "Au bord de l'eau, [l'école.]", "fr"),
        ("他在北京大学学习", "大学", "他在北京[大学]学习", "zh"),
        ("Nothing of that.", "quokka", "", "en"),
        (
            "Early \u00a0\u2003a lake\u00a0\u2009 and l’autre \u2009.",
            "lake",
            "Early \u00a0\u2003a [lake]\u00a0\u2009 and l’autre \u2009.",
            "en",
        ),
        ("A <b>lake</b> & more", "lake", "A [<b>lake</b>] & more", "en"),
    ],
)
def test_what_the_index_finds_is_marked(text: str, q: str, shown: str, language: str) -> None:
    assert marked(text, q, language) == shown


def test_of_a_long_text_the_stretch_with_most_of_the_words_is_shown() -> None:
    text = "lake " + "water " * 100 + "boats near the lake " + "water " * 100
    shown = marked(text, "lake boats")
    assert shown.startswith("… water") and "[boats] near the [lake] water" in shown and shown.endswith(" …")
    assert len(shown.split()) < 50


def test_a_word_is_looked_at_once_however_often_it_says_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    honest = passages._said
    monkeypatch.setattr(passages, "_said", lambda word, language: looked_at.append(word) or honest(word, language))
    assert marked("On lake,lake,lake,lake and (lake/lake.", "lake") == "On [lake,lake,lake,lake] and [(lake/lake.]"
    assert looked_at == ["lake,lake,lake,lake", "(lake/lake."]


def test_words_are_bare_of_what_stands_around_them() -> None:
    assert words_of("“Boats”, (lake) – 2,000!") == ["Boats", "lake", "2,000"]


@given(text=st.text("aàbe1'’-. \n\u00a0\u202f\u2003\x85\x1c", max_size=60), wanted=st.text("aàbe1", min_size=1, max_size=6))
def test_a_look_at_letters_finds_what_a_look_at_every_word_does(text: str, wanted: str) -> None:
    asked = passages.sought((Clause(wanted),), "fr")
    found = {place: both for place, chunk in enumerate(text.split()) if (both := set(tokens(chunk, "fr")) & asked.tokens)}
    said = list(passages._said_by_chunks(text, asked, "fr"))
    assert {len(text[: one.begin].split()): one.says for one in said} == found
    assert [one.place - said[0].place for one in said] == [place - min(found) for place in found]


@pytest.mark.parametrize("language", ["en", "es", "fr", "it", "pt", "de", "nl", "ar"])
@given(words=st.sets(st.text(ascii_letters + digits + "'-./(),:;&\"#é", min_size=1, max_size=16), min_size=1, max_size=8))
def test_a_word_that_says_a_token_is_never_passed_over(language: str, words: set[str]) -> None:
    for word in words:
        asked = passages.sought((Clause(word),), language)
        said = passages._said_by_chunks(f"(a) {word}", asked, language)
        assert NOTHING.union(*(one.says for one in said if one.begin == 4)) == asked.tokens


ENDINGS = {
    "en": "ational ation izer ement ing ied ies eed ably ibility fully lessly ogy ness y e s",
    "es": "amiento imientos encia encias logia ucion mente idades iendo ieron aron oso e os",
    "fr": "ication icatives ement emment amment ance euse eaux issait eraient ions if ives es e",
    "it": "amento imenti enza logia uzione mente atrice ivita ando ebbe ere ito chi ghe i o",
    "pt": "amento adoras encia logia ucao mente idade ando eram issem gue cia os e",
}


@pytest.mark.parametrize("language", sorted(ENDINGS))
@given(stem=st.text("aeiouybcdlnpqrst", min_size=1, max_size=9), endings=st.data())
def test_a_word_with_any_ending_is_never_passed_over(language: str, stem: str, endings: st.DataObject) -> None:
    said = stem + "".join(endings.draw(st.lists(st.sampled_from(ENDINGS[language].split()), min_size=1, max_size=2)))
    asked = passages.sought((Clause(said),), language)
    assert [one.begin for one in passages._said_by_chunks(f"(a) {said}", asked, language) if one.says] == [4]


WORDS = st.sampled_from(["lake"] * 2 + ["boats", "lakes", "rain,boats"] + ["of"] * 40)


@given(text=st.lists(WORDS, min_size=30, max_size=300), q=st.sampled_from(["lake", "boats lake", "rain boats lake", "rain snow"]))
def test_a_text_that_is_read_no_further_than_needed_shows_the_same(text: list[str], q: str) -> None:
    shown = marked(" ".join(text), q)
    with pytest.MonkeyPatch.context() as to_the_end:
        to_the_end.setattr(passages, "_enough", lambda said, most: list(said))
        assert marked(" ".join(text), q) == shown


def test_a_text_is_read_no_further_than_a_passage_with_all_words(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    honest = passages._said
    monkeypatch.setattr(passages, "_said", lambda word, language: looked_at.append(word) or honest(word, language))
    marked("boats of the lake " + "of " * 60 + "lake boats " * 500, "lake boats")
    assert looked_at == ["boats", "lake", "lake"]  # the last lies behind the passage
