"""Words in the direction of their language: an Arabic text is written from the right in a desk that reads from the left."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel

from dateline.site.pages import direction

WORDS = ("title", "subtitle", "dateline", "lead", "change_note")


def turn(fields: dict[str, forms.Field], language: str) -> None:
    """Let the fields of a release's words say language and direction."""
    for name in WORDS:
        if name in fields:
            fields[name].widget.attrs |= {"dir": direction(language), "lang": language}


class WordsPanel(FieldPanel):
    """A rich text, whose editor takes its direction from a class of the panel around it."""

    class BoundPanel(FieldPanel.BoundPanel):
        def classes(self) -> list[str]:
            return [*super().classes(), *(["desk-rtl"] if direction(language_of(self.form)) == "rtl" else [])]


def language_of(form: Any) -> str:
    """The language that a form's words are in: as chosen in it, else as kept."""
    return str((form.data.get("language") if form.is_bound else "") or form.instance.language)
