"""What publishing a public release again says to readers: a kind, and a note unless it is minor."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from dateline.releases.models import ChangeKind

NOTE_HELP = (
    "Readers see it on top of the page and in its history; a correction is listed among the newsroom’s corrections too. "
    "Say what was wrong and what is right. Minor changes carry none."
)


class WhatChanged(MultiFieldPanel):
    """There only for a release that has been public: before that, nothing has changed."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.first_published_at is not None and bool(super().is_shown())


def what_changed() -> WhatChanged:
    kind = FieldPanel("change_kind", heading="This change is", widget=forms.RadioSelect(choices=ChangeKind.choices))
    note = FieldPanel("change_note", heading="Note for readers", help_text=NOTE_HELP, widget=written())
    return WhatChanged([kind, note], heading="What changed")


def written() -> Any:
    return AdminAutoHeightTextInput(attrs={"dir": "auto", "rows": 2})
