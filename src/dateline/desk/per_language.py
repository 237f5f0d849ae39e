"""A form's parts for words in several languages: a field for each language of the newsroom, one box for all others."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings

from dateline.desk.choices import own_name
from dateline.desk.labels import LinesError, lines, read_lines
from dateline.desk.one_line import OneLine


@dataclass(frozen=True, slots=True)
class Words:
    """A JSON field {language: text} of the model, as the form has it; `prefix` tells its fields from another part's.

    `beside` is a field of the model that is the words in the newsroom's first language: what is typed in it is kept under that, too.
    """

    name: str
    said: str
    area: bool = False
    prefix: str = ""
    beside: str = ""

    def field(self, tag: str) -> str:
        return self.beside if self.beside and tag == settings.LANGUAGES_SHOWN[0] else f"{self.prefix}{field_name(tag)}"

    @property
    def others(self) -> str:
        return f"{self.prefix}others"

    @property
    def fields(self) -> list[str]:
        return [*map(self.field, settings.LANGUAGES_SHOWN), self.others]


class PerLanguage(forms.ModelForm):  # type: ignore[type-arg]  # Django cannot be subscripted at run time
    """Edits `words`, a JSON field {language: text}, and those of `more_words` after it."""

    words: str
    said: str
    area = False
    before = ""  # of the names of its fields
    more_words: tuple[Words, ...] = ()
    first_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in self.parts:
            self.add(part)
        self.order_fields([*self.first_fields, *self.parts[0].fields])

    @property
    def parts(self) -> tuple[Words, ...]:
        return (Words(self.words, self.said, self.area, self.before), *self.more_words)

    def add(self, part: Words) -> None:
        kept: dict[str, str] = dict(getattr(self.instance, part.name) or {})
        for tag in settings.LANGUAGES_SHOWN:
            words = kept.pop(tag, "")
            if part.field(tag) == part.beside:
                self.initial[part.beside] = words or self.initial.get(part.beside, "")
                self.fields[part.beside].label = f"{part.said} in {own_name(tag)}"
                self.fields[part.beside].widget = OneLine({**self.fields[part.beside].widget.attrs, "lang": tag})
            else:
                self.fields[part.field(tag)] = one_field(part, tag, words)
        self.fields[part.others] = forms.CharField(
            label="Other languages" if not part.prefix else f"{part.said} in other languages",
            required=False,
            initial=lines(kept),
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            help_text="One a line: the tag of the language, a colon, the words.",
        )

    def others_of(self, part: Words) -> dict[str, str]:
        """What stands in the box for other languages; what is wrong with it is said there."""
        try:
            found = read_lines(self.cleaned_data.get(part.others) or "")
        except LinesError as error:
            self.add_error(part.others, forms.ValidationError(error.problems))
            return {}
        if twice := [tag for tag in found if tag in settings.LANGUAGES_SHOWN]:
            self.add_error(part.others, f"{', '.join(map(own_name, twice))} has a field of its own above.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in self.parts:
            own = {tag: (cleaned.get(part.field(tag)) or "").strip() for tag in settings.LANGUAGES_SHOWN}
            setattr(self.instance, part.name, {tag: words for tag, words in {**own, **self.others_of(part)}.items() if words})
        return cleaned

    def changed(self) -> bool:
        return bool(self.changed_data)


def one_field(part: Words, tag: str, kept: str) -> forms.CharField:
    attrs = {"dir": "auto", "lang": tag}
    widget: forms.Widget = forms.Textarea(attrs={"rows": 4, **attrs}) if part.area else OneLine(attrs)
    return forms.CharField(label=f"{part.said} in {own_name(tag)}", required=False, initial=kept, widget=widget)


def field_name(tag: str) -> str:
    return f"in_{tag.replace('-', '_').lower()}"
