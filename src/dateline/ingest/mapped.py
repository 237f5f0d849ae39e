"""A record of a file, by a mapping: a Row, or why it cannot be one. Pure."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError
from markdown_it import MarkdownIt

from dateline.ingest.former_paths import read_address
from dateline.ingest.mapping import PLACE, FieldMapping, Part
from dateline.ingest.rows import Link, LocalFile, Refusal, Row
from dateline.ingest.washing import ENTITY, Malformed, unescaped, washed, washed_html
from dateline.ingest.when import NoDate, read_when
from dateline.releases.links import problem_of

SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)  # Hugo's; what they would have made is not in the file
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
MOST_CHARS = {"source": 255, "reference": 100, "media_type": 100, "label": 255}  # as the columns
INLINE = frozenset({"strong", "b", "em", "i", "span", "sup", "sub", "u", "br", "font"})

Record = Mapping[str, Any]


def row_of(record: Record, line: int, mapping: FieldMapping, zone: str) -> Row | Refusal:
    """The record as a Row. What had to be put right on the way stands in `Row.repaired`, what could not come along in `left_out`."""
    try:
        clean, repaired = washed(record)
        return read(clean, line, mapping, zone, repaired)
    except Malformed as error:
        return Refusal(line, "", str(error))


def read(record: Record, line: int, mapping: FieldMapping, zone: str, repaired: list[str]) -> Row | Refusal:
    """A washed record. Raises Malformed."""
    title = plain(first(record, mapping, "title"), repaired, "title")
    source = source_of(record, mapping)
    if not title:
        return Refusal(line, source, "has no title.")
    try:
        when = read_when(first(record, mapping, "published"), mapping.zone or zone)
    except NoDate as error:
        return Refusal(line, source, f"“{title}”: published: {error}")
    repaired += [when.repaired] if when.repaired else []
    if found := too_long(source, first(record, mapping, "reference")):
        return Refusal(line, source[: MOST_CHARS["source"]], f"“{title}”: {found}")
    lead, body = words(record, mapping, repaired)
    left_out: list[str] = []
    return Row(
        line=line,
        source=source,
        title=title,
        published_on=when.on,
        published_at=when.at,
        subtitle=plain(first(record, mapping, "subtitle"), repaired, "subtitle"),
        paragraph=lead,
        body=body,
        language=translated("language", first(record, mapping, "language"), mapping) or mapping.language,
        labels={facet: tuple(labels(record, mapping, facet, repaired)) for facet in ("type", "office", "topic")},
        story=first(record, mapping, "story"),
        original=not first(record, mapping, "translation_of"),
        reference=first(record, mapping, "reference"),
        links=tuple(links(record, mapping, left_out)),
        files=tuple(files(record, mapping)),
        former=tuple(addresses(record, mapping, left_out)),
        repaired=tuple(repaired),
        left_out=tuple(left_out),
    )


def too_long(source: str, reference: str) -> str:
    """What a column of the database would not hold, and PostgreSQL would refuse."""
    for name, said in (("source", source), ("reference", reference)):
        if len(said) > MOST_CHARS[name]:
            return f"{name}: is {len(said):,} characters long; {MOST_CHARS[name]} are the most. Shorten it."
    return ""


def source_of(record: Record, mapping: FieldMapping) -> str:
    """The file's own id of an item, else one made of its title and date."""
    said = first(record, mapping, "source")
    made = f"{first(record, mapping, 'title')}\n{first(record, mapping, 'published')}"
    return said or "made:" + sha256(made.encode()).hexdigest()[:40]


def id_of(record: Record, mapping: FieldMapping) -> str:
    """The id that the record's row will have; "" where it can be none. A body that says nothing of it is not looked through."""
    body = mapping.parts.get("body", Part()).field
    of_it = [mapping.parts.get(name, Part()) for name in ("source", "title", "published")]
    if isinstance(record.get(body), str) and not any(body in part.field or body in part.template for part in of_it):
        record = {name: value for name, value in record.items() if name != body}
    try:
        return source_of(washed(record)[0], mapping)
    except Malformed:
        return ""


def at_path(value: Any, path: str) -> Iterator[Any]:
    """Everything a path such as `components[].name` leads to, in order."""
    name, _, rest = path.partition(".")
    inner = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
    if inner is None:
        return
    for one in inner if name.endswith("[]") and isinstance(inner, list) else [inner]:
        if rest:
            yield from at_path(one, rest)
        else:
            yield one


def values(record: Record, mapping: FieldMapping, name: str) -> list[str]:
    """The texts of one part, none empty."""
    part = mapping.parts.get(name)
    if part is None:
        return []
    found = given(record, part)
    if part.split:
        found = [piece for one in found for piece in one.split(part.split)]
    return [part.prefix + one.strip() for one in (replaced(one, part) for one in found) if one.strip()]


def given(record: Record, part: Part) -> list[str]:
    if part.value:
        return [part.value]
    if part.template:
        return [PLACE.sub(lambda place: next((text(one, place[1]) for one in at_path(record, place[1])), ""), part.template)]
    return [text(one, part.field) for one in at_path(record, part.field)]


def text(value: Any, path: str = "") -> str:
    """A text, or a number as one. Raises Malformed for a list or an object where a text belongs."""
    if isinstance(value, list | dict):
        what = "a list; its members are" if isinstance(value, list) else "an object; its fields are"
        raise Malformed(f"{path}: is {what} named {path}{'[]' if isinstance(value, list) else '.name'} in the mapping.")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def replaced(value: str, part: Part) -> str:
    for old, new in part.replace.items():
        value = value.replace(old, new)
    return value


def first(record: Record, mapping: FieldMapping, name: str) -> str:
    return next(iter(values(record, mapping, name)), "")


def plain(value: str, repaired: list[str], name: str) -> str:
    """One line of text, entities read as what they stand for."""
    said = " ".join(value.split())
    if ENTITY.search(said):
        repaired.append(f"{name}: entities such as {ENTITY.search(said)[0]} were read")  # type: ignore[index]
        said = " ".join(unescaped(said, name, repaired).split())
    return said


def labels(record: Record, mapping: FieldMapping, facet: str, repaired: list[str]) -> Iterator[str]:
    for label in values(record, mapping, facet):
        if len(label) > MOST_CHARS["label"]:
            raise Malformed(f"{facet}: “{label[:40]}…” is {len(label):,} characters long; {MOST_CHARS['label']} are the most. Shorten it.")
        yield translated(facet, unescaped(label, facet, repaired), mapping)


def translated(facet: str, label: str, mapping: FieldMapping) -> str:
    return mapping.terms.get(facet, {}).get(label, label)


def addresses(record: Record, mapping: FieldMapping, left_out: list[str]) -> Iterator[str]:
    """Where the item was before; what is no address is told."""
    for said in values(record, mapping, "former"):
        address, problem = read_address(said)
        if problem:
            left_out.append(problem)
        else:
            yield address


def files(record: Record, mapping: FieldMapping) -> Iterator[LocalFile]:
    """Files that lie beside the import file: by name alone, or as objects that say more."""
    part = mapping.parts.get("files")
    for one in at_path(record, part.field) if part else ():
        said = {name: next((text(found, path) for found in at_path(one, path)), "") for name, path in part.keys.items()} if part else {}
        name = (said.get("name", "") if isinstance(one, dict) else text(one, "files")).strip()
        if name and part:
            words = {key: said.get(key, "") for key in ("title", "alt", "caption", "credit", "language")}
            yield LocalFile(part.prefix + name, **words)


def links(record: Record, mapping: FieldMapping, left_out: list[str]) -> Iterator[Link]:
    """Files of the old site; what readers could not follow is told."""
    part = mapping.parts.get("attachments")
    if part is None:
        return
    for one in at_path(record, part.field):
        said = (
            {name: next((text(found, path) for found in at_path(one, path)), "") for name, path in part.keys.items()}
            if isinstance(one, dict)
            else {}
        )
        url = said.get("url") or (one if isinstance(one, str) else "")
        address = url if SCHEME.match(url) or not part.prefix else f"{part.prefix.rstrip('/')}/{url.lstrip('/')}"
        if url and (problem := problem_of(address)):
            left_out.append(f"attachments: {problem}")
        elif url:
            size = said.get("size", "")
            yield Link(
                url=address,
                title=said.get("title", "") or url,
                media_type=said.get("media_type", "")[: MOST_CHARS["media_type"]],
                size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0,
            )


def words(record: Record, mapping: FieldMapping, repaired: list[str]) -> tuple[str, str]:
    """(lead with its dateline, body as HTML)."""
    said = next(iter(values(record, mapping, "body")), "")
    body = washed_html(as_html(said, mapping.parts.get("body", Part()).format, repaired), repaired)
    lead = plain(first(record, mapping, "lead"), repaired, "lead")
    if not lead and mapping.lead_from_body:
        lead, body = lead_of(body)
    return lead, body


def as_html(body: str, form: str, repaired: list[str]) -> str:
    if form == "markdown":
        if SHORTCODE.search(body):
            repaired.append("body: shortcodes that only the old site knew were left out")
            body = SHORTCODE.sub("", body)
        return str(MARKDOWN.render(body))
    if form == "text":
        return "".join(f"<p>{html.escape(paragraph.strip())}</p>" for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip())
    return body


def lead_of(body: str) -> tuple[str, str]:
    """The first paragraph as the lead, and the rest; a first paragraph with a link in it stays where it is, so that nothing is lost."""
    if not body.strip():
        return "", body
    try:
        root = lxml_html.fragment_fromstring(body, create_parent="div")
    except ParserError:
        return "", body
    opening = next(iter(root), None)
    if (
        opening is None
        or (root.text or "").strip()
        or opening.tag != "p"
        or any(one.tag not in INLINE for one in opening.iterdescendants())
    ):
        return "", body
    lead = " ".join(opening.text_content().split())
    if not lead:
        return "", body
    tail = opening.tail or ""
    root.remove(opening)
    root.text = None
    rest = lxml_html.tostring(root, encoding="unicode")  # at once: one call for each element costs more than the text
    return lead, html.escape(tail, quote=False) + rest.removeprefix("<div>").removesuffix("</div>")
