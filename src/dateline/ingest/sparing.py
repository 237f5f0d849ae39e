"""The collector of garbage, kept from taking a tenth of an import. Pure.

Rows come and go by the hundred, and few of them in circles: there is little to find, and what the start has made is no matter at all.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000  # made and not freed until it looks: two batches of rows, a few megabytes; by default it is 700


def sweep_seldom() -> None:
    """For the rest of a process's life."""
    gc.freeze()
    gc.set_threshold(OBJECTS)


@contextmanager
def sparing() -> Iterator[None]:
    """The same for a while."""
    before = gc.get_threshold()
    sweep_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
