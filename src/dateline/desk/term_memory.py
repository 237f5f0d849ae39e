"""A term that changed: what it was called and where it stood is kept, so that old items and old addresses stay true."""

from datetime import date

from dateline.desk.term_use import in_record
from dateline.vocabularies.models import FormerName, FormerSlug, Term


def remember(before: Term, after: Term, renamed_on: date | None) -> None:
    """Keep the name that held until a day, and an address that was public. Must run in the transaction of the change."""
    if renamed_on is not None and before.labels != after.labels:
        FormerName.objects.create(facet=after.facet, key=after.key, labels=before.labels, until_on=renamed_on)
    if before.slug == after.slug:
        return
    FormerSlug.objects.filter(facet=after.facet, slug=after.slug, key=after.key).delete()  # it has its own old address again
    if in_record(before):
        FormerSlug.objects.get_or_create(facet=before.facet, slug=before.slug, defaults={"key": before.key})


def in_tree_order(terms: list[Term]) -> list[tuple[Term, int]]:
    """Terms with their depth, children under their parents, each level in the order given."""
    known = {term.pk for term in terms}
    under: dict[int | None, list[Term]] = {}
    for term in terms:
        above = getattr(term, "parent_id", None)
        under.setdefault(above if above in known else None, []).append(term)

    def branch(parent: int | None, depth: int) -> list[tuple[Term, int]]:
        return [one for term in under.get(parent, ()) for one in [(term, depth), *branch(term.pk, depth + 1)]]

    return branch(None, 0)


def move(term: Term, position: int) -> bool:
    """Put a term at a place of its list as shown; it stays under its parent. False when the order is what it was."""
    every = [one for one, _ in in_tree_order(list(type(term)._default_manager.all()))]
    rest = [one for one in every if one.pk != term.pk]
    place = position if 0 <= position <= len(rest) else len(rest)
    moved = [*rest[:place], term, *rest[place:]]
    if [one.pk for one, _ in in_tree_order(moved)] == [one.pk for one in every]:
        return False
    for number, one in enumerate(moved):
        type(term)._default_manager.filter(pk=one.pk).exclude(position=number).update(position=number)
    return True


def matching(model: type[Term], words: str) -> list[int]:
    """Primary keys of the terms that have the words in a label of any language, of now or before, or in an address."""
    wanted = words.casefold()
    former: dict[str, list[str]] = {}
    for name in FormerName.objects.filter(facet=model.facet):
        former.setdefault(name.key, []).extend(name.labels.values())
    for kept in FormerSlug.objects.filter(facet=model.facet):
        former.setdefault(kept.key, []).append(kept.slug)

    def says(term: Term) -> bool:
        return any(wanted in said.casefold() for said in (*term.labels.values(), term.slug, *former.get(term.key, ())))

    return [term.pk for term in model._default_manager.all() if says(term)]
