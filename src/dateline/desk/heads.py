"""What stands at the head of the desk's pages, where Wagtail would say Django's name of a model."""

from typing import Any

from django.urls import reverse

from dateline.media.models import Attachment
from dateline.vocabularies.models import Contact

CALLED: dict[Any, str] = {Attachment: "attachment", Contact: "press contact"}  # Django says "document" and "contact"

Base: Any = object  # of a view of Wagtail's, before which each of these stands


def called(model: Any) -> str:
    return CALLED.get(model, str(model._meta.verbose_name))


class Listed(Base):
    """The way to the page leads by the list as its own head calls it."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        lists, ours = reverse(self.index_url_name), CALLED.get(self.model)
        said = f"{ours}s".capitalize() if ours else ""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [{**item, "label": said} if said and item["url"] == lists else item for item in items]


class New(Listed):
    """A page for something that is not there yet: "New release"."""

    def get_page_title(self) -> str:
        return f"New {called(self.model)}"

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *way, _ = super().get_breadcrumbs_items()
        return [*way, {"url": "", "label": self.get_page_title()}]


class History(Listed):
    """What was done here, in the desk's words: Wagtail counts "model log entries"."""

    no_results_message = "Nobody did anything to it at this desk yet."

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        paginator = super().get_paginator(*args, **kwargs)
        paginator.verbose_name, paginator.verbose_name_plural = "act", "acts"
        return paginator
