"""Two Contents: what changed between them, by words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.record.content import Content, Term

SAME, GONE, NEW = "same", "gone", "new"
CONTEXT_WORDS = 12  # around a change; what stays unchanged beyond that is skipped
SKIPPED = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not what it was."""

    field: str
    pieces: tuple[Piece, ...]


def fields(content: Content) -> dict[str, str]:
    """What readers see, as words, in the order of the page."""
    return {
        "type": content.type.label if content.type else "",
        "title": content.title,
        "subtitle": content.subtitle,
        "offices": names(content.offices),
        "lead": content.paragraph,
        "body": content.body_text,
        "quotations": "\n".join(f"{said.words} {said.speaker} {said.role}".strip() for said in content.quotations),
        "notes": words_only(content.notes),
        "topics": names(content.topics),
        "files": "\n".join(" ".join(part for part in (file.title, file.caption, file.credit) if part) for file in content.files),
        "reference": content.reference,
    }


def names(terms: Sequence[Term]) -> str:
    return ", ".join(term.label for term in terms)


def words_only(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def between(old: Content, new: Content) -> list[Difference]:
    """Every field that changed, in the order of the page; empty when no word did."""
    before, after = fields(old), fields(new)
    return [Difference(name, tuple(shortened(compared(before[name], after[name])))) for name in after if before[name] != after[name]]


def compared(old: str, new: str) -> Iterator[Piece]:
    """The old words and the new ones as one text, by runs."""
    before, after = pieces(old), pieces(new)
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(before[first:last]))
            continue
        if first < last:
            yield Piece(GONE, "".join(before[first:last]))
        if start < end:
            yield Piece(NEW, "".join(after[start:end]))


def pieces(text: str) -> list[str]:
    """Words with the space after them, so that joining them gives the text again."""
    return re.findall(r"\S+\s*|\s+", text)


def shortened(found: Iterator[Piece]) -> Iterator[Piece]:
    """Long runs that stayed, cut to their ends."""
    for piece in found:
        words = pieces(piece.text)
        if piece.kind != SAME or len(words) <= 2 * CONTEXT_WORDS:
            yield piece
            continue
        yield Piece(SAME, "".join(words[:CONTEXT_WORDS]).rstrip() + SKIPPED + "".join(words[-CONTEXT_WORDS:]))
