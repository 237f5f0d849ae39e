"""The card: what a listing shows of an edition, kept beside it so that twenty of them are one query. Pure."""

from typing import Any

from pydantic_core import from_json

from dateline.record.content import Content, File, Term, canonical
from dateline.record.pictures import shots


def term(one: Term) -> dict[str, str]:
    return {"key": one.key, "slug": one.slug, "label": one.label}


SIZES = ("card", "wide")  # beside a line of a list, and on top of the first page


def picture(content: Content) -> dict[str, Any] | None:
    """The picture that leads, in the sizes a list shows: it decorates there, so nothing is said of it."""
    lead = next(iter(shots(content.files)), None)
    return {name: size(lead.size(name)) for name in SIZES} if lead else None


def size(file: File) -> dict[str, Any]:
    return {"sha256": file.sha256, "width": file.width, "height": file.height}


def written(content: Content) -> str:
    """The card of an edition as canonical JSON. A key that came later is there only where it says something, but for the zone:
    a card without one was written before, and its zone is to be looked up.
    """
    return canonical({**said(content), "zone": content.zone})


def spellings(content: Content) -> tuple[str, ...]:
    """Every way in which the card of this content may be written: as today, and as before it named its zone (November 2026)."""
    return written(content), canonical(said(content))


def said(content: Content) -> dict[str, Any]:
    lead = picture(content)
    return {
        **({"picture": lead} if lead else {}),
        "language": content.language,
        "title": content.title,
        "slug": content.slug,
        "type": term(content.type) if content.type else None,
        "offices": [term(one) for one in content.offices],
        "topics": [term(one) for one in content.topics],
        "dateline": content.dateline.words,
        "lead": content.lead,
    }


def read(text: str) -> dict[str, Any]:
    """What `written` gave. A page reads twenty, and the standard library takes three times as long for one."""
    return dict(from_json(text))
