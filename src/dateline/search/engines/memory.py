"""The oracle: every Document looked at for every Question, in plain Python, with nothing remembered between them.

Not for a newsroom of any size. It is here to be obviously right, so that the other engines can be held to it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.search import relevance
from dateline.search.analysis import tokens
from dateline.search.engine import NONE, TERM_FACETS, Document, Found, Question
from dateline.search.likeness import Likeness, Shared
from dateline.search.words import Clause, is_near


class MemoryEngine:
    """An Engine in a dictionary."""

    def __init__(self) -> None:
        self._documents: dict[int, Document] = {}
        self._position = 0

    @property
    def position(self) -> int:
        return self._position

    def write(self, upserts: Sequence[Document], deletes: Iterable[int], *, position: int) -> None:
        for sequence in deletes:
            self._documents.pop(sequence, None)
        self._documents.update((document.sequence, document) for document in upserts)
        self._position = position

    def refresh(self) -> None:
        """Nothing to do: nobody else can write."""

    def close(self) -> None:
        """Nothing to let go of."""

    def find(self, question: Question) -> Found:
        live = [document for document in self._documents.values() if document.sequence not in question.without]
        listed = _listed(live, question)
        failed = {document.sequence: _failed(document, question) for document in live}
        hits = [document for document in listed if not failed[document.sequence]]
        ordered = [document.sequence for document in _in_order(hits, live, question)]
        return Found(
            sequences=tuple(ordered[question.offset : question.offset + question.limit]),
            total=len(hits),
            counts=_counts(live, listed, failed, question),
            position=self._position,
        )

    def newest(self, question: Question) -> tuple[int, ...]:
        return self.find(replace(question, sort="newest", offset=0, counted=())).sequences

    def similar(self, likeness: Likeness) -> tuple[int, ...]:
        live = [document for document in self._documents.values() if document.sequence not in likeness.without]
        alike = _Alike(likeness, live)
        listed = _listed(live, Question(page_language=likeness.page_language))
        scored = [(alike.worth(one.story), one.published_at, one.sequence) for one in listed if one.story != likeness.story]
        return tuple(sequence for score, _, sequence in sorted(scored, reverse=True)[: likeness.limit] if score)


class _Alike:
    """What each story shares with one."""

    def __init__(self, likeness: Likeness, live: Sequence[Document]) -> None:
        self.likeness, self.live, self.words = likeness, live, likeness.tokens()
        same = [one for one in live if one.language == likeness.language]
        said = [sum(token in tokens(one.text, one.language) for one in same) for token in self.words]
        self.rarities = likeness.rarities(said, len(same))
        self.subjects = likeness.rarities([sum(key in one.topics for one in live) for key in likeness.topics], len(live))

    def worth(self, story: str) -> float:
        versions = [one for one in self.live if one.story == story]
        same = [one for one in versions if one.language == self.likeness.language]
        many = {key for one in versions for key in one.topics}
        shared = Shared(
            _places(self.words, self.rarities, {token for one in same for token in tokens(one.text, one.language)}),
            _places(self.words, self.rarities, {token for one in same for token in tokens(one.title, one.language)}),
            _places(self.likeness.topics, self.subjects, many),
        )
        return shared.worth(self.rarities, self.subjects, len(many))


def _places(wanted: Sequence[str], rarities: Sequence[float], there: set[str]) -> set[int]:
    return {place for place, one in enumerate(wanted) if one in there and rarities[place]}


def _listed(live: Sequence[Document], question: Question) -> list[Document]:
    """The documents that may be listed at all: one version of each story, every version, or those in some languages."""
    if question.languages is None:
        stories: dict[str, list[Document]] = {}
        for document in live:
            stories.setdefault(document.story, []).append(document)
        return [_version(versions, question.page_language) for versions in stories.values()]
    if question.languages == ("any",):
        return list(live)
    return [document for document in live if document.language in question.languages]


def _version(versions: Sequence[Document], page_language: str) -> Document:
    in_page_language = [document for document in versions if document.language == page_language]
    originals = [document for document in versions if document.original]
    return min(in_page_language or originals or versions, key=lambda document: document.sequence)


def _failed(document: Document, question: Question) -> set[str]:
    """The filters that keep a document out: facets, "date", "words"."""
    failed = {facet for facet in TERM_FACETS if not _has_terms(document, question, facet)}
    failed |= set() if _is_in_days(document, question) else {"date"}
    return failed | (set() if all(_has_clause(document, clause) for clause in question.words.clauses) else {"words"})


def _has_terms(document: Document, question: Question, facet: str) -> bool:
    chosen, excluded = question.chosen.get(facet), question.excluded.get(facet)
    keys = _keys(document, question, facet) if chosen or excluded else set()
    return (not chosen or bool(keys & chosen)) and not (excluded and keys & excluded)


def _keys(document: Document, question: Question, facet: str) -> set[str]:
    """A document's keys and all above them; NONE if it has none."""
    parents: Mapping[str, str] = question.parents.get(facet, {})
    keys = set(document.keys(facet))
    while above := {parents[key] for key in keys if key in parents} - keys:
        keys |= above
    return keys or {NONE}


def _is_in_days(document: Document, question: Question) -> bool:
    first, last = question.first_day or "", question.last_day or "9999-12-31"
    return first <= document.published_on <= last


def _has_clause(document: Document, clause: Clause) -> bool:
    wanted = tokens(clause.words, document.language)
    if not wanted:
        return True
    place = document.title if clause.title else document.text
    text = tokens(place, document.language)
    if clause.like and len(wanted) == 1:
        is_like = str.startswith if clause.like == "beginning" else is_near
        return any(is_like(token, wanted[0]) for token in text) != clause.excluded
    return _stand_in(wanted, text) != clause.excluded


def _stand_in(wanted: list[str], text: list[str]) -> bool:
    return any(text[i : i + len(wanted)] == wanted for i in range(len(text)))


def _in_order(hits: list[Document], live: Sequence[Document], question: Question) -> list[Document]:
    newest = sorted(hits, key=lambda document: (document.published_at, document.sequence), reverse=True)
    if question.sort == "oldest":
        return newest[::-1]
    if question.sort == "relevance":
        rarities = [(clause, _rarity(clause, live)) for clause in relevance.ranking(question.words)]
        return sorted(newest, key=lambda document: -_score(document, rarities))  # sorting is stable
    return newest


def _rarity(clause: Clause, live: Sequence[Document]) -> float:
    return relevance.rarity(len(live), sum(1 for document in live if _times(clause, document, document.text)))


def _score(document: Document, rarities: Sequence[tuple[Clause, float]]) -> float:
    length = relevance.length_class(len(tokens(document.text, document.language)))
    score = 0.0
    for clause, rarity in rarities:
        if times := _times(clause, document, document.text):
            is_phrase = len(tokens(clause.words, document.language)) > 1
            frequency = 0 if is_phrase else relevance.frequency_class(times)
            score += rarity * relevance.gain(frequency, length, _times(clause, document, document.title) > 0)
    return score * relevance.recency(document.published_at)


def _times(clause: Clause, document: Document, place: str) -> int:
    """How often a clause stands in a text; 0 too where it has no tokens in the document's language."""
    wanted, text = tokens(clause.words, document.language), tokens(place, document.language)
    return sum(1 for i in range(len(text)) if text[i : i + len(wanted)] == wanted) if wanted else 0


def _counts(
    live: Sequence[Document], listed: Sequence[Document], failed: Mapping[int, set[str]], question: Question
) -> dict[str, dict[str, int]]:
    def count(documents: Sequence[Document], ignoring: str, keys: Callable[[Document], Iterable[str]]) -> dict[str, int]:
        """Keys of those that pass every filter but one."""
        hits = (document for document in documents if failed[document.sequence] <= {ignoring})
        return dict(Counter(key for document in hits for key in keys(document)))

    every = {
        "type": lambda: count(listed, "type", lambda document: _keys(document, question, "type")),
        "office": lambda: count(listed, "office", lambda document: _keys(document, question, "office")),
        "topic": lambda: count(listed, "topic", lambda document: _keys(document, question, "topic")),
        "language": lambda: count(live, "language", lambda document: [document.language]),
        "year": lambda: count(listed, "date", lambda document: [document.published_on[:4]]),
        "month": lambda: count(listed, "date", lambda document: [document.published_on[:7]]),
    }
    return {facet: every[facet]() for facet in question.counted}
