"""Sanitised HTML as plain text for people: paragraphs in lines of a width, lists and quotations set in. Pure."""

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

WIDTH = 72  # characters; what a mail may quote without breaking its lines (RFC 5322, 2.1.1, allows 78)
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what lxml refuses
INLINE = frozenset({"a", "b", "i", "em", "strong", "sup", "sub", "br", "bdi", "span"})


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """The text in lines of WIDTH, `first` before the first one, `rest` before the others. A long address is never cut."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    indents = [first, *(rest for _ in lines[1:])]
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
        for line, indent in zip(lines, indents, strict=False)
    )


def paragraphs(markup: str, quoted: str = "“{}”") -> list[str]:
    """The blocks of sanitised HTML, each as lines of text; `quoted` is how a language writes what somebody said.

    Pictures are left to whoever lists the files. A link stands with its address behind its words.
    """
    if not markup.strip():
        return []
    root = lxml_html.fragment_fromstring(NOT_XML.sub(" ", markup), create_parent="div")
    return [text for text in inside(root, quoted) if text.strip()]


def inside(node: Any, quoted: str) -> Iterator[str]:
    """Every block below a node; words that stand loose between blocks are a paragraph of their own."""
    loose = [node.text or ""]
    for child in node.iterchildren(etree.Element):
        if child.tag in INLINE:
            loose.append(words(child))
        else:
            yield wrapped("".join(loose))
            yield from block(child, quoted)
            loose = []
        loose.append(child.tail or "")
    yield wrapped("".join(loose))


def block(node: Any, quoted: str) -> Iterator[str]:
    kind = str(node.get("class", "")) if node.tag == "figure" else node.tag
    if kind in ("ul", "ol"):
        yield listed(node)
    elif kind == "quote":
        yield quotation(node, quoted)
    elif kind == "blockquote":
        yield from (textwrap.indent(text, "    ") for text in inside(node, quoted))
    elif kind == "table":
        yield table(node)
    elif kind in ("section", "aside", "div"):
        yield from inside(node, quoted)
    elif kind not in ("picture", "hr", "img"):
        yield wrapped(words(node))


def words(node: Any) -> str:
    """The words of one block or mark, its links with their addresses."""
    if node.tag == "br":
        return "\n"
    parts = [re.sub(r"\s+", " ", node.text or "")]
    for child in node.iterchildren(etree.Element):
        parts += [words(child), re.sub(r"\s+", " ", child.tail or "")]
    said = "".join(parts)
    address = str(node.get("href") or "")
    bare = re.sub(r"^(?:mailto:|tel:|https?://)|/$", "", address)
    return f"{said} ({address})" if address and bare not in said else said


def listed(node: Any, depth: int = 0) -> str:
    """A list, a line or more for each point, lists below a point set in."""
    lines: list[str] = []
    for number, point in enumerate(node.findall("li"), 1):
        mark = f"{number}. " if node.tag == "ol" else "- "
        below = [child for child in point if child.tag in ("ul", "ol")]
        said = "".join([point.text or "", *((("" if one in below else words(one)) + (one.tail or "")) for one in point)])
        indent = " " * depth
        lines.append(wrapped(" ".join(said.split()), indent + mark, indent + " " * len(mark)))
        lines += [listed(one, depth + len(mark)) for one in below]
    return "\n".join(line for line in lines if line)


def quotation(node: Any, quoted: str) -> str:
    """What somebody said, and who, a line below."""
    said = " ".join(" ".join(words(one) for one in node.iter("p")).split())
    who = [part for name in node.iter("b") for part in (name.text_content().strip(), (name.tail or "").strip()) if part]
    return "\n".join([wrapped(quoted.format(said)), *([wrapped(f"– {', '.join(who)}")] if who else [])])


def table(node: Any) -> str:
    """A row a line, cells parted by a bar: whoever sets it anew finds the columns."""
    rows = [" | ".join(" ".join(words(cell).split()) for cell in row.iter("th", "td")) for row in node.iter("tr")]
    caption = [" ".join(words(one).split()) for one in node.iter("figcaption", "caption")]
    return "\n".join([*caption, *rows])
