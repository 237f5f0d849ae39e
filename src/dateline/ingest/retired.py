"""Terms that a run made: gone or closed when it is taken back, made again when a later import asks for them.

A slug once public is given to no other term, so one that an item bore is closed; one that nothing ever bore goes.
"""

from django.db.models import ProtectedError
from django.utils import timezone

from dateline.ingest.models import MadeTerm, Run, Taken
from dateline.people.models import Assignment
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.vocabularies.lists import MODELS
from dateline.vocabularies.models import Contact, Office, Term, Topic


def retire(run: Run) -> dict[str, list[str]]:
    """Delete or close what this run made and nobody else uses. Returns labels by facet."""
    found: dict[str, list[str]] = {}
    rows = {(made.facet, made.key): made for made in run.terms.filter(closed=False)}
    terms = [
        term for facet, model in MODELS.items() for term in model._default_manager.filter(key__in=[key for at, key in rows if at == facet])
    ]
    for term in deepest_first(terms):
        if is_used(term):
            continue
        found.setdefault(term.facet, []).append(term.label())
        close(term, rows[term.facet, term.key])
    return found


def deepest_first(terms: list[Term]) -> list[Term]:
    return sorted(terms, key=depth, reverse=True)


def depth(term: Term) -> int:
    above, steps = getattr(term, "parent", None), 0
    while above is not None and steps < 100:
        above, steps = above.parent, steps + 1
    return steps


def is_used(term: Term) -> bool:
    """Whether a release that was not taken back bears it, or a person, a contact or another open term stands on it."""
    back = Taken.objects.filter(undone=True).values("release_uuid")
    mine = Release.objects.filter(live=False, uuid__in=back)
    if term.facet == "type":
        return bool(Release.objects.filter(type_id=term.pk).exclude(pk__in=mine).exists())
    model, rows = (Office, ReleaseOffice) if term.facet == "office" else (Topic, ReleaseTopic)
    others = [
        rows._default_manager.filter(**{f"{term.facet}_id": term.pk}).exclude(release__in=mine),
        model._default_manager.filter(parent_id=term.pk, closed_on=None),
    ]
    if model is Office:
        others += [Assignment.objects.filter(office_id=term.pk), Contact.objects.filter(office_id=term.pk)]
    return any(found.exists() for found in others)


def close(term: Term, made: MadeTerm) -> None:
    try:
        term.delete()
        made.delete()
    except ProtectedError:  # what was withdrawn bears it, and so do its editions
        term.closed_on = timezone.localdate()
        term.save(update_fields=["closed_on"])
        made.closed = True
        made.save(update_fields=["closed"])


def closed() -> set[tuple[str, str]]:
    """(facet, key) of every term that was taken back and not made again."""
    return set(MadeTerm.objects.filter(closed=True).values_list("facet", "key"))


def open_again(run: Run, term: Term) -> None:
    """A later run makes the term again: the same one, under its old address."""
    type(term)._default_manager.filter(pk=term.pk).update(closed_on=None)
    term.closed_on = None
    MadeTerm.objects.filter(facet=term.facet, key=term.key).update(closed=False, run=run)
