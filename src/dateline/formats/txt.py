"""An item as plain text for whoever quotes it or sets it anew: UTF-8 (RFC 3629), lines of at most 72 characters. Pure.

In the order of the page. The words around the item's own are in `Card.words`, by what they are in English.
"""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateline.formats import days
from dateline.formats.addresses import Addresses
from dateline.formats.plain import paragraphs, wrapped
from dateline.record.content import Content, File
from dateline.search.grammars import grammar_of
from dateline.search.listing import Card, Contact


def item(card: Card, content: Content, at: Addresses, newsroom: str) -> bytes:
    """The whole text, whom to call, the files and where it stands."""
    parts = (*head(card, content, newsroom), *text(card, content), *people(card), *files(card, content, at), foot(card, at))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def say(card: Card, english: str) -> str:
    return card.words.get(english, english)


def head(card: Card, content: Content, newsroom: str) -> Iterator[str]:
    """Whose it is and what, when, what was wrong with it, its title, its offices."""
    told = [card.type.label if card.type else "", days.whole(date.fromisoformat(card.published_on), content.language), content.reference]
    yield wrapped(newsroom) + "\n" + wrapped(" · ".join(part for part in told if part))
    if card.corrections:
        last = card.corrections[0]
        on = datetime.fromisoformat(last.at).astimezone(ZoneInfo(content.zone)).date()
        yield wrapped(f"{say(card, 'Corrected on %(day)s:') % {'day': days.whole(on, content.language)}} {last.note}")
    yield wrapped(card.title)
    yield wrapped(content.subtitle)
    yield wrapped(" · ".join(office.label for office in card.offices))


def text(card: Card, content: Content) -> Iterator[str]:
    """Everything that the page prints of the text."""
    quoted = grammar_of(content.language).quoted
    yield wrapped(card.paragraph)
    yield from paragraphs(content.body, quoted)
    if content.notes:
        yield heading(say(card, "Notes to editors"))
        yield from paragraphs(content.notes, quoted)
    if content.about:
        yield heading(say(card, "About the office"))
        yield wrapped(content.about)


def heading(words: str) -> str:
    return f"{words}\n{'-' * len(words)}"


def people(card: Card) -> Iterator[str]:
    if card.contacts:
        yield heading(say(card, "Press contacts"))
    for one in card.contacts:
        yield contact(card, one)


def contact(card: Card, one: Contact) -> str:
    """A number and an address each on a line of its own, so that they read the same in a text from right to left."""
    who = ", ".join(part for part in (one.name, one.role, one.office.label) if part)
    hours = say(card, f"{one.hours} {one.zone}".strip())
    late = f"{say(card, 'Out of hours:')} {one.out_of_hours}" if one.out_of_hours else ""
    return "\n".join(part for part in (wrapped(who), one.telephone, hours, late, one.mail) if part)


def files(card: Card, content: Content, at: Addresses) -> Iterator[str]:
    """Every file that may be fetched, with its address; those that stand elsewhere after them."""
    kinds = (("picture", "Pictures"), ("attachment", "Attachments"))
    for role, name in kinds:
        found = [(said(one.file, content.language), at.absolute(one.path)) for one in card.files if one.file.role == role]
        found += [(link.title, link.url) for link in content.links] if role == "attachment" else []
        if found:
            yield heading(say(card, name))
        yield from (f"{wrapped(words)}\n{address}".strip() for words, address in found)


def said(file: File, language: str) -> str:
    """What a picture shows and whose it is, or what a document is called."""
    told = file.caption or file.title or file.alt
    credit = f" ({file.credit})" if file.credit else ""
    licence = file.licence_in(language)[0]
    return f"{told}{credit}{f'. {licence}' if licence else ''}"


def foot(card: Card, at: Addresses) -> str:
    """Where it stands and which edition this is."""
    number = card.words.get("edition", f"edition {card.edition}")
    return f"{at.absolute(at.item(card.id, card.slug))}\n{number}"
