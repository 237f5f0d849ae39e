"""The desk's home, the newsroom's own page, the list."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from lxml import html

from dateline.desk import home
from dateline.people.models import Role, User
from dateline.record.models import Change, Kind
from dateline.releases import lifecycle
from dateline.site.models import Newsroom as Row
from dateline.vocabularies.models import Contact
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


def test_the_home_shows_drafts_with_their_problems_and_one_button(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    officer = desk_of(Role.OFFICER, "Bar")
    officer.creates(title="Budget in figures", lead="", offices=["Bar"])
    newsroom.draft("Somebody else’s", offices=["Bar"])
    newsroom.published("Already out", offices=["Bar"])
    page = officer.page("/desk/")
    assert "Budget in figures" in page and "1 problem" in page and "Somebody else" not in page
    assert "Already out" in page and "See the page" in page
    assert page.count('class="button"') == 1 and "Start a release" in page


def test_a_state_is_word_and_shape(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.draft("A draft")
    newsroom.published("A public one")
    newsroom.withdraw(newsroom.published("A withdrawn one"))
    page = desk.page("/desk/releases/")
    assert all(part in page for part in ("○</i> Draft", "●</i> Public", "✕</i> Withdrawn"))
    only = desk.page("/desk/releases/?state=withdrawn")
    assert "A withdrawn one" in only and "A draft" not in only


def test_what_was_retracted_or_erased_is_not_called_withdrawn(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.withdraw(newsroom.published("A withdrawn one"))
    newsroom.withdraw(newsroom.published("A retracted one"), kind=Kind.RETRACTED)
    lifecycle.erase(newsroom.item(newsroom.published("An erased one")).public_id)
    page = desk.page("/desk/releases/")
    assert [page.count(f"✕</i> {word}") for word in ("Withdrawn", "Retracted", "Erased")] == [1, 1, 1]
    withdrawn, for_good = (desk.page(f"/desk/releases/?state={state}") for state in ("withdrawn", "retracted"))
    assert "A withdrawn one" in withdrawn and "A retracted one" not in withdrawn and "✕</i> Erased" not in withdrawn
    assert "A retracted one" in for_good and "✕</i> Erased" in for_good and "A withdrawn one" not in for_good


def test_the_home_tells_the_time_by_the_clock_of_whoever_looks(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    officer = desk_of(Role.OFFICER, "Bar")
    User.objects.filter(username="officer-bar").update(zone="Asia/Dushanbe")
    with time_machine.travel(datetime(2026, 11, 25, 21, 30, tzinfo=UTC), tick=False):
        newsroom.published("Already out", offices=["Bar"])
        officer.creates(title="Budget in figures", offices=["Bar"])
        page = officer.page("/desk/")
    assert page.count(">26 November, 02:30</time>") == 2 and "21:30" not in page.replace("T21:30", "")


def test_what_is_public_stands_in_the_order_and_with_the_days_that_readers_see(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.published("Out today")
    newsroom.imported([(newsroom.draft("Of long ago"), date(2011, 3, 4))])
    page = desk.page("/desk/")
    latest = page[page.index('id="public"') :]
    assert latest.index("Out today") < latest.index("Of long ago") and ">4 March 2011, 00:00</time>" in latest


def test_the_list_is_narrowed_by_office_type_and_language(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.draft("In Bar", offices=["Bar"], type="Statement", language="fr")
    newsroom.draft("In Tuzla", offices=["Tuzla"])
    bar, statement = newsroom.term("office", "Bar").pk, newsroom.term("type", "Statement").pk
    for query in (f"office={bar}", f"type={statement}", "language=fr"):
        page = desk.page(f"/desk/releases/?{query}")
        assert "In Bar" in page and "In Tuzla" not in page


def test_an_administrator_names_the_newsroom_and_readers_see_it(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    administrator = desk_of(Role.ADMINISTRATOR)
    assert "This newsroom" in administrator.page("/desk/newsroom/")
    data = {"name": "River Office", "short_name": "RO", "address": "Quay 1", "in_en": "We measure rivers.", "in_fr": "", "others": "ru: Мы"}
    assert administrator.sends("/desk/newsroom/", data).status_code == 302
    assert Row.objects.get().about == {"en": "We measure rivers.", "ru": "Мы"}
    assert list(Change.objects.values_list("kind", "subject")) == [("settings", "newsroom")]
    assert "River Office" in newsroom.get("/").content.decode()
    assert administrator.sends("/desk/newsroom/", data).status_code == 302
    assert Change.objects.count() == 1


def test_the_sign_in_says_whose_desk_it_is(newsroom: Newsroom) -> None:
    Row.objects.create(name="River Office")
    page = Desk(newsroom, None).page("/desk/login/")
    assert "River Office" in page and "Sign in to Wagtail" not in page


def test_history_tells_of_a_withdrawal_with_its_reason(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published()
    newsroom.withdraw(release, "The figure was wrong.")
    assert "Readers are told: The figure was wrong." in desk.page(f"/desk/releases/history/{release.pk}/")


def test_a_time_of_another_year_is_told_with_its_year(newsroom: Newsroom) -> None:
    person = User(zone="Asia/Dushanbe")
    with time_machine.travel(datetime(2026, 11, 29, 9, 0, tzinfo=UTC), tick=False):
        told = [home.by_clock(datetime(year, 12, 31, 20, 0, tzinfo=UTC), person) for year in (2011, 2025)]
    assert told == ["1 January 2012, 01:00", "1 January, 01:00"]


def test_the_title_has_two_fifths_of_the_list(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.draft()
    columns = html.document_fromstring(desk.page("/desk/releases/")).xpath("//main//table//col/@width")
    assert len(columns) == 5 and sum(int(width.removesuffix("%")) for width in columns) <= 60


def test_a_release_says_its_language_by_name_in_the_list(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.draft("Une ébauche", language="fr")
    assert "Français" in desk.page("/desk/releases/")


def test_a_title_in_the_list_says_its_language_and_direction(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.draft("بدأ الفيضان.", language="ar")
    assert '<bdi lang="ar" dir="rtl">بدأ الفيضان.</bdi>' in desk.page("/desk/releases/")


def test_what_is_not_there_is_said_in_the_desks_words(desk: Desk) -> None:
    answer = desk.get("/desk/nowhere/")
    assert answer.status_code == 404
    [said] = html.fromstring(answer.content.decode()).xpath("//main")
    assert "No page of the desk has this address." in said.text_content() and "Wagtail" not in said.text_content()


@pytest.mark.parametrize(("path", "said"), [("releases/add/", "New release"), ("contacts/new/", "New press contact")])
def test_a_page_for_something_new_says_so(path: str, said: str, desk: Desk) -> None:
    page = desk.page(f"/desk/{path}")
    assert f"<span>{said}</span>" in page and "New: " not in page


def test_the_way_to_a_page_leads_by_the_list_as_its_head_calls_it(desk: Desk, newsroom: Newsroom) -> None:
    one = Contact.objects.create(office_id=newsroom.term("office", "Bar").pk, name="Ana Bo", telephone="112")
    page = " ".join(desk.page(f"/desk/contacts/edit/{one.pk}/").split())
    assert 'href="/desk/contacts/"> Press contacts </a>' in page and "> Contacts <" not in page


def test_a_long_name_is_written_in_several_lines_and_is_one(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    topic = newsroom.term("topic", "Floods")
    said = {"in_en": "Floods,\r\n  early warning ", "in_fr": "", "others": "", "parent": "", "slug": "floods"}
    desk_of(Role.ADMINISTRATOR).sends(f"/desk/topics/edit/{topic.pk}/", said)
    topic.refresh_from_db()
    assert topic.labels["en"] == "Floods, early warning"


def test_a_history_counts_acts(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft(offices=["Bar"])
    assert "Nobody did anything to it at this desk yet." in desk.page(f"/desk/releases/history/{release.pk}/")
    desk.saves(release, title="Another title", offices=["Bar"])
    page = desk.page(f"/desk/releases/history/{release.pk}/")
    assert "1 act" in page and "log entr" not in page
