"""The columns of the desk's lists."""

from typing import Any

from django.utils.html import format_html
from wagtail.admin.ui.tables import Column

from dateline.site.pages import direction

WIDE = "desk-wide"  # a column that a telephone has no room for
WHOLE = "desk-whole"  # one whose values are not parted


def in_language(words: str, language: str) -> str:
    """Words as HTML that says their language and direction, so that their punctuation stands where they end; "" for none."""
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), words) if words else ""


class LacksColumn(Column):
    """What is still to do in a row: said in the colour of what is to do, or that it is nothing."""

    def get_value(self, instance: Any) -> str:
        found: str = super().get_value(instance)
        return format_html('<span class="desk-todo">{}</span>', found) if found else "nothing"
