"""When a command is killed: so long after it began to work, while it is still starting, or just before an act of its own on the disk."""

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.crash.serving import Serving, until

DYING = Path(__file__).with_name("dying.py")
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "1"))
MOST_KINDS = 25  # of acts that a command does


@dataclass(frozen=True, slots=True)
class Moment:
    """The `number`th of its sort."""

    sort: str  # "clock" or "act"
    number: int

    def __str__(self) -> str:
        return f"{self.sort}-{self.number}"


MOMENTS = [Moment("clock", n) for n in range(ROUNDS)] + [Moment("act", n) for n in range(min(ROUNDS, MOST_KINDS))]


@dataclass(frozen=True, slots=True)
class Course:
    """How a command goes when nobody disturbs it."""

    starting_s: float  # until its first act
    working_s: float  # from then to its last
    acts: tuple[str, ...]

    def aimed_at(self, number: int) -> int:
        """The act to die before, counted from 1: a rename comes first, then what follows one, then all others."""
        renames = [n for n, act in enumerate(self.acts, 1) if act.startswith("os.rename")]
        after = [n + 1 for n in renames if n < len(self.acts)]
        order = list(dict.fromkeys([*renames, *after, *range(1, len(self.acts) + 1)]))
        if number >= len(order):
            pytest.skip(f"it does {len(order)} kinds of acts")
        return order[number]


@dataclass
class Watched:
    """Commands whose acts on what lies in a folder are told."""

    folder: Path
    courses: dict[str, Course] = field(default_factory=dict)

    @property
    def told(self) -> Path:
        return self.folder / "acts"

    @property
    def acts(self) -> list[tuple[float, str]]:
        """When and what, so far."""
        lines = self.told.read_text().splitlines() if self.told.exists() else []
        return [(float(time), act) for time, act in (line.split(" ", 1) for line in lines)]

    def begun(self, newsroom: Serving, within: Path, words: tuple[str, ...], *, last: int = 0) -> "subprocess.Popen[bytes]":
        self.told.unlink(missing_ok=True)
        command = [sys.executable, str(DYING), str(last), str(self.told), str(within), *words]
        return subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def measured(self, newsroom: Serving, within: Path, *words: str) -> None:
        """Let it come to its end, and note its course."""
        began = time.monotonic()
        assert self.begun(newsroom, within, words).wait(120) == 0
        first, last = self.acts[0][0], self.acts[-1][0]
        self.courses[words[0]] = Course(first - began, last - first, tuple(act for _, act in self.acts))

    def killed(self, moment: Moment, newsroom: Serving, within: Path, *words: str) -> bool:
        """Kill it at a moment. Whether it had come to its end before. Where it was is printed: see it with `pytest -rP`."""
        course = self.courses[words[0]]
        last = course.aimed_at(moment.number) if moment.sort == "act" else 0
        process = self.begun(newsroom, within, words, last=last)
        if last == 0:
            self.wait(process, moment, course, words[0])
            process.kill()
        killed_at = time.monotonic()
        status = process.wait(120)
        assert status in ((-9,) if last else (0, -9))
        print(words[0], moment, "ended" if status == 0 else f"killed {self.where(killed_at, course)}")
        return status == 0

    def where(self, killed_at: float, course: Course) -> str:
        if not (acts := self.acts):
            return "while it started"
        share = (killed_at - acts[0][0]) / course.working_s
        return f"at {share:.0%} of its work, the last of its {len(acts)} acts of {len(course.acts)} was {acts[-1][1]}"

    def wait(self, process: "subprocess.Popen[bytes]", moment: Moment, course: Course, command: str) -> None:
        """One moment in ten is while it starts; the others are spread evenly over its work and a little beyond."""
        rng = random.Random(f"{command}{moment}")
        if moment.number % 10 == 9:
            time.sleep(rng.uniform(0, course.starting_s))
            return
        until(lambda: self.acts or process.poll() is not None, 60, "it works")
        time.sleep(rng.uniform(0, 1.1) * course.working_s)
