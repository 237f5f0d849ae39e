"""An item's files as its page shows them: what may be fetched has an address, what is no longer offered has its name alone.

The addresses come from the record at the moment of reading, so an earlier edition shows a file only while the current one uses it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from dateline.formats import figures
from dateline.media.kinds import ATTACHMENTS, BY_SUFFIX, suffix_of
from dateline.record.content import Content, File, Link
from dateline.record.models import Item
from dateline.record.pictures import Shot, attachments, filled, in_body, shots
from dateline.search.listing import Offered
from dateline.search.options import language_name
from dateline.site import pages

QUOTATION = re.compile(r'<a class="here" href="(#quotation-\d+)">#</a>')  # as releases/compose.py writes it
SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?؟])\s+")  # after a word, not after an initial

Address = Callable[[str], str]  # a file's SHA-256: its path, "" where it is not offered


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture: in the size of the page, of a thumbnail, and to print; without an address when no longer offered."""

    said: File
    page: Offered
    card: Offered
    print: Offered

    @property
    def name(self) -> str:
        """What stands under the thumbnail: its title, or what its caption says first."""
        return (self.said.title or SENTENCE.split(self.said.caption, maxsplit=1)[0] or self.said.alt).rstrip(".")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A file that stands elsewhere: its address, and in words what it is and where."""

    said: Link
    told: Markup  # "PDF, 1.2 MB, example.org"


@dataclass(frozen=True, slots=True)
class Media:
    """All files of one edition, ready to be shown."""

    body: str
    lead: ShownPicture | None  # above the text, unless the text itself shows it
    pictures: tuple[ShownPicture, ...]
    attachments: tuple[Offered, ...]
    gone: tuple[File, ...]  # used by this edition, offered no longer
    links: tuple[Pointer, ...]  # files that stand elsewhere
    language: str  # of the page

    @property
    def offered(self) -> tuple[ShownPicture, ...]:
        return tuple(picture for picture in self.pictures if picture.print.path)

    @property
    def terms(self) -> File | None:
        """A picture whose terms are those of all; None where they differ, or nobody said."""
        every = [picture.said for picture in self.offered]
        same = len({(one.licence, one.licences) for one in every}) == 1
        return every[0] if same and (every[0].licence or every[0].licences) else None

    @property
    def beside(self) -> int:
        """How many files there are to be read beside the text."""
        return len(self.attachments) + len(self.links)

    def told(self, file: File) -> Markup:
        """Kind, size, language and pages of a file: "PDF, 1.2 MB, English, 24 pages"."""
        return told(facts(file, self.language))

    def kind(self, file: File) -> str:
        return kind(file)

    def size(self, file: File) -> str:
        return size(file.size, self.language)


def address_of(item: Item) -> Address:
    """Where each file of a live item is."""
    paths = {use.sha256: use.path for use in item.files.all()}
    return lambda sha256: paths.get(sha256, "")


def media(content: Content, address: Address, language: str) -> Media:
    """The files of an edition, with the addresses that they have now, for a page in `language`."""
    found = tuple(picture(shot, address) for shot in shots(content.files))
    attached = tuple(Offered(address(file.sha256), file) for file in attachments(content.files))
    lead = found[0] if found and found[0].page.file.sha256 not in in_body(content) else None
    gone = [one.said for one in found if not one.print.path] + [one.file for one in attached if not one.path]
    with translation.override(language):
        missing = f'<p class="small" lang="{language}">{gettext("This picture is no longer offered.")}</p>'
        body = pointed(filled(content.body, address, missing), language)
        pointers = tuple(Pointer(link, told(link_facts(link, language))) for link in content.links)
    usable = tuple(one for one in attached if one.path)
    return Media(body, lead if lead and lead.page.path else None, found, usable, tuple(gone), pointers, language)


def pointed(body: str, language: str) -> str:
    """Each quotation's sign, kept as it was in the edition, says in the page's language what it is: a link to be copied."""
    said = gettext("Link to this quotation")
    around = f'lang="{language}" title="{said}"'
    return QUOTATION.sub(rf'<a class="here" href="\1" {around}><span aria-hidden="true">#</span><span class="vh">{said}</span></a>', body)


def picture(shot: Shot, address: Address) -> ShownPicture:
    page, card, to_print = (Offered(address(file.sha256), file) for file in (shot.size("page"), shot.size("card"), shot.size("print")))
    return ShownPicture(shot.said, page, card, to_print)


def told(parts: Iterable[str]) -> Markup:
    """Facts in a row, with the page's comma; each for itself, for some run from left to right in any page."""
    return Markup(gettext(", ")).join(Markup("<bdi>{}</bdi>").format(part) for part in parts)  # noqa: S704 -- the comma is ours


def kind(file: File) -> str:
    known = BY_SUFFIX.get(suffix_of(file.name))
    return known.name if known else file.media_type


def facts(file: File, language: str) -> Iterator[str]:
    yield kind(file)
    yield size(file.size, language)
    if file.language:
        yield language_name(file.language)
    if file.pages:
        yield ngettext("%(num)s page", "%(num)s pages", file.pages) % {"num": pages.number(file.pages, language)}


def link_facts(link: Link, language: str) -> Iterator[str]:
    """Kind and size as the other side gave them, and whose they are."""
    parts = urlsplit(link.url)
    known = BY_SUFFIX.get(suffix_of(parts.path)) or next((one for one in ATTACHMENTS if one.media_type == link.media_type), None)
    if known or link.media_type:
        yield known.name if known else link.media_type
    if link.size:
        yield size(link.size, language)
    yield (parts.hostname or "").removeprefix("www.")


def size(count: int, language: str) -> str:
    """In the unit that a reader on a slow line thinks in: 940 bytes, 85 KB, 1.2 MB."""
    if count < 1000:
        return gettext("%(num)s bytes") % {"num": figures.decimal(count, language)}
    if count < 995_000:
        return gettext("%(num)s\N{NO-BREAK SPACE}KB") % {"num": figures.decimal(round(count / 1000), language)}
    return gettext("%(num)s\N{NO-BREAK SPACE}MB") % {"num": figures.decimal(round(count / 1_000_000, 1), language)}


def whole(content: Content, address: Address, absolute: Callable[[str], str]) -> tuple[str, tuple[Offered, ...]]:
    """For forms that leave this site: the body with absolute addresses, and every file that may be fetched, each picture once."""
    body = filled(content.body, lambda sha256: absolute(path) if (path := address(sha256)) else "", "")
    files = [*(shot.size("print") for shot in shots(content.files)), *attachments(content.files)]
    return body, tuple(Offered(address(file.sha256), file) for file in files if address(file.sha256))
