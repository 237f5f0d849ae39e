"""Numbers as a language writes them: ١٬٢٣٤٫٥ in Arabic. Pure. What programs read keeps its ASCII."""

from babel.numbers import format_decimal

from dateline.formats import days
from dateline.search.grammars import grammar_of

ARABIC_MARKS = "arab"  # CLDR's name for them: every language with digits of its own so far


def figures(text: str, language: str) -> str:
    """Text with its digits as the language writes them."""
    own = grammar_of(language).digits
    return text.translate(own) if own else text


def decimal(value: float, language: str) -> str:
    """A number with its marks, by CLDR."""
    marks = ARABIC_MARKS if grammar_of(language).digits else "latn"
    return figures(format_decimal(value, locale=days.locale_of(language), numbering_system=marks), language)
