"""How far something has come: a line that rewrites itself on a terminal, nothing elsewhere."""

import time
from types import TracebackType
from typing import Any, Self

WIDTH = 30
EVERY_S = 0.1


class Bar:
    """`with Bar("Indexing", self.stderr) as bar: ... bar.show(done, total)`. A total of 0 is not known: then there is no bar, but a rate.

    `unit` is what is counted, and how many of the numbers given make one: ("MB", 2**20).
    """

    def __init__(self, name: str, out: Any, unit: tuple[str, int] = ("", 1)) -> None:
        self.name, self.out = name, out
        self.unit, self.size = unit
        self.on_terminal = bool(out.isatty())
        self.started = time.monotonic()
        self.shown_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away; the next `show` begins anew."""
        if self.on_terminal and self.shown_at:
            self.out.write("\r\033[K", ending="")
        self.started, self.shown_at = time.monotonic(), 0.0

    def show(self, done: int, total: int) -> None:
        """Tell; called as often as one likes."""
        now = time.monotonic()
        if not self.on_terminal or (now - self.shown_at < EVERY_S and (done < total or not total)):
            return
        self.shown_at = now
        self.out.write(f"\r{self.name}{self.line(done, total, now - self.started)}\033[K", ending="")

    def line(self, done: int, total: int, seconds: float) -> str:
        """What stands after the name, `seconds` after the beginning."""
        rate = done / max(seconds, 1e-6)
        speed = f", {self.counted(rate)}/s" if done else ""
        if not total:
            return f" {self.counted(done)}{speed}"
        full = round(WIDTH * min(done / total, 1))
        rest = f"{speed}, {duration((total - done) / rate)} left" if 0 < done < total else ""
        return f" [{'#' * full}{'.' * (WIDTH - full)}] {self.counted(done)} of {self.counted(total)}{rest}"

    def counted(self, number: float) -> str:
        return f"{number / self.size:,.{0 if self.size == 1 else 1}f}{f' {self.unit}' if self.unit else ''}"


def duration(seconds: float) -> str:
    """A length of time in its two largest units: "40 s", "3 min 20 s", "2 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
