"""How far it has come, on a terminal alone."""

import io
from typing import Any

import pytest
from django.core.management.base import OutputWrapper

from dateline.management.progress import Bar, duration


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def bar(out: io.StringIO, *rest: Any) -> Bar:
    return Bar("Importing", OutputWrapper(out), *rest)


@pytest.mark.parametrize(
    ("done", "total", "seconds", "line"),
    [
        (0, 300, 1, " [..............................] 0 of 300"),
        (100, 300, 2, " [##########....................] 100 of 300, 50/s, 4 s left"),
        (300, 300, 2, " [##############################] 300 of 300"),
        (301, 300, 2, " [##############################] 301 of 300"),
        (2500, 1_000_000, 2, " [..............................] 2,500 of 1,000,000, 1,250/s, 13 min 18 s left"),
        (2500, 0, 2, " 2,500, 1,250/s"),
        (0, 0, 2, " 0"),
    ],
)
def test_a_line_tells_rate_and_remaining_time(done: int, total: int, seconds: float, line: str) -> None:
    assert bar(Terminal()).line(done, total, seconds) == line


def test_bytes_are_told_in_megabytes() -> None:
    said = bar(Terminal(), ("MB", 2**20)).line(3 * 2**20, 6 * 2**20, 2)
    assert said == " [###############...............] 3.0 MB of 6.0 MB, 1.5 MB/s, 2 s left"


def test_the_line_is_taken_away_at_the_end_and_is_nowhere_but_on_a_terminal() -> None:
    terminal, file = Terminal(), io.StringIO()
    for out in (terminal, file):
        with bar(out) as shown:
            shown.show(1, 2)
            shown.show(1, 2)  # too soon to be shown
            shown.show(2, 2)
    assert terminal.getvalue().count("\r") == 3 and terminal.getvalue().endswith("2 of 2\033[K\r\033[K") and file.getvalue() == ""


@pytest.mark.parametrize(("seconds", "said"), [(0.4, "0 s"), (59, "59 s"), (59.7, "1 min 0 s"), (3599, "59 min 59 s"), (7500, "2 h 5 min")])
def test_time_is_told_in_its_two_largest_units(seconds: float, said: str) -> None:
    assert duration(seconds) == said
