"""The three lists at the desk."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from dateline.people.models import Role
from dateline.record import publish as record
from dateline.record.models import Change
from dateline.vocabularies import lists
from dateline.vocabularies.models import FormerName, FormerSlug, Office, ReleaseType, Topic
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


@pytest.fixture
def administrator(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of(Role.ADMINISTRATOR)


def term_changes() -> list[str]:
    return list(Change.objects.filter(kind="term").values_list("subject", flat=True))


def test_a_topic_is_made_with_labels_in_several_languages(administrator: Desk, newsroom: Newsroom) -> None:
    sent = administrator.sends(
        "/desk/topics/new/", {"in_en": "Arms control", "in_fr": "Maîtrise", "others": "ar: ضبط", "parent": "", "slug": ""}
    )
    assert sent.status_code == 302
    topic = Topic.objects.get()
    assert topic.labels == {"en": "Arms control", "fr": "Maîtrise", "ar": "ضبط"} and (topic.slug, topic.key) == (
        "arms-control",
        "arms-control",
    )
    assert term_changes() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"in_en": ""}, "A label in at least one language is needed"),
        ({"in_en": "None of it", "slug": "none"}, "is reserved"),
        ({"in_en": "A", "others": "rubbish"}, "write a language, a colon and the words"),
        ({"in_en": "A", "others": "fr: B"}, "has a field of its own above"),
    ],
)
def test_what_is_wrong_with_a_term_is_said(data: dict[str, str], said: str, administrator: Desk) -> None:
    answer = administrator.sends("/desk/topics/new/", {"in_fr": "", "others": "", "parent": "", "slug": "", **data})
    assert said in answer.content.decode() and not Topic.objects.exists()


def test_a_new_label_of_a_public_term_is_a_change_that_readers_see_at_once(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    topic = Topic.objects.get()
    page = administrator.page(f"/desk/topics/edit/{topic.pk}/")
    assert "\nPolicing</textarea>" in page
    data = {"in_en": "Police work", "in_fr": "", "others": "", "parent": "", "slug": "policing"}
    assert administrator.sends(f"/desk/topics/edit/{topic.pk}/", data).status_code == 302
    assert term_changes() == ["topic/policing"]
    assert "Police work" in newsroom.get("/news/").content.decode()


def test_a_new_label_shows_at_once_where_a_withdrawn_item_or_an_edition_of_before_alone_bears_it(
    administrator: Desk, newsroom: Newsroom
) -> None:
    gone, moved = newsroom.published(type="Notice"), newsroom.published("Two", offices=["Bar"])
    newsroom.withdraw(gone, "It was not so.")
    newsroom.corrects(moved, "It was not in Bar.", release_offices=[])
    pages = {"type/notice": f"/fr{newsroom.path(gone)}", "office/bar": f"/fr{newsroom.path(moved)}editions/1/"}
    assert [newsroom.get(path).status_code for path in pages.values()] == [410, 200]  # and what was read is kept
    for facet, model, slug in (("types", ReleaseType, "notice"), ("offices", Office, "bar")):
        data = {"in_en": "A name", "in_fr": "Un autre nom", "others": "", "parent": "", "slug": slug, "zone": ""}
        administrator.sends(f"/desk/{facet}/edit/{model.objects.get(slug=slug).pk}/", data)
    assert term_changes() == list(pages)
    assert [path for path in pages.values() if "Un autre nom" not in newsroom.get(path).content.decode()] == []


def test_a_new_label_of_who_carries_on_shows_at_once(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Bar"])
    Office.objects.filter(slug="bar").update(closed_on="2020-01-01", successor=newsroom.term("office", "Tuzla").pk)
    newsroom.corrects(release, "It closed.", lead="It closed.")
    assert "Tuzla" in newsroom.get(newsroom.path(release)).content.decode()
    data = {"in_en": "Tuzla Centre", "in_fr": "", "others": "", "parent": "", "slug": "tuzla", "zone": ""}
    administrator.sends(f"/desk/offices/edit/{Office.objects.get(slug='tuzla').pk}/", data)
    assert term_changes() == ["office/tuzla"] and "Tuzla Centre" in newsroom.get(newsroom.path(release)).content.decode()


def test_saving_a_term_unchanged_is_no_change(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    data = {"in_en": "Policing", "in_fr": "", "others": "", "parent": "", "slug": "policing"}
    administrator.sends(f"/desk/topics/edit/{Topic.objects.get().pk}/", data)
    assert term_changes() == []


def test_a_label_and_its_change_are_written_together_or_not_at_all(
    administrator: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.published(topics=["Policing"])

    def fails(*args: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(record, "note", fails)
    administrator.client.raise_request_exception = False
    data = {"in_en": "Police work", "in_fr": "", "others": "", "parent": "", "slug": "policing"}
    assert administrator.sends(f"/desk/topics/edit/{Topic.objects.get().pk}/", data).status_code == 500
    assert Topic.objects.get().label() == "Policing" and term_changes() == []


def test_a_parent_of_a_public_office_is_public_too(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar", parent="Adriatic")
    newsroom.published(offices=["Bar"])
    above = Office.objects.get(slug="adriatic")
    data = {"in_en": "Adriatic coast", "in_fr": "", "others": "", "parent": "", "slug": "adriatic", "zone": ""}
    administrator.sends(f"/desk/offices/edit/{above.pk}/", data)
    assert term_changes() == ["office/adriatic"]


def test_a_term_of_drafts_alone_is_changed_without_a_word_to_the_public(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.draft(topics=["Secret plans"])
    data = {"in_en": "More secret", "in_fr": "", "others": "", "parent": "", "slug": "secret-plans"}
    administrator.sends(f"/desk/topics/edit/{Topic.objects.get().pk}/", data)
    assert Topic.objects.get().label() == "More secret" and not Change.objects.exists()


def test_a_term_in_use_is_not_deleted_and_every_reason_is_told(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Patrols", parent="Policing")
    newsroom.published(topics=["Policing"])
    topic = Topic.objects.get(slug="policing")
    administrator.sends(f"/desk/topics/delete/{topic.pk}/", {})
    page = administrator.page(f"/desk/topics/edit/{topic.pk}/")
    assert all(said in page for said in ("1 release names it", "1 term stands under it", "the record keeps every edition"))
    assert Topic.objects.count() == 2


def test_a_type_of_an_earlier_edition_is_not_deleted(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.published(type="Statement")
    release.type = None
    newsroom.publish(release)
    administrator.sends(f"/desk/types/delete/{ReleaseType.objects.get().pk}/", {})
    assert ReleaseType.objects.exists()


def test_an_unused_term_is_deleted(administrator: Desk, newsroom: Newsroom) -> None:
    topic = newsroom.term("topic", "Nobody’s")
    assert "Are you sure" in administrator.page(f"/desk/topics/delete/{topic.pk}/")
    administrator.sends(f"/desk/topics/delete/{topic.pk}/", {})
    assert not Topic.objects.exists()


def test_the_list_shows_where_a_term_stands(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar", parent="Adriatic")
    page = administrator.page("/desk/offices/")
    assert page.index("Adriatic") < page.index('<span class="desk-depth--1">Bar</span>')
    assert "Adriatic › Bar" in administrator.page("/desk/offices/?q=bar")
    assert "\u2003Bar" in administrator.page("/desk/offices/new/")


def saved(administrator: Desk, topic: Topic, **said: str) -> Any:
    """What the form of a topic sends, as kept but for what is said."""
    kept = {"in_en": topic.labels.get("en", ""), "in_fr": topic.labels.get("fr", ""), "slug": topic.slug}
    empty = dict.fromkeys(("others", "parent", "successor", "opened_on", "closed_on", "renamed_on"), "")
    return administrator.sends(f"/desk/topics/edit/{topic.pk}/", {**empty, **kept, **said})


def test_a_dated_change_of_name_keeps_the_old_one_for_items_of_before(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    saved(administrator, Topic.objects.get(), in_en="Police work", renamed_on="2020-03-01")
    former = FormerName.objects.get()
    assert (former.facet, former.key, former.labels, str(former.until_on)) == ("topic", "policing", {"en": "Policing"}, "2020-03-01")
    assert Topic.objects.get().label() == "Police work" and term_changes() == ["topic/policing"]
    assert "Until 1 March 2020: Policing." in administrator.page(f"/desk/topics/edit/{Topic.objects.get().pk}/")


def test_a_label_put_right_leaves_no_former_name(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Polycing"])
    saved(administrator, Topic.objects.get(), in_en="Policing")
    assert Topic.objects.get().label() == "Policing" and not FormerName.objects.exists()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"in_en": "Police", "renamed_on": "2199-01-01"}, "is still to come"),
        ({"renamed_on": "2020-01-01"}, "No label is another than before"),
        ({"in_en": "Police", "renamed_on": "2001-01-01"}, "The name changed on 2010-01-01 already"),
        ({"opened_on": "2020-01-02", "closed_on": "2020-01-01"}, "It cannot close on 2020-01-01, for it opens on 2020-01-02"),
        ({"slug": "law"}, "was the address of “Justice”"),
    ],
)
def test_what_cannot_be_true_of_a_term_is_refused(said: dict[str, str], problem: str, administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing", "Justice"])
    FormerName.objects.create(facet="topic", key="policing", labels={"en": "Militia"}, until_on="2010-01-01")
    FormerSlug.objects.create(facet="topic", slug="law", key="justice")
    answer = saved(administrator, Topic.objects.get(slug="policing"), **said)
    assert answer.status_code == 200 and problem in answer.content.decode() and term_changes() == []


def test_a_new_address_of_a_public_term_lets_the_old_one_lead_on(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    saved(administrator, Topic.objects.get(), slug="police")
    assert newsroom.get("/topics/policing/")["Location"] == "/topics/police/" and term_changes() == ["topic/policing"]
    saved(administrator, Topic.objects.get(), slug="policing")
    assert newsroom.get("/topics/policing/").status_code == 200 and newsroom.get("/topics/police/")["Location"] == "/topics/policing/"


def test_an_address_that_was_never_public_is_free_again(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.draft(topics=["Policing"])
    saved(administrator, Topic.objects.get(), slug="police")
    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("words", ["police work", "travail", "militia", "MILICE", "old-address"])
def test_a_term_is_found_by_any_label_of_now_or_before(words: str, administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("topic", "Policing", labels={"en": "Police work", "fr": "Travail policier"})
    newsroom.term("topic", "Floods")
    FormerName.objects.create(facet="topic", key="police-work", labels={"en": "Militia", "fr": "Milice"}, until_on="2010-01-01")
    FormerSlug.objects.create(facet="topic", slug="old-address", key="police-work")
    page = administrator.client.get("/desk/topics/results/", {"q": words}).content.decode()
    assert "Police work" in page and "Floods" not in page


def ordered() -> list[str]:
    return [entry.slug for entry in lists.read()["topic"].entries]


def test_a_term_is_dragged_to_another_place_among_its_like(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Law", "Floods", "Policing"])
    newsroom.term("topic", "Patrols", parent="Law")
    assert "w-orderable" in administrator.page("/desk/topics/")
    answer = administrator.sends(f"/desk/topics/reorder/{Topic.objects.get(slug='policing').pk}/?position=0", {})
    assert answer.json() == {"success": True} and ordered() == ["policing", "law", "patrols", "floods"]
    assert term_changes() == ["topic/policing"]
    administrator.sends(f"/desk/topics/reorder/{Topic.objects.get(slug='patrols').pk}/?position=0", {})
    assert Topic.objects.get(slug="patrols").parent == Topic.objects.get(slug="law") and term_changes() == ["topic/policing"]


def test_a_closed_topic_is_offered_no_more_but_stays_where_it_is_chosen(administrator: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft(topics=["Policing"])
    newsroom.term("topic", "Floods")
    Topic.objects.update(closed_on="2020-01-01")
    page = administrator.page(f"/desk/releases/edit/{release.pk}/")
    assert "Policing (closed)" in page and "Floods" not in page.partition("id_release_topics")[2]
    assert "closed on 1 January 2020" in administrator.page("/desk/topics/")


def test_an_office_has_cities_and_words_about_it_in_each_language(administrator: Desk, newsroom: Newsroom) -> None:
    office = newsroom.term("office", "Bar")
    data = {"in_en": "Bar", "slug": "bar", "zone": "Europe/Podgorica", "cities_said": "Bar\n  Ulcinj \n\nBar", "about_in_fr": "Le bureau."}
    more = {"about_others": "ar: المكتب", "about_in_en": "The office."}
    assert administrator.sends(f"/desk/offices/edit/{office.pk}/", {**data, **more}).status_code == 302
    kept = Office.objects.get()
    assert (kept.cities, kept.zone) == (["Bar", "Ulcinj"], "Europe/Podgorica")
    assert kept.about == {"en": "The office.", "fr": "Le bureau.", "ar": "المكتب"} and kept.labels == {"en": "Bar"}


def test_the_list_says_how_many_releases_name_a_term(administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar", parent="Adriatic")
    for title in ("One", "Another"):
        newsroom.draft(title, offices=["Bar"])
    newsroom.term("office", "Kotor")
    assert standings(administrator.page("/desk/offices/")) == ["none of its own", "2 releases", "no release yet"]
    Office.objects.filter(slug="bar").update(closed_on="2020-12-31")
    assert standings(administrator.page("/desk/offices/"))[1] == "closed on 31 December 2020 · 2 releases"


@pytest.mark.parametrize(("path", "facet"), [("topics", "topic"), ("types", "type")])
def test_so_do_the_other_lists(path: str, facet: str, administrator: Desk, newsroom: Newsroom) -> None:
    newsroom.draft(topics=["Floods"], type="Statement")
    newsroom.term(facet, "Never named")
    assert sorted(standings(administrator.page(f"/desk/{path}/"))) == ["1 release", "no release yet"]


def standings(page: str) -> list[str]:
    """The last column of the list, row by row."""
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    return [" ".join(re.sub("<[^>]*>", "", row.rpartition("<td")[2].partition(">")[2]).split()) for row in rows]
