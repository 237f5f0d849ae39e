"""What a reader may mean: completions of what is typed, other spellings, items about the same, and the passages that answer.

All of it is told by the record from current editions of live items, found by an engine that leaves out what is no longer live: what is
withdrawn is gone from each at once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic_core import from_json

from dateline.record import card
from dateline.record.content import Content
from dateline.record.models import Item, State
from dateline.search import cards, finder, live, passages
from dateline.search.analysis import tokens
from dateline.search.cards import Row
from dateline.search.engine import TERM_FACETS, Question
from dateline.search.ground import Ground, PerLists, stand
from dateline.search.likeness import Likeness
from dateline.search.listing import Card, Listing
from dateline.search.parameters import MAX_CLAUSES
from dateline.search.passages import Piece
from dateline.search.query import Query
from dateline.search.words import Clause, Words, is_near, tidy
from dateline.vocabularies.lists import Vocabularies

MOST = 8  # suggestions: a short list under a field
MIN_CHARS, MAX_CHARS = 2, 100
CUT_CHARS = 3  # the ending of a word that is still typed is not yet what its stem will lose
FEW = 3  # results from which on nobody is asked what was meant
READ = 10  # items whose words are offered instead
RELATED = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: an item by its id and slug, or a term of a facet by its slug."""

    kind: str  # "title", "office", "topic" or "type"
    label: str
    value: str  # a slug; of an item "<id>/<slug>"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another view that finds more: the word that was typed, the one it may be, and how many that gives."""

    typed: str
    meant: str
    query: Query
    total: int


def suggest(text: str, language: str) -> list[Suggestion]:
    """Terms and titles that begin as a text does, terms first, the newest titles after; nothing for less than MIN_CHARS.

    Raises IndexUnusable.
    """
    typed = tidy(text)[:MAX_CHARS]
    if len(typed) < MIN_CHARS or not tokens(typed, language):
        return []
    engine = live.reader.fresh()
    ground = stand(engine)
    found = list(terms(typed, ground, language))[:MOST]
    found += map(completion, titled(typed, ground, language))
    return found[:MOST]


def completion(row: Row) -> Suggestion:
    return Suggestion("title", row.data["title"], f"{row.public_id}/{row.data['slug']}", row.data["language"])


Named = tuple[str, str, Suggestion, tuple[str, ...]]  # facet, key, what is offered, the words of its label


def named(vocabularies: Vocabularies, language: str) -> list[Named]:
    """Every term under its label on a page in a language."""
    every = ((facet, entry, *entry.said(language)) for facet in TERM_FACETS for entry in vocabularies[facet].by_slug.values())
    return [
        (facet, entry.key, Suggestion(facet, label, entry.slug, said_in), tuple(label.casefold().split()))
        for facet, entry, label, said_in in every
    ]


kept_names = PerLists(named)


def terms(typed: str, ground: Ground, language: str) -> Iterator[Suggestion]:
    """Public terms with a word that begins with each word that is typed."""
    wanted = typed.casefold().split()
    for facet, key, suggestion, parts in kept_names(ground.vocabularies, language):
        if all(any(part.startswith(word) for part in parts) for word in wanted) and ground.public[facet].get(key, 0):
            yield suggestion


def titled(typed: str, ground: Ground, language: str) -> list[Row]:
    """The newest items whose titles have all words but the last, and one that begins with that."""
    *whole, last = typed.split()
    clauses = [Clause(word, title=True) for word in whole[: MAX_CLAUSES - 1]]
    for length in range(len(last), max(MIN_CHARS, len(last) - CUT_CHARS) - 1, -1):
        asked = Words((*clauses, Clause(last[:length], title=True, like="beginning")))
        if found := newest(ground, Question(page_language=language, words=asked, limit=MOST)):
            return cards.rows(found)
    return []


def newest(ground: Ground, question: Question) -> tuple[int, ...]:
    return live.reader.fresh().newest(replace(question, without=ground.without))


def spelling(listing: Listing) -> Spelling | None:
    """What a reader may have meant, when a view found few: one word changed by one slip, into one that live items say."""
    query = listing.query
    if listing.total >= FEW or not query.q:
        return None
    ground = stand(live.reader.fresh())
    single = [clause for clause in query.words.clauses if not clause.phrase and not clause.excluded]
    for clause in [clause for clause in single if len(tokens(clause.words, listing.language)) == 1]:
        for meant in other_words(clause, ground, listing.language):
            other = replace(query, q=query.q.replace(clause.words, meant, 1), page=1)
            total = finder.find(other, language=listing.language, limit=1, counted=()).total
            if total > listing.total:
                return Spelling(clause.words, meant, other, total)
    return None


def other_words(clause: Clause, ground: Ground, language: str) -> list[str]:
    """Words of live items that are one slip away from a clause's, the most used first."""
    near = Words((replace(clause, like="near", title=False),))
    found_near = newest(ground, Question(page_language=language, languages=("any",), words=near, limit=READ))
    [typed], counted = tokens(clause.words, language), Counter[str]()
    for content in contents(found_near):
        for word in passages.words_of(content.search_text):
            found = tokens(word, content.language)
            if len(found) == 1 and found[0] != typed and is_near(found[0], typed):
                counted[word.casefold()] += 1
    return [word for word, _ in counted.most_common(2)]


def contents(sequences: Sequence[int]) -> list[Content]:
    """What those items that are live say now."""
    rows = Item.objects.filter(sequence__in=sequences, state=State.LIVE).order_by("sequence")
    return [Content.read(text) for text in rows.values_list("current__content", flat=True)]


def related(item: Item, content: Content, language: str) -> tuple[Card, ...]:
    """Live items about the same, the same for all versions of a story and in every language of a page. Raises IndexUnusable."""
    engine = live.reader.fresh()
    ground = stand(engine)
    likeness = replace(about(item, content), page_language=language, limit=RELATED, without=ground.without)
    return tuple(cards.live_cards(engine.similar(likeness), ground.vocabularies, language).values())


def about(item: Item, content: Content) -> Likeness:
    """What a story is about: what its original says, or where that is not public this version."""
    if not item.original:
        first = Item.objects.filter(story=item.story, original=True, state=State.LIVE).select_related("current").first()
        if first is not None and first.current is not None:
            said = card.read(first.current.card)
            return Likeness(str(item.story), said["language"], said["title"], tuple(term["key"] for term in said["topics"]))
    return Likeness(str(item.story), content.language, content.title, tuple(term.key for term in content.topics))


def found_passages(listing: Listing) -> Mapping[str, tuple[Piece, ...]]:
    """By item's id, the passage of its text that says the words that were asked for; nothing for a view without words."""
    clauses = [clause for clause in listing.query.words.clauses if not clause.excluded]
    if not clauses:
        return {}
    texts = {public_id: from_json(text) for public_id, text in cards.run(cards.TEXTS, [one.id for one in listing.cards])}
    return {public_id: passages.passage(text.get("body_text", ""), text["language"], clauses) for public_id, text in texts.items()}
