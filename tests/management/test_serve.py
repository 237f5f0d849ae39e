"""`dateline serve`: what it started it stops, and nothing else."""

from dateline.management.commands.serve import Worker


def test_a_worker_that_was_never_started_is_stopped_without_a_word() -> None:
    worker = Worker()
    worker.stop()
    assert worker.stopping.is_set() and worker.pid == 0
