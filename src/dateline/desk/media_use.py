"""A picture or an attachment: who uses it. Asked before it is changed or deleted."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from dateline.media.models import Attachment, Picture
from dateline.people.models import User
from dateline.record.models import Edition
from dateline.releases.models import Release
from dateline.releases.policy import may, may_anywhere

Media = Picture | Attachment


def name_of(media: Media) -> str:
    return "picture" if isinstance(media, Picture) else "attachment"


def releases_of(media: Media) -> QuerySet[Release]:
    """The releases whose text or latest draft shows it, beside the text or within."""
    name = name_of(media)
    mention = rf'"{name}\\?": {media.pk}[,}}]'  # a body lies within a revision as text within text, its quotation marks escaped
    named = Release.objects.annotate(text=Cast("body", TextField()), draft=Cast("latest_revision__content", TextField()))
    beside = Q(**{f"release_{name}s__{name}": media.pk})
    return named.filter(beside | Q(text__regex=mention) | Q(draft__regex=mention.replace('"', r'\\?"'))).distinct()


def digests(media: Media) -> list[str]:
    """What the record knows it by."""
    if isinstance(media, Attachment):
        return [media.sha256] if media.sha256 else []
    return [one.sha256 for one in media.renditions.all() if one.sha256]


def in_record(media: Media) -> bool:
    """Whether any edition ever published shows it: then it must be there when the edition is restored."""
    held = [Q(content__contains=sha256) for sha256 in digests(media)]
    return bool(held) and Edition.objects.filter(reduce(or_, held)).exists()


def others(person: User, media: Media) -> list[Release]:
    """The releases that use it and that this person may not change."""
    return [release for release in releases_of(media) if not may(person, "change", release)]


def keeps_from_changing(person: User, media: Media) -> str:
    """Why this person may not change it; "" when they may."""
    if not may_anywhere(person, "change"):
        return "You do not write for any office."
    foreign = others(person, media)
    if not foreign:
        return ""
    named = ", ".join(sorted({str(release.first_office) for release in foreign if release.first_office})) or "another author"
    return f"“{media}” is used by {counted(len(foreign))} of {named}. Ask there, or upload a copy of your own."


def keeps_from_deleting(person: User, media: Media) -> str:
    """Why it cannot be deleted: all reasons at once; "" when it can."""
    if not may_anywhere(person, "change"):
        return "You do not write for any office."
    found = []
    if count := releases_of(media).count():
        found.append(f"{counted(count)} use{'' if count > 1 else 's'} it: take it out there first.")
    if in_record(media):
        found.append("A published edition shows it, and the record keeps every edition.")
    return f"“{media}” cannot be deleted. {' '.join(found)}" if found else ""


def counted(count: int) -> str:
    return f"{count} release{'s' if count > 1 else ''}"
