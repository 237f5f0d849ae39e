"""Labels per language as lines of a form, and back. Pure."""

import re
from collections.abc import Mapping

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class LinesError(ValueError):
    """Every line that could not be read, each with why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def read_lines(text: str) -> dict[str, str]:
    """`fr: Actualité` a line -> {"fr": "Actualité"}. Raises LinesError with all lines that are wrong."""
    labels: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        tag, colon, label = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or not TAG.fullmatch(tag):
            problems.append(f"Line {number}, “{line.strip()}”: write a language, a colon and the words, such as fr: Actualité.")
        elif not label:
            problems.append(f"Line {number}: the words after “{tag}:” are missing.")
        elif tag in labels:
            problems.append(f"Line {number}: “{tag}” stands there twice.")
        else:
            labels[tag] = label
    if problems:
        raise LinesError(problems)
    return labels


def lines(labels: Mapping[str, str]) -> str:
    return "\n".join(f"{tag}: {label}" for tag, label in labels.items())
