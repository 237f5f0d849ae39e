"""The answer to a Query as pages, feeds and data show it. Pure, and complete: whoever writes it out asks nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.record.content import File
from dateline.search.query import Query
from dateline.search.sentence import Piece


@dataclass(frozen=True, slots=True)
class Label:
    """A term on an item: the words of its day under the address it has now."""

    key: str
    slug: str
    label: str
    language: str = ""  # of the label, where it is not the item's


@dataclass(frozen=True, slots=True)
class Version:
    """The same story in another language."""

    language: str
    id: str
    slug: str
    title: str
    original: bool = False

    @property
    def path(self) -> str:
        return f"/news/{self.id}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Thumb:
    """A picture beside a card: its address and its size in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of an item that may be fetched, with its address."""

    path: str
    file: File


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the press may call. Read when shown; no part of an edition."""

    name: str
    office: Label
    role: str = ""
    role_language: str = ""  # "" where nobody said
    languages: tuple[str, ...] = ()
    telephone: str = ""
    out_of_hours: str = ""
    mail: str = ""
    hours: str = ""
    zone: str = ""  # of the hours


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong and what is right, as readers were told."""

    at: str  # instant, ISO, UTC
    note: str
    edition: int


@dataclass(frozen=True, slots=True)
class Card:
    """One item in a list."""

    id: str
    slug: str
    title: str
    language: str
    published_on: str  # civil day, "2022-10-05"
    published_at: str  # instant, ISO, UTC
    type: Label | None = None
    offices: tuple[Label, ...] = ()  # in the item's own order, as topics
    topics: tuple[Label, ...] = ()
    dateline: str = ""  # as printed, with the space or dash that ends it
    lead: str = ""
    also_in: tuple[Version, ...] = ()
    corrected_on: str | None = None
    pictures: Mapping[str, Thumb] = field(default_factory=dict)  # "card" and "wide", of the picture that leads
    files: tuple[Offered, ...] = ()  # where the whole item is shown, as are these two
    edition: int = 0
    corrections: tuple[Correction, ...] = ()
    contacts: tuple[Contact, ...] = ()  # as files
    words: Mapping[str, str] = field(default_factory=dict)  # as files: what a form for people says in its language, by the English
    reference: str = ""

    @property
    def path(self) -> str:
        return f"/news/{self.id}/{self.slug}/"

    @property
    def thumb(self) -> Thumb | None:
        return self.pictures.get("card")

    @property
    def top(self) -> Thumb | None:
        """The picture where the item leads a page."""
        return self.pictures.get("wide")

    @property
    def paragraph(self) -> str:
        """The opening paragraph, as the release itself has it."""
        return self.dateline + self.lead


class Option(NamedTuple):
    """One value of a facet. `count` is the total of the view that choosing it alone in its facet would give.

    A tuple, which is made in a fifth of the time of a frozen dataclass: a page has more than a hundred.
    """

    value: str
    label: str
    count: int  # type: ignore[assignment]  # nobody counts in it
    chosen: bool = False
    excluded: bool = False
    parent: str | None = None  # the value of the option it stands under
    depth: int = 0
    language: str = ""  # of the label


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a view, with everything around it."""

    query: Query
    sentence: str  # "Press releases on Policing"
    headline: str  # "184 press releases on Policing"
    total: int
    change: int  # the number of the last Change that this answer knows
    index: int = field(default=0, kw_only=True)  # the same of the index that found it, which may be behind
    cards: tuple[Card, ...]
    facets: Mapping[str, tuple[Option, ...]]  # type, office, topic, language, year, month
    page: int = 1
    pages: int = 1
    language: str = "en"  # of the page: its labels and sentences
    pieces: tuple[Piece, ...] = ()  # the headline once more, parted where a label has another language than the page
