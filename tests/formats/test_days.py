"""Days and months as a language writes them."""

from datetime import date

import pytest
from babel import Locale

from dateline.formats import days

JANUARY = {"en": "January", "fr": "janvier", "ar": "يناير", "ru": "январь", "es": "enero", "de": "Januar", "it": "gennaio", "az": "yanvar"}


@pytest.mark.parametrize("first", JANUARY)
def test_a_month_has_its_own_languages_name_whichever_language_was_asked_first(first: str) -> None:
    days.month_names.cache_clear()
    for tag in (first, *JANUARY):
        names = days.month_names(Locale.parse(tag), "stand-alone", "wide")
        assert (names[1], len(names)) == (JANUARY[tag], 12)


@pytest.mark.parametrize("tag", ["ar", "ar-EG"])
def test_an_arabic_day_has_both_names_of_its_month(tag: str) -> None:
    day = date(2026, 10, 20)
    assert (days.whole(day, tag), days.without_year(day, tag)) == ("٢٠ تشرين الأول/أكتوبر ٢٠٢٦", "٢٠ تشرين الأول/أكتوبر")
    assert (days.month(day, tag), days.month_name(10, tag)) == ("تشرين الأول/أكتوبر ٢٠٢٦", "تشرين الأول/أكتوبر")


def test_other_days_are_those_of_cldr() -> None:
    day = date(2026, 10, 20)
    assert (days.whole(day, "en"), days.month(day, "ru"), days.month_name(10, "fr")) == (
        "20 October 2026",
        "октябрь 2026\u202fг.",
        "octobre",
    )
