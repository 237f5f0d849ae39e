"""A follower sleeps until somebody else has committed, on either database."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, InterfaceError, connection, transaction

from dateline import waking
from dateline.record import log
from dateline.record import publish as record
from tests.newsroom import Newsroom
from tests.record.acts import approved, publish

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone")


@pytest.fixture(autouse=True)
def only_what_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "LOOK_ANYWAY_S", 600.0)


def elsewhere(work: Callable[[], object]) -> None:
    """In a thread, which has a connection of its own."""

    def run() -> None:
        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)


def sleeping(seen: list[int], ready: threading.Event) -> threading.Thread:
    """A follower that tells what it saw when it woke."""

    def run() -> None:
        sleeper = waking.waker()
        sleeper.ready()
        ready.set()
        sleeper.wait(threading.Event())
        seen.append(log.position())
        connection.close()

    return threading.Thread(target=run)


def test_a_commit_of_another_wakes_it(newsroom: Newsroom) -> None:
    seen: list[int] = []
    ready = threading.Event()
    thread = sleeping(seen, ready)
    thread.start()
    assert ready.wait(30)
    publish(approved())
    thread.join(30)
    assert seen == [1]


def test_what_was_committed_during_the_work_is_not_slept_through(newsroom: Newsroom) -> None:
    sleeper = waking.waker()
    sleeper.ready()
    elsewhere(lambda: publish(approved()))
    assert log.position() == 1  # the work: it may take in the notice
    sleeper.wait(threading.Event())


def test_it_stops_when_told(newsroom: Newsroom) -> None:
    sleeper, stop = waking.waker(), threading.Event()
    sleeper.ready()
    stop.set()
    sleeper.wait(stop)


@on_postgresql
def test_what_is_taken_back_wakes_nobody(newsroom: Newsroom) -> None:
    sleeper = waking.ByNotice()
    sleeper.ready()

    def taken_back() -> None:
        with transaction.atomic():
            record.publish(approved())
            transaction.set_rollback(True)

    elsewhere(taken_back)
    assert list(sleeper.listening.notifies(timeout=0.5)) == []


@on_postgresql
def test_a_lost_connection_is_an_error_and_the_next_one_listens_again(newsroom: Newsroom) -> None:
    sleeper = waking.ByNotice()
    sleeper.ready()
    pid = sleeper.listening.info.backend_pid

    def end() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])

    elsewhere(end)
    with pytest.raises((DatabaseError, InterfaceError)):
        sleeper.wait(threading.Event())
    connection.close()
    sleeper.ready()
    elsewhere(lambda: publish(approved()))
    sleeper.wait(threading.Event())
