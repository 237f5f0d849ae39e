"""Items: cards, as lists show them. The record tells them, from current editions.

The two questions of every page are written in SQL: to make them of querysets takes longer than to answer them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from dateline.record import card
from dateline.record.content import Content
from dateline.record.models import Change, Edition, FileUse, Item, Kind
from dateline.search import options
from dateline.search.ground import PerLists
from dateline.search.listing import Card, Label, Thumb, Version
from dateline.vocabularies import lists
from dateline.vocabularies.lists import Vocabularies

CORRECTED = (
    'SELECT "at" FROM "record_change" WHERE "record_change"."item_id" = item."id" AND "kind" = \'corrected\' ORDER BY "n" DESC LIMIT 1'
)
COLUMNS = 'item."id", item."sequence", item."public_id", item."story", item."original", item."reference"'
LIVE = 'FROM "record_item" item JOIN "record_edition" edition ON edition."id" = item."current_id" WHERE item."state" = \'live\''
ANOTHER = 'EXISTS (SELECT 1 FROM "record_item" other WHERE other."story" = item."story" AND other."id" <> item."id")'
# Columns of SQLite are made dates by Django, which takes as long as all else of a row; an expression is left as it is stored.
WHEN = 'COALESCE(item."published_on", NULL), COALESCE(item."published_at", NULL)'
SAID = f'{WHEN}, edition."card", ({CORRECTED}), {ANOTHER}'
ROWS = f'SELECT {COLUMNS}, {SAID} {LIVE} AND item."sequence" IN ({{}})'
VERSION = 'item."story", item."sequence", item."public_id", item."original", edition."card"'
TEXTS = f'SELECT item."public_id", edition."content" {LIVE} AND item."public_id" IN ({{}})'  # as Content.read has it
OTHERS = f'SELECT {VERSION} {LIVE} AND item."story" IN ({{}})'


class Row(NamedTuple):
    """An item with what its current edition's card says."""

    pk: int
    sequence: int
    public_id: str
    story: Any  # as the database writes it
    original: bool
    reference: str
    published_on: str
    published_at: str
    data: Mapping[str, Any]
    corrected_on: str | None
    several: bool = True  # whether its story may have another version


def live_cards(sequences: Sequence[int], vocabularies: Vocabularies, language: str) -> dict[int, Card]:
    """The cards of those items that are live, by sequence."""
    found = rows(sequences)
    made = told(found, kept_terms(vocabularies, language))
    return {one.sequence: made_one for one, made_one in zip(found, made, strict=True)}


def rows(sequences: Sequence[int]) -> list[Row]:
    """Those that are live, in the order asked for."""
    found = {one.sequence: one for one in (row(*values) for values in run(ROWS, sequences))}
    return [found[sequence] for sequence in sequences if sequence in found]


def run(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a question about some values."""
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.format(", ".join(["%s"] * len(values))), values)
        return list(cursor.fetchall())


def row(
    pk: int,
    sequence: int,
    public_id: str,
    story: Any,
    original: bool,
    reference: str,
    on: Any,
    at: Any,
    text: str,
    corrected: Any,
    several: bool = True,
) -> Row:
    data = card.read(text)
    day = corrected_on(instant(corrected), data, public_id) if corrected else None
    # SQLite has it so already, but for a letter and the zone.
    published_at = f"{at.replace(' ', 'T')}+00:00" if isinstance(at, str) else instant(at).isoformat()
    return Row(pk, sequence, public_id, story, bool(original), reference, str(on), published_at, data, day, bool(several))


def instant(value: Any) -> datetime:
    """An instant as a database gives it: SQLite as text, in UTC."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def corrected_on(at: datetime, data: Mapping[str, Any], public_id: str) -> str:
    """The civil day of a correction in the zone of what the item says now."""
    zone = data.get("zone") or Edition.objects.get(pk=Item.objects.values("current").get(public_id=public_id)["current"]).zone
    return at.astimezone(ZoneInfo(zone)).date().isoformat()


def cards(items: Sequence[Item], vocabularies: Vocabularies, language: str) -> tuple[Card, ...]:
    """The cards of items in hand, whatever they have become meanwhile."""
    last = dict(Change.objects.filter(item__in=items, kind=Kind.CORRECTED).order_by("n").values_list("item_id", "at"))
    found = [of_item(item, item.current, last.get(item.pk)) for item in items if item.current]
    return tuple(told(found, Terms(vocabularies, language)))


def of_item(item: Item, edition: Edition, corrected: datetime | None = None) -> Row:
    return row(
        item.pk,
        item.sequence,
        item.public_id,
        item._meta.get_field("story").get_db_prep_value(item.story, connection),
        item.original,
        item.reference,
        item.published_on,
        item.published_at,
        edition.card,
        corrected,
    )


def told(every: Sequence[Row], terms: "Terms") -> Iterator[Card]:
    """The card of each row, with its pictures and its story's other versions."""
    others, shown = versions(every), thumbs(every)
    return (card_of(one, terms, others.get(one.story, ()), shown.get(one.pk, NO_PICTURES)) for one in every)


def edition_card(item: Item, edition: Edition, vocabularies: Vocabularies, language: str) -> Card:
    """The card of an edition, be it an earlier one: with no other version beside it."""
    return card_of(of_item(item, edition), Terms(vocabularies, language))


def draft_card(item: Item, content: Content, language: str) -> Card:
    """The card of what is not public yet, for a preview: with no other version beside it."""
    return card_of(of_item(item, Edition(card=card.written(content))), Terms(lists.read(), language))


def thumbs(every: Sequence[Row]) -> Mapping[int, dict[str, Thumb]]:
    """By item's key, the leading picture in each size that is in use: one query for all."""
    wanted = {(one.pk, size["sha256"]): (name, size) for one in every for name, size in (one.data.get("picture") or {}).items()}
    found: dict[int, dict[str, Thumb]] = defaultdict(dict)
    for use in FileUse.objects.filter(item_id__in={pk for pk, _ in wanted}, sha256__in={sha256 for _, sha256 in wanted}) if wanted else ():
        name, size = wanted.get((use.item_id, use.sha256), ("", {}))
        if name:
            found[use.item_id][name] = Thumb(use.path, size["width"], size["height"])
    return found


def versions(every: Sequence[Row]) -> dict[Any, list[Version]]:
    """The live language versions of each story that has several, by sequence."""
    several: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for story, *rest in run(OTHERS, [*{one.story for one in every if one.several}]):
        several[story].append(tuple(rest))
    return {story: [version(*rest) for _, *rest in sorted(each)] for story, each in several.items() if len(each) > 1}


def version(public_id: str, original: bool, text: str) -> Version:
    data = card.read(text)
    return Version(data["language"], public_id, data["slug"], data["title"], bool(original))


NO_PICTURES: Mapping[str, Thumb] = MappingProxyType({})


def card_of(one: Row, terms: "Terms", others: Sequence[Version] = (), pictures: Mapping[str, Thumb] = NO_PICTURES) -> Card:
    data, on = one.data, one.published_on
    language = data["language"]
    return Card(
        id=one.public_id,
        slug=data["slug"],
        title=data["title"],
        language=language,
        published_on=on,
        published_at=one.published_at,
        type=terms.label("type", data["type"], language, on) if data["type"] else None,
        offices=terms.labels("office", data["offices"], language, on),
        topics=terms.labels("topic", data["topics"], language, on),
        dateline=data["dateline"],
        lead=data["lead"],
        also_in=tuple(other for other in others if other.id != one.public_id),
        corrected_on=one.corrected_on,
        pictures=pictures,
        reference=one.reference,
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists as a page in `language` shows them on an item."""

    vocabularies: Vocabularies
    language: str
    known: dict[tuple[str, str, str, str], Label] = field(default_factory=dict)

    MOST: ClassVar[int] = 10_000  # labels that are known, of hundreds of terms as they were written in some languages

    def label(self, facet: str, term: Mapping[str, str], written_in: str, on: str) -> Label:
        """As it was called when the item came out: the edition's own words in the item's language, the list's in any other.

        Always under the address of now, of what it was merged into where it was.
        """
        asked = facet, term["key"], term["label"], written_in
        found = self.known.get(asked)
        if found is None:
            found = self.read(facet, term, written_in, on)
            then = self.vocabularies[facet].by_key.get(term["key"])
            if then is not None and not then.former and len(self.known) < self.MOST:  # the same on every day
                self.known[asked] = found
        return found

    def read(self, facet: str, term: Mapping[str, str], written_in: str, on: str) -> Label:
        vocabulary = self.vocabularies[facet]
        then, now = vocabulary.by_key.get(term["key"]), vocabulary.present(term["key"])
        if then is None or now is None:
            return Label(term["key"], term["slug"], term["label"], written_in)
        if options.same_language(written_in, self.language):
            return Label(term["key"], now.slug, term["label"], then.language_of(term["label"], written_in))
        return Label(term["key"], now.slug, *then.said(self.language, on))

    def labels(self, facet: str, terms: Sequence[Mapping[str, str]], written_in: str, on: str) -> tuple[Label, ...]:
        """In the item's order; of two that were merged since, the first."""
        first: dict[str, Label] = {}
        for term in terms:
            label = self.label(facet, term, written_in, on)
            first.setdefault(label.slug, label)
        return tuple(first.values())


kept_terms = PerLists(Terms)
