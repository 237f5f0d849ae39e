"""Paragraphs as institutions open them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record.content import Dateline
from dateline.releases.text import dateline_words, month_names, read_date, split_dateline

OPENINGS = st.sampled_from(
    ["VIENNA", "ВЕНА", "فيينا", "維也納", "BRNJEŠ/BËRNJESH", "DC", ", ", "، ", " – ", "-", "--", "— ", " / ",
    "18 July 2022", "٥ يوليو", "(OSCE)",
     ". ", "July 18, 2022", "\n", "\u00a0", "\u200f", "99 July", "le 18 juillet"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "places", "day"),
    [
        ("VIENNA, 18 July 2022 – ", ("VIENNA",), "2022-07-18"),
        ("VIENNA, 14 January 2014- ", ("VIENNA",), "2014-01-14"),
        ("BISHKEK, 27 June 2024 — ", ("BISHKEK",), "2024-06-27"),
        ("BUCHAREST, 7 September 2001 (OSCE)- ", ("BUCHAREST",), "2001-09-07"),
        ("TASHKENT, 12 May 2003 (OSCE)-- ", ("TASHKENT",), "2003-05-12"),
        ("TASHKENT, 12 May 2003 (OSCE) -- ", ("TASHKENT",), "2003-05-12"),
        ("VIENNA/TIRANA, 3 March 2020 – ", ("VIENNA", "TIRANA"), "2020-03-03"),
        ("VIENNA / SARAJEVO, 3 March 2020 – ", ("VIENNA", "SARAJEVO"), "2020-03-03"),
        ("SKOPJE/WARSAW/COPENHAGEN, 3 March 2020 – ", ("SKOPJE", "WARSAW", "COPENHAGEN"), "2020-03-03"),
        ("TIRANA / BRUSSELS / GENEVA – 6 October 2020. ", ("TIRANA", "BRUSSELS", "GENEVA"), "2020-10-06"),
        ("TIRANA – 6 October 2020 – ", ("TIRANA",), "2020-10-06"),
        ("VALLETTA/VIENNA, 12 July – ", ("VALLETTA", "VIENNA"), None),
        ("WASHINGTON DC, 9 December 2012 – ", ("WASHINGTON DC",), "2012-12-09"),
        ("WASHINGTON, D.C., 9 December 2012 – ", ("WASHINGTON, D.C.",), "2012-12-09"),
        ("BRNJEŠ/BËRNJESH, 1 March 2013 – ", ("BRNJEŠ", "BËRNJESH"), "2013-03-01"),
        ("ST. PETERSBURG, 1 March 2013 – ", ("ST. PETERSBURG",), "2013-03-01"),
        ("WARSAW, 5 and 6 September 2022 – ", ("WARSAW",), "2022-09-06"),
        ("WASHINGTON, July 18, 2022 – ", ("WASHINGTON",), "2022-07-18"),
        ("VIENNE, le 18 juillet 2022 – ", ("VIENNE",), "2022-07-18"),
        ("WIEN, 1. März 2022 – ", ("WIEN",), "2022-03-01"),
        ("ВЕНА, 18 июля 2022 года – ", ("ВЕНА",), "2022-07-18"),
        ("БИШКЕК, 1 марта 2022 г. – ", ("БИШКЕК",), "2022-03-01"),
        ("فيينا، 18 يوليو 2022 – ", ("فيينا",), "2022-07-18"),
        ("فيينا، ١٨ يوليو ٢٠٢٢ – ", ("فيينا",), "2022-07-18"),
        ("WASHINGTON – ", ("WASHINGTON",), None),
        ("VIENNA, 31 February 2022 – ", ("VIENNA",), None),
    ],
)  # fmt: skip
def test_datelines_are_read_as_printed(words: str, places: tuple[str, ...], day: str | None) -> None:
    assert split_dateline(f"{words}Forty officers took part.") == (Dateline(words, places, day), "Forty officers took part.")


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "Forty officers took part.",
        "Vienna, 18 July 2022 – Forty officers took part.",
        "VIENNA, the capital, hosted them.",
        "VIENNA, 18 officers – all of them women – took part.",
        "VIENNA AND BRATISLAVA hosted forty officers.",
        "UN, 18 July 2022 – Two letters are no place.",
        "COVID-19 kept forty officers away.",
        "OSCE-supported training began.",
        "VIENNA, 14 January-born officers took part.",
        "AK-47 rifles were destroyed.",
        "The OSCE – and others – took part.",
        "FORTY POLICE OFFICERS FROM FIVE COUNTRIES OF THE REGION AND THEIR TRAINERS FROM ABROAD TOOK PART, 18 July 2022 – yes.",
        "18 July 2022 – Forty officers took part.",
        " – Forty officers took part.",
        "VIENNA\n18 July 2022\nForty officers took part.",
    ],
)
def test_other_paragraphs_are_leads_alone(paragraph: str) -> None:
    assert split_dateline(paragraph) == (Dateline(), paragraph)


def test_only_the_opening_is_taken() -> None:
    dateline, lead = split_dateline("VIENNA, 18 July 2022 – WARSAW, 19 July 2022 – Both took part.")
    assert (dateline.words, lead) == ("VIENNA, 18 July 2022 – ", "WARSAW, 19 July 2022 – Both took part.")


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=80) | st.lists(OPENINGS | st.text(max_size=5), max_size=9).map("".join))
def test_no_word_is_lost_or_made_up(paragraph: str) -> None:
    dateline, lead = split_dateline(paragraph)
    assert dateline.words + lead == paragraph
    assert bool(dateline.words) == bool(dateline.places)
    assert dateline.date is None or date.fromisoformat(dateline.date)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 October 2022", date(2022, 10, 5)),
        ("Wednesday, 5 October 2022", date(2022, 10, 5)),
        ("October 5, 2022", date(2022, 10, 5)),
        ("5 Oct. 2022", date(2022, 10, 5)),
        ("5 octobre 2022", date(2022, 10, 5)),
        ("5 octubre 2022", date(2022, 10, 5)),
        ("٥ أكتوبر ٢٠٢٢", date(2022, 10, 5)),
        ("29 February 2024", date(2024, 2, 29)),
        ("29 February 2022", None),
        ("October 2022", None),
        ("5 October", None),
        ("5 Octember 2022", None),
        ("", None),
    ],
)
def test_a_date_is_read_in_many_languages(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_no_month_has_the_name_of_another() -> None:
    names = month_names()
    assert (names["march"], names["mars"], names["марта"], names["marzo"], names["maj"], names["май"]) == (3, 3, 3, 3, 5, 5)
    assert set(names.values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("places", "language", "words"),
    [
        (["Vienna"], "en", "VIENNA, 18 July 2022 –"),
        (["Vienne"], "fr", "VIENNE, le 18 juillet 2022 –"),
        (["Entebbe", "Basel"], "en", "ENTEBBE/BASEL, 18 July 2022 –"),
        (["Wien"], "de", "WIEN, 18. Juli 2022 –"),
        (["Душанбе"], "ru", "ДУШАНБЕ, 18 июля 2022\u202fг. –"),
        (["Vienna"], "not a language", "VIENNA, 18 July 2022 –"),
    ],
)
def test_a_dateline_is_written_as_its_language_prints_it(places: list[str], language: str, words: str) -> None:
    assert dateline_words(places, date(2022, 7, 18), language).replace("\xa0", "\u202f") == words


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it", "pt", "ru", "pl", "sw", "tr"])
def test_a_dateline_that_was_written_is_read_again(language: str) -> None:
    read, lead = split_dateline(f"{dateline_words(['Bar', 'Tuzla'], date(2022, 7, 18), language)} Text")
    assert (read.places, read.date, lead) == (("BAR", "TUZLA"), "2022-07-18", "Text")


@pytest.mark.parametrize("month", range(1, 13))
def test_an_arabic_dateline_is_read_again_by_either_name_of_its_month(month: int) -> None:
    read, lead = split_dateline(f"{dateline_words(['البصرة'], date(2022, month, 18), 'ar')} نص")
    assert (read.places, read.date, lead) == (("البصرة",), f"2022-{month:02}-18", "نص")
