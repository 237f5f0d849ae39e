"""What an import did: the same object for the screen and for `--report`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.ingest import summary
from dateline.ingest.claims import Claims, Held
from dateline.ingest.kept import Kept
from dateline.ingest.models import Run
from dateline.ingest.rows import Refusal, Row
from dateline.ingest.versions import Versions
from dateline.vocabularies.models import Term

FACETS = ("type", "office", "topic", "language", "year")
Counts = Mapping[str, Mapping[str, int]]  # facet -> value -> items


def by_line(one: Refusal) -> int:
    return one.line


def changed(before: int, after: int) -> dict[str, int]:
    return {"before": before, "after": after, "difference": after - before}


def told(one: Refusal) -> dict[str, Any]:
    return {"line": one.line, "id": one.id, "problem": one.problem}


def addresses(terms: Sequence[Term]) -> set[str]:
    """The terms' addresses and those of everything above them."""
    found: set[str] = set()
    for term in terms:
        above: Term | None = term
        while above is not None and above.slug not in found:
            found.add(above.slug)
            above = getattr(above, "parent", None)
    return found


@dataclass(slots=True)
class Report:
    """`read` is always `imported + updated + unchanged + refused`."""

    file: str = ""
    format: str = ""
    dry_run: bool = False
    run: Run | None = None  # none for a rehearsal
    imported: int = 0
    updated: int = 0
    views: int = 0  # rules for an old site's filter addresses that are new
    unchanged: int = 0
    refusals: Kept[Refusal] = field(default_factory=lambda: Kept(key=by_line))
    repaired: Kept[str] = field(default_factory=Kept)
    left_out: Kept[Refusal] = field(default_factory=lambda: Kept(key=by_line))  # files and addresses of rows that are in
    warnings: Kept[Refusal] = field(default_factory=lambda: Kept(key=by_line))  # of rows that are in, and should be looked at
    unknown_terms: dict[str, Counter[str]] = field(default_factory=dict)
    terms_created: bool = False
    doubts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    coming: dict[str, Counter[str]] = field(default_factory=lambda: {facet: Counter() for facet in FACETS})
    versions: Versions = field(default_factory=Versions)
    claims: Claims = field(default_factory=Claims)
    before: Counts = field(default_factory=dict)
    after: Counts = field(default_factory=dict)

    def foresee(self, language: str, year: int, kind: Term | None, offices: Sequence[Term], topics: Sequence[Term]) -> None:
        """Count a new item as the listing will: terms with everything above them."""
        self.coming["language"][language] += 1
        self.coming["year"][str(year)] += 1
        for facet, terms in (("type", (kind,) if kind else ()), ("office", offices), ("topic", topics)):
            self.coming[facet].update(addresses(terms) or {"none"})

    def note_repairs(self, row: Row) -> None:
        self.repaired += [f"line {row.line}: {one}" for one in row.repaired]
        self.left_out += [Refusal(row.line, row.source, one) for one in row.left_out]
        self.warnings += [Refusal(row.line, row.source, one) for one in row.warned]

    def note_claims(self, row: Row, language: str, held: Held) -> None:
        """What the row claims and another item has."""
        self.left_out += [Refusal(row.line, row.source, one) for one in self.claims.addresses(row, held)]
        self.warnings += [Refusal(row.line, row.source, one) for one in self.claims.version(row, language, held)]

    def foreseen(self) -> dict[str, dict[str, int]]:
        """The counts after, were it done: of a rehearsal. Updated items are counted as they are, not as they will be."""
        return {facet: dict(Counter(self.before.get(facet, {})) + self.coming[facet]) for facet in FACETS}

    @property
    def read(self) -> int:
        return self.imported + self.updated + self.unchanged + len(self.refusals)

    def counts(self) -> dict[str, dict[str, dict[str, int]]]:
        """facet -> value -> {"before": n, "after": n, "difference": n}."""
        found: dict[str, dict[str, dict[str, int]]] = {}
        for facet in FACETS:
            before, after = self.before.get(facet, {}), self.after.get(facet, {})
            found[facet] = {value: changed(before.get(value, 0), after.get(value, 0)) for value in sorted({*before, *after})}
        return found

    def as_data(self) -> dict[str, Any]:
        """Everything for JSON; what may be as long as the file is an iterator, to be written as it comes."""
        return {
            "file": self.file,
            "format": self.format,
            "dry_run": self.dry_run,
            "run": self.run.pk if self.run else None,
            "read": self.read,
            "imported": self.imported,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": len(self.refusals),
            "refusals": map(told, self.refusals),
            "repaired": iter(self.repaired),
            "left_out": map(told, self.left_out),
            "warnings": map(told, self.warnings),
            "unknown_terms": {facet: dict(labels) for facet, labels in self.unknown_terms.items() if labels},
            "terms_created": self.terms_created,
            "in_doubt": [{"line": line, "facet": facet, "label": label} for facet, found in self.doubts.items() for line, label in found],
            "other_dates": self.versions.odd_dates(),
            "without_original": self.versions.without_original(),
            "counts": self.counts(),
        }

    def lines(self) -> Iterator[str]:
        """What the screen says."""
        if self.dry_run:
            yield "A rehearsal: nothing was written."
        yield f"{self.imported} imported, {self.updated} updated, {self.unchanged} unchanged, {len(self.refusals)} refused."
        for one in self.refusals:
            yield f"line {one.line}: {one.problem}"
        yield from summary.cut((f"line {one.line}: left out: {one.problem}" for one in self.left_out), "that were left out")
        yield from summary.cut((f"line {one.line}: {one.problem}" for one in self.warnings), "warnings")
        yield from summary.cut((f"repaired: {one}" for one in self.repaired), "repairs")
        yield from summary.cut(self.said_of_versions(), "oddities of stories")
        for facet, labels in self.unknown_terms.items():
            yield from summary.cut((f"{facet} {self.verb}: {label} ({count})" for label, count in labels.items()), f"of {facet}")
        yield from summary.cut(self.said_of_doubts(), "doubts")
        yield from summary.counts(self.counts())
        if self.run is not None and self.brought_something:
            yield f"This was run {self.run.pk}. To take it back: dateline import --undo {self.run.pk}"

    @property
    def brought_something(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self.imported or self.updated or self.views or (self.terms_created and any(self.unknown_terms.values())))

    @property
    def verb(self) -> str:
        return "made" if self.terms_created else "unknown, left out (--create-terms makes them)"

    def said_of_versions(self) -> Iterator[str]:
        for one in self.versions.odd_dates():
            dates = f"keeps its own date {one['date']}; the original has {one['original_date']}"
            yield f"line {one['line']}: the version in {one['language']} {dates}"
        for one in self.versions.without_original():
            yield f"line {one['line']}: the story {one['story']} has no original in this file; its first version stands for it"

    def said_of_doubts(self) -> Iterator[str]:
        for facet, found in self.doubts.items():
            for line, label in found:
                yield f"line {line}: in doubt whether “{label}” is a {facet} of its own or the end of one with a comma"
