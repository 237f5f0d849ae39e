"""A report for the screen: the sum, everything that was refused, the first of what was put right, and what the counts became. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

MOST_LINES = 20  # of one kind; all of them stand in --report
MOST_VALUES = 12  # of one facet, those that changed most

Counted = Mapping[str, Mapping[str, Mapping[str, int]]]  # facet -> value -> before, after, difference


def cut(lines: Iterable[str], what: str) -> Iterator[str]:
    """The first lines, and how many more there are."""
    rest = iter(lines)
    yield from islice(rest, MOST_LINES)
    if more := sum(1 for _ in rest):
        yield f"... and {more:,} more {what}: --report FILE lists them."


def counts(counted: Counted) -> Iterator[str]:
    """What changed, facet by facet."""
    for facet, values in counted.items():
        changed = sorted((value for value in values if values[value]["difference"]), key=lambda value: -abs(values[value]["difference"]))
        if changed:
            shown = [told(value, values[value]) for value in changed[:MOST_VALUES]]
            more = f"; {len(changed) - MOST_VALUES:,} more" if len(changed) > MOST_VALUES else ""
            yield f"{facet}: {', '.join(shown)}{more}"


def told(value: str, numbers: Mapping[str, int]) -> str:
    """ "water 1 → 3 (+2)"; of what is new the number alone."""
    before, after = numbers["before"], numbers["after"]
    return f"{value} {before:,} → {after:,} ({after - before:+,})" if before else f"{value} {after:,}"
