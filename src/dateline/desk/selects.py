"""A select that shows a list as the tree it is."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils import timezone

INDENT = "\u2003"  # an em space: browsers drop ordinary ones


class TermSelect(forms.Select):
    """Terms in the order of their tree, children indented under their parents."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        self.choices = list(in_tree(self.choices))
        return super().optgroups(name, value, attrs)


class OfferedSelect(TermSelect):
    """The terms that an editor may choose today; a closed or merged one only where it is chosen already, and says so."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        chosen, self.choices = {str(one) for one in value}, list(self.choices)
        self.choices = [one for one in self.choices if is_open(one[0]) or str(one[0]) in chosen]
        return super().optgroups(name, value, attrs)


def is_open(value: Any) -> bool:
    return not hasattr(value, "instance") or value.instance.is_offered(timezone.localdate())


def note(term: Any) -> str:
    """What keeps a term from being chosen anew, as a word behind its label."""
    if term.merged_into is not None:
        return f" (now {term.present()})"
    return " (closed)" if term.is_closed(timezone.localdate()) else ""


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
        value, label, term = terms[pk]
        yield value, f"{INDENT * depth}{label}{note(term)}"
        yield from branch(terms, under, pk, depth + 1)
