"""A PostgreSQL for those that need one, whatever the suite runs on."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from unittest import mock

import pytest

from tools import postgres


@pytest.fixture
def postgresql() -> Iterator[str]:
    """An empty database on a PostgreSQL: the one the suite runs on, else one started for this."""
    programs = postgres.binaries()
    if programs is None:
        pytest.skip(f"there is no PostgreSQL {postgres.OLDEST} in /usr/lib/postgresql")
    with ExitStack() as stack:
        if not os.environ.get(postgres.VARIABLE):
            url = stack.enter_context(postgres.running(programs))
            stack.enter_context(mock.patch.dict(os.environ, {postgres.VARIABLE: url}))
        yield stack.enter_context(postgres.database("dateline_there"))["DATELINE_DATABASE_URL"]
