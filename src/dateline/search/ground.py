"""What an answer stands on: the record's position, the lists, and which of their terms are public. Read anew when the record moves."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

from dateline.record import log
from dateline.record.position import database
from dateline.search.engine import TERM_FACETS, Engine, Question
from dateline.search.listing import Card
from dateline.vocabularies import lists
from dateline.vocabularies.lists import Vocabularies

T = TypeVar("T")
CardKey = tuple[int, str]  # an item's sequence, and the language of the page


@dataclass(frozen=True, slots=True)
class Ground:
    """One moment of the record and of an index of it."""

    position: int
    vocabularies: Vocabularies
    public: Mapping[str, Mapping[str, int]]  # facet -> key -> how many live versions use it or what is under it
    without: frozenset[int]

    def parents(self) -> dict[str, dict[str, str]]:
        return parents(self.vocabularies)


class Last(Generic[T]):
    """The last value and what it was made for: positions only grow, so an older one is not asked for again."""

    def __init__(self) -> None:
        self._kept: tuple[Hashable, T] | None = None

    def get(self, key: Hashable) -> T | None:
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == key else None

    def keep(self, key: Hashable, value: T) -> None:
        self._kept = (key, value)

    def last(self) -> tuple[Hashable, T] | None:
        """What was kept and for what: for whoever has nobody left to ask."""
        return self._kept


class KeptCards:
    """Cards of one position of the record, by sequence and language: what a Change alters is read anew, and so is all else.

    In two halves: when the young one is full it is the old one, and what nobody asked for since goes. To look takes no lock, for whoever
    waits for one waits for the interpreter too; two who keep at once may lose a card, which is read again.
    """

    MOST: ClassVar[int] = 5_000  # in a half: 5 MB, and as many again that were asked for since they were old

    def __init__(self) -> None:
        self._kept = CardsOf(None)

    def at(self, position: int) -> "CardsOf":
        """Those of a position; none are known of one that is not the last."""
        kept, key = self._kept, (database(), position)
        return kept if kept.key == key else CardsOf(key)

    def keep(self, cards: "CardsOf", fresh: Mapping[CardKey, Card]) -> None:
        """Cards that were read while the record stood where it stood for the others, before and after."""
        if fresh:
            if len(cards.young) >= self.MOST:
                cards = CardsOf(cards.key, old=cards.young)
            cards.young.update(fresh)
            self._kept = cards


@dataclass(frozen=True, slots=True)
class CardsOf:
    """What is known of one position."""

    key: Hashable
    young: dict[CardKey, Card] = field(default_factory=dict)
    old: Mapping[CardKey, Card] = field(default_factory=dict)

    def get(self, key: CardKey) -> Card | None:
        card = self.young.get(key)
        if card is None and self.old and (card := self.old.get(key)) is not None and len(self.young) < 2 * KeptCards.MOST:
            self.young[key] = card
        return card


class PerLists(Generic[T]):
    """What is worked out of the lists for pages in a language, as long as the lists are the same ones."""

    def __init__(self, make: Callable[[Vocabularies, str], T]) -> None:
        self._make = make
        self._kept: tuple[Vocabularies | None, dict[str, T]] = (None, {})

    def __call__(self, vocabularies: Vocabularies, language: str) -> T:
        known, by_language = self._kept
        if known is not vocabularies:
            by_language = {}
            self._kept = vocabularies, by_language
        if language not in by_language:
            by_language[language] = self._make(vocabularies, language)
        return by_language[language]


_lists: Last[Vocabularies] = Last()
_public: Last[Mapping[str, Mapping[str, int]]] = Last()


def lists_at(position: int) -> Vocabularies:
    """The lists as they were when the record stood at `position`. What alters a public byte in them is a Change.

    Kept if the record did not move while they were read.
    """
    key = (database(), position)
    known = _lists.get(key)
    if known is None:
        known = lists.read()
        if log.position() == position:
            _lists.keep(key, known)
    return known


def lists_now() -> Vocabularies:
    """The lists for a public page. The desk reads its own: what it does to a term that nothing public bears is no Change."""
    return lists_at(log.position())


def parents(vocabularies: Vocabularies) -> dict[str, dict[str, str]]:
    return {facet: vocabularies[facet].parents for facet in TERM_FACETS}


def stand(engine: Engine) -> Ground:
    position = log.position()
    vocabularies = lists_at(position)
    without = log.no_longer_live_after(engine.position) if engine.position < position else frozenset()
    return Ground(position, vocabularies, public(engine, position, vocabularies, without), without)


def public(engine: Engine, position: int, vocabularies: Vocabularies, without: frozenset[int]) -> Mapping[str, Mapping[str, int]]:
    at = engine.position
    # One made anew, in a folder of its own, may put right what another had wrong at the same position.
    key = (database(), position, at, without, engine)
    known = _public.get(key)
    if known is None:
        question = Question(languages=("any",), parents=parents(vocabularies), without=without, limit=1, counted=(*TERM_FACETS, "language"))
        found = engine.find(question)
        known = found.counts
        if found.position == at and log.position() == position:
            _public.keep(key, known)
    return known
