"""The card: what a listing shows of an edition, kept beside it so that twenty of them are one query. Pure."""

import json
from typing import Any

from dateline.record.content import Content, Term, canonical


def term(one: Term) -> dict[str, str]:
    return {"key": one.key, "slug": one.slug, "label": one.label}


def written(content: Content) -> str:
    """The card of an edition as canonical JSON."""
    return canonical(
        {
            "language": content.language,
            "title": content.title,
            "slug": content.slug,
            "type": term(content.type) if content.type else None,
            "offices": [term(one) for one in content.offices],
            "topics": [term(one) for one in content.topics],
            "dateline": content.dateline.words,
            "lead": content.lead,
        }
    )


def read(text: str) -> dict[str, Any]:
    return dict(json.loads(text))
