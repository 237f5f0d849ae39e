"""What `doctor` found: a line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: whether the promise holds, what was looked at, and what to do where it does not.

    One that holds and is worth a look all the same says so by `look`.
    """

    good: bool
    about: str
    said: str
    look: bool = False

    def __str__(self) -> str:
        mark = "BAD" if not self.good else "see" if self.look else "ok "
        return f"{mark}  {self.about}: {self.said}"


def said(good: bool, about: str, well: str, advice: str) -> Finding:
    """A promise with one thing to do where it does not hold."""
    return Finding(good, about, well if good else f"{well}; {advice}")
