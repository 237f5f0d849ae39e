"""One parsed item of a file, before it is a Release; and one that cannot become one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A file of the old site that is named and not held."""

    url: str
    title: str
    media_type: str = ""
    size: int = 0  # bytes; 0 is not known


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that lies beside the import file, and what is said of it."""

    name: str  # its path in the folder
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader found. Terms are still text; `labels[facet]` is a whole line where the format has one, else one text a label."""

    line: int  # of the item's title in the file
    source: str  # the file's own id of it, or one made from what never changes
    title: str
    published_on: date
    published_at: datetime | None = None
    subtitle: str = ""
    paragraph: str = ""  # the lead with its dateline
    body: str = ""  # HTML
    language: str = ""
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joined: bool = False  # the texts in `labels` may hold several labels each, parted by commas
    story: str = ""  # the file's own id of what is one text in several languages
    original: bool = True
    reference: str = ""
    links: tuple[Link, ...] = ()
    files: tuple[LocalFile, ...] = ()
    former: tuple[str, ...] = ()  # paths this item had before
    repaired: tuple[str, ...] = ()  # what had to be put right to read it
    left_out: tuple[str, ...] = ()  # files and addresses that could not come along, and why
    warned: tuple[str, ...] = ()  # what came in as it was, and somebody should look at


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that cannot come in, where it stands and why."""

    line: int
    id: str
    problem: str
