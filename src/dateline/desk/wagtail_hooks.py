"""What the desk tells Wagtail: its rooms, its menu, its home, its colours. What means nothing here is left out."""

# mypy: disable-error-code="untyped-decorator"

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.log_actions import LogFormatter

from dateline.desk import action_menu
from dateline.desk.contacts import ContactViewSet
from dateline.desk.home import DraftsPanel, PublicPanel
from dateline.desk.hour_panels import NextPanel, TodayPanel
from dateline.desk.links import link_feature
from dateline.desk.media_views import AttachmentViewSet, PictureViewSet, private_file
from dateline.desk.newsroom import NewsroomView, may_settle
from dateline.desk.people import PeopleViewSet
from dateline.desk.release_viewset import ReleaseViewSet
from dateline.desk.terms import OfficeViewSet, TopicViewSet, TypeViewSet
from dateline.site.pages import static

MENU = ("releases", "pictures", "attachments", "offices", "topics", "content-types", "contacts", "people", "newsroom")


@hooks.register("register_admin_viewset")
def rooms() -> list[Any]:
    lists = [OfficeViewSet(), TopicViewSet(), TypeViewSet(), ContactViewSet()]
    return [ReleaseViewSet(), PictureViewSet(), AttachmentViewSet(), *lists, PeopleViewSet()]


@hooks.register("register_admin_urls")
def pages() -> list[URLPattern]:
    return [
        path("newsroom/", NewsroomView.as_view(), name="newsroom"),
        path("files/<slug:sha256>/", private_file, name="private_file"),
    ]


class NewsroomItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_settle(request.user)


@hooks.register("register_admin_menu_item")
def newsroom_item() -> MenuItem:
    return NewsroomItem("This newsroom", reverse("newsroom"), name="newsroom", icon_name="site", order=310)


@hooks.register("construct_main_menu", order=1000)
def only_ours(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in MENU]


@hooks.register("register_admin_search_area")
def search_releases() -> SearchArea:
    return SearchArea("Releases", reverse("releases:list"), name="releases", icon_name="doc-full", order=1)


@hooks.register("construct_search", order=1000)
def only_releases(request: HttpRequest, areas: list[SearchArea]) -> None:
    areas[:] = [area for area in areas if area.name == "releases"]


@hooks.register("construct_homepage_panels", order=1000)
def home(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [NextPanel(), DraftsPanel(), TodayPanel(), PublicPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_snippet_action_menu", order=1000)
def release_actions(items: list[Any], request: HttpRequest, context: Any) -> None:
    action_menu.construct(items, context)


@hooks.register("register_rich_text_features", order=1000)
def links(features: Any) -> None:
    features.register_editor_plugin("draftail", "link", link_feature())


@hooks.register("insert_global_admin_css")
def colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_global_admin_js")
def clock() -> str:
    """Each page tells its script what time it is here: the clock of whoever looks may be wrong."""
    return format_html('<script src="{}" data-now="{}" defer></script>', static("desk/desk.js"), timezone.now().timestamp())


@hooks.register("insert_global_admin_js")
def unsaved() -> str:
    return format_html('<script src="{}" defer></script>', static("desk/unsaved.js"))


@hooks.register("register_log_actions")
def acts(actions: Any) -> None:
    actions.register_action("dateline.withdraw")(WithdrawnEntry)
    actions.register_action("dateline.retract")(RetractedEntry)
    actions.register_action("dateline.unschedule", "Call off", "Called off: it does not go out by itself")
    actions.register_action("dateline.expire", "End", "Its time was over: no longer public, as planned")
    actions.register_action("dateline.restore", "Bring back", "Brought back: public again as it was")
    actions.register_action("dateline.erase", "Erase", "Erased by law, in every version; what was erased is said nowhere")


class WithdrawnEntry(LogFormatter):
    """A withdrawal in a release's history, with what readers were told."""

    label = "Withdraw"

    def format_message(self, log_entry: Any) -> str:
        return f"Withdrawn. Readers are told: {log_entry.data.get('reason', '')}"


class RetractedEntry(LogFormatter):
    """What should never have been public, with what readers were told."""

    label = "Retract"

    def format_message(self, log_entry: Any) -> str:
        return f"Retracted. Readers are told: {log_entry.data.get('reason', '')}"
