"""Two Contents: what changed between them, by words. Pure.

Lines are compared before words, so that a long text with a small change costs little; a reader may ask for any two editions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.record.content import Content, File, Link, Term, words_only
from dateline.record.pictures import attachments, shots

SAME, GONE, NEW = "same", "gone", "new"
CONTEXT_WORDS = 12  # around a change; what stays unchanged beyond that is skipped
SKIPPED = " … "
MAX_PAIRS = 1_000_000  # of words, a second's work; beyond it the whole passage went and another came

# Scripts without spaces between words are compared by character.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
PIECE = re.compile(rf"[{UNSPACED}]\s*|[^\s{UNSPACED}]+\s*|\s+")


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


def between(old: Content, new: Content) -> list[Difference]:
    """Every field that changed, in the order of the page; empty when no word did."""
    before, after = fields(old), fields(new)
    return [Difference(name, tuple(shortened(compared(before[name], after[name])))) for name in after if before[name] != after[name]]


def fields(content: Content) -> dict[str, str]:
    """What readers see, as words, in the order of the page."""
    return {
        "type": content.type.label if content.type else "",
        "reference": content.reference,
        "title": content.title,
        "subtitle": content.subtitle,
        "offices": names(content.offices),
        "lead": content.paragraph,
        "body": content.body_text,
        "quotations": "\n".join(f"{said.words} {said.speaker} {said.role}".strip() for said in content.quotations),
        "notes": words_only(content.notes),
        "about": words_only(content.about),
        "pictures": "\n".join(described(shot.said) for shot in shots(content.files)),
        "attachments": "\n".join((*map(described, attachments(content.files)), *map(pointed_to, content.links))),
        "topics": names(content.topics),
    }


def names(terms: Sequence[Term]) -> str:
    return ", ".join(term.label for term in terms)


def described(file: File) -> str:
    """What is said of a file; its name where nothing is."""
    terms = (file.licence, *(one.words for one in file.licences))
    said = dict.fromkeys(part for part in (file.title, file.caption, file.alt, file.credit, *terms) if part)
    return ". ".join(part.rstrip(".") for part in said) or file.name


def pointed_to(link: Link) -> str:
    return f"{link.title} {link.url}" if link.title != link.url else link.url


def compared(old: str, new: str) -> Iterator[Piece]:
    """The old words and the new ones as one text, by runs: without what went it is the new text."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, text in joined(steps(before, after)):
        yield Piece(kind, text)


def steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    for tag, first, last, start, end in matched(before, after):
        if tag == "equal":
            yield SAME, "".join(after[start:end])
        else:
            yield from by_words("".join(before[first:last]), "".join(after[start:end]))


def by_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = pieces(old), pieces(new)
    if len(before) * len(after) > MAX_PAIRS:
        yield from ((GONE, old), (NEW, new))
        return
    for tag, first, last, start, end in matched(before, after):
        if tag == "equal":
            yield SAME, "".join(after[start:end])
        else:
            yield from ((GONE, "".join(before[first:last])), (NEW, "".join(after[start:end])))


def matched(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Which stretches are equal; the space after a word does not count."""
    return SequenceMatcher(None, [one.rstrip() for one in before], [one.rstrip() for one in after], autojunk=False).get_opcodes()


def joined(found: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours of one kind as one run; nothing empty."""
    held: tuple[str, str] | None = None
    for kind, text in found:
        if not text:
            continue
        if held and held[0] == kind:
            held = kind, held[1] + text
            continue
        if held:
            yield held
        held = kind, text
    if held:
        yield held


def pieces(text: str) -> list[str]:
    """Words with the space after them, so that joining them gives the text again."""
    return PIECE.findall(text)


def shortened(found: Iterator[Piece]) -> Iterator[Piece]:
    """Long runs that stayed, cut to their ends; the first and the last to the end beside a change."""
    runs = list(found)
    for number, piece in enumerate(runs):
        words = pieces(piece.text)
        first, last = number == 0, number == len(runs) - 1
        if piece.kind != SAME or len(words) <= CONTEXT_WORDS * (1 if first or last else 2):
            yield piece
            continue
        head = "" if first else "".join(words[:CONTEXT_WORDS]).rstrip()
        tail = "" if last else "".join(words[-CONTEXT_WORDS:])
        yield Piece(SAME, f"{head}{SKIPPED}{tail}")
