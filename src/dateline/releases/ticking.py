"""The clock that goes: sleeps until the next hour, strikes, says that it lives. One thread of the worker."""

import logging
import threading
from collections.abc import Callable, Sequence

from django.db import DatabaseError, connection
from django.utils import timezone

from dateline.releases import clock, heartbeat
from dateline.releases.clock import Due, Round
from dateline.releases.models import Outcome

POLL_S = 0.2  # how late an hour that was set a moment before can be noticed
LEAVE_S = 0.5  # to another clock that was quicker; should it die, what is due waits no longer than this
BEAT_S = 1.0
AGAIN_S = 1.0
TOGETHER = 50  # strokes from one reading, a fraction of a second: so old may be what is known of a term's name

striking = threading.Event()  # set while things go out: whoever shares the process leaves the clock its time

logger = logging.getLogger("dateline.clock")


def tick() -> int:
    """Do what is due. Returns how much was done, or parked; it ends early where another clock is at work, and is due again then."""
    due = clock.due(timezone.now())
    done = 0
    try:
        for begin in range(0, len(due), TOGETHER):
            striking.set()
            some = due[begin : begin + TOGETHER]
            struck = strike_all(some)
            done += struck
            if struck < len(some):
                break
    finally:
        striking.clear()
    return done


def strike_all(due: Sequence[Due]) -> int:
    """A few strokes, each in a transaction of its own, from one reading; until the first that another clock was quicker with."""
    around = Round.read(due)
    struck: list[Outcome] = []
    for one in due:
        outcome = clock.strike(one, timezone.now(), around)
        if outcome is None:
            break
        struck.append(outcome)
    clock.note(struck)
    return len(struck)


def rest_s() -> float:
    """How long to sleep: until the next hour, at most POLL_S; longer when something is due that another clock is about."""
    at = clock.next_due()
    left_s = POLL_S if at is None else (at - timezone.now()).total_seconds()
    return LEAVE_S if left_s <= 0 else min(POLL_S, left_s)


def run(stop: threading.Event, struck: Callable[[], None] = lambda: None) -> None:
    """Strike until told to stop; `struck` is called after each round that did something. What fails is told and tried again."""
    beaten = None
    while not stop.is_set():
        now = timezone.now()
        try:
            if beaten is None or abs((now - beaten).total_seconds()) >= BEAT_S:
                heartbeat.beat()
                beaten = now
            if tick():
                struck()
            stop.wait(rest_s())
        except (DatabaseError, OSError, ValueError) as error:
            logger.error("The clock stumbled: %s: %s. It goes on in a second.", type(error).__name__, error)
            connection.close()
            stop.wait(AGAIN_S)
    connection.close()
