"""What the head of an item's page tells other machines: Open Graph for whoever shows a link to it, NewsArticle for search engines.

Open Graph protocol (https://ogp.me/) with its article properties; schema.org 30.0, NewsArticle, in JSON-LD. Only what the page itself
says stands here, and only pictures that a current edition offers.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import get_global
from markupsafe import Markup

from dateline.formats.addresses import Addresses
from dateline.record.content import Content
from dateline.record.models import Item, Kind
from dateline.record.pictures import attachments, shots
from dateline.search.listing import Card, Offered, Version
from dateline.site.acts import Telling
from dateline.site.offered import Address

DESCRIPTION_CHARS = 300  # what is shown of one under a link, at most
HEADLINE_CHARS = 110  # what search engines take
IMAGES = ("social", "wide", "card")  # shapes to choose from


@dataclass(frozen=True, slots=True)
class Head:
    """What the template puts into `<meta>`; `article` is the NewsArticle, safe between script tags."""

    url: str
    description: str
    locale: str
    others: tuple[str, ...]  # locales of the other versions
    published: str
    modified: str
    image: Offered | None
    article: Markup


def head(item: Item, card: Card, content: Content, told: Telling, address: Address, at: Addresses, newsroom: str) -> Head:
    published, modified = moments(item, told, content.zone)
    image = next(images(content, address), None)
    article = {
        **about(card, content, at, newsroom),
        "datePublished": published,
        "dateModified": modified,
        "version": str(told.current),
        "image": [at.absolute(one.path) for one in images(content, address)],
        "correction": [comment(act.note, act.at, content.zone) for act in told.acts if act.kind == Kind.CORRECTED],
        "encoding": [media(Offered(address(one.sha256), one), at) for one in attachments(content.files) if address(one.sha256)],
        **versions(card, at, original=item.original),
    }
    return Head(
        url=at.absolute(at.item(card.id, card.slug)),
        description=cut(card.paragraph, DESCRIPTION_CHARS),
        locale=locale(card.language),
        others=tuple(dict.fromkeys(locale(version.language) for version in card.also_in)),
        published=published,
        modified=modified,
        image=image,
        article=script({name: value for name, value in article.items() if value}),
    )


def moments(item: Item, told: Telling, zone: str) -> tuple[str, str]:
    """When it came out, and when the current edition did, by the item's own clock. An import tells nothing of its first edition."""
    last = next((act.at for act in told.acts if act.number == told.current and act.number > 1), item.published_at)
    return local(item.published_at, zone), local(last, zone)


def local(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def images(content: Content, address: Address) -> Iterator[Offered]:
    """The leading picture in the shapes that others show, as far as it is offered."""
    for shot in shots(content.files)[:1]:
        yield from (Offered(address(file.sha256), file) for name in IMAGES if (file := shot.sizes.get(name)) and address(file.sha256))


def about(card: Card, content: Content, at: Addresses, newsroom: str) -> dict[str, Any]:
    """Whose it is, what it is called and what it says."""
    url, headline = at.absolute(at.item(card.id, card.slug)), cut(card.title, HEADLINE_CHARS)
    institution = {
        "@type": "Organization",
        "name": newsroom,
        "url": at.absolute(at.home()),
        "correctionsPolicy": at.absolute(at.corrections()),
    }
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "headline": headline,
        "name": card.title if headline != card.title else "",
        "alternativeHeadline": content.subtitle,
        "description": cut(card.paragraph, DESCRIPTION_CHARS),
        "inLanguage": card.language,
        "genre": card.type.label if card.type else "",
        "dateline": content.dateline.words.strip(" -–—"),
        "identifier": content.reference,
        "about": [{"@type": "Thing", "name": topic.label} for topic in card.topics],
        "author": institution,
        "publisher": institution,
    }


def comment(note: str, at: datetime, zone: str) -> dict[str, str]:
    return {"@type": "CorrectionComment", "text": note, "datePublished": local(at, zone)}


def media(one: Offered, at: Addresses) -> dict[str, str]:
    said = {"name": one.file.title, "inLanguage": one.file.language}
    told = {"@type": "MediaObject", "contentUrl": at.absolute(one.path), "encodingFormat": one.file.media_type}
    return {**told, **{name: value for name, value in said.items() if value}}


def versions(card: Card, at: Addresses, *, original: bool) -> dict[str, Any]:
    """The same story in other languages: what this one was translated from, or what was translated from it."""
    first = next((version for version in card.also_in if version.original), None)
    if original or first is None:
        return {"workTranslation": [version_of(one, at) for one in card.also_in]} if original else {}
    return {"translationOfWork": version_of(first, at)}


def version_of(version: Version, at: Addresses) -> dict[str, str]:
    url = at.absolute(at.item(version.id, version.slug))
    return {"@type": "NewsArticle", "@id": url, "url": url, "name": version.title, "inLanguage": version.language}


def cut(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    begun = words[: most - 1]
    return (begun.rpartition(" ")[0] or begun).rstrip(",;:–- ") + "…"


def locale(language: str) -> str:
    """A language as Open Graph writes it, with its likeliest territory: fr_FR. English as institutions write it: en_GB."""
    if language == "en":
        return "en_GB"
    base, _, region = language.partition("-")
    territory = region if len(region) == 2 else get_global("likely_subtags").get(base, "").rpartition("_")[2]
    return f"{base}_{territory.upper()}" if territory else base


def script(data: dict[str, Any]) -> Markup:
    """JSON that cannot end the script it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 -- nothing of HTML is left in it
