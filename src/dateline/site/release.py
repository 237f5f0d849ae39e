"""An item: its page, its other forms, and what is left of it after a withdrawal."""

import uuid
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from dateline.formats.addresses import Addresses
from dateline.formats.table import FORMS
from dateline.media.models import private_address
from dateline.record.content import Content
from dateline.record.ids import ID_LENGTH
from dateline.record.models import Edition, Item, Kind, State
from dateline.search import finder, ground, guesses
from dateline.search.engine import IndexUnusable
from dateline.search.listing import Card
from dateline.site import acts, citing, contacts, errors, languages, metadata, offered, pages
from dateline.site.models import newsroom
from dateline.vocabularies import lists
from dateline.vocabularies.lists import Vocabularies


def item_of(public_id: str) -> tuple[Item, Edition] | None:
    item = Item.objects.select_related("current").filter(public_id=public_id).first()
    return (item, item.current) if item is not None and item.current is not None else None


@require_safe
def page(request: HttpRequest, language: str, public_id: str, slug: str | None = None) -> HttpResponse:
    """The current edition; 410 after a withdrawal, whatever the slug; 301 from a wrong slug; else the 404 of every address."""
    found = item_of(public_id)
    if found is None:
        return errors.not_found(request)
    item, edition = found
    if item.state != State.LIVE:
        return gone(item, edition, language)
    content, at = Content.read(edition.content), pages.addresses(language)
    if request.path != at.item(public_id, content.slug):
        return HttpResponsePermanentRedirect(at.item(public_id, content.slug))
    return shown(item, edition, content, language)


def shown(item: Item, edition: Edition, content: Content, language: str) -> HttpResponse:
    known = ground.lists_now()
    card = finder.cards([item], known, language)[0]
    around = pages.frame(language, lambda at: at.item(item.public_id, content.slug))
    address, told = offered.address_of(item), acts.telling(item, edition, content.zone)
    response = pages.render(
        "release.html",
        around,
        card=card,
        content=content,
        cite=citing.texts(card, content, edition, known, around),
        edition=edition,
        item=item,
        told=told,
        draft=False,
        media=offered.media(content, address, language),
        meta=metadata.head(item, card, content, told, address, around.at, around.newsroom.name_in(content.language)[0]),
        press=press(card, known, language),
        related=related(item, content, language),
        alternates=languages.alternates(card, around.at, original=item.original),
    )
    response["Link"] = link(card, around.at)
    return response


def related(item: Item, content: Content, language: str) -> tuple[Card, ...]:
    try:
        return guesses.related(item, content, language)
    except IndexUnusable:  # the page is whole without them
        return ()


def press(card: Card, known: Vocabularies, language: str) -> contacts.Press:
    return contacts.press([office.slug for office in card.offices], known, language)


def link(card: Card, at: Addresses) -> str:
    forms = [(name, form) for name, form in FORMS.items() if form.item]
    parts = [f'<{at.absolute(at.item(card.id, card.slug))}>; rel="canonical"']
    parts += [f'<{at.absolute(at.item_form(card.id, name))}>; rel="alternate"; type="{form.mime}"' for name, form in forms]
    return ", ".join(parts)


def gone(item: Item, edition: Edition, language: str) -> HttpResponse:
    """What stays after public life: title, date, reason and whom to ask; of what should never have been public, reason and date alone."""
    content = Content.read(edition.content)
    around = pages.frame(language, lambda at: at.item(item.public_id, content.slug if item.state == State.WITHDRAWN else "gone"))
    if item.state == State.WITHDRAWN:
        known = ground.lists_now()
        card = finder.edition_card(item, edition, known, language)
        public = contacts.public_slugs()  # an office that nothing public names any more is on no page
        card = replace(card, offices=tuple(one for one in card.offices if one.slug in public))
        asked = next((one.telephone for one in press(card, known, language).people if one.telephone), "")
        shown: dict[str, Any] = {"content": content, "zone": content.zone, "type": card.type, "offices": card.offices, "telephone": asked}
    else:  # its own zone would tell where it came from
        shown = {"content": None, "zone": str(settings.NEWSROOM_ZONE), "type": None, "offices": (), "telephone": ""}
    return pages.render("410.html", around, status=410, item=item, change=acts.last_words(item), **shown)


@require_safe
def form(request: HttpRequest, language: str, public_id: str, form: str) -> HttpResponse:
    """The item in another form."""
    found, kind = item_of(public_id), FORMS.get(form)
    if found is None or kind is None or kind.item is None:
        return errors.problem(404, detail="There is nothing at this address.")
    item, edition = found
    if item.state != State.LIVE:
        return errors.problem(410, detail=reason(item))
    content, at = Content.read(edition.content), pages.addresses(language)
    text, files = offered.whole(content, offered.address_of(item), at.absolute)
    known = ground.lists_now()
    card = finder.cards([item], known, language)[0]
    card = replace(
        card, files=files, contacts=press(card, known, language).people, edition=edition.number, corrections=acts.corrections(item)
    )
    card = replace(card, words=citing.words(card, content, language))
    body = kind.item(card, replace(content, body=text), at, newsroom().name_in(content.language)[0])
    response = HttpResponse(body, content_type=kind.media_type)
    response["Link"] = f'<{pages.addresses(language).absolute(pages.addresses(language).item(card.id, card.slug))}>; rel="canonical"'
    return response


def reason(item: Item) -> str:
    change = acts.last_words(item)
    why = change.note or ("Its time was over." if change.kind == Kind.EXPIRED else "") if change else ""
    return f"This item is no longer public. {why}".strip()


def preview(request: HttpRequest, content: Content, *, release_uuid: uuid.UUID) -> HttpResponse:
    """The page as it would be, for the desk: marked as a draft, with the date it has or would have today."""
    item = Item.objects.filter(release_uuid=release_uuid).first() or unborn(content)
    edition = Edition(item=item, number=0, language=content.language, digest=content.digest)
    language = content.language if content.language in settings.LANGUAGES_SHOWN else settings.LANGUAGES_SHOWN[0]
    card, around = finder.draft_card(item, content, language), pages.frame(language)
    media = offered.media(content, private_address, language)
    shown: dict[str, Any] = {"card": card, "content": content, "edition": edition, "item": item, "told": acts.Telling(), "media": media}
    return pages.render("release.html", around, **shown, press=press(card, lists.read(), language), draft=True)


def unborn(content: Content) -> Item:
    """What an item would be if it were published now; saved nowhere."""
    now = timezone.now()
    return Item(public_id="0" * ID_LENGTH, published_at=now, published_on=now.astimezone(ZoneInfo(content.zone)).date())
