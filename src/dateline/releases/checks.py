"""A Release: everything that keeps it from going out, all at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from dateline.media.models import UNTITLED
from dateline.record.models import Item, State
from dateline.releases.media import attachments_of, pictures_of

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
        *term_problems("release_offices", [office.key for office in release.offices_in_order()], "office"),
        *term_problems("release_topics", [topic.key for topic in release.topics_in_order()], "topic"),
        *(() if imported and not release.pk else [*picture_problems(release), *attachment_problems(release)]),
    ]
    if not imported and not release.lead.strip() and not len(release.body):
        found.append(Problem("lead", "is missing. Write the paragraph that opens the release."))
    if not imported:
        found += body_problems(release)
    return found if imported else [*found, *story_problems(release), *change_problems(release)]


def story_problems(release: "Release") -> list[Problem]:
    """A story is public once in each language."""
    public = type(release)._default_manager.filter(story=release.story, language=release.language, live=True)
    if not release.pk or not public.exclude(uuid=release.uuid).exists():
        return []
    return [Problem("language", f"The story is public in “{release.language}” already. Choose the language that this text is in.")]


NOTES = {
    "update": "is missing. Say what is new, for readers; or say that the change is minor.",
    "correction": "is missing. Say what was wrong, and what is right.",
}


def change_problems(release: "Release") -> list[Problem]:
    """What readers must be told of a text that was public before."""
    if not release.pk:
        return []
    state = Item.objects.filter(release_uuid=release.uuid).values_list("state", flat=True).first()
    if state in (State.RETRACTED, State.ERASED):
        how = "retracted: it should never have been public" if state == State.RETRACTED else "erased by law"
        return [Problem("state", f"This release was {how}. Copy it, and publish the copy as a new release.")]
    if state is None or release.change_note.strip() or release.change_kind not in NOTES:
        return []
    return [Problem("change_note", NOTES[release.change_kind])]


def picture_problems(release: "Release") -> list[Problem]:
    """Pictures that not all readers could see, and those that nobody may print any more."""
    found, day = [], day_of_publication(release)
    for one in pictures_of(release):
        ends = one.picture.licence_ends_on
        if not one.alt:
            message = f"“{one.picture}” has no alternative text. Write what it shows, for those who cannot see it."
            found.append(Problem("release_pictures", message))
        if ends and ends < day:
            message = f"the licence of “{one.picture}” ended on {ends.day} {ends:%B %Y}. Take it out, or note the new licence with it."
            found.append(Problem("release_pictures", message))
    return found


def body_problems(release: "Release") -> list[Problem]:
    """Parts that lack something: a draft may be saved with them, and readers would see a quotation of nobody's, or no table."""
    try:
        release.body.stream_block.clean(release.body)
    except StreamBlockValidationError as error:
        return [
            Problem("body", said)
            for at, wrong in sorted(error.block_errors.items())
            for said in part_problems(release.body[at].block, at, wrong)
        ]
    return []


def part_problems(block: Any, at: int, wrong: ValidationError) -> Iterator[str]:
    """Each field that is wrong in the part at a place, counted from 0, by the names that the form gives them."""
    fields = getattr(wrong, "block_errors", {})
    for name, error in fields.items():
        yield f"part {at + 1}, {block.label}: {block.child_blocks[name].label}: {' '.join(error.messages)}"
    if not fields:
        yield f"part {at + 1}, {block.label}: {' '.join(wrong.messages)}"


def attachment_problems(release: "Release") -> list[Problem]:
    nameless = [one for one in attachments_of(release) if one.title.strip() in ("", UNTITLED)]
    return [Problem("release_attachments", "one has no title, and readers see it. Give it one under Attachments.")] if nameless else []


def day_of_publication(release: "Release") -> date:
    """The civil day on which it would go out: today, or that of the hour it waits for."""
    now = datetime.now(UTC)
    at = max(now, release.go_live_at or now)
    return at.date() if zone_problems(release.zone) else at.astimezone(ZoneInfo(release.zone)).date()


def length_problems(release: "Release") -> list[Problem]:
    """Texts longer than their columns; SQLite would take them, PostgreSQL would not."""
    found = []
    for name, most in MOST_CHARS.items():
        length = len(getattr(release, name))
        if length > most:
            found.append(Problem(name, f"is {length:,} characters long; {most:,} is the most. Shorten it."))
    return found


def language_problems(language: str) -> list[Problem]:
    if not is_language(language):
        return [Problem("language", f"“{language}” is not a language tag such as en, fr or pt-BR.")]
    return []


@lru_cache(maxsize=1000)  # an archive has a few languages and a million rows
def is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def zone_problems(zone: str) -> list[Problem]:
    return [] if is_zone(zone) else [Problem("zone", f"“{zone}” is not a zone such as Europe/Vienna.")]


@lru_cache(maxsize=1000)
def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def term_problems(field: str, keys: list[str], what: str) -> list[Problem]:
    return [] if len(keys) == len(set(keys)) else [Problem(field, doubled(what))]


def doubled(what: str) -> str:
    return f"one {what} is named twice. Remove one of the two."
