"""Labels of a file: terms of the lists. Known ones by label or address, others reported, or made when that was asked for."""

from collections import Counter
from collections.abc import Iterable

from dateline.ingest.labels import split
from dateline.ingest.rows import Row
from dateline.vocabularies.lists import MODELS
from dateline.vocabularies.models import Term


def folded(label: str) -> str:
    return " ".join(label.split()).casefold()


class Terms:
    """The lists while a file is read. `create` makes unknown terms; in a rehearsal they are made without being saved."""

    def __init__(self, language: str, *, create: bool = False, rehearsal: bool = False) -> None:
        self.language, self.create, self.rehearsal = language, create, rehearsal
        self.known: dict[str, dict[str, Term]] = {facet: self.read(facet) for facet in MODELS}
        self.unknown: dict[str, Counter[str]] = {facet: Counter() for facet in MODELS}
        self.new: list[Term] = []
        self.doubts: dict[str, list[tuple[int, str]]] = {facet: [] for facet in MODELS}

    @staticmethod
    def read(facet: str) -> dict[str, Term]:
        """Folded label in any language, or slug -> term; labels win over slugs, the first term over a later one."""
        terms = list(MODELS[facet]._default_manager.all())
        found: dict[str, Term] = {}
        for term in terms:
            for label in term.labels.values():
                found.setdefault(folded(label), term)
        for term in terms:
            found.setdefault(term.slug, term)
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
        if known is None or known in self.new:
            self.unknown[facet][label] += 1
        return known

    def made(self, facet: str, label: str) -> Term:
        model = MODELS[facet]
        term = model(labels={self.language: label}, position=len(self.known[facet]))
        if self.rehearsal:
            term.key = term.slug = f"new:{folded(label)}"
        else:
            term.save()
        self.new.append(term)
        return term
