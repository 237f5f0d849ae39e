"""The answer to a Query as pages, feeds and data show it. Pure, and complete: whoever writes it out asks nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.search.query import Query


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

    @property
    def path(self) -> str:
        return f"/news/{self.id}/{self.slug}/"


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

    @property
    def path(self) -> str:
        return f"/news/{self.id}/{self.slug}/"

    @property
    def paragraph(self) -> str:
        """The opening paragraph, as the release itself has it."""
        return self.dateline + self.lead


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `count` is the total of the view that choosing it alone in its facet would give."""

    value: str
    label: str
    count: int
    chosen: bool = False
    excluded: bool = False
    parent: str | None = None  # the value of the option it stands under
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a view, with everything around it."""

    query: Query
    sentence: str  # "Press releases on Policing"
    headline: str  # "184 press releases on Policing"
    total: int
    change: int  # the number of the last Change that this answer knows
    cards: tuple[Card, ...]
    facets: Mapping[str, tuple[Option, ...]]  # type, office, topic, language, year, month
    page: int = 1
    pages: int = 1
    language: str = "en"  # of the page: its labels and sentences
