"""Texts of a file without signs that no page, feed or database can carry, however they are spelled: PostgreSQL takes no NUL. Pure.

Half a character (a lone surrogate) becomes the sign for something unreadable; control characters, and overrides of the direction of
writing that make a title read as another one, go. Each is told, for nothing is put right in silence.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

HALVES = re.compile("[\ud800-\udfff]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
OVERRIDES = re.compile("[\u202d\u202e]")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202d\u202e]")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8});")
SPELLED = re.compile(r"&#(?:0*823[78](?!\d)|[xX]0*202[deDE](?![0-9a-fA-F]));?")  # the same overrides, as HTML spells them
MOST_DEEP = 50  # lists in lists: real archives need five


class Malformed(ValueError):
    """A record that cannot be read as one; the message says what is wrong and the way out."""


def washed(record: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The record, and what was put right in it, by field. Raises Malformed for one nested without end."""
    repaired: list[str] = []
    return {wash(name, "a name", []): each(value, str(name), repaired, 0) for name, value in record.items()}, repaired


def each(value: Any, name: str, repaired: list[str], depth: int) -> Any:
    if isinstance(value, str):
        return wash(value, name, repaired)
    if depth > MOST_DEEP:
        raise Malformed(f"{name}: holds lists or objects more than {MOST_DEEP} deep. Write them flat.")
    if isinstance(value, list):
        return [each(one, name, repaired, depth + 1) for one in value]
    if isinstance(value, dict):
        return {wash(key, name, []): each(one, name, repaired, depth + 1) for key, one in value.items()}
    return value


def wash(text: str, name: str, repaired: list[str]) -> str:
    if text.isprintable() or not NO_TEXT.search(text):  # the first is quicker, and true of all but texts of several lines
        return text
    for signs, instead, told in (
        (HALVES, "\ufffd", "half characters (lone surrogates) were replaced by \ufffd"),
        (CONTROLS, "", "control characters were left out"),
        (OVERRIDES, "", "overrides of the direction of writing were left out"),
    ):
        text, count = signs.subn(instead, text)
        repaired += [f"{name}: {told}"] if count and f"{name}: {told}" not in repaired else []
    return text


def unescaped(text: str, name: str, repaired: list[str]) -> str:
    """Entities read as what they stand for, which may be such a sign."""
    return wash(html.unescape(text), name, repaired) if ENTITY.search(text) else text


def washed_html(body: str, repaired: list[str]) -> str:
    """HTML without overrides; what else it spells that is no text, every reader of HTML leaves out."""
    if "&#" in body and SPELLED.search(body):
        body = SPELLED.sub("\u202e", body)
    return wash(body, "body", repaired)
