"""The files of other sites on a release's form: one a line, its address and then its title."""

from typing import Any

from django import forms

from dateline.releases.links import as_lines, read_lines

NAME = "link_lines"


def field() -> forms.CharField:
    return forms.CharField(
        label="Files on other sites",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="One a line: its address, a space, its title. They stand under Attachments.",
    )


def begin(form: Any) -> None:
    form.fields[NAME].initial = as_lines(form.instance.links)


def keep(form: Any) -> None:
    """Put what was written into the release; a form that does not have the field leaves it alone."""
    if form.add_prefix(NAME) not in form.data:
        return
    found, problems = read_lines(form.cleaned_data.get(NAME, ""), form.instance.links)
    if problems:
        form.add_error(NAME, problems)
    else:
        form.instance.links = found
