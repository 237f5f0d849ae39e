"""The reference number of an item: drawn at its first publication, under the lock of the counters, and kept by every later edition."""

from datetime import date

from dateline.record import references
from dateline.record.content import Content
from dateline.record.models import Item, ReferenceCounter


def reference(pattern: str, content: Content, item: Item | None, on: date) -> str:
    """What the next edition bears: the item's own number, the one that an import brought, or at first publication a new one.

    Raises references.PatternError for a pattern that gives no numbers. The caller holds the lock of the counters.
    """
    if item is not None:
        return item.reference or content.reference
    return content.reference or (draw(pattern, content, on) if pattern else "")


def draw(pattern: str, content: Content, on: date) -> str:
    """The next number of the pattern's stem; one that an import has brought already is passed over."""
    offices = content.offices
    said = {"year": f"{on:%Y}", "office": offices[0].slug if offices else "", "type": content.type.slug if content.type else ""}
    number = references.drawn(pattern, said)
    counter, _ = ReferenceCounter.objects.get_or_create(stem=number.stem)
    counter.last += 1
    while Item.objects.filter(reference=number.reference(counter.last)).exists():
        counter.last += 1
    counter.save(update_fields=["last"])
    return number.reference(counter.last)
