"""Writing a release: a draft is kept whatever it lacks; publishing asks everything at once and is one act with the record."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.snippets.views import snippets

from dateline.desk import at_once, heads, public, translate
from dateline.desk.release_form import ReleaseForm, show, text_of
from dateline.desk.rights import AboutRelease
from dateline.desk.schedule import Waiting
from dateline.desk.side_panels import ProblemsSidePanel
from dateline.desk.status_panel import ours
from dateline.people.models import User
from dateline.record.publish import RecordError
from dateline.releases.checks import NotReady, Problem, problems
from dateline.releases.models import Release, ReleaseOffice, newsroom_zone
from dateline.releases.policy import may
from dateline.vocabularies.models import Office

SETTLED = ("locked", "invalid_revision")  # refusals that have nothing to do with the text


if TYPE_CHECKING:
    Base: Any = snippets.EditView
else:
    Base = object


class Writing(Base):
    """What the create and the edit view share."""

    def start(self) -> Release:
        """The release before this form, in a copy of its own."""
        raise NotImplementedError

    def is_valid(self, form: ReleaseForm) -> bool:
        valid = bool(super().is_valid(form))
        if getattr(self, "produced_error_code", "") in SETTLED:
            return False
        text = text_of(form, self.start())
        found = self.not_allowed(text) or (problems(text) if self.action == "publish" else [])
        show(form, found)
        if valid and not found:
            return True
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()
        return False

    def not_allowed(self, text: Release) -> list[Problem]:
        """The person's right in the office that the text would have, not only in the one it has."""
        verb = "add" if self.view_name == "create" else "change"
        person, office = self.request.user, text.first_office
        if not may(person, verb, text) and not (office is None and verb == "add"):
            where = f"You do not write for {office}." if office else "A release without an office is its author's alone."
            return [Problem("release_offices", f"{where} Put an office of yours first.")]
        if self.action == "publish" and not may(person, "publish", text):
            where = f"You do not publish for {office}." if office else "Only an office can publish."
            return [Problem("release_offices", f"{where} Save the draft, and ask an editor.")]
        return []

    def get_error_message(self) -> str:
        if self.action != "publish" or self.expects_json_response:
            return str(super().get_error_message())
        return "Nothing was published. Each problem is told at its field."

    def publish_action(self) -> HttpResponse | None:
        try:
            response = super().publish_action()
        except (NotReady, RecordError) as refusal:
            messages.error(self.request, f"Nothing was published; the draft is saved. {refusal}")
            return HttpResponseRedirect(self.get_edit_url())
        at_once.settle()
        return response

    def get_success_message(self, instance: Release | None = None) -> str:
        release = instance or self.object
        if self.action == "publish":
            return f"“{release}” is public."
        return f"The draft “{release}” is saved. {'What is public stays as it is.' if release.live else 'Nobody outside sees it.'}"

    def get_success_buttons(self) -> list[Any]:
        if self.action != "publish":
            return []  # the form is open again
        see = messages.button(public.address(self.object), "See the page", new_window=False)
        return [see, *super().get_success_buttons()]

    def get_side_panels(self) -> MediaContainer:
        panels = ours(super().get_side_panels())
        text = self.object if self.view_name != "create" else self.form.instance
        return MediaContainer([*panels, *translate.panels(text, self.request), ProblemsSidePanel(text, self.request)])

    def get_lock_context(self) -> dict[str, Any]:
        return {}  # locking by hand comes with its issue


class CreateView(heads.New, Waiting, Writing, snippets.CreateView):
    """A new release begins with its author's office and that office's zone."""

    def start(self) -> Release:
        return Release(author=self.request.user)

    def get_initial_form_instance(self) -> Release:
        return self.start() if self.request.method == "POST" else begun_by(self.request.user)


class CopyView(AboutRelease, CreateView):
    """A form filled with another release's words; what is saved from it is a new release, for it is posted to the create view."""

    http_method_names = ["get", "head", "options"]
    permission_required = "view"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.live_object = self.original()

    def original(self) -> Release:
        return get_object_or_404(Release, pk=self.kwargs["pk"])

    def get_initial_form_instance(self) -> Release:
        return copied(self.live_object.get_latest_revision_as_object(), self.request.user)


class EditView(AboutRelease, Waiting, Writing, snippets.EditView):
    def start(self) -> Release:
        return self.get_object()

    @property
    def header_more_buttons(self) -> list[Any]:
        return public.buttons(self.live_object, self.request.user, edit=False)


def begun_by(person: User) -> Release:
    """An empty release in the first office of the person's own, if there is one."""
    first = Office.objects.filter(pk__in=[at for _, at in person.roles if at is not None]).first()
    begun = Release(author=person, zone=(first.zone if first else "") or person.zone or newsroom_zone())
    if first:
        begun.release_offices = [ReleaseOffice(office=first, sort_order=0)]
    return begun


WORDS = ("language", "type", "title", "subtitle", "dateline", "lead", "body", "notes", "zone", "links")


def copied(original: Release, person: User) -> Release:
    """The same words in a new release: own identity, own story, no source, not public."""
    copy = Release(author=person, **{name: getattr(original, name) for name in WORDS})
    copy.release_offices = [ReleaseOffice(office=office, sort_order=n) for n, office in enumerate(original.offices_in_order())]
    copy.release_topics = [type(row)(topic=row.topic, sort_order=n) for n, row in enumerate(original.release_topics.all())]
    beside = enumerate(original.release_pictures.all())
    copy.release_pictures = [type(row)(picture=row.picture, alt=row.alt, caption=row.caption, sort_order=n) for n, row in beside]
    attached = enumerate(original.release_attachments.all())
    copy.release_attachments = [type(row)(attachment=row.attachment, sort_order=n) for n, row in attached]
    return copy
