"""A release in another language: begun from a copy that is never live, and told what changed in its source since.

Each version has its own life. What joins them is the story, and for a translation the source with the revision that was translated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from modelcluster.models import get_all_child_relations

from dateline.people.models import User
from dateline.record.content import Content
from dateline.record.difference import Difference, between
from dateline.releases.checks import language_problems
from dateline.releases.compose import compose
from dateline.releases.models import Release
from dateline.releases.policy import may, may_anywhere

WORDS = ("type", "title", "subtitle", "dateline", "lead", "body", "notes", "zone")  # what the translator overwrites or keeps


class CannotTranslate(ValueError):
    """The language is none, or the story has it already."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text that a translation was made from, as it is now, and what changed in it since; None when nobody can tell."""

    release: Release
    content: Content
    changed: Sequence[Difference] | None


def languages_of(release: Release) -> list[str]:
    """The languages that the story has, drafts included."""
    return sorted(Release.objects.filter(story=release.story).values_list("language", flat=True))


def begin(source: Release, language: str, *, by: User) -> Release:
    """A draft of the story in another language, with the source's words in it. Raises CannotTranslate or PermissionDenied."""
    if found := language_problems(language):
        raise CannotTranslate(found[0].message)
    if language in languages_of(source):
        raise CannotTranslate(f"This story has a text in {language} already. Edit that one, or choose another language.")
    text = source.get_latest_revision_as_object()
    translation = copied(text, Release(language=language, story=source.story, original=False, author=by))
    translation.translated_from, translation.translated_edition = source, source.latest_revision
    allowed = may(by, "add", translation) if translation.first_office else may_anywhere(by, "add")
    if not may(by, "view", source) or not allowed:
        raise PermissionDenied(f"{by} may not translate “{source}”.")
    with transaction.atomic():
        translation.save()
        translation.save_revision(user=by, log_action=True)
    return translation


def copied(text: Release, copy: Release) -> Release:
    """The words and rows of a text in a release of its own; nothing about time, publication or an import comes along."""
    for name in WORDS:
        setattr(copy, name, getattr(text, name))
    for relation in get_all_child_relations(Release):
        name = relation.get_accessor_name()
        rows = sorted(getattr(text, name).all(), key=lambda row: row.sort_order or 0)
        setattr(copy, name, [row_of(row, number) for number, row in enumerate(rows)])
    return copy


def row_of(row: Any, number: int) -> Any:
    """The same row without an identity or a release; the place it has among its like."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in ("id", "release")}
    return type(row)(**{**kept, "sort_order": number})


def source_of(translation: Release) -> Source | None:
    """What a translation was made from; None for a text that was made from no other, or when that one is gone."""
    source = translation.translated_from
    if source is None:
        return None
    now, then = compose(source.get_latest_revision_as_object()), translation.translated_edition
    return Source(source, now, between(compose(then.as_object()), now) if then is not None else None)


def mark_current(translation: Release) -> None:
    """The translation says what its source says now."""
    source = translation.translated_from
    if source is not None:
        Release.objects.filter(pk=translation.pk).update(translated_edition=source.latest_revision)


def versions_of(releases: Sequence[Release]) -> dict[Any, list[Release]]:
    """The versions of every story among these releases: the original first, then by language."""
    found: dict[Any, list[Release]] = {}
    rows = Release.objects.filter(story__in={release.story for release in releases}).defer("body", "notes", "lead", "prepared")
    for row in rows.order_by("-original", "language"):
        found.setdefault(row.story, []).append(row)
    return found
