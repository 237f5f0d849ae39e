"""The forms of the three lists: labels per language, place in the tree, address."""

from typing import Any

from django import forms

from dateline.desk import choices
from dateline.desk.per_language import PerLanguage
from dateline.desk.selects import TermSelect
from dateline.vocabularies.models import Office, ReleaseType, Term, Topic


class TermForm(PerLanguage):
    words = "labels"
    said = "Label"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].help_text = "The part of public addresses that names it. Made from the label when left empty."
        parent = self.fields.get("parent")
        if isinstance(parent, forms.ModelChoiceField):
            parent.label, parent.empty_label = "Stands under", "Nothing: it is at the top"
            parent.widget = TermSelect(choices=parent.choices)  # type: ignore[arg-type]


class TypeForm(TermForm):
    class Meta:
        model = ReleaseType
        fields = ("slug",)


class TopicForm(TermForm):
    class Meta:
        model = Topic
        fields = ("parent", "slug")


class OfficeForm(TermForm):
    class Meta:
        model = Office
        fields = ("parent", "slug", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "The newsroom’s"), *choices.zones(self.instance.zone)]
        self.fields["zone"].widget = forms.Select(choices=offered)
        self.fields["zone"].label, self.fields["zone"].help_text = "Time zone", "New releases of this office begin with it."


FORMS: dict[type[Term], type[TermForm]] = {ReleaseType: TypeForm, Topic: TopicForm, Office: OfficeForm}
