"""A Release: everything that keeps it from going out, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from dateline.releases.models import Release


MOST_CHARS = {"title": 500, "subtitle": 1000, "dateline": 150, "language": 35, "zone": 50}  # as the columns of Release


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, and how to put it right."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class NotReady(ValueError):
    """A release that may not go out yet; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def problems(release: "Release", *, imported: bool = False) -> list[Problem]:
    """All problems of a text that is to be published, in the order of the form.

    An imported one may lack lead and body: in real archives one item in forty does.
    """
    found = [
        *(() if release.title.strip() else (Problem("title", "is missing. Write the title that readers will see."),)),
        *length_problems(release),
        *language_problems(release.language),
        *zone_problems(release.zone),
        *term_problems("release_offices", [office.pk for office in release.offices_in_order()], "office"),
        *term_problems("release_topics", [topic.pk for topic in release.topics_in_order()], "topic"),
    ]
    if not imported and not release.lead.strip() and not len(release.body):
        found.append(Problem("lead", "is missing. Write the paragraph that opens the release."))
    return found


def length_problems(release: "Release") -> list[Problem]:
    """Texts longer than their columns; SQLite would take them, PostgreSQL would not."""
    found = []
    for name, most in MOST_CHARS.items():
        length = len(getattr(release, name))
        if length > most:
            found.append(Problem(name, f"is {length:,} characters long; {most:,} is the most. Shorten it."))
    return found


def language_problems(language: str) -> list[Problem]:
    try:
        Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return [Problem("language", f"“{language}” is not a language tag such as en, fr or pt-BR.")]
    return []


def zone_problems(zone: str) -> list[Problem]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [Problem("zone", f"“{zone}” is not a zone such as Europe/Vienna.")]
    return []


def term_problems(field: str, keys: list[int], what: str) -> list[Problem]:
    return [] if len(keys) == len(set(keys)) else [Problem(field, f"name one {what} twice. Remove one of the two.")]
