"""A document: what it says of those who wrote it, for the editor to see before readers do. It is shown, never changed.

Sources: ISO 32000-1, 14.3.2 and 14.3.3 (metadata, document information); ISO 16684-1 (XMP);
ECMA-376 part 2, 11 (core properties) and part 1, 17.13 (comments, revisions);
OpenDocument 1.3, part 3, 4.3 (metadata).
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from dateline.media.attachments import object_streams
from dateline.media.kinds import MB

MOST_BYTES = 20 * MB  # of one part; a longer one is not looked into
PDF_KEYS = {
    b"Author": "author",
    b"Creator": "made with",
    b"Producer": "written by",
    b"Title": "title",
    b"Subject": "subject",
    b"Keywords": "keywords",
}
PDF_WORDS = re.compile(
    rb"/(Author|Creator|Producer|Title|Subject|Keywords)\s*(?:\(((?:[^()\\]|\\.){1,500})\)|<([0-9A-Fa-f\s]{2,1000})>)", re.DOTALL
)
XMP = re.compile(rb"<x:xmpmeta\b.{1,200000}?</x:xmpmeta>", re.DOTALL)  # never packed in a file that others should find it in
XMP_SAID = {"creator": "author", "CreatorTool": "made with", "Producer": "written by", "title": "title"}
PATH = re.compile(r"(?:file://|[A-Za-z]:\\(?:Users|Documents and Settings)\\|/Users/|/home/)[^\s<>\"'()]{1,200}")
PROPERTIES = {"creator": "author", "lastModifiedBy": "last changed by", "initial-creator": "first author", "company": "company"}


def traces(file: IO[bytes]) -> list[str]:
    """Sentences such as "author: Ana Bo", each once; none for what carries nothing or cannot be read."""
    file.seek(0)
    head = file.read(1024)
    try:
        found = in_pdf(file) if b"%PDF-" in head else in_packed(file) if head.startswith(b"PK") else iter(())
        return list(dict.fromkeys(found))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return []


def in_pdf(file: IO[bytes]) -> Iterator[str]:
    file.seek(0)
    data = file.read()
    for part in (data, *object_streams(data)):
        for key, plain, coded in PDF_WORDS.findall(part):
            words = pdf_words(plain, coded)
            if words:
                yield f"{PDF_KEYS[key]}: {words}"
    for packet in XMP.findall(data):
        yield from in_xmp(parsed(packet))
    if b"/EmbeddedFile" in data:
        yield "other files are attached within it"
    if data.count(b"%%EOF") > 2:  # one more is common: a linearised file has two
        yield f"earlier versions of it may be within it: it was saved {data.count(b'%%EOF')} times"


def in_xmp(root: Any) -> Iterator[str]:
    """Who and what made it, be it said in elements or attributes, and paths of the machine where it was."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        said = [(etree.QName(name).localname, str(words)) for name, words in node.attrib.items()]
        said.append((etree.QName(node).localname, " ".join("".join(node.itertext()).split()) if not len(node) or is_list(node) else ""))
        yield from (f"{XMP_SAID[name]}: {words[:200]}" for name, words in said if name in XMP_SAID and words)
        yield from (f"a path: {path}" for _, words in said for path in PATH.findall(words))


def is_list(node: Any) -> bool:
    """Whether the words stand in an rdf:Seq or rdf:Alt of their own."""
    return all(etree.QName(child).localname in ("Seq", "Alt", "Bag") for child in node if isinstance(child.tag, str))


def pdf_words(plain: bytes, coded: bytes) -> str:
    raw = bytes.fromhex(coded.decode()) if coded and len(re.sub(rb"\s", b"", coded)) % 2 == 0 else re.sub(rb"\\(.)", rb"\1", plain)
    text = raw.decode("utf-16", "replace") if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else raw.decode("latin-1")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200]


def in_packed(file: IO[bytes]) -> Iterator[str]:
    file.seek(0)
    with zipfile.ZipFile(file) as packed:
        names = set(packed.namelist())
        for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
            yield from properties(tree(packed, part)) if part in names else ()
        if any(name.startswith(("word/comments", "xl/comments", "ppt/comments")) for name in names):
            yield "comments are within it"
        for part in ("word/document.xml", "content.xml"):
            yield from changes(tree(packed, part)) if part in names else ()


def tree(packed: zipfile.ZipFile, part: str) -> Any:
    if packed.getinfo(part).file_size > MOST_BYTES:
        return etree.Element("unread")
    return parsed(packed.read(part))


def parsed(data: bytes) -> Any:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return etree.Element("unread")


def properties(root: Any) -> Iterator[str]:
    for node in root.iter():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        words = " ".join((node.text or "").split())[:200]
        said = PROPERTIES.get(name) or PROPERTIES.get(name.lower())
        if said and words:
            yield f"{said}: {words}"


def changes(root: Any) -> Iterator[str]:
    """Tracked changes hold what was taken out; hidden text is what a reader finds by a click."""
    names = {etree.QName(node).localname for node in root.iter() if isinstance(node.tag, str)}
    if names & {"ins", "del", "moveFrom", "tracked-changes"}:
        yield "tracked changes are within it: words that were taken out can be read"
    if names & {"vanish", "annotation"}:
        yield "hidden text or notes are within it"
