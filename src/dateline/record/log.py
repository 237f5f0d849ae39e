"""A position: what has changed since. How followers, caches and answers know where the record stands."""

from collections.abc import Callable, Sequence

from django.db import connection, transaction

from dateline.record.models import Change, Counters, Position, State
from dateline.record.position import POSITION

BATCH = 500  # Changes read at once: small enough to hold, large enough that an archive is followed quickly


def position() -> int:
    """The number of the last Change, from the database: 0 in a new newsroom."""
    # Asked several times for each answer: a queryset takes forty times as long, Django's cursor four times.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        row = connection.connection.execute(POSITION).fetchone()
    if row is None:
        raise Counters.DoesNotExist("The record has no counters: its migrations were not run.")
    return int(row[0])


def changes_after(n: int, limit: int = BATCH) -> Sequence[Change]:
    """The next Changes in order, each with its item."""
    return list(Change.objects.filter(n__gt=n).select_related("item").order_by("n")[:limit])


def no_longer_live_after(n: int) -> frozenset[int]:
    """Sequences of items that a Change after `n` touched and that are not live now: an index at `n` may still hold them."""
    gone = Change.objects.filter(n__gt=n, item__isnull=False).exclude(item__state=State.LIVE)
    return frozenset(gone.values_list("item__sequence", flat=True))


def follow(follower: str, work: Callable[[Sequence[Change]], None]) -> int:
    """Hand every new Change to `work`, batch by batch; the position is committed with it. Returns how many were handed over."""
    done = 0
    while True:
        with transaction.atomic():
            kept, _ = Position.objects.select_for_update().get_or_create(follower=follower)
            changes = changes_after(kept.n)
            if not changes:
                return done
            work(changes)
            kept.n = changes[-1].n
            kept.save(update_fields=["n"])
        done += len(changes)
