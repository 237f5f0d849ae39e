"""Days and months as a language writes them."""

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
