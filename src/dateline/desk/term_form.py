"""The forms of the three lists: labels per language, since when, place in the tree, address, opening and closing."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from wagtail.admin.widgets import AdminDateInput

from dateline.desk import choices
from dateline.desk.per_language import PerLanguage, Words
from dateline.desk.selects import TermSelect
from dateline.vocabularies.models import FormerName, FormerSlug, Office, ReleaseType, Term, Topic

TOLD = "From the day of closing on readers are told who carries on; of an office also when that one has published nothing yet."
ADDRESS = "The part of public addresses that names it. Made from the label when left empty."


def today() -> date:
    """The newsroom's civil day."""
    return datetime.now(ZoneInfo(settings.NEWSROOM_ZONE)).date()


class TermForm(PerLanguage):
    """A label that changes is a correction, unless a day says that the name itself changed: then items of before keep the old one."""

    words = "labels"
    said = "Label"

    renamed_on = forms.DateField(label="The name changed on", required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].help_text = " ".join([ADDRESS, *self.moved()])
        self.in_tree("parent", "Stands under", "Nothing: it is at the top")
        self.in_tree("successor", "Carried on by", "Nobody")
        self.fields["successor"].help_text = TOLD
        for name, said in (("opened_on", "Opened on"), ("closed_on", "Closed on")):
            self.fields[name].label, self.fields[name].widget = said, AdminDateInput()
        self.fields["closed_on"].help_text = "From this day on it is offered to editors no more. Its items stay, and readers are told."
        if self.instance.pk:
            self.fields["renamed_on"].help_text = " ".join(["Empty: the label is put right, for all times.", *self.names()])
        else:
            del self.fields["renamed_on"]
        self.order_fields([*self.parts[0].fields, "renamed_on"])

    def in_tree(self, name: str, said: str, empty: str) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            field.label, field.empty_label = said, empty
            field.queryset = field.queryset.filter(merged_into=None)  # type: ignore[union-attr]
            field.widget = TermSelect(choices=field.choices)  # type: ignore[arg-type]

    def names(self) -> list[str]:
        known = FormerName.objects.filter(facet=self.instance.facet, key=self.instance.key)
        return [f"Until {date_format(one.until_on, 'j F Y')}: {', '.join(one.labels.values())}." for one in known]

    def moved(self) -> list[str]:
        known = FormerSlug.objects.filter(facet=self.instance.facet, key=self.instance.key or "-").values_list("slug", flat=True)
        return [f"Addresses of before lead here: {', '.join(known)}."] if known else []

    def clean_renamed_on(self) -> date | None:
        day: date | None = self.cleaned_data["renamed_on"]
        last = FormerName.objects.filter(facet=self.instance.facet, key=self.instance.key).order_by("until_on").last()
        if day and day > today():
            raise forms.ValidationError(f"{day} is still to come: readers would see the new name at once. Change it on that day.")
        if day and last and day <= last.until_on:
            raise forms.ValidationError(f"The name changed on {last.until_on} already. Choose a later day, or none to put the label right.")
        return day

    def clean(self) -> dict[str, Any]:
        before = dict(self.instance.labels)
        cleaned = super().clean()
        opened, closed = cleaned.get("opened_on"), cleaned.get("closed_on")
        if opened and closed and closed <= opened:
            self.add_error("closed_on", f"It cannot close on {closed}, for it opens on {opened}. Choose a later day.")
        if cleaned.get("renamed_on") and self.instance.labels == before:
            self.add_error("renamed_on", "No label is another than before. Write the new name above, or leave the day empty.")
        return cleaned


class TypeForm(TermForm):
    class Meta:
        model = ReleaseType
        fields = ("slug", "opened_on", "closed_on", "successor")


class TopicForm(TermForm):
    class Meta:
        model = Topic
        fields = ("parent", "slug", "opened_on", "closed_on", "successor")


class OfficeForm(TermForm):
    more_words = (Words("about", "About", area=True, prefix="about_"),)

    cities_said = forms.CharField(
        label="Cities",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="One a line, in every spelling that its datelines use.",
    )

    class Meta:
        model = Office
        fields = ("parent", "slug", "zone", "opened_on", "closed_on", "successor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "The newsroom’s"), *choices.zones(self.instance.zone)]
        self.fields["zone"].widget = forms.Select(choices=offered)
        self.fields["zone"].label, self.fields["zone"].help_text = "Time zone", "New releases of this office begin with it."
        self.fields["cities_said"].initial = "\n".join(self.instance.cities)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = (" ".join(line.split()) for line in (cleaned.get("cities_said") or "").splitlines())
        self.instance.cities = list(dict.fromkeys(city for city in said if city))
        return cleaned


FORMS: dict[type[Term], type[TermForm]] = {ReleaseType: TypeForm, Topic: TopicForm, Office: OfficeForm}
