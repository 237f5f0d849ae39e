"""A Release: the pictures and attachments it shows, as files of its Content.

Beside the text, in the editor's order, the first one leading; then those that stand in the body alone. A name in an address is made
from the title, never from what the uploader called the file. What a release says of a picture, in its own language, goes before what
the picture says of itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from dateline.media import renditions
from dateline.media.kinds import BY_SUFFIX, suffix_of
from dateline.media.models import UNTITLED, Attachment, Picture
from dateline.record.content import File, Said
from dateline.record.pictures import name_of, placeholder, shots
from dateline.vocabularies.models import in_order
from dateline.vocabularies.slugs import title_slug

if TYPE_CHECKING:
    from dateline.releases.models import Release

STEM_CHARS = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """One picture, with what this release says of it."""

    picture: Picture
    alt: str
    caption: str
    title: str  # "" where the release has words of its own: the picture's title may be in another language


def chosen(picture: Picture, alt: str, caption: str) -> Chosen:
    title = "" if alt or caption else titled(picture.title)
    return Chosen(picture, (alt or picture.alt).strip(), (caption or picture.caption).strip(), title)


def beside(release: "Release") -> list[Chosen]:
    """The pictures beside the text, in order."""
    rows = sorted(release.release_pictures.all(), key=lambda row: row.sort_order or 0)
    return [chosen(row.picture, row.alt, row.caption) for row in rows]


def in_body(release: "Release") -> list[Chosen]:
    """The pictures within the text; one that has been deleted since is not there."""
    return [one for block in release.body if block.block_type == "picture" and (one := of_block(block.value))]


def of_block(value: Any) -> Chosen | None:
    picture = value.get("picture")
    return chosen(picture, value.get("alt") or "", value.get("caption") or "") if picture else None


def pictures_of(release: "Release") -> list[Chosen]:
    """Every picture once: what is said of it first counts."""
    first: dict[int, Chosen] = {}
    for one in (*beside(release), *in_body(release)):
        first.setdefault(one.picture.pk, one)
    return list(first.values())


def attachments_of(release: "Release") -> list[Attachment]:
    rows = sorted(release.release_attachments.all(), key=lambda row: row.sort_order or 0)
    return list({row.attachment_id: row.attachment for row in rows}.values())


def files_of(release: "Release") -> tuple[File, ...]:
    """The files of the release's Content: each picture in all its sizes, then the attachments."""
    stems = Stems()
    found: dict[int, tuple[File, ...]] = {}
    for one in pictures_of(release):
        found[one.picture.pk] = tuple(sizes_of(one, stems.free(one.picture.title, "picture")))
    attached = [attached_file(one, stems.free(one.title, "attachment")) for one in attachments_of(release)]
    return (*(file for sizes in found.values() for file in sizes), *attached)


class Stems:
    """Names without endings, each given once in an edition."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def free(self, title: str, otherwise: str) -> str:
        wanted = (title_slug(title)[:STEM_CHARS].strip("-") if title != UNTITLED else "") or otherwise
        number, stem = 1, wanted
        while stem in self.given:
            number += 1
            stem = f"{wanted}-{number}"
        self.given.add(stem)
        return stem


def sizes_of(one: Chosen, stem: str) -> Iterator[File]:
    picture = one.picture
    for name, rendition in renditions.prepare(picture).items():
        suffix = suffix_of(str(rendition.file.name))
        yield File(
            sha256=rendition.sha256,
            name=name_of(stem, name, suffix),
            media_type=BY_SUFFIX[suffix].media_type,
            size=rendition.file.size,
            role="picture",
            title=one.title,
            alt=one.alt,
            caption=one.caption,
            credit=picture.credit.strip(),
            licence=picture.licence.strip(),
            licences=tuple(Said(tag, words.strip()) for tag, words in in_order(picture.licences)),
            width=rendition.width,
            height=rendition.height,
            rendition=name,
        )


def attached_file(one: Attachment, stem: str) -> File:
    suffix = suffix_of(str(one.file.name))
    return File(
        sha256=one.sha256,
        name=f"{stem}.{suffix}",
        media_type=BY_SUFFIX[suffix].media_type,
        size=one.file.size,
        role="attachment",
        title=titled(one.title),
        language=one.language,
        pages=one.pages,
    )


def titled(title: str) -> str:
    return "" if title == UNTITLED else title.strip()


def figure(value: Any, files: tuple[File, ...], number: int) -> str:
    """A picture of the body as HTML; "" for one that has been deleted since."""
    one = of_block(value)
    if one is None:
        return ""
    sha256 = renditions.prepare(one.picture)["page"].sha256
    shown = next(shot for shot in shots(files) if shot.size("page").sha256 == sha256).size("page")
    said = [escape(one.caption), f'<span class="credit">{escape(shown.credit)}</span>' if shown.credit else ""]
    caption = f"<figcaption>{' '.join(part for part in said if part)}</figcaption>" if any(said) else ""
    return f'<figure class="picture" id="picture-{number}">{placeholder(shown, escape(one.alt))}{caption}</figure>'
