"""Numbers as a language writes them."""

import pytest
from babel.numbers import format_decimal

from dateline.formats import days
from dateline.formats.figures import decimal, figures


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [(1234567.5, "ar", "١٬٢٣٤٬٥٦٧٫٥"), (1234567.5, "ar-EG", "١٬٢٣٤٬٥٦٧٫٥"), (1234.5, "de", "1.234,5"), (1234.5, "xx", "1,234.5")],
)
def test_a_number_has_the_digits_and_marks_of_its_language(value: float, language: str, said: str) -> None:
    assert decimal(value, language) == said


@pytest.mark.parametrize("language", ["en", "fr", "ru", "es", "de", "it", "de-CH", "hi", "pt-PT", "pl", "xx"])
def test_where_ours_are_used_cldr_says_all(language: str) -> None:
    assert decimal(1234567.5, language) == format_decimal(1234567.5, locale=days.locale_of(language))


def test_words_stay_as_they_are() -> None:
    assert (figures("ILRO 2026", "ar"), figures("ILRO 2026", "en")) == ("ILRO ٢٠٢٦", "ILRO 2026")
