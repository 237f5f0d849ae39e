"""The hour at the desk: set by a button of the form, kept under a lock, called off or brought forward on a page that asks first."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.snippets.views import snippets

from dateline.desk import at_once, public
from dateline.desk.hour_panels import HourSidePanel
from dateline.desk.release_form import ReleaseForm, sentence, show, text_of
from dateline.desk.withdraw import OneRelease, edit_url, signed_in
from dateline.record.publish import RecordError
from dateline.releases import hours, schedule
from dateline.releases.checks import NotReady, Problem, problems
from dateline.releases.hold import zone_of
from dateline.releases.models import Release
from dateline.releases.policy import may

if TYPE_CHECKING:
    Base: Any = snippets.EditView
else:
    Base = object


class Waiting(Base):
    """For the create and the edit view: a second button beside Publish, and the lock on what waits for its hour."""

    def get_available_actions(self) -> list[str]:
        actions = list(super().get_available_actions())
        return [*actions, "schedule"] if "publish" in actions else actions

    def is_valid(self, form: ReleaseForm) -> bool:
        if not super().is_valid(form):
            return False
        found = self.time_problems(text_of(form, self.start()))
        show(form, found)
        if found:
            self.produced_error_code = "validation_error"
            self.produced_error_message = "No hour was set. Each problem is told at its field."
        return not found

    def time_problems(self, text: Release) -> list[Problem]:
        """What keeps the text from waiting for its hour, the right in its office included."""
        if self.action != "schedule":
            return []
        if not may(self.request.user, "publish", text):
            return [Problem("release_offices", f"You do not publish for {text.first_office}. Save the draft, and ask an editor.")]
        return [*problems(text), *schedule.time_problems(text)]

    def schedule_action(self) -> HttpResponse | None:
        """Wagtail's own way to publish: a text whose time is to come is held until then."""
        try:
            self.new_revision.publish(user=self.request.user, skip_permission_checks=True)
        except (NotReady, RecordError) as refusal:
            messages.error(self.request, f"No hour was set; the draft is saved. {refusal}")
        else:
            messages.success(self.request, f"“{self.object}” goes out by itself at {when(self.object)}.")
        return HttpResponseRedirect(self.get_edit_url())

    def publish_action(self) -> HttpResponse | None:
        """Before the hour that the text names, somebody is asked once more."""
        if self.object.go_live_at and self.object.go_live_at > timezone.now():
            return HttpResponseRedirect(reverse("releases:publish_now", args=[self.object.pk]))
        answer: HttpResponse | None = super().publish_action()
        return answer

    def get_side_panels(self) -> MediaContainer:
        text = self.object if self.view_name != "create" else self.form.instance
        return MediaContainer([*super().get_side_panels(), HourSidePanel(text, self.request)])

    def get_lock_context(self) -> dict[str, Any]:
        context: dict[str, Any] = {**super().get_lock_context(), "locked_for_user": self.locked_for_user}
        if self.locked_for_user and self.request.method == "GET":
            left = hours.left(self.live_object.go_live_at, timezone.now()) if self.live_object.go_live_at else "a moment"
            messages.info(
                self.request, f"Goes out at {when(self.live_object)}, in {left}. Until then it stays as it is.", extra_tags="lock"
            )
        return context


def when(release: Release) -> str:
    """ "10:00 Vienna, 25 November · 09:00 UTC"."""
    at, zone = release.go_live_at, zone_of(release)
    if at is None:
        return "no time"
    first, *others = hours.everywhere(at, zone)
    local = hours.local(at, zone)
    return " · ".join([f"{first}, {local.day} {local:%B %Y}", *others])


class AskFirst(OneRelease, WagtailAdminTemplateMixin, TemplateView):
    """A page with one question and one button."""

    permission_required = "publish"
    header_icon = "calendar-alt"

    def get_page_subtitle(self) -> str:
        return str(self.text)

    @property
    def text(self) -> Release:
        return self.object.get_latest_revision_as_object()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("releases:list"), "label": "Releases"},
            {"url": edit_url(self.object), "label": str(self.text)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text, now = self.text, timezone.now()
        waits = bool(text.go_live_at and text.go_live_at > now)
        told = {
            "release": text,
            "waits": waits,
            "when": when(text),
            "at": text.go_live_at,
            "left": hours.left(text.go_live_at, now) if waits and text.go_live_at else "",
            "problems": [sentence(problem) for problem in problems(text)],
            "edit_url": edit_url(self.object),
        }
        return {**super().get_context_data(**kwargs), **told}


class PublishNowView(AskFirst):
    """Out before its hour: the page names the time left, for the hour may have been promised to somebody."""

    template_name = "desk/publish_now.html"
    page_title = "Publish now"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            schedule.publish_now(self.object, by=signed_in(request))
        except (NotReady, RecordError) as refusal:
            messages.error(request, f"Nothing was published. {refusal}")
            return HttpResponseRedirect(edit_url(self.object))
        at_once.settle()
        address = public.address(self.object)
        messages.success(request, f"“{self.text}” is public.", buttons=[messages.button(address, "See the page")])
        return HttpResponseRedirect(reverse("releases:list"))


class UnscheduleView(AskFirst):
    """Called off: a draft again."""

    template_name = "desk/unschedule.html"
    page_title = "Cancel the hour"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if schedule.is_scheduled(self.object) else self.nothing_to_do()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not schedule.is_scheduled(self.object):
            return self.nothing_to_do()
        schedule.cancel(self.object, by=signed_in(request))
        messages.success(request, f"“{self.text}” does not go out by itself any more. It is a draft again.")
        return HttpResponseRedirect(edit_url(self.object))

    def nothing_to_do(self) -> HttpResponse:
        messages.warning(self.request, f"“{self.text}” waits for no hour, so there is nothing to cancel.")
        return HttpResponseRedirect(edit_url(self.object))
