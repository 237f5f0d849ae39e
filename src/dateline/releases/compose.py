"""A Release: its Content. The only place where an editor's text becomes what the public may see; HTML is sanitised here, once."""

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

import nh3
from lxml import html as lxml_html
from wagtail.rich_text import expand_db_html

from dateline.record.content import Content, Dateline, Quotation, Term
from dateline.record.publish import Approved
from dateline.releases.text import split_dateline
from dateline.vocabularies.models import Term as ListTerm
from dateline.vocabularies.slugs import title_slug

if TYPE_CHECKING:
    from dateline.releases.models import Release

TAGS = set(
    ["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "a", "strong", "em", "b", "i", "sup", "sub", "br", "hr"]
    + ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"]
)
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}, "*": {"lang", "dir"}}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\U000e0000-\U000e007f]")  # C0, C1, byte-order marks, tags
SCHEMES = {"http", "https", "mailto", "tel"}
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what lxml refuses, such as Word's vertical tab
BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "tr", "caption", "br", "td", "th")


def tidied(text: str) -> str:
    """The text in NFC, without the control characters that feeds may not carry and the marks nobody sees; line ends stay."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()


def clean(markup: str) -> str:
    """HTML that templates may trust; `clean(clean(x)) == clean(x)`."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def plain(markup: str) -> str:
    """The words of sanitised HTML, a line for each block."""
    if not markup.strip():
        return ""
    root = lxml_html.fragment_fromstring(NO_XML.sub(" ", markup), create_parent="div")
    for block in root.iter(*BLOCKS):
        block.tail = f"\n{block.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def term(one: ListTerm, language: str) -> Term:
    return Term(key=one.key, slug=one.slug, label=one.label(language))


def dateline_of(release: "Release") -> Dateline:
    """The words as the editor wrote them, with places and date read out of them."""
    words = release.dateline.strip()
    if not words:
        return Dateline()
    spaced = release.dateline if release.dateline != words else f"{words} "
    read, _ = split_dateline(f"{spaced}x")
    return Dateline(words=spaced, places=read.places, date=read.date)


def quotation(value: dict[str, str], number: int) -> tuple[Quotation, str]:
    words = tidied(value["words"]).strip('“”„«»"').strip()  # marks are the stylesheet's, by language
    said = Quotation(words=words, speaker=value["speaker"].strip(), role=(value.get("role") or "").strip())
    role = f" {escape(said.role)}" if said.role else ""
    markup = (
        f'<figure class="quote" id="quotation-{number}"><blockquote><p>{escape(said.words)}</p></blockquote>'
        f"<figcaption><span><b>{escape(said.speaker)}</b>{role}</span> "
        f'<a class="here" href="#quotation-{number}">#</a></figcaption></figure>'
    )
    return said, markup


def body_of(release: "Release") -> tuple[str, tuple[Quotation, ...]]:
    parts: list[str] = []
    said: list[Quotation] = []
    for block in release.body:
        if block.block_type == "quotation":
            one, markup = quotation(block.value, len(said) + 1)
            said.append(one)
            parts.append(markup)
        else:
            parts.append(clean(tidied(expand_db_html(block.value.source))))
    return "\n".join(part for part in parts if part.strip()), tuple(said)


def text_of(release: "Release") -> str:
    """The words of the body, quotations left to their own field."""
    parts = [plain(clean(expand_db_html(block.value.source))) for block in release.body if block.block_type == "text"]
    return "\n".join(part for part in parts if part)


def compose(release: "Release") -> Content:
    """What would be public if this text went out now. Reads the terms as they are; writes nothing."""
    body, said = body_of(release)
    return Content(
        language=release.language,
        title=tidied(release.title),
        slug=title_slug(release.title),
        subtitle=tidied(release.subtitle),
        type=term(release.type, release.language) if release.type else None,
        offices=tuple(term(office, release.language) for office in release.offices_in_order()),
        topics=tuple(term(topic, release.language) for topic in release.topics_in_order()),
        dateline=dateline_of(release),
        lead=tidied(release.lead),
        body=body,
        body_text=text_of(release),
        quotations=said,
        zone=release.zone,
    )


def approved(release: "Release", content: Content) -> Approved:
    """The release's part in the record, with nothing said about time: it goes out now."""
    return Approved(release_uuid=release.uuid, story=release.story, original=release.original, content=content)
