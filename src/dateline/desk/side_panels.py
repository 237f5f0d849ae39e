"""Beside the form: what keeps a release from going out. Rendered anew after every autosave."""

from typing import Any

from wagtail.admin.ui.side_panels import BaseSidePanel

from dateline.desk.dateline import hints
from dateline.desk.release_form import sentences
from dateline.releases.models import Release


class ProblemsSidePanel(BaseSidePanel):
    """Every problem, as `releases.checks` finds it."""

    name = "problems"
    title = "Before it goes out"
    template_name = "desk/problems.html"
    order = 150

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Before it goes out"
        icon_name = "clipboard-list"

        def get_context_data(self, parent_context: Any) -> Any:
            return {**super().get_context_data(parent_context), "count": len(waiting(self.panel.object))}

    def get_context_data(self, parent_context: Any) -> Any:
        told = {"out": is_out(self.object), "problems": waiting(self.object), "hints": hints(self.object)}
        return {**super().get_context_data(parent_context), **told}


def is_out(release: Release) -> bool:
    """Whether the text is public word for word, so that nothing of it waits for anything, not even for a note."""
    return bool(release.pk and release.live and not release.has_unpublished_changes)


def waiting(release: Release) -> list[str]:
    return [] if is_out(release) else sentences(release)
