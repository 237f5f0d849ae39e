"""A select that shows a list as the tree it is."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

INDENT = "\u2003"  # an em space: browsers drop ordinary ones


class TermSelect(forms.Select):
    """Terms in the order of their tree, children indented under their parents."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        self.choices = list(in_tree(self.choices))
        return super().optgroups(name, value, attrs)


def in_tree(choices: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """(value, label) of every choice; one without a term, such as the empty one, stays first."""
    every = list(choices)
    terms = {value.instance.pk: (value, label, value.instance) for value, label in every if hasattr(value, "instance")}
    yield from ((value, label) for value, label in every if not hasattr(value, "instance"))
    under: dict[int | None, list[int]] = {}
    for pk, (_, _, term) in terms.items():
        parent = getattr(term, "parent_id", None)
        under.setdefault(parent if parent in terms else None, []).append(pk)
    yield from branch(terms, under, None, 0)


def branch(terms: dict[int, Any], under: dict[int | None, list[int]], parent: int | None, depth: int) -> Iterator[tuple[Any, str]]:
    for pk in under.get(parent, ()):
        value, label, _ = terms[pk]
        yield value, f"{INDENT * depth}{label}"
        yield from branch(terms, under, pk, depth + 1)
