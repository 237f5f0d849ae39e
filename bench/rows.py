"""What the databases are given: each live version as a row, with its story's choice and its terms' parents worked out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bench import vocabulary
from bench.asked import marked
from dateline.record.models import Item, State
from dateline.search.analysis import tokens

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Row:
    num: int  # in order of publication
    public_id: str
    card: str
    shown: bool  # stands for its story on a page in English
    type: int  # 0 is "not given", as in the two lists
    language: str
    year: int
    month: str
    offices: list[int]  # with what is above them
    topics: list[int]
    title: list[str]  # tokens, each with its language before it
    text: list[str]


def rows() -> Iterator[Row]:
    """Every live version in order of publication. A million take minutes: contents are read as JSON, without what Django makes of rows."""
    live = Item.objects.filter(state=State.LIVE)
    order = [*live.order_by("published_at", "sequence").values_list("sequence", flat=True)]
    shown = chosen()
    told = live.values_list("sequence", "public_id", "published_on", "current__card", "current__content")
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        items = {sequence: rest for sequence, *rest in told.filter(sequence__in=some)}
        for number, sequence in enumerate(some, start=start + 1):
            yield row(number, sequence in shown, *items[sequence])


def chosen() -> set[int]:
    """The version that stands for each story on a page in English: in English, else the original, else the first."""
    best: dict[UUID, tuple[bool, bool, int]] = {}
    versions = Item.objects.filter(state=State.LIVE).values_list("story", "sequence", "original", "current__language")
    for story, sequence, original, language in versions.iterator():
        english = language == "en"
        rank = not english, not english and not original, sequence
        best[story] = min(rank, best.get(story, rank))
    return {sequence for _, _, sequence in best.values()}


def row(number: int, shown: bool, public_id: str, on: date, card: str, content: str) -> Row:
    data = json.loads(content)
    language, title, kind = data["language"], data["title"], data.get("type")
    text = "\n".join(filter(None, (title, data.get("lead"), data.get("body_text"))))
    return Row(
        number,
        public_id,
        card,
        shown,
        numbers([kind] if kind else [], 0)[0],
        language,
        on.year,
        f"{on:%Y-%m}",
        numbers(data.get("offices", []), vocabulary.REGIONS),
        numbers(data.get("topics", []), vocabulary.FIELDS),
        [marked(token, language) for token in tokens(title, language)],
        [marked(token, language) for token in tokens(text, language)],
    )


def numbers(terms: list[dict[str, str]], parents: int) -> list[int]:
    """Terms as numbers from 1, with those of their parents; [0] for none."""
    own = [int(term["key"].rpartition("-")[2]) for term in terms]
    return sorted({number + 1 for one in own for number in ((one, one % parents) if parents else (one,))}) or [0]


def wanted(facet: str, chosen: tuple[int, ...]) -> list[int]:
    """What a choice asks of those numbers."""
    return [number + 1 for number in chosen]
