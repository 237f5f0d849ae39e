"""Whom the press may call: one change at the desk, and releases of 2011 say so; an office that is not public is on no page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dateline.people.models import Role
from dateline.record import publish as record
from dateline.record.models import Change
from dateline.releases.models import Release
from dateline.vocabularies.models import Contact, Office
from tests.desk.conftest import Desk, desk_of
from tests.newsroom import Newsroom

__all__ = ["desk_of"]
OLD, NEW = "+382 30 555 142", "+382 30 555 999"


@pytest.fixture
def editor(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.EDITOR, "Bar")


def office(newsroom: Newsroom, label: str) -> Office:
    newsroom.term("office", label)
    return Office.objects.get(labels__en=label)


def contact(newsroom: Newsroom, label: str = "Bar", **said: Any) -> Contact:
    return Contact.objects.create(
        **{"office": office(newsroom, label), "name": "Ana Bo", "telephone": OLD, "languages": ["en", "sw"], **said}
    )


def fields(one: Contact, **changed: Any) -> dict[str, Any]:
    """What the form of a contact sends."""
    said = {name: getattr(one, name) for name in ("name", "telephone", "out_of_hours", "mail", "hours", "zone")}
    return {**said, "office": one.office_id, "languages_said": ", ".join(one.languages), **changed}


def changes() -> list[str]:
    return list(Change.objects.filter(kind="contact").values_list("subject", flat=True))


def imported_in_2011(newsroom: Newsroom) -> Release:
    release = newsroom.draft("Old news", offices=["Bar"])
    newsroom.imported([(release, date(2011, 3, 1))])
    return release


def text(newsroom: Newsroom, path: str) -> str:
    answer = newsroom.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def form(newsroom: Newsroom, release: Release) -> dict[str, Any]:
    item: dict[str, Any] = newsroom.get(f"/news/{newsroom.item(release).public_id}.json").json()["items"][0]["_dateline"]
    return item


def test_one_change_at_the_desk_shows_everywhere_at_once(newsroom: Newsroom, editor: Desk) -> None:
    one, release = contact(newsroom), imported_in_2011(newsroom)
    places = [newsroom.path(release), "/contacts/", "/offices/bar/", "/"]
    assert all(OLD in text(newsroom, path) for path in places) and form(newsroom, release)["contacts"][0]["telephone"] == OLD
    assert editor.sends(f"/desk/contacts/edit/{one.pk}/", fields(one, telephone=NEW)).status_code == 302
    assert all(NEW in text(newsroom, path) and OLD not in text(newsroom, path) for path in places)
    assert form(newsroom, release)["contacts"][0]["telephone"] == NEW and changes() == ["office/bar"]


def test_a_contact_and_its_change_are_written_together_or_not_at_all(
    newsroom: Newsroom, editor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = contact(newsroom), imported_in_2011(newsroom)

    def fails(*args: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(record, "note", fails)
    editor.client.raise_request_exception = False
    assert editor.sends(f"/desk/contacts/edit/{one.pk}/", fields(one, telephone=NEW)).status_code == 500
    assert Contact.objects.get().telephone == OLD and changes() == []


def test_the_page_gives_a_number_to_dial_languages_by_name_and_hours_with_their_zone(newsroom: Newsroom) -> None:
    contact(newsroom, hours="08:00 to 18:00", zone="Africa/Kampala", telephone="+41 (0)61 555 01 42", out_of_hours="112")
    page = text(newsroom, newsroom.path(imported_in_2011(newsroom)))
    for said in ('href="tel:+41615550142"', "English, Swahili.", "08:00 to 18:00 (UTC+3)", 'href="tel:112"', 'class="call"', "h-card"):
        assert said in page


def test_each_page_tells_a_role_in_its_own_language_or_says_which(newsroom: Newsroom) -> None:
    contact(newsroom, names={"fr": "Permanence"}, roles={"en": "Press officer", "fr": "Attachée de presse"})
    contact(newsroom, roles={"ar": "مسؤولة"}), contact(newsroom, role="Chief")
    release = imported_in_2011(newsroom)
    for path in (newsroom.path(release), "/contacts/", "/offices/bar/"):
        english, french = text(newsroom, path), text(newsroom, f"/fr{path}")
        assert '<bdi class="p-role">Press officer</bdi>' in english and '<bdi class="p-role">Chief</bdi>' in english
        assert "Permanence" in french and '<bdi class="p-role">Attachée de presse</bdi>' in french
        assert '<bdi class="p-role" lang="ar" dir="rtl">مسؤولة</bdi>' in english and '<bdi class="p-role">Chief</bdi>' in french
    assert [one.get("role") for one in form(newsroom, release)["contacts"]] == ["Press officer", "مسؤولة", "Chief"]


def test_an_office_of_drafts_alone_is_on_no_page_and_in_no_change(newsroom: Newsroom, editor: Desk) -> None:
    contact(newsroom, "Bar")
    release = newsroom.published(offices=["Tuzla"])
    before = {path: newsroom.get(path).content for path in ("/contacts/", "/", newsroom.path(release))}
    secret = contact(newsroom, "Secret", name="Sly Bo")
    newsroom.draft(offices=["Bar", "Secret"])
    secret.delete()
    contact(newsroom, "Secret", name="Sly Bo")
    editor.sends("/desk/contacts/new/", fields(contact(newsroom, "Bar"), name="Second Bo"))
    assert {path: newsroom.get(path).content for path in before} == before
    assert changes() == [] and newsroom.get("/offices/secret/").status_code == 404


def test_a_closed_office_shows_its_successor(newsroom: Newsroom) -> None:
    contact(newsroom, "Bar")
    contact(newsroom, "Tuzla", name="Eva Lu", telephone=NEW)
    release = imported_in_2011(newsroom)
    Office.objects.filter(slug="bar").update(closed_on=date(2020, 5, 3), successor=office(newsroom, "Tuzla"))
    page = text(newsroom, newsroom.path(release))
    assert "Bar: closed on 3\xa0May\xa02020." in page and "Successor:" in page
    assert NEW in page and OLD not in page and 'href="/offices/tuzla/"' not in page
    assert NEW in text(newsroom, "/contacts/") and NEW in text(newsroom, "/offices/bar/")


def test_the_successor_of_a_public_office_changes_public_pages(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    one = contact(newsroom, "Tuzla", name="Eva Lu")
    release = imported_in_2011(newsroom)
    Office.objects.filter(slug="bar").update(closed_on=date(2020, 5, 3), successor=one.office)
    desk_of(Role.ADMINISTRATOR).sends(f"/desk/contacts/edit/{one.pk}/", fields(one, telephone=NEW))
    assert changes() == ["office/tuzla"] and NEW in text(newsroom, newsroom.path(release))


def test_an_office_that_closes_later_still_answers(newsroom: Newsroom) -> None:
    contact(newsroom)
    Office.objects.update(closed_on=date(2999, 1, 1))
    page = text(newsroom, newsroom.path(imported_in_2011(newsroom)))
    assert OLD in page and "closed on" not in page


def test_offices_that_carry_each_other_on_end_the_search(newsroom: Newsroom) -> None:
    bar, tuzla = office(newsroom, "Bar"), office(newsroom, "Tuzla")
    Office.objects.filter(pk=bar.pk).update(closed_on=date(2020, 1, 1), successor=tuzla)
    Office.objects.filter(pk=tuzla.pk).update(closed_on=date(2020, 1, 1), successor=bar)
    contact(newsroom)
    assert OLD not in text(newsroom, newsroom.path(imported_in_2011(newsroom)))


def test_a_joint_release_names_everybody_in_the_order_of_its_offices(newsroom: Newsroom) -> None:
    contact(newsroom, "Bar", name="Second of Bar", position=1)
    contact(newsroom, "Bar", name="First of Bar")
    contact(newsroom, "Tuzla", name="Tuzla’s own")
    page = text(newsroom, newsroom.path(newsroom.published(offices=["Tuzla", "Bar"])))
    places = [page.index(name) for name in ("Tuzla’s own", "First of Bar", "Second of Bar")]
    assert places == sorted(places)
