"""The record, checked against itself: what `doctor` and a restore rely on."""

from collections.abc import Callable, Iterator

from django.db.models import Count, F, OuterRef, Q, Subquery

from dateline.record import card
from dateline.record.content import Content, digest
from dateline.record.models import Change, Counters, Edition, Item, Kind, State

Progress = Callable[[int, int], None]
LEADS_TO = {Kind.WITHDRAWN: State.WITHDRAWN, Kind.EXPIRED: State.WITHDRAWN, Kind.RETRACTED: State.RETRACTED}


def faults(*, progress: Progress | None = None) -> Iterator[str]:
    """Every disagreement found, one sentence each; none is what a record should have."""
    yield from gaps()
    yield from states()
    yield from last_words()
    yield from altered(progress)


def gaps() -> Iterator[str]:
    """Numbers are gap-free and stand where the counters say."""
    counters = Counters.objects.get()
    changes = Change.objects.count()
    if changes != counters.change or Change.objects.filter(n__lt=1).exists() or Change.objects.filter(n__gt=counters.change).exists():
        yield f"The log holds {changes} changes, but the counter stands at {counters.change}."
    items = Item.objects.count()
    if items != counters.sequence or Item.objects.exclude(sequence__range=(1, counters.sequence)).exists():
        yield f"There are {items} items, but the counter stands at {counters.sequence}."


def states() -> Iterator[str]:
    """Every item has its editions, numbered from 1, and its current one is its own."""
    for public_id in Item.objects.filter(Q(current=None) | ~Q(current__item=F("pk"))).values_list("public_id", flat=True):
        yield f"Item {public_id} has no current edition of its own."
    counted = Item.objects.annotate(editions_count=Count("editions")).filter(~Q(current__number=F("editions_count")))
    for public_id in counted.values_list("public_id", flat=True):
        yield f"Item {public_id} does not show its last edition, or one is missing."
    for public_id in Item.objects.exclude(state=State.LIVE).filter(files__isnull=False).values_list("public_id", flat=True).distinct():
        yield f"Item {public_id} is not live, but its files are."


def last_words() -> Iterator[str]:
    """An item is what the last act on it made it."""
    last = Change.objects.filter(item=OuterRef("pk")).order_by("-n").values("kind")[:1]
    for public_id, state, kind in Item.objects.annotate(last=Subquery(last)).values_list("public_id", "state", "last"):
        if kind != Kind.ERASED and state != LEADS_TO.get(kind, State.LIVE):
            yield f"Item {public_id} is {state}, but the last change about it says {kind}."


def altered(progress: Progress | None) -> Iterator[str]:
    """Every edition has the digest it was published with, or the one its erasure left, and a card that says the same."""
    total = Edition.objects.count()
    rows = Edition.objects.values_list("item__public_id", "number", "content", "card", "digest", "digest_after").order_by("pk")
    for done, (public_id, number, content, shown, before, after) in enumerate(rows.iterator(chunk_size=500), 1):
        if digest(content) != (after or before):
            yield f"Edition {number} of {public_id} was altered: its digest is another."
        elif shown not in card.spellings(Content.read(content)):
            yield f"The card of edition {number} of {public_id} was altered: it says what the edition does not."
        if progress:
            progress(done, total)
