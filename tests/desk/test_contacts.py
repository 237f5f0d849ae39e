"""Press contacts at the desk: who keeps them, what is refused, in which order they stand."""

from collections.abc import Callable

import pytest
from lxml import html

from dateline.people.models import Role
from dateline.record.models import Change
from dateline.vocabularies.models import Contact
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

EMPTY = dict.fromkeys(("telephone", "out_of_hours", "mail", "hours", "zone", "languages_said"), "")


def made(newsroom: Newsroom, name: str, office: str = "Bar", position: int = 0) -> Contact:
    return Contact.objects.create(office_id=newsroom.term("office", office).pk, name=name, telephone="112", position=position)


def test_an_editor_keeps_the_contacts_of_their_office_and_of_no_other(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    own, other = made(newsroom, "Ana Bo"), made(newsroom, "Eva Lu", "Tuzla")
    editor = desk_of(Role.EDITOR, "Bar")
    page = editor.page("/desk/contacts/")
    assert "Ana Bo" in page and "Eva Lu" not in page
    assert "Tuzla" not in editor.page(f"/desk/contacts/edit/{own.pk}/")
    assert editor.get(f"/desk/contacts/edit/{other.pk}/").status_code == 404
    assert editor.get(f"/desk/contacts/delete/{other.pk}/").status_code == 404
    assert editor.sends(f"/desk/contacts/reorder/{other.pk}/?position=0", {}).status_code == 404


def test_their_list_is_called_as_in_the_menu(desk: Desk) -> None:
    page = html.document_fromstring(desk.page("/desk/contacts/"))
    assert "Press contacts" in [" ".join(one.text_content().split()) for one in page.xpath("//h1 | //h2")]


def test_an_officer_keeps_none(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    officer = desk_of(Role.OFFICER, "Bar")
    assert officer.get("/desk/contacts/").status_code == 302
    assert officer.get("/desk/contacts/new/").status_code == 302
    assert "/desk/contacts/" not in officer.page("/desk/")


def test_a_contact_is_made(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    editor = desk_of(Role.EDITOR, "Bar")
    newsroom.published(offices=["Bar"])
    said = {
        **EMPTY,
        "office": newsroom.term("office", "Bar").pk,
        "name": "Ana Bo",
        "telephone": "+382  30 555",
        "languages_said": "en, pt-BR en",
    }
    assert editor.sends("/desk/contacts/new/", said).status_code == 302
    one = Contact.objects.get()
    assert (one.telephone, one.languages) == ("+382 30 555", ["en", "pt-BR"])
    assert Change.objects.latest("n").kind == "contact" and "Ana Bo" in newsroom.get("/contacts/").content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"telephone": "call me"}, "“call me” cannot be dialled. Write digits, such as +41 61 555 01 42."),
        ({"telephone": "12"}, "“12” cannot be dialled"),
        ({"out_of_hours": "the door"}, "“the door” cannot be dialled"),
        ({}, "Nobody can be reached here"),
        ({"telephone": "112", "languages_said": "English"}, "“English” is not a language tag"),
        ({"telephone": "112", "name": ""}, "required"),
        ({"telephone": "112", "names_said": "Presse"}, "Line 1, “Presse”: write a language, a colon and the words"),
        ({"telephone": "112", "role_others": "fr: Chargée"}, "Français has a field of its own above."),
    ],
)
def test_what_is_wrong_with_a_contact_is_said(data: dict[str, str], said: str, newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    sent = {**EMPTY, "office": str(newsroom.term("office", "Bar").pk), "name": "Ana Bo", **data}
    answer = desk_of(Role.EDITOR, "Bar").sends("/desk/contacts/new/", sent)
    assert said in answer.content.decode() and not Contact.objects.exists()


def test_a_contact_is_not_put_into_another_office(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    one, tuzla = made(newsroom, "Ana Bo"), newsroom.term("office", "Tuzla")
    editor = desk_of(Role.EDITOR, "Bar")
    editor.sends(f"/desk/contacts/edit/{one.pk}/", {**EMPTY, "office": tuzla.pk, "name": "Ana Bo", "telephone": "112"})
    assert Contact.objects.get().office.slug == "bar"


def test_dragging_changes_the_order_that_readers_see(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.published(offices=["Bar"])
    for position, name in enumerate(("First", "Second", "Third")):
        made(newsroom, name, position=position)
    third = Contact.objects.get(name="Third")
    assert desk.sends(f"/desk/contacts/reorder/{third.pk}/?position=0", {}).status_code == 200
    assert [one.name for one in Contact.objects.all()] == ["Third", "First", "Second"]
    assert Change.objects.filter(kind="contact").count() == 1


def test_deleting_a_contact_is_a_change_that_readers_see(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.published(offices=["Bar"])
    desk.sends(f"/desk/contacts/delete/{made(newsroom, 'Ana Bo').pk}/", {})
    assert "Ana Bo" not in newsroom.get("/contacts/").content.decode() and Change.objects.filter(kind="contact").count() == 1


def test_a_role_and_a_name_have_words_in_each_language(newsroom: Newsroom, desk: Desk) -> None:
    said = {**EMPTY, "office": newsroom.term("office", "Bar").pk, "name": "Press desk", "telephone": "112"}
    desk.sends("/desk/contacts/new/", {**said, "names_said": "fr: Presse", "role_in_en": "Day and night", "role_others": "ar: ليلا ونهارا"})
    one = Contact.objects.get()
    assert (one.names, one.roles) == ({"fr": "Presse"}, {"en": "Day and night", "ar": "ليلا ونهارا"})
    page = desk.page(f"/desk/contacts/edit/{one.pk}/")
    assert all(words in page for words in ("fr: Presse", "\nDay and night</textarea>", "ar: ليلا ونهارا"))


def test_a_role_of_before_languages_were_named_is_put_under_the_first(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.published(offices=["Bar"])
    one = made(newsroom, "Ana Bo")
    Contact.objects.update(role="Press officer")
    assert "\nPress officer</textarea>" in desk.page(f"/desk/contacts/edit/{one.pk}/")
    desk.sends(
        f"/desk/contacts/edit/{one.pk}/",
        {**EMPTY, "office": one.office_id, "name": "Ana Bo", "telephone": "112", "role_in_en": "Press officer"},
    )
    one.refresh_from_db()
    assert (one.role, one.roles, Change.objects.filter(kind="contact").count()) == ("", {"en": "Press officer"}, 1)


def test_saving_a_contact_unchanged_is_no_change(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.published(offices=["Bar"])
    one = made(newsroom, "Ana Bo")
    desk.sends(f"/desk/contacts/edit/{one.pk}/", {**EMPTY, "office": one.office_id, "name": "Ana Bo", "telephone": "112"})
    assert not Change.objects.filter(kind="contact").exists()


def test_an_office_leads_to_its_contacts_and_to_a_new_one_of_its_own(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    made(newsroom, "Ana Bo"), made(newsroom, "Eva Lu", "Tuzla")
    desk, bar = desk_of(Role.ADMINISTRATOR), newsroom.term("office", "Bar").pk
    assert f'href="/desk/contacts/?office={bar}"' in (office := desk.page(f"/desk/offices/edit/{bar}/")) and "Press contacts (1)" in office
    listed = desk.page(f"/desk/contacts/?office={bar}")
    assert "Ana Bo" in listed and "Eva Lu" not in listed and f'href="/desk/contacts/new/?office={bar}"' in listed
    assert f'<option value="{bar}" selected' in desk.page(f"/desk/contacts/new/?office={bar}")
    assert desk.get("/desk/contacts/new/?office=x").status_code == 200


def test_a_list_cannot_be_narrowed_to_an_office_that_one_does_not_publish_for(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    made(newsroom, "Eva Lu", "Tuzla")
    page = desk_of(Role.EDITOR, "Bar").page(f"/desk/contacts/?office={newsroom.term('office', 'Tuzla').pk}")
    assert "Eva Lu" not in page and "Tuzla" not in page
