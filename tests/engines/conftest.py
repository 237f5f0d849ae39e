from collections.abc import Iterator

import pytest

from dateline.search.engine import Engine
from tests.engines.pairs import PAIRS


@pytest.fixture(params=sorted(PAIRS))
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Engine, Engine]]:
    with PAIRS[request.param]() as engines:
        yield engines
