"""The form of a release: its fields, and where on it each problem is shown."""

from collections.abc import Sequence
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminAutoHeightTextInput

from dateline.desk import choices, dateline, link_lines, local_time
from dateline.desk.change_panel import what_changed
from dateline.desk.direction import WordsPanel, language_of, turn
from dateline.desk.media_panels import media_panels
from dateline.desk.one_line import OneLine
from dateline.desk.selects import OfferedSelect
from dateline.releases.checks import Problem, doubled, problems
from dateline.releases.models import Release

EITHER_WAY = {"dir": "auto"}  # an Arabic title reads right in an English desk
TITLE_MISSING = "The title is missing. Write the title that readers will see."


class ReleaseForm(WagtailAdminModelForm):
    """Words, lists and two times; workflow comes with its issue."""

    link_lines = link_lines.field()
    show_schedule_publishing_toggle = False  # the times stand in the form, not in a dialogue of Wagtail's

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].widget = forms.Select(choices=choices.languages(self.instance.language))
        self.fields["zone"].widget = forms.Select(choices=choices.zones(self.instance.zone))
        self.fields["zone"].help_text = "By its clock the release has its day and its hour."
        self.fields["title"].error_messages["required"] = TITLE_MISSING
        self.fields["type"].empty_label = "Not given"
        self.fields["change_kind"].required = False  # before the first publication it is not asked
        for name, what in LISTED_ONCE.items():
            tell_of_doubles(self.formsets[name], name, what)
        local_time.settle(self)
        link_lines.begin(self)
        dateline.suggest(self)
        turn(self.fields, language_of(self))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        local_time.keep_a_past_end(self)
        local_time.tell_a_wrong_end(self)
        link_lines.keep(self)
        return cleaned


def panels() -> list[Any]:
    return [
        FieldPanel("title", widget=OneLine(), classname="desk-title"),
        FieldPanel("subtitle", widget=OneLine()),
        FieldRowPanel([FieldPanel("language"), FieldPanel("type", heading="Content type", widget=OfferedSelect)]),
        InlinePanel("release_offices", heading="Where we are", label="Office", panels=[FieldPanel("office", widget=OfferedSelect)]),
        InlinePanel("release_topics", heading="What we do", label="Topic", panels=[FieldPanel("topic", widget=OfferedSelect)]),
        FieldPanel("dateline", widget=dateline.DatelineInput(attrs=EITHER_WAY)),
        FieldPanel("lead", widget=AdminAutoHeightTextInput(attrs={**EITHER_WAY, "rows": 3})),
        WordsPanel("body"),
        WordsPanel("notes", heading="Notes to editors"),
        *media_panels(),
        FieldPanel(link_lines.NAME),
        what_changed(),
        FieldPanel("zone", heading="Time zone"),
        MultiFieldPanel([FieldPanel("go_live_at"), FieldPanel("expire_at")], heading="The hour"),
    ]


def edit_handler() -> ObjectList:
    return ObjectList(panels(), base_form_class=ReleaseForm)


def text_of(form: ReleaseForm, start: Release) -> Release:
    """The release as this form would make it, rows of offices and topics included; `start` is a copy nobody else holds.

    Wagtail's form cannot be applied twice, so a second one reads the same data. What is named twice stays in it, to be told with the rest.
    """
    trial = type(form)(form.data, form.files, instance=start, for_user=form.for_user)
    trial.defer_required_fields()
    for name in LISTED_ONCE:
        trial.formsets[name].validate_unique = lambda: None
    if trial.is_valid():
        trial.save(commit=False)
    return trial.instance


SUBJECTS = {
    "title": "The title",
    "lead": "The lead",
    "body": "Body,",
    "change_note": "The note",
    "release_offices": "Offices:",
    "release_topics": "Topics:",
    "release_pictures": "Pictures:",
    "release_attachments": "Attachments:",
}


def sentence(problem: Problem) -> str:
    """A problem as a whole sentence: some messages begin in small letters and need a subject."""
    return f"{SUBJECTS.get(problem.field, '')} {problem.message}".strip()


def sentences(release: Release) -> list[str]:
    """What keeps the release from going out."""
    return [sentence(problem) for problem in problems(release)]


LISTED_ONCE = {"release_offices": "office", "release_topics": "topic"}


def tell_of_doubles(rows: Any, name: str, what: str) -> None:
    """Say what is named twice as `releases.checks` says it: no draft can hold it either, and Django speaks of data and uniqueness."""
    twice = sentence(Problem(name, doubled(what)))
    rows.get_unique_error_message = lambda unique_check: twice
    rows.get_form_error = lambda: "This one stands there already."


def show(form: ReleaseForm, found: Sequence[Problem]) -> None:
    """Put every problem at its field, but for fields that say what is wrong already."""
    for problem in found:
        if problem.field in form.formsets:
            errors = form.formsets[problem.field].non_form_errors()
            if not errors:
                errors.append(sentence(problem))
        elif problem.field not in form.fields:
            form.add_error(None, sentence(problem))
        elif problem.field not in form.errors:
            form.add_error(problem.field, sentence(problem))
