"""What the databases are given: each live version as a row, with its story's choice and its terms' parents worked out."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench import vocabulary
from bench.asked import marked
from dateline.record.models import Item, State
from dateline.search import index
from dateline.search.analysis import tokens
from dateline.search.engine import Document, Question
from dateline.search.engines.tantivy import TantivyEngine


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


def rows(engine: TantivyEngine) -> Iterator[Row]:
    """Every live version in order of publication."""
    everything = 10**9
    order = engine.find(Question(languages=("any",), sort="oldest", limit=everything, counted=())).sequences
    shown = set(engine.find(Question(page_language="en", limit=everything, counted=())).sequences)
    for start in range(0, len(order), 500):
        some = order[start : start + 500]
        items = {item.sequence: item for item in Item.objects.filter(sequence__in=some, state=State.LIVE).select_related("current")}
        for number, sequence in enumerate(some, start=start + 1):
            yield row(items[sequence], index.document(items[sequence]), number, sequence in shown)


def row(item: Item, one: Document, number: int, shown: bool) -> Row:
    assert item.current is not None
    return Row(
        number,
        item.public_id,
        item.current.card,
        shown,
        numbers((one.type,) if one.type else (), 0)[0],
        one.language,
        int(one.published_on[:4]),
        one.published_on[:7],
        numbers(one.offices, vocabulary.REGIONS),
        numbers(one.topics, vocabulary.FIELDS),
        [marked(token, one.language) for token in tokens(one.title, one.language)],
        [marked(token, one.language) for token in tokens(one.text, one.language)],
    )


def numbers(keys: tuple[str, ...], parents: int) -> list[int]:
    """Keys as numbers from 1, with those of their parents; [0] for none."""
    own = [int(key.rpartition("-")[2]) for key in keys]
    return sorted({number + 1 for one in own for number in ((one, one % parents) if parents else (one,))}) or [0]


def wanted(facet: str, chosen: tuple[int, ...]) -> list[int]:
    """What a choice asks of those numbers."""
    return [number + 1 for number in chosen]
