"""A term: where the public meets it. Asked before a term is changed or deleted."""

from typing import Any

from django.db.models import Count, QuerySet

from dateline.record.content import Content
from dateline.record.models import Edition
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.vocabularies.lists import MODELS
from dateline.vocabularies.models import Office, Term, Topic, TreeTerm


def facet_of(term: Term) -> str:
    return next(facet for facet, model in MODELS.items() if isinstance(term, model))


def with_all_under(term: Term) -> set[int]:
    """The term's primary key and those of every term under it."""
    reached = {term.pk}
    if not isinstance(term, TreeTerm):
        return reached
    every: Any = type(term)._default_manager  # the plugin of mypy cannot follow a manager of an abstract model
    parents: dict[int, int | None] = dict(every.values_list("pk", "parent_id"))
    while below := {pk for pk, parent in parents.items() if parent in reached} - reached:
        reached |= below
    return reached


def releases_of(term: Term, pks: set[int]) -> int:
    """How many releases name one of these terms."""
    return rows(term, pks).distinct().count()


def rows(term: Term, pks: set[int]) -> QuerySet[Release]:
    if isinstance(term, Office):
        return Release.objects.filter(release_offices__office__in=pks)
    if isinstance(term, Topic):
        return Release.objects.filter(release_topics__topic__in=pks)
    return Release.objects.filter(type__in=pks)


def counts(model: type[Term]) -> dict[int, int]:
    """How many releases name each term itself, by its primary key; a term that none names is not there."""
    named: Any = Release.objects.exclude(type=None).values_list("type")
    if model is Office:
        named = ReleaseOffice.objects.values_list("office")
    elif model is Topic:
        named = ReleaseTopic.objects.values_list("topic")
    return dict(named.order_by().annotate(Count("pk")))


def is_public(term: Term) -> bool:
    """Whether a live item bears the term or one under it: then a change of its label, address or place alters public bytes."""
    return bool(term.pk) and rows(term, with_all_under(term)).filter(live=True).exists()


def is_seen(term: Term) -> bool:
    """Whether readers meet the term: on live items, editions of before, a withdrawn item's page, or as who carries on what has closed.

    Only then is a change of it one of the record, and public pages are kept until the next one.
    """
    every: Any = type(term)._default_manager
    waiting, met = [term], set()
    while waiting:
        one = waiting.pop()
        if one.pk in met:
            continue
        if is_public(one) or in_record(one):
            return True
        met.add(one.pk)
        waiting += every.filter(successor=one.pk)
    return False


def in_record(term: Term) -> bool:
    """Whether any edition ever published names the term."""
    facet = facet_of(term)
    written = f'"key":"{term.key}"'
    for text in Edition.objects.filter(content__contains=written).values_list("content", flat=True).iterator():
        if term.key in keys(Content.read(text), facet):
            return True
    return False


def keys(content: Content, facet: str) -> set[str]:
    if facet == "type":
        return {content.type.key} if content.type else set()
    return {one.key for one in (content.offices if facet == "office" else content.topics)}


def obstacles(term: Term) -> list[str]:
    """Why the term cannot be deleted: all reasons at once, none when it can."""
    found = []
    if count := releases_of(term, {term.pk}):
        found.append(f"{count} release{'s' if count > 1 else ''} name{'' if count > 1 else 's'} it.")
    if isinstance(term, TreeTerm) and (below := len(with_all_under(term)) - 1):
        found.append(f"{below} term{'s' if below > 1 else ''} stand{'' if below > 1 else 's'} under it.")
    every: Any = type(term)._default_manager
    found += [f"“{one}” was merged into it." for one in every.filter(merged_into=term.pk)]
    found += [f"It carries on the work of “{one}”." for one in every.filter(successor=term.pk)]
    if in_record(term):
        found.append("A published edition names it, and the record keeps every edition.")
    return found
