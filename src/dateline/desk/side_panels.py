"""Beside the form: what keeps a release from going out. Rendered anew after every autosave."""

from typing import Any

from wagtail.admin.ui.side_panels import BaseSidePanel

from dateline.desk.dateline import hints
from dateline.desk.release_form import sentences


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
            return {**super().get_context_data(parent_context), "count": len(sentences(self.panel.object))}

    def get_context_data(self, parent_context: Any) -> Any:
        return {**super().get_context_data(parent_context), "problems": sentences(self.object), "hints": hints(self.object)}
