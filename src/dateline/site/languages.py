"""An item's languages, as its head tells machines: every version, itself among them, and the original for whoever wants none of them.

All versions are named under the interface language of the page, so that whoever follows one finds the way back at its address.
"""

from dateline.formats.addresses import Addresses
from dateline.search.listing import Card, Version


def alternates(card: Card, at: Addresses, *, original: bool) -> list[tuple[str, str]]:
    """(hreflang, absolute address) of each public version, by language, then x-default; nothing for an item in one language alone."""
    if not card.also_in:
        return []
    own = Version(card.language, card.id, card.slug, card.title, original)
    every = sorted((own, *card.also_in), key=lambda version: version.language)
    default = next((version for version in every if version.original), every[0])
    named = [(version.language, version) for version in every] + [("x-default", default)]
    return [(name, at.absolute(at.item(version.id, version.slug))) for name, version in named]
