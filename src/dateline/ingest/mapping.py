"""A mapping file: which field of a record is which part of a release. YAML; `docs/operators/import.md` describes it. Pure.

format: jsonl
zone: America/New_York
order: newest first
fields:
  source: path
  title: title
  published: date
  office: {field: "components[].name"}
  type: {value: Press release}
  body: {field: body_html, format: html}
terms:
  office: {Old name: New name}
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from dateline.ingest import former_views
from dateline.ingest.washing import NO_TEXT

PARTS = (
    *("source", "title", "subtitle", "published", "type", "office", "topic", "language", "story", "translation_of"),
    *("reference", "lead", "body", "attachments", "files", "former"),
)
TERMS = ("type", "office", "topic", "language")
BODY_FORMATS = ("html", "markdown", "text")
FORMATS = ("jsonl", "csv")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
ORDERS = ("oldest first", "newest first")
KEYS = ("title", "url", "media_type", "size", "name", "alt", "caption", "credit", "language")  # of an attachment or a file
SPEC_KEYS = frozenset({"field", "value", "template", "format", "prefix", "split", "replace", *KEYS})
TOP_KEYS = frozenset({"format", "language", "zone", "order", "fields", "terms", "lead_from_body", "former_views"})
PLACE = re.compile(r"\{([^{}]+)\}")  # of a template
NUMBER = re.compile("0|-?[1-9][0-9]*")
PATH = re.compile(r"[^.\[\]]+(\[\])?(\.[^.\[\]]+(\[\])?)*")


class MappingError(ValueError):
    """A mapping file that cannot be followed; the message names line, thing and way out."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part of a release comes from: a path into the record or a constant."""

    field: str = ""
    value: str = ""
    template: str = ""  # "{group}/{lang}": several fields in one text
    format: str = ""
    prefix: str = ""
    split: str = ""
    replace: Mapping[str, str] = dataclasses.field(default_factory=dict)
    keys: Mapping[str, str] = dataclasses.field(default_factory=dict)  # of an attachment or a file, as KEYS


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """A mapping file, read and checked."""

    parts: Mapping[str, Part]
    format: str = ""
    language: str = ""
    zone: str = ""
    newest_first: bool = False
    lead_from_body: bool = False
    terms: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    former_views: tuple[Mapping[str, Any], ...] = ()  # as ingest.former_views makes them


OWN_NAMES = {
    name: Part(field=name)
    for name in ("source", "title", "subtitle", "published", "type", "language", "story", "reference", "lead", "body")
} | {
    "office": Part(field="offices[]"),
    "topic": Part(field="topics[]"),
    "former": Part(field="former[]"),
    "files": Part(field="files[]", keys={key: key for key in ("name", "title", "alt", "caption", "credit", "language")}),
}


def read_mapping(text: str, name: str) -> FieldMapping:
    """Read a mapping file. Raises MappingError with every mistake and its line."""
    node, data = parsed(text, name)
    if not isinstance(data, dict):
        raise MappingError(f"{name}: is {'empty' if data is None else 'no list of names'}. A mapping begins with “fields:”.")
    lines = dict(line_numbers(node))
    mistakes = [f"{name}: line {line}: “{key}” stands twice. Keep one." for key, line in repeated(node)]
    mistakes += [f"{name}: line {line}: YAML does not read “{said}” as a text. Put it in quotes." for said, line in misread(node)]
    mistakes += [f"{name}: line {lines.get(path, 1)}: {message}" for path, message in faults(data)]
    if mistakes:
        raise MappingError("\n".join(mistakes))
    return made(data)


def parsed(text: str, name: str) -> tuple[yaml.Node | None, Any]:
    """The file as YAML. Raises MappingError; anchors are refused first, for a few lines of them unfold into gigabytes."""
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
                line = token.start_mark.line + 1
                raise MappingError(f"{name}: line {line}: names with & and * are not used here. Write it out, or put the text in quotes.")
            if isinstance(token, yaml.ScalarToken) and NO_TEXT.search(token.value):
                line = token.start_mark.line + 1
                raise MappingError(f"{name}: line {line}: {token.value!a} holds signs that are no text. Leave them out.")
        return yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except yaml.YAMLError as error:
        at = f" line {line}:" if (line := slip(error)) else ""
        raise MappingError(f"{name}:{at} is not YAML ({getattr(error, 'problem', None) or error}).") from None
    except MappingError:
        raise
    except (ValueError, RecursionError) as error:  # a date that is none; brackets without end
        raise MappingError(f"{name}: is not YAML ({error}). Put dates and texts in quotes.") from None


def slip(error: yaml.YAMLError) -> int:
    """The line of what was begun and not ended, not of the one where that was noticed; 0 for unknown.

    A block mapping begins long before what is wrong in it, so there it is the latter.
    """
    begun, noticed = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    is_block = str(getattr(error, "context", "")).startswith("while parsing a block")
    mark = noticed if is_block or begun is None else begun
    return mark.line + 1 if mark else 0


def repeated(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Every key that stands a second time in one place; YAML itself would take the last."""
    if isinstance(node, yaml.MappingNode):
        met: set[str] = set()
        for key, value in node.value:
            if str(key.value) in met:
                yield str(key.value), key.start_mark.line + 1
            met.add(str(key.value))
            yield from repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from repeated(value)


def misread(node: yaml.Node | None, key: str = "") -> Iterator[tuple[str, int]]:
    """What stands for something else than is written: no and Yes for false and true, 2022-10-05 for a date, 1.10 for 1.1, 007 for 7."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from misread(name)
            yield from misread(value, str(name.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from misread(value)
    elif isinstance(node, yaml.ScalarNode) and key != "lead_from_body":
        kind = node.tag.rpartition(":")[2]
        if kind not in ("str", "int", "null") or (kind == "int" and not NUMBER.fullmatch(node.value)):
            yield node.value, node.start_mark.line + 1


def line_numbers(node: yaml.Node | None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    """The line of every key."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, key.start_mark.line + 1
            yield from line_numbers(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield (*path, str(place)), value.start_mark.line + 1
            yield from line_numbers(value, (*path, str(place)))


def faults(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(where, what is wrong and the way out) for everything in the file."""
    for key in data.keys() - TOP_KEYS:
        yield (str(key),), f"there is no “{key}”. Known are {', '.join(sorted(TOP_KEYS))}."
    if data.get("order", ORDERS[0]) not in ORDERS:
        yield ("order",), f"“{data['order']}” is neither “{ORDERS[0]}” nor “{ORDERS[1]}”."
    if "format" in data and data["format"] not in FORMATS:
        yield ("format",), f"“{data['format']}” is no format that takes a mapping. Known are {', '.join(FORMATS)}."
    if "language" in data and not LANGUAGE.fullmatch(str(data["language"])):
        yield ("language",), f"“{data['language']}” is not a language tag such as en, fr or pt-BR."
    if not isinstance(data.get("lead_from_body", False), bool):
        yield ("lead_from_body",), f"“{data['lead_from_body']}” is neither true nor false."
    if "zone" in data and not is_zone(data["zone"]):
        yield ("zone",), f"“{data['zone']}” is not a zone such as Europe/Vienna."
    if "former_views" in data:
        yield from former_views.faults(data["former_views"])
    fields = data.get("fields")
    if not isinstance(fields, dict):
        yield ("fields",), "“fields” is missing: name there which field is the title, the date and so on."
        return
    for name in ("title", "published"):
        if name not in fields:
            yield ("fields",), f"“{name}” is missing: every release has one."
    for name, spec in fields.items():
        yield from ((("fields", str(name)), message) for message in part_faults(str(name), spec))
    terms = data.get("terms") or {}
    if not isinstance(terms, dict):
        yield ("terms",), f"“terms” takes pairs of labels under {', '.join(TERMS)}."
        return
    for facet, pairs in terms.items():
        if facet not in TERMS or not isinstance(pairs, dict):
            yield ("terms", str(facet)), f"“{facet}” takes pairs of labels for one of {', '.join(TERMS)}."
            continue
        for old, new in pairs.items():
            if not isinstance(new, str | int):
                yield ("terms", str(facet), str(old)), f"“{old}” stands for one label. Write it behind the colon."


def part_faults(name: str, spec: Any) -> Iterator[str]:
    if name in ("offices", "topics"):
        yield f"there is no part “{name}”. It is called “{name[:-1]}”, however many labels it gives."
    elif name not in PARTS:
        yield f"there is no part “{name}”. Known are {', '.join(PARTS)}."
    said = {"field": spec} if isinstance(spec, str) else spec
    if not isinstance(said, dict):
        yield f"“{name}” takes the name of a field, or {{field: ...}} or {{value: ...}}."
        return
    for key in said.keys() - SPEC_KEYS:
        yield f"“{name}” has no “{key}”. Known are {', '.join(sorted(SPEC_KEYS))}."
    if empty := sorted(str(key) for key, value in said.items() if value is None):
        yield f"“{name}” has an empty “{empty[0]}”. Write what it is, or leave the line out."
    pairs = said.get("replace") or {}
    if not isinstance(pairs, dict) or not all(isinstance(new, str | int) for new in pairs.values()):
        yield f"“replace” of “{name}” takes pairs {{old: new}}; nothing is written ''."
    if len({"field", "value", "template"} & said.keys()) != 1:
        yield f"“{name}” takes one of “field”, “value” and “template”."
    if "field" in said and not PATH.fullmatch(str(said["field"])):
        yield f"“{said['field']}” is not a path such as components[].name."
    yield from template_faults(str(said.get("template", "")))
    if said.get("format") and said["format"] not in BODY_FORMATS:
        yield f"“{said['format']}” is no format of a body. Known are {', '.join(BODY_FORMATS)}."


def template_faults(template: str) -> Iterator[str]:
    if former_views.BRACE.search(PLACE.sub("", template)):
        yield f"“{template}” has a brace without its other one. A place in it is written {{field}}."
    for place in PLACE.findall(template):
        if not PATH.fullmatch(place):
            yield f"“{place}” is not a path such as components[].name."


def is_zone(text: Any) -> bool:
    try:
        return bool(ZoneInfo(str(text)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def made(data: Mapping[str, Any]) -> FieldMapping:
    terms = {facet: {str(old): str(new) for old, new in pairs.items()} for facet, pairs in (data.get("terms") or {}).items()}
    return FieldMapping(
        parts={str(name): part(spec) for name, spec in data["fields"].items()},
        format=str(data.get("format", "")),
        language=str(data.get("language", "")),
        zone=str(data.get("zone", "")),
        newest_first=data.get("order") == ORDERS[1],
        lead_from_body=bool(data.get("lead_from_body")),
        terms=terms,
        former_views=former_views.made(data.get("former_views"), terms),
    )


def part(spec: str | Mapping[str, Any]) -> Part:
    if isinstance(spec, str):
        return Part(field=spec)
    plain = {key: str(spec[key]) for key in ("field", "value", "template", "format", "prefix", "split") if key in spec}
    keys = {key: str(spec[key]) for key in KEYS if key in spec}
    return Part(**plain, replace={str(old): str(new) for old, new in (spec.get("replace") or {}).items()}, keys=keys)
