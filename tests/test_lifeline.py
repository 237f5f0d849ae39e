"""What binds a child to its parent."""

import os
import subprocess
import sys

from dateline import lifeline

HELD = "import os; from dateline import lifeline; lifeline.hold(); print(os.getpgrp() == os.getpid())"


def held(parent: int) -> str:
    given = {**os.environ, lifeline.VARIABLE: str(parent)}
    return subprocess.run([sys.executable, "-c", HELD], env=given, stdout=subprocess.PIPE, text=True, check=False).stdout.strip()


def test_a_child_is_not_told_what_a_terminal_tells_its_parent() -> None:
    assert held(os.getpid()) == "True"


def test_a_child_whose_parent_is_gone_does_not_begin() -> None:
    assert held(1) == ""


def test_without_a_parent_named_nothing_happens() -> None:
    assert held(0) == "False"
