"""A release's state as editors read it: word, shape and colour."""

from dataclasses import dataclass

from dateline.releases.models import Release


@dataclass(frozen=True, slots=True)
class Shown:
    """`name` is the style's."""

    name: str
    mark: str
    word: str


DRAFT = Shown("draft", "○", "Draft")
PUBLIC = Shown("public", "●", "Public")
CHANGED = Shown("public", "●", "Public, newer draft")
WITHDRAWN = Shown("withdrawn", "✕", "Withdrawn")


def state_of(release: Release) -> Shown:
    if release.live:
        return CHANGED if release.has_unpublished_changes else PUBLIC
    return WITHDRAWN if release.first_published_at else DRAFT
