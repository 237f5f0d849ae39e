"""How far something has come: a line that rewrites itself on a terminal, nothing elsewhere."""

import time
from types import TracebackType
from typing import Any, Self

WIDTH = 30
EVERY_S = 0.1


class Bar:
    """`with Bar("Indexing", self.stderr) as bar: ... bar.show(done, total)`."""

    def __init__(self, name: str, out: Any) -> None:
        self.name, self.out = name, out
        self.on_terminal = bool(out.isatty())
        self.started = time.monotonic()
        self.shown_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.on_terminal and self.shown_at:
            self.out.write("\r\033[K", ending="")

    def show(self, done: int, total: int) -> None:
        """Tell; called as often as one likes."""
        now = time.monotonic()
        if not self.on_terminal or (now - self.shown_at < EVERY_S and done < total):
            return
        self.shown_at = now
        full = round(WIDTH * done / total) if total else WIDTH
        self.out.write(f"\r{self.name} [{'#' * full}{'.' * (WIDTH - full)}] {done}/{total}{self.rest(done, total, now)}\033[K", ending="")

    def rest(self, done: int, total: int, now: float) -> str:
        rate = done / max(now - self.started, 1e-6)
        return f" {rate:,.0f}/s, {(total - done) / rate:,.0f} s left" if done and done < total else ""
