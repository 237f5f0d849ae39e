"""Labels of a file: terms of the lists. Known ones by label or address, others reported, or made when that was asked for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction

from dateline.ingest import retired, runs
from dateline.ingest.labels import split
from dateline.ingest.models import Run
from dateline.ingest.rows import Row
from dateline.record.content import Content
from dateline.record.content import Term as ContentTerm
from dateline.record.publish import lock_counters
from dateline.vocabularies.lists import MODELS
from dateline.vocabularies.models import FormerName, FormerSlug, Term
from dateline.vocabularies.slugs import free_slug

Names = dict[tuple[str, str], list[tuple[date, Mapping[str, str]]]]


def folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def last_key(facet: str) -> int:
    return MODELS[facet]._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def names_of_before() -> Names:
    """(facet, key) -> what a term was called until which day, oldest first."""
    found: Names = {}
    for name in FormerName.objects.order_by("until_on"):
        found.setdefault((name.facet, name.key), []).append((name.until_on, name.labels))
    return found


def as_called_then(content: Content, on: date, names: Names) -> Content:
    """The content with each term under the name that it had on the item's day, where that is known in the item's language."""

    def then(facet: str, term: ContentTerm) -> ContentTerm:
        labels: Mapping[str, str] = next((labels for until, labels in names.get((facet, term.key), ()) if on < until), {})
        said = labels.get(content.language) or labels.get(content.language.partition("-")[0])
        return replace(term, label=said) if said else term

    return replace(
        content,
        type=then("type", content.type) if content.type else None,
        offices=tuple(then("office", office) for office in content.offices),
        topics=tuple(then("topic", topic) for topic in content.topics),
    )


class Terms:
    """The lists while a file is read. `create` makes unknown terms; in a rehearsal they are made without being saved."""

    def __init__(self, language: str, *, create: bool = False, run: Run | None = None) -> None:
        self.language, self.create, self.run = language, create, run
        self.retired = retired.closed()
        self.last: dict[str, int] = {}  # by facet, the newest term's key when the list was read
        self.rehearsed: set[str] = set()  # addresses of terms that are made for a rehearsal alone
        self.known: dict[str, dict[str, Term]] = {facet: self.read(facet) for facet in MODELS}
        self.unknown: dict[str, Counter[str]] = {facet: Counter() for facet in MODELS}
        self.new: set[tuple[str, str]] = set()  # facet and key
        self.doubts: dict[str, list[tuple[int, str]]] = {facet: [] for facet in MODELS}

    @property
    def rehearsal(self) -> bool:
        return self.run is None

    def read(self, facet: str) -> dict[str, Term]:
        """Folded label in any language, or slug -> term; what is called so now wins over what was, labels over slugs.

        A merged term's labels lead to what it was merged into. One that was taken back with its run is not known.
        """
        self.last[facet] = last_key(facet)
        terms = {term.key: term for term in MODELS[facet]._default_manager.all() if (facet, term.key) not in self.retired}
        found: dict[str, Term] = {}

        def names(key: str, words: Iterable[str]) -> None:
            for said in words:
                if key in terms and said:
                    found.setdefault(folded(said), terms[key].present())

        for merged in (False, True):
            for term in terms.values():
                names(term.key, term.labels.values() if (term.merged_into is not None) is merged else ())
        for name in FormerName.objects.filter(facet=facet).order_by("-until_on"):
            names(name.key, name.labels.values())
        for term in terms.values():
            names(term.key, [term.slug])
        for kept in FormerSlug.objects.filter(facet=facet):
            names(kept.key, [kept.slug])
        return found

    def of(self, row: Row, facet: str) -> list[Term]:
        """The row's terms in its own order; unknown labels are counted and left out, or made."""
        found = [self.term(facet, label) for label in self.labels(row, facet)]
        return list({term.key: term for term in found if term is not None}.values())

    def labels(self, row: Row, facet: str) -> Iterable[str]:
        texts = row.labels.get(facet, ())
        if not row.joined or facet == "type":
            return [" ".join(text.split()) for text in texts if text.strip()]
        labels: list[str] = []
        for text in texts:
            parts = split(text, lambda label: folded(label) in self.known[facet])
            self.doubts[facet] += [(row.line, label) for label in parts.doubts]
            labels += parts.labels
        return labels

    def term(self, facet: str, label: str) -> Term | None:
        known = self.known[facet].get(folded(label))
        if known is None and self.create:
            known = self.known[facet][folded(label)] = self.made(facet, label)
        if known is None or (facet, known.key) in self.new:
            self.unknown[facet][label] += 1
        return known

    def made(self, facet: str, label: str) -> Term:
        model = MODELS[facet]
        term = self.once_made(facet, label) or model(labels={self.language: label}, position=len(self.known[facet]))
        if self.run is None:
            term.slug = term.slug or free_slug(label, lambda slug: term.is_taken(slug) or slug in self.rehearsed)
            term.key = term.key or term.slug
            self.rehearsed.add(term.slug)
        else:
            with transaction.atomic():
                if (known := self.made_meanwhile(facet, label)) is not None:
                    return known
                self.save(self.run, facet, term)
                self.last[facet] = term.pk
        self.new.add((facet, term.key))
        return term

    def made_meanwhile(self, facet: str, label: str) -> Term | None:
        """What another import has made of the label since the list was read; none makes a term before the transaction ends."""
        lock_counters()
        if last_key(facet) != self.last[facet]:
            self.known[facet] = self.read(facet)
        return self.known[facet].get(folded(label))

    def once_made(self, facet: str, label: str) -> Term | None:
        """The term of that label that was taken back with the run that made it."""
        keys = [key for at, key in self.retired if at == facet]
        found = MODELS[facet]._default_manager.filter(key__in=keys)
        return next((term for term in found if folded(label) in map(folded, term.labels.values())), None)

    @staticmethod
    def save(run: Run, facet: str, term: Term) -> None:
        if term.pk:
            retired.open_again(run, term)
        else:
            term.save()
            runs.note_term(run, facet, term)
