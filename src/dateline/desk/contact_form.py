"""The form of a press contact: what cannot be dialled, written to or understood is refused with the way out."""

import re
from typing import Any

from babel import Locale, UnknownLocaleError
from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminModelForm

from dateline.desk import choices
from dateline.desk.labels import LinesError, lines, read_lines
from dateline.desk.per_language import PerLanguage
from dateline.desk.selects import TermSelect
from dateline.releases.policy import offices_of
from dateline.vocabularies.models import Contact, Office

DIALLED = re.compile(r"\+?[\d\s()./-]+")
LEAST_DIGITS = 3  # an emergency number has three


class ContactForm(PerLanguage, WagtailAdminModelForm):
    """A role of before languages were named stands under the newsroom's first one, until somebody puts it right."""

    words = "roles"
    said = "Role"
    before = "role_"

    names_said = forms.CharField(
        label="Name in other languages",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text="Where it is another one there. One a line: language, colon, name. Such as fr: Presse, jour et nuit",
    )
    languages_said = forms.CharField(label="Languages", required=False, help_text="Language tags, the best first. Such as en, fr, ar")

    class Meta:
        model = Contact
        fields = ("office", "name", "telephone", "out_of_hours", "mail", "hours", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unnamed = str(self.instance.role)  # in no language
        [role] = self.parts
        if self.unnamed and not self.instance.roles:
            self.fields[role.fields[0]].initial = self.unnamed
        self.fields["names_said"].initial = lines(self.instance.names)
        office: Any = self.fields["office"]
        office.queryset = offices_kept(self.for_user)
        office.empty_label = "Choose one"
        office.widget = TermSelect(choices=office.choices)
        self.fields["zone"].widget = forms.Select(choices=[("", "The office’s"), *choices.zones(self.instance.zone)])
        self.fields["zone"].label, self.fields["zone"].help_text = "Time zone of the hours", ""
        self.fields["mail"].label = "E-mail"
        self.fields["telephone"].help_text = "With the code of the country, as it is to be printed. Such as +41 61 555 01 42"
        self.fields["languages_said"].initial = ", ".join(self.instance.languages)
        for name in ("name", "hours"):
            self.fields[name].widget.attrs["dir"] = "auto"
        self.order_fields(
            ["office", "name", "telephone", "out_of_hours", "mail", "languages_said", "hours", "zone", *role.fields, "names_said"]
        )

    def has_changed(self) -> bool:
        return bool(self.unnamed) or super().has_changed()

    def clean_names_said(self) -> dict[str, str]:
        try:
            return read_lines(self.cleaned_data["names_said"])
        except LinesError as error:
            raise forms.ValidationError(error.problems) from None

    def clean_telephone(self) -> str:
        return dialled(self.cleaned_data["telephone"])

    def clean_out_of_hours(self) -> str:
        return dialled(self.cleaned_data["out_of_hours"])

    def clean_languages_said(self) -> list[str]:
        tags = [tag for tag in re.split(r"[\s,;]+", self.cleaned_data["languages_said"]) if tag]
        if unknown := [tag for tag in tags if not is_language(tag)]:
            raise forms.ValidationError(f"“{', '.join(unknown)}” is not a language tag. Write tags such as en, fr, pt-BR.")
        return list(dict.fromkeys(tags))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("telephone") and not cleaned.get("mail") and not {"telephone", "mail"} & self.errors.keys():
            raise forms.ValidationError("Nobody can be reached here. Write a telephone number or an address for mail.")
        self.instance.languages = cleaned.get("languages_said", self.instance.languages)
        self.instance.names = cleaned.get("names_said", self.instance.names)
        self.instance.role = ""
        return cleaned


def offices_kept(user: Any) -> QuerySet[Office]:
    """Those whose contacts somebody keeps; every one where nobody is named."""
    reached, open_ones = offices_of(user, "publish") if user else None, Office.objects.filter(merged_into=None)
    return open_ones if reached is None else open_ones.filter(pk__in=reached)


def dialled(said: str) -> str:
    """A telephone number as it is printed."""
    number = " ".join(said.split())
    if number and (not DIALLED.fullmatch(number) or sum(char.isdigit() for char in number) < LEAST_DIGITS):
        raise forms.ValidationError(f"“{number}” cannot be dialled. Write digits, such as +41 61 555 01 42.")
    return number


def is_language(tag: str) -> bool:
    try:
        return bool(Locale.parse(tag, sep="-"))
    except (ValueError, UnknownLocaleError):
        return False
