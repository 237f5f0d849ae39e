"""Two terms that are one: shows what a merge touches, then does it in one transaction.

Editions are immutable and keep the merged term's key; `vocabularies.lists` lets it stand under the other, so counts, listings and
links follow without an edition or the index being touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Revision

from dateline.desk import at_once, term_use
from dateline.desk.selects import TermSelect
from dateline.people.models import Assignment
from dateline.record import publish as record
from dateline.record.models import Kind
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.vocabularies.models import Contact, FormerSlug, Office, ReleaseType, Term, TreeTerm


@dataclass(frozen=True, slots=True)
class Touched:
    """What a merge changes, counted before it is done."""

    releases: int
    public: int
    addresses: tuple[str, ...]
    children: tuple[Term, ...]
    contacts: int
    roles: int


def touched(term: Term) -> Touched:
    every: Any = type(term)._default_manager
    slugs = FormerSlug.objects.filter(facet=term.facet, key=term.key).values_list("slug", flat=True)
    return Touched(
        releases=term_use.releases_of(term, {term.pk}),
        public=term_use.rows(term, {term.pk}).filter(live=True).distinct().count(),
        addresses=(term.slug, *slugs) if term_use.in_record(term) else (),
        children=tuple(every.filter(parent=term.pk, merged_into=None)) if isinstance(term, TreeTerm) else (),
        contacts=Contact.objects.filter(office=term.pk).count() if isinstance(term, Office) else 0,
        roles=Assignment.objects.filter(office=term.pk).count() if isinstance(term, Office) else 0,
    )


def merge(term: Term, into: Term) -> None:
    """Let `into` stand for `term` from now on: all or nothing."""
    every: Any = type(term)._default_manager
    with transaction.atomic():
        public = [one for one in (term, into) if term_use.is_seen(one)]
        remembered = term_use.in_record(term)
        point_rows(term, into)
        point_drafts(term, into)
        if isinstance(term, TreeTerm):
            every.filter(parent=term.pk).update(parent=into.pk)
            every.filter(pk=term.pk).update(parent=None)
        every.filter(successor=term.pk).exclude(pk=into.pk).update(successor=into.pk)
        every.filter(successor=term.pk).update(successor=None)
        if isinstance(term, Office):
            Contact.objects.filter(office=term.pk).update(office=into.pk)
            give_roles(term.pk, into.pk)
        every.filter(pk=term.pk).update(merged_into=into.pk)
        if remembered:
            FormerSlug.objects.get_or_create(facet=term.facet, slug=term.slug, defaults={"key": term.key})
        for one in public:
            record.note(Kind.TERM, f"{one.facet}/{one.key}")


def point_rows(term: Term, into: Term) -> None:
    """The releases' rows name the other in the same place; where both stand, the first of the two places is kept."""
    name = term.facet
    if isinstance(term, ReleaseType):
        Release.objects.filter(type=term.pk).update(type=into.pk)
        return
    through: Any = ReleaseOffice if isinstance(term, Office) else ReleaseTopic
    for row in through.objects.filter(**{name: term.pk}):
        double = through.objects.filter(release=row.release_id, **{name: into.pk}).first()
        if double is None:
            through.objects.filter(pk=row.pk).update(**{name: into.pk})
            continue
        first = min(row.sort_order or 0, double.sort_order or 0)
        through.objects.filter(pk=row.pk).delete()
        through.objects.filter(pk=double.pk).update(sort_order=first)


def point_drafts(term: Term, into: Term) -> None:
    """The same in words that are not public yet: newer drafts and what waits for its hour."""
    waiting = Release.objects.filter(has_unpublished_changes=True).values("latest_revision")
    drafts = Revision.objects.filter(content_type=ContentType.objects.get_for_model(Release))
    for revision in drafts.filter(pk__in=waiting) | drafts.filter(approved_go_live_at__isnull=False):
        if point_text(revision.content, term, into):
            revision.save(update_fields=["content"])


def point_text(content: dict[str, Any], term: Term, into: Term) -> bool:
    """Let a revision's text name the other; whether it named the term."""
    rows, name = f"release_{term.facet}s", term.facet
    if content.get(name) == term.pk:  # a type: there is one of it
        content[name] = into.pk
        return True
    if not any(row[name] == term.pk for row in content.get(rows, ())):
        return False
    content[rows] = list(pointed(content[rows], name, term.pk, into.pk))
    return True


def pointed(rows: list[dict[str, Any]], name: str, old: int, new: int) -> Iterator[dict[str, Any]]:
    met: set[int] = set()
    for row in sorted(rows, key=lambda row: row.get("sort_order") or 0):
        now = new if row[name] == old else row[name]
        if now not in met:
            yield {**row, name: now}
        met.add(now)


def give_roles(old: int, new: int) -> None:
    """Whoever had a role in the merged office has it in the other, once."""
    for assignment in Assignment.objects.filter(office=old):
        if Assignment.objects.filter(office=new, user=assignment.user_id, role=assignment.role).exists():
            assignment.delete()
        else:
            Assignment.objects.filter(pk=assignment.pk).update(office=new)


class MergeForm(forms.Form):
    """Into which of the others; none that stands under the term."""

    into: Any = forms.ModelChoiceField(None, label="Merge into", empty_label="Choose", error_messages={"required": "Choose a term."})

    def __init__(self, term: Term, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = type(term)._default_manager
        field: Any = self.fields["into"]
        field.queryset = every.filter(merged_into=None).exclude(pk__in=term_use.with_all_under(term))
        field.widget = TermSelect(choices=field.choices)


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Choose, see what it touches, do it."""

    model: Any = None
    permission_required = "change"
    template_name = "desk/merge.html"
    page_title = "Merge"
    header_icon = "redirect"
    index_url_name = edit_url_name = ""

    @cached_property
    def term(self) -> Term:
        found: Term = get_object_or_404(self.model, pk=self.kwargs["pk"], merged_into=None)
        return found

    def get_form(self, form_class: Any = None) -> MergeForm:
        return MergeForm(self.term, self.request.POST or (self.request.GET if "into" in self.request.GET else None))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse(self.edit_url_name, args=[self.term.pk]), "label": str(self.term)}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": "Merge"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        told = {"term": self.term, "into": into, "touched": touched(self.term), "noun": self.model._meta.verbose_name}
        return {**context, **told, "edit_url": reverse(self.edit_url_name, args=[self.term.pk])}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        into = form.cleaned_data["into"]
        merge(self.term, into)
        at_once.settle()
        messages.success(self.request, f"“{self.term}” is now part of “{into}”.")
        return HttpResponseRedirect(reverse(self.edit_url_name, args=[into.pk]))
