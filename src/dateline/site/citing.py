"""An item taken along: how its page says that it is to be cited, and what stands around its words where it is written as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from dateline.formats import citation
from dateline.formats.citation import Cited
from dateline.record.content import Content
from dateline.record.models import Edition
from dateline.search.listing import Card
from dateline.site import calling, pages
from dateline.vocabularies.lists import Vocabularies


@dataclass(frozen=True, slots=True)
class Texts:
    """The ways to cite an edition: in words, and as files for programs that keep references."""

    styles: tuple[tuple[str, Cited], ...]
    files: tuple[tuple[str, str], ...]
    language: str  # of the words
    author_language: str


def texts(card: Card, content: Content, edition: Edition, known: Vocabularies, around: pages.Frame) -> Texts:
    """Each under the name of its style. The address is the page's own: an earlier edition is cited as itself.

    A citation is in one language: the item's, else the newsroom's first one, whose name the author has there too.
    """
    author, author_language = around.newsroom.name_in(content.language)
    here = around.at.absolute(around.elsewhere(around.at))
    language = spoken(content, settings.LANGUAGES_SHOWN[0])
    kind = type_in(language, content, card.published_on, known)
    one = citation.source(card, content, here, author, edition.number, kind)
    with translation.override(language):
        number = gettext("edition %(number)s") % {"number": pages.number(edition.number, language)} if edition.number > 1 else ""
    styles = (("APA", citation.apa), ("Chicago", citation.chicago))
    files = (("BibTeX", citation.bibtex(one)), ("RIS", citation.ris(one)))
    return Texts(tuple((name, style(one, language, number)) for name, style in styles), files, language, author_language)


def type_in(language: str, content: Content, on: str, known: Vocabularies) -> str:
    """What the item's type is called in a language: in its own by the edition's word, in another by the list's of that day."""
    kind = content.type
    if kind is None or language == content.language:
        return kind.label if kind else ""
    entry = known["type"].by_key.get(kind.key)
    return entry.label(language, on) if entry else kind.label


def spoken(content: Content, page: str) -> str:
    """The language for words of ours beside the item's own: its language, where this newsroom speaks it, else the page's."""
    return content.language if content.language in settings.LANGUAGES_SHOWN else page


def words(card: Card, content: Content, language: str) -> dict[str, str]:
    """What an item written as text says around itself, by the English: in its own language where this newsroom speaks it."""
    own = spoken(content, language)
    with translation.override(own):
        return dict(said(card, own))


def said(card: Card, language: str) -> Iterator[tuple[str, str]]:
    yield "Notes to editors", gettext("Notes to editors")
    yield "About the office", gettext("About the office")
    yield "Press contacts", gettext("Press contacts")
    yield "Out of hours:", gettext("Out of hours:")
    yield "Pictures", gettext("Pictures")
    yield "Attachments", gettext("Attachments")
    yield "Corrected on %(day)s:", gettext("Corrected on %(day)s:")
    yield "edition", gettext("edition %(number)s") % {"number": pages.number(card.edition, language)}
    for one in card.contacts:
        yield f"{one.hours} {one.zone}".strip(), calling.hours(one)
