"""A Release: its Content. The only place where an editor's text becomes what the public may see; HTML is sanitised here, once."""

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import expand_db_html

from dateline.record.content import Content, Dateline, File, Quotation, Term
from dateline.record.models import Item, Kind
from dateline.record.rows import Approved
from dateline.releases.links import links_of
from dateline.releases.markup import clean, plain, tidied
from dateline.releases.media import figure, files_of
from dateline.releases.parts import pointer, table
from dateline.releases.words import Words, printed
from dateline.site.models import newsroom
from dateline.vocabularies.models import Term as ListTerm
from dateline.vocabularies.slugs import title_slug

if TYPE_CHECKING:
    from dateline.releases.models import Release


def term(one: ListTerm, language: str) -> Term:
    return Term(key=one.key, slug=one.slug, label=one.label(language))


def dateline_of(release: "Release") -> Dateline:
    """The words as the editor wrote them, with places and date read out of them."""
    return printed(release.dateline)


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


def body_of(release: "Release", files: tuple[File, ...] = ()) -> tuple[str, tuple[Quotation, ...]]:
    parts: list[str] = []
    said: list[Quotation] = []
    for block in release.body:
        if block.block_type == "quotation":
            one, markup = quotation(block.value, len(said) + 1)
            said.append(one)
            parts.append(markup)
        elif block.block_type == "picture":
            parts.append(figure(block.value, files, len(parts) + 1))
        else:
            parts.append(markup_of(block, len(parts) + 1))
    return "\n".join(part for part in parts if part.strip()), tuple(said)


WORDED = ("text", "table", "link")


def markup_of(block: Any, number: int) -> str:
    """Running text, a table or a link, as clean HTML; `number` makes an id of its place in the body."""
    if block.block_type == "table":
        return tidied(table(block.value, number))
    if block.block_type == "link":
        return tidied(pointer(block.value))
    return words_of(block.value.source)


def words_of(source: str) -> str:
    return clean(tidied(expand_db_html(source)))


def about_of(release: "Release") -> str:
    """What the first office says of itself at the foot of its releases; the newsroom's own words are read when shown.

    An imported release has none: it was written by an office of another day.
    """
    office = None if release.source else release.first_office
    if office is None:
        return ""
    said = office.about.get(release.language) or office.about.get(release.language.partition("-")[0])
    return tidied(str(said or ""))


def reference_of(release: "Release") -> str:
    """The number that the record gave it; none before its first publication."""
    if release.pk is None or release.first_published_at is None:
        return ""
    return Item.objects.filter(release_uuid=release.uuid).values_list("reference", flat=True).first() or ""


def text_of(release: "Release") -> str:
    """The words of the body, quotations and pictures left to their own fields."""
    parts = [plain(markup_of(block, number)) for number, block in enumerate(release.body) if block.block_type in WORDED]
    return "\n".join(part for part in parts if part)


def compose(release: "Release", ready: Words | None = None) -> Content:
    """What would be public if this text went out now. Reads the terms as they are; writes nothing.

    `ready`: the words of a new release that an archive brought, made before; it shows no files and nobody has touched it.
    """
    files = () if ready else files_of(release)
    body, said = (ready.body, ()) if ready else body_of(release, files)
    return Content(
        language=release.language,
        title=tidied(release.title),
        slug=title_slug(release.title),
        subtitle=tidied(release.subtitle),
        type=term(release.type.present(), release.language) if release.type else None,
        offices=tuple(term(office, release.language) for office in release.offices_in_order()),
        topics=tuple(term(topic, release.language) for topic in release.topics_in_order()),
        dateline=ready.dateline if ready else dateline_of(release),
        lead=tidied(release.lead),
        body=body,
        body_text=ready.body_text if ready else text_of(release),
        quotations=said,
        notes=words_of(release.notes) if release.notes else "",
        about=about_of(release),
        files=files,
        reference=reference_of(release),
        zone=release.zone,
        links=tuple(replace(link, title=tidied(link.title)) for link in links_of(release.links)),
    )


def approved(release: "Release", content: Content) -> Approved:
    """The release's part in the record, with what kind of change it is and nothing said about time: it goes out now."""
    minor = release.change_kind == "minor"
    return Approved(
        release_uuid=release.uuid,
        story=release.story,
        original=release.original,
        content=content,
        pattern=newsroom().reference_pattern,
        note="" if minor else tidied(release.change_note),
        kind=Kind.CORRECTED if release.change_kind == "correction" else "",
        major=not minor,
        quiet=minor,
    )
