"""A line of labels: the labels in it, and where that is in doubt. Pure.

Pages part labels by commas, and some labels hold commas themselves. A label that the vocabulary knows is kept whole; whether an
unknown one was meant to be one or two, nobody but a person can say.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """`doubts`: labels that may be the rest of the one before them."""

    labels: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def split(line: str, known: Callable[[str], bool]) -> Split:
    """Cut at commas, the longest known label first."""
    parts = [part.strip() for part in line.split(",")]
    labels: list[str] = []
    doubts: list[str] = []
    place = 0
    while place < len(parts):
        length = next((size for size in range(len(parts) - place, 0, -1) if known(", ".join(parts[place : place + size]))), 0)
        label = ", ".join(parts[place : place + max(length, 1)])
        if label and not length and labels and looks_like_a_rest(label):
            doubts.append(label)
        if label and label not in labels:
            labels.append(label)
        place += max(length, 1)
    return Split(tuple(labels), tuple(doubts))


def looks_like_a_rest(label: str) -> bool:
    """ "vibration and dust", "Bridges and Avalanche Sheds": what often ends a label with commas inside."""
    return label[:1].islower() or " and " in label or " & " in label
