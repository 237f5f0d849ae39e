"""An archive's paragraph and body, made ready to be a Release and its Content: all that costs much, and needs no database. Pure.

`compose` makes the same of a Release; here it is made once, beside the process that writes.
"""

from dataclasses import dataclass

from dateline.record.content import Dateline
from dateline.releases.markup import clean, plain, tidied
from dateline.releases.text import split_dateline


@dataclass(frozen=True, slots=True)
class Words:
    """`kept` is the body as an editor finds it, `body` and `body_text` as the public does."""

    opening: str  # the dateline as written
    lead: str
    dateline: Dateline
    kept: str
    body: str
    body_text: str


def words(paragraph: str, body: str) -> Words:
    """The paragraph parted, the body sanitised."""
    dateline, lead = split_dateline(paragraph)
    kept = clean(body) if body else ""
    shown = tidied(kept)
    shown = kept if shown == kept else clean(shown)  # what is clean stays as it is
    shown = shown if shown.strip() else ""
    return Words(dateline.words, lead, printed(dateline.words), kept, shown, plain(shown))


def printed(opening: str) -> Dateline:
    """A dateline as an editor wrote it, with places and date read out of it."""
    words = opening.strip()
    if not words:
        return Dateline()
    spaced = opening if opening != words else f"{words} "
    read, _ = split_dateline(f"{spaced}x")
    return Dateline(words=spaced, places=read.places, date=read.date)
