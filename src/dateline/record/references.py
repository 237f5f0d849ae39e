"""Reference numbers by an institution's pattern, such as PR-{year}-{n:03}: read, checked, filled in. Pure.

Numbers are counted for each stem, which is the pattern with everything but the number in it: PR-2026- begins anew every year.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_CHARS = 60  # a reference stands in a line beside the date; the column takes 100
FIELD = re.compile(r"\{([^{}]*)\}")
NUMBER = re.compile(r"n(?::0?([1-9]))?")
NAMES = ("year", "office", "type")
FORBIDDEN = re.compile(r"""[{}?#%\\"'<>&\x00-\x1f\x7f]""")  # what an address or a page would read as something else
LACKING = "none"  # a release without an office or a type


class PatternError(ValueError):
    """A pattern that gives no usable numbers: everything that is wrong with it, at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pattern filled in but for its number. `stem` is what the number is counted under."""

    before: str
    after: str
    digits: int

    @property
    def stem(self) -> str:
        return self.before if not self.after else f"{self.before}#{self.after}"

    def reference(self, number: int) -> str:
        return f"{self.before}{number:0{self.digits}}{self.after}"


def problems(pattern: str) -> list[str]:
    """Everything that is wrong with a pattern; none for an empty one, which means no reference numbers."""
    if not pattern:
        return []
    found, fields = [], FIELD.findall(pattern)
    numbers = [field for field in fields if NUMBER.fullmatch(field)]
    if len(numbers) != 1:
        found.append(f"“{pattern}” needs its running number once: write {{n}}, or {{n:03}} for three digits.")
    for field in fields:
        if field not in NAMES and not NUMBER.fullmatch(field):
            found.append(f"{{{field}}} is not known. Write {{n}} or {{n:03}}, {{year}}, {{office}} or {{type}}.")
    if odd := sorted(set(FORBIDDEN.findall(FIELD.sub("", pattern)))):
        found.append(
            f"{' '.join(odd)} cannot stand in a reference number: it would break addresses. Use letters, digits, - . / and spaces."
        )
    if pattern != pattern.strip(" /") or "//" in pattern or "  " in pattern or ".." in pattern:
        found.append(f"“{pattern}” begins or ends with a stroke or a space, or has two strokes, spaces or dots together. Leave them out.")
    if len(pattern) > MOST_CHARS:
        found.append(f"“{pattern}” is {len(pattern)} characters long; {MOST_CHARS} is the most.")
    return found


def drawn(pattern: str, values: Mapping[str, str]) -> Drawn:
    """The pattern for one release, waiting for its number. Raises PatternError."""
    if not pattern:
        raise PatternError(["There is no pattern for reference numbers."])
    if found := problems(pattern):
        raise PatternError(found)
    number = next(match for match in FIELD.finditer(pattern) if NUMBER.fullmatch(match[1]))
    width = NUMBER.fullmatch(number[1])
    before, after = (FIELD.sub(lambda field: values.get(field[1]) or LACKING, part) for part in parts(pattern, number))
    return Drawn(before, after, int(width[1]) if width and width[1] else 1)


def parts(pattern: str, number: re.Match[str]) -> tuple[str, str]:
    return pattern[: number.start()], pattern[number.end() :]
