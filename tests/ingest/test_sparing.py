"""The collector of garbage is as it was when an import is over."""

import gc

import pytest

from dateline.ingest.sparing import OBJECTS, sparing


def test_it_looks_seldom_meanwhile_and_as_before_afterwards() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with pytest.raises(RuntimeError), sparing():
        assert gc.get_threshold()[0] == OBJECTS and gc.get_freeze_count() > frozen
        raise RuntimeError
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
