"""A form's part for words in several languages: a field for each language of the newsroom, one box for all others."""

from typing import Any

from django import forms
from django.conf import settings

from dateline.desk.choices import own_name
from dateline.desk.labels import LinesError, lines, read_lines


class PerLanguage(forms.ModelForm):  # type: ignore[type-arg]  # Django cannot be subscripted at run time
    """Edits `words`, a JSON field {language: text}."""

    words: str
    said: str
    area = False

    others = forms.CharField(
        label="Other languages",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="One a line: language, colon, words. Such as fr: Actualité",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: dict[str, str] = dict(getattr(self.instance, self.words) or {})
        for tag in settings.LANGUAGES_SHOWN:
            self.fields[field_name(tag)] = self.one_field(tag, kept.pop(tag, ""))
        self.fields["others"].initial = lines(kept)
        self.order_fields([*self.first_fields, *map(field_name, settings.LANGUAGES_SHOWN), "others"])

    first_fields: tuple[str, ...] = ()

    def one_field(self, tag: str, kept: str) -> forms.CharField:
        widget = (
            forms.Textarea(attrs={"rows": 4, "dir": "auto", "lang": tag})
            if self.area
            else forms.TextInput(attrs={"dir": "auto", "lang": tag})
        )
        return forms.CharField(label=f"{self.said} in {own_name(tag)}", required=False, initial=kept, widget=widget)

    def clean_others(self) -> dict[str, str]:
        try:
            found = read_lines(self.cleaned_data["others"])
        except LinesError as error:
            raise forms.ValidationError(error.problems) from None
        if twice := [tag for tag in found if tag in settings.LANGUAGES_SHOWN]:
            raise forms.ValidationError(f"{', '.join(map(own_name, twice))} has a field of its own above.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        own = {tag: cleaned.get(field_name(tag), "").strip() for tag in settings.LANGUAGES_SHOWN}
        every = {tag: words for tag, words in {**own, **(cleaned.get("others") or {})}.items() if words}
        setattr(self.instance, self.words, every)
        return cleaned

    def changed(self) -> bool:
        return bool(self.changed_data)


def field_name(tag: str) -> str:
    return f"in_{tag.replace('-', '_').lower()}"
