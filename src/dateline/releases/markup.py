"""HTML that templates may trust, and the words in it: sanitised here, and nowhere else. Pure."""

import re
import unicodedata

import nh3
from lxml import etree

TAGS = set(
    ["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "a", "strong", "em", "b", "i", "sup", "sub", "br", "hr"]
    + ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"]
)
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}, "*": {"lang", "dir"}}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\U000e0000-\U000e007f]")  # C0, C1, byte-order marks, tags
SCHEMES = {"http", "https", "mailto", "tel"}
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what lxml refuses, such as Word's vertical tab
PARSER = etree.HTMLParser()  # lxml.html's own looks up a class of Python for every element it touches
STRING = etree.XPath("string()")
BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "tr", "caption", "figcaption", "br", "td", "th")


def tidied(text: str) -> str:
    """The text in NFC, without the control characters that feeds may not carry and the marks nobody sees; line ends stay."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()


def clean(markup: str) -> str:
    """HTML that templates may trust. Cleaned again it is as safe, if not always the same: a heading within a heading comes apart."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def plain(markup: str) -> str:
    """The words of sanitised HTML, a line for each block."""
    if not markup.strip():
        return ""
    root = etree.fromstring(f"<html><body>{NO_XML.sub(' ', markup)}</body></html>", PARSER)
    for block in root.iter(*BLOCKS):
        block.tail = f"\n{block.tail or ''}"
    lines = (" ".join(line.split()) for line in str(STRING(root)).splitlines())
    return "\n".join(line for line in lines if line)
