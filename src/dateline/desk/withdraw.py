"""A public release is taken down, with the reason readers will see; what was withdrawn comes back as it was.

In the place of Wagtail's unpublish and delete.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views import snippets

from dateline.desk import at_once, public
from dateline.desk.rights import AboutRelease
from dateline.people.models import User
from dateline.record.content import Content
from dateline.record.models import Kind, State
from dateline.record.publish import RecordError
from dateline.releases import lifecycle
from dateline.releases.models import Release
from dateline.releases.schedule import is_scheduled

KINDS = (
    (Kind.WITHDRAWN, "Withdraw: it was public, and no longer holds. Readers see title, date and reason. It can be brought back."),
    (Kind.RETRACTED, "Retract: it should never have been public. Readers see the reason and its date, nothing else. For good."),
)


class ReasonForm(forms.Form):
    kind = forms.ChoiceField(label="What happens to it", choices=KINDS, widget=forms.RadioSelect, required=False, initial=Kind.WITHDRAWN)
    reason = forms.CharField(
        label="Reason for readers",
        help_text="Whoever opens the address reads this, and so does whoever looks through the newsroom’s corrections. It stays for good.",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=1000,
        error_messages={"required": "Say why it is withdrawn: readers are told."},
    )


class OneRelease(AboutRelease, PermissionCheckedMixin):
    """Finds the release before anybody's right is asked about it."""

    model = Release

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Release, pk=kwargs["pk"])


class Asking(OneRelease, WagtailAdminTemplateMixin):
    """A page that asks before it acts, with the release's name above."""

    page_title = ""

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("releases:list"), "label": "Releases"},
            {"url": edit_url(self.object), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]


class WithdrawView(Asking, FormView):  # type: ignore[type-arg]
    """Shows what is at stake, asks the reason, withdraws."""

    permission_required = "withdraw"
    form_class = ReasonForm
    template_name = "desk/withdraw.html"
    page_title = "Withdraw"
    header_icon = "cross"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if lifecycle.is_public(self.object) else self.nothing_to_do()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if lifecycle.is_public(self.object) else self.nothing_to_do()

    def nothing_to_do(self) -> HttpResponse:
        messages.warning(self.request, f"“{self.object}” is not public, so there is nothing to withdraw.")
        return HttpResponseRedirect(edit_url(self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = lifecycle.item_of(self.object)
        told = {"release": self.object, "item": item, "address": public.address(self.object), "edit_url": edit_url(self.object)}
        return {**super().get_context_data(**kwargs), **told}

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        kind = form.cleaned_data["kind"] or Kind.WITHDRAWN
        try:
            lifecycle.withdraw(self.object, by=signed_in(self.request), reason=form.cleaned_data["reason"], kind=kind)
        except RecordError as refusal:
            messages.error(self.request, f"Nothing was withdrawn. {refusal}")
            return HttpResponseRedirect(edit_url(self.object))
        at_once.settle()
        word = "retracted" if kind == Kind.RETRACTED else "withdrawn"
        told = f"is {word}. Its page tells readers why; lists and counts have forgotten it."
        messages.success(
            self.request, f"“{self.object}” {told}", buttons=[messages.button(public.address(self.object), "See what readers see")]
        )
        return HttpResponseRedirect(reverse("releases:list"))


class RestoreView(Asking, TemplateView):
    """Shows what comes back, asks once more, brings it back."""

    permission_required = "withdraw"
    template_name = "desk/restore.html"
    page_title = "Bring back"
    header_icon = "rotate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = super().dispatch(request, *args, **kwargs)
        item = lifecycle.item_of(self.object)
        if item is not None and item.state == State.WITHDRAWN or request.method == "POST":
            return answer
        messages.warning(request, f"“{self.object}” is not withdrawn, so there is nothing to bring back.")
        return HttpResponseRedirect(edit_url(self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = lifecycle.item_of(self.object)
        change = item.changes.filter(kind__in=(Kind.WITHDRAWN, Kind.EXPIRED)).order_by("-n").first() if item else None
        title = Content.read(item.current.content).title if item and item.current else ""
        told = {"release": self.object, "title": title, "change": change, "edit_url": edit_url(self.object), "draft": differs(self.object)}
        return {**super().get_context_data(**kwargs), **told, "address": public.address(self.object)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            lifecycle.restore(self.object, by=signed_in(request))
        except RecordError as refusal:
            messages.error(request, f"Nothing was brought back. {refusal}")
            return HttpResponseRedirect(edit_url(self.object))
        at_once.settle()
        see = messages.button(public.address(self.object), "See the page")
        messages.success(request, f"“{self.object}” is public again, as it was.", buttons=[see])
        return HttpResponseRedirect(edit_url(self.object))


def differs(release: Release) -> bool:
    """Whether the latest draft says something else than what comes back."""
    revision = lifecycle.last_public(release)
    return revision is not None and revision.pk != release.latest_revision_id


class UnpublishView(OneRelease, View):
    """Wagtail's way to unpublish leads to ours."""

    permission_required = "withdraw"
    template_name = ""  # the viewset asks for one

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("releases:withdraw", args=[self.object.pk]))


class DeleteView(AboutRelease, snippets.DeleteView):
    """A draft that was never public may go; anything else is withdrawn."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("delete"):
            raise PermissionDenied
        if is_scheduled(self.object):
            messages.error(request, f"“{self.object}” waits for its hour, so it stays. Cancel the hour first.")
            return HttpResponseRedirect(edit_url(self.object))
        if lifecycle.item_of(self.object) is None:
            return super().dispatch(request, *args, **kwargs)
        if lifecycle.is_public(self.object):
            return HttpResponseRedirect(reverse("releases:withdraw", args=[self.object.pk]))
        messages.error(request, f"“{self.object}” was public once, so it stays: its address still tells readers why it was withdrawn.")
        return HttpResponseRedirect(edit_url(self.object))


def signed_in(request: HttpRequest) -> User:
    """Who asks; Wagtail lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def edit_url(release: Release) -> str:
    return reverse("releases:edit", args=[release.pk])
