"""What has been done with an item in public, as its pages tell it: the history, the notice on top, the last words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext

from dateline.record.models import Change, Edition, Item, Kind, State
from dateline.search.listing import Correction

EDITIONS = (Kind.PUBLISHED, Kind.UPDATED, Kind.CORRECTED)
TOLD = (*EDITIONS, Kind.WITHDRAWN, Kind.EXPIRED, Kind.RESTORED, Kind.ERASED)
OLD_YEARS = 3  # from then on a text says how old it is
LAST = {State.WITHDRAWN: (Kind.WITHDRAWN, Kind.EXPIRED), State.RETRACTED: (Kind.RETRACTED,), State.ERASED: (Kind.ERASED,)}


@dataclass(frozen=True, slots=True)
class Act:
    """One public act. `number` is the edition it brought, `before` the one that this replaced; 0 where there is none."""

    kind: str
    at: datetime
    on: date  # the civil day in the item's zone
    note: str
    quiet: bool
    number: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """What a page says around an edition's own words."""

    acts: tuple[Act, ...] = ()  # the latest first
    notices: tuple[Act, ...] = ()
    current: int = 0  # the number of the edition that holds now
    erased_on: date | None = None
    age: int = 0  # in whole years, where they are worth a word

    def day_of(self, number: int) -> date | None:
        """The day on which an edition came out, where it is not the first publication's of an import."""
        return next((act.on for act in self.acts if act.number == number and not (act.quiet and number == 1)), None)


def telling(item: Item, edition: Edition, zone: str) -> Telling:
    """What the page of an edition says; the notices are for the current one alone."""
    acts = history(item, zone)
    current = item.current.number if item.current else 0
    erased_on = edition.erased_at.astimezone(ZoneInfo(zone)).date() if edition.erased_at else None
    if edition.number != current:
        return Telling(acts, (), current, erased_on)
    return Telling(acts, notices(acts), current, erased_on, age(item.published_on, datetime.now(ZoneInfo(settings.NEWSROOM_ZONE)).date()))


def age(published: date, today: date) -> int:
    """How many years ago a text came out; 0 while a reader may take it for news of these days."""
    years = today.year - published.year - ((today.month, today.day) < (published.month, published.day))
    return years if years >= OLD_YEARS else 0


def history(item: Item, zone: str) -> tuple[Act, ...]:
    """Every public act on the item, the latest first."""
    changes = item.changes.filter(kind__in=TOLD).select_related("edition").defer("edition__content", "edition__card").order_by("-n")
    return tuple(act(change, zone) for change in changes)


def act(change: Change, zone: str) -> Act:
    number = change.edition.number if change.edition and change.kind in EDITIONS else 0
    on = change.at.astimezone(ZoneInfo(zone)).date()
    return Act(change.kind, change.at, on, change.note, change.quiet, number, max(number - 1, 0))


def notices(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The last correction, which stays for good, and an update that came after it; a minor change and an import say nothing."""
    found: list[Act] = []
    for one in acts:
        if one.kind == Kind.CORRECTED:
            return (*found, one)
        if one.kind == Kind.UPDATED and one.note and not one.quiet and not found:
            found.append(one)
    return tuple(found)


def corrections(item: Item) -> tuple[Correction, ...]:
    """For other forms: every correction, the latest first."""
    changes = item.changes.filter(kind=Kind.CORRECTED).select_related("edition").defer("edition__content", "edition__card").order_by("-n")
    return tuple(Correction(change.at.isoformat(), change.note, change.edition.number) for change in changes if change.edition)


def last_words(item: Item) -> Change | None:
    """The act that made the item what it is, where it is not live: its day and its reason are what readers are told."""
    return item.changes.filter(kind__in=LAST.get(State(item.state), ())).order_by("-n").first()


def taken_back() -> str:
    """The reason that readers find where an import was taken back."""
    return gettext("It was published here by mistake, with an import that was taken back.")
