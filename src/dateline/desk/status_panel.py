"""Beside the form: where the release stands, in the words of the desk's lists. Wagtail's panel offers a dialogue for times that this form
has not, tells of locks that nobody sets here, and calls public what it calls live.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel, StatusSidePanel

from dateline.desk import public
from dateline.desk.home import by_clock
from dateline.desk.state import state_of
from dateline.releases.lifecycle import item_of
from dateline.releases.models import Release


class ReleaseStatus(BaseSidePanel):
    """State, last words saved and by whom, first publication; the way to its page and to its history."""

    name = "status"
    title = "Where it stands"
    template_name = "desk/status.html"
    order = 100

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Where it stands"
        icon_name = "info-circle"

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        stored = Release.objects.select_related("latest_revision__user").filter(pk=self.object.pk).first() if self.object.pk else None
        return {**context, **(self.told(stored) if stored else {})}

    def told(self, stored: Release) -> dict[str, Any]:
        latest, item = stored.latest_revision, item_of(stored)
        return {
            "state": state_of(stored),
            "saved": by_clock(latest.created_at, self.request.user) if latest else "",
            "by": latest.user if latest else None,
            "first": by_clock(item.published_at, self.request.user) if item else "",
            "address": public.address_of(item) if item else "",
            "history": reverse("releases:history", args=[stored.pk]),
        }


def ours(panels: Iterable[BaseSidePanel]) -> list[BaseSidePanel]:
    """Wagtail's panels, its status told by us. Left out: its checks, which count what its own bar finds in a preview. Ours has none."""
    kept = [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
    return [ReleaseStatus(panel.object, panel.request) if isinstance(panel, StatusSidePanel) else panel for panel in kept]
