"""What an archive or a backup says of itself, as the dataclass that it was: every part of the kind that it is declared to be. Pure."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def made(shape: type[T], told: Any) -> T:
    """Raises ValueError naming the part that lacks or is another thing than it should be. Parts nobody asks for are passed over."""
    found: T = part(shape, told, "")
    return found


def part(shape: Any, told: Any, at: str) -> Any:
    kind = get_origin(shape)
    if kind is UnionType:  # with None
        return None if told is None else part(next(one for one in get_args(shape) if one is not NoneType), told, at)
    if kind is tuple:
        return tuple(part(get_args(shape)[0], one, f"{at}[]") for one in being(list, told, at))
    if kind is Mapping:
        return {name: part(get_args(shape)[1], one, f"{at}.{name}") for name, one in being(dict, told, at).items()}
    if is_dataclass(shape):
        said = being(dict, told, at)
        hints = get_type_hints(shape)
        if lacking := hints.keys() - said.keys():
            raise ValueError(f"{at or 'it'}: lacks {', '.join(sorted(lacking))}")
        return shape(**{name: part(hint, said[name], f"{at}.{name}".strip(".")) for name, hint in hints.items()})  # type: ignore[operator]
    return being(shape, told, at)


def being(kind: type[Any], told: Any, at: str) -> Any:
    if type(told) is not kind or (kind is int and told < 0):
        raise ValueError(f"{at or 'it'}: {str(told)[:40]!r} is no {NAMES[kind]}")
    return told


NAMES = {str: "text", int: "count", list: "list", dict: "object"}
