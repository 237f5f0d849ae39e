"""Vocabularies that remember: former addresses, dated names, merged and closed terms, as readers meet them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from dateline.desk.merge import merge
from dateline.vocabularies import lists
from dateline.vocabularies.models import FormerName, FormerSlug, Office, Topic
from tests.newsroom import Newsroom


def moved(newsroom: Newsroom, slug: str, now: str) -> None:
    """A topic's public address becomes another."""
    topic = Topic.objects.get(slug=slug)
    FormerSlug.objects.create(facet="topic", slug=slug, key=topic.key)
    Topic.objects.filter(pk=topic.pk).update(slug=now)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/news/?topic=policing", "/news/?topic=police"),
        ("/fr/news/?-topic=policing", "/fr/news/?-topic=police"),
        ("/news/?page=1&topic=POLICING&nonsense=1", "/news/?topic=police"),
        ("/news/?topic=policing&topic=police", "/news/?topic=police"),
        ("/topics/policing/", "/topics/police/"),
        ("/fr/topics/policing/", "/fr/topics/police/"),
    ],
)
def test_an_address_of_before_leads_on_with_one_redirect(asked: str, leads_to: str, newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    moved(newsroom, "policing", "police")
    answer = newsroom.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, leads_to)
    assert newsroom.get(leads_to).status_code == 200


def test_data_answers_the_address_of_before_and_names_the_one_of_now(newsroom: Newsroom) -> None:
    newsroom.published(topics=["Policing"])
    moved(newsroom, "policing", "police")
    answer = newsroom.get("/news.csv?topic=policing")
    assert answer["X-Total-Count"] == "1" and 'news.csv?topic=police>; rel="self"' in answer["Link"]
    assert newsroom.find("topic=policing")["query"] == "topic=police"


@pytest.mark.parametrize("path", ["/topics/{}/", "/news/?topic={}", "/news.json?topic={}", "/fr/news/?-topic={}"])
def test_an_address_of_before_of_a_term_that_was_never_public_leads_nowhere(path: str, newsroom: Newsroom) -> None:
    newsroom.published()
    newsroom.draft(topics=["Secret plans"])
    moved(newsroom, "secret-plans", "plans")
    asked, never = newsroom.get(path.format("secret-plans")), newsroom.get(path.format("secret-pliny"))
    assert asked.status_code == 404
    assert asked.content.replace(b"secret-plans", b"secret-pliny") == never.content and asked.items() == never.items()


def test_a_public_address_is_given_to_no_other_term(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Policing")
    moved(newsroom, "policing", "police")
    with pytest.raises(ValidationError, match="was the address of “Policing”"):
        Topic(slug="policing", labels={"en": "Policing the sea"}).clean()
    assert Topic.objects.create(labels={"en": "Policing"}).slug == "policing-2"
    Topic.objects.get(slug="police").clean()


def test_another_terms_key_may_be_an_address_that_was_never_public(newsroom: Newsroom) -> None:
    Topic.objects.filter(pk=newsroom.term("topic", "Law").pk).update(slug="justice")
    second = Topic.objects.create(slug="law", labels={"en": "Law"})
    assert (second.slug, second.key) == ("law", "law-2")


def test_an_item_shows_the_name_of_its_day_and_the_facet_the_one_of_now(newsroom: Newsroom) -> None:
    newsroom.term("office", "Mission", labels={"en": "Mission", "fr": "Mission ancienne"})
    old, new = newsroom.draft("Before", offices=["Mission"]), newsroom.draft("After", offices=["Mission"])
    newsroom.imported([(old, date(2015, 3, 1)), (new, date(2016, 3, 1))])
    FormerName.objects.create(facet="office", key="mission", labels={"en": "Mission", "fr": "Mission ancienne"}, until_on=date(2016, 1, 1))
    Office.objects.update(labels={"en": "Programme Office", "fr": "Bureau de programme"})
    page = newsroom.get("/fr/news/").content.decode()
    assert page.index("Bureau de programme</a>") < page.index("Mission ancienne</a>")
    assert "Bureau de programme</span>" in page and "Mission ancienne</span>" not in page


def test_a_name_holds_from_its_own_day(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Now")
    FormerName.objects.create(facet="topic", key="now", labels={"en": "First"}, until_on=date(2010, 1, 1))
    FormerName.objects.create(facet="topic", key="now", labels={"en": "Second"}, until_on=date(2020, 1, 1))
    entry = lists.read()["topic"].by_key["now"]
    said = [entry.label("en", on) for on in ("2009-12-31", "2010-01-01", "2019-12-31", "2020-01-01", "")]
    assert said == ["First", "Second", "Second", "Now", "Now"]


def test_a_label_that_was_borrowed_from_another_language_says_so(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Law", labels={"en": "Law"})
    entry = lists.read()["topic"].by_key["law"]
    assert entry.said("ar") == ("Law", "en") and entry.language_of("Law", "sw") == "en" and entry.language_of("Law", "en-GB") == "en-GB"


def test_a_merged_term_is_counted_and_found_under_the_other(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Patrols", parent="Policing")
    newsroom.published("One", topics=["Patrols", "Police work"])
    newsroom.published("Two", topics=["Policing"])
    newsroom.published("Three", topics=["Police work"])
    merge(Topic.objects.get(slug="policing"), Topic.objects.get(slug="police-work"))
    answer = newsroom.find("topic=policing")
    assert (answer["query"], answer["total"]) == ("topic=police-work", 3)
    assert [(one["value"], one["count"]) for one in answer["facets"]["topic"]] == [("police-work", 3), ("patrols", 1)]
    assert [one["topics"] for one in answer["releases"]] == [["police-work"], ["police-work"], ["patrols", "police-work"]]


def test_a_merged_terms_label_leads_to_the_other_in_one_step(newsroom: Newsroom) -> None:
    newsroom.published("Two", topics=["Policing"])
    newsroom.published("Three", topics=["Police work"])
    merge(Topic.objects.get(slug="policing"), Topic.objects.get(slug="police-work"))
    assert '<a href="/news/?topic=police-work" data-facet="topic">Policing</a>' in newsroom.get("/news/").content.decode()
    assert newsroom.get("/topics/policing/")["Location"] == "/topics/police-work/"
    merge(Topic.objects.get(slug="police-work"), newsroom.term("topic", "Law"))  # type: ignore[arg-type]
    assert newsroom.get("/topics/policing/")["Location"] == "/topics/law/"
    assert newsroom.get("/topics/law/").status_code == 200


def test_a_closed_term_says_so_on_its_page_and_names_who_carries_on(newsroom: Newsroom) -> None:
    newsroom.published(offices=["Mission in Bar", "Office in Podgorica"])
    office = Office.objects.get(slug="mission-in-bar")
    office.closed_on, office.successor = date(2020, 5, 3), Office.objects.get(slug="office-in-podgorica")
    office.save()
    page = newsroom.get("/offices/mission-in-bar/").content.decode()
    assert "Closed on 3\xa0May\xa02020." in page and 'Successor: <a href="/offices/office-in-podgorica/">' in page


def test_an_office_that_carries_on_is_named_before_it_has_published_but_leads_nowhere(newsroom: Newsroom) -> None:
    release = newsroom.published(offices=["Mission in Bar"])
    office = Office.objects.get(slug="mission-in-bar")
    office.closed_on, office.successor = date(2020, 5, 3), newsroom.term("office", "New bureau")  # type: ignore[assignment]
    office.save()
    page = newsroom.get("/offices/mission-in-bar/").content.decode()
    assert "Successor: <span>New bureau</span>" in page and "new-bureau" not in page
    assert "Successor: <span>New bureau</span>" in newsroom.get(newsroom.path(release)).content.decode()
    assert newsroom.get("/offices/new-bureau/").status_code == 404


def test_an_office_that_is_still_open_does_not_name_who_will_carry_on(newsroom: Newsroom) -> None:
    newsroom.published(offices=["Mission in Bar"])
    office = Office.objects.get(slug="mission-in-bar")
    office.closed_on, office.successor = date.today() + timedelta(days=9), newsroom.term("office", "New bureau")  # type: ignore[assignment]
    office.save()
    assert "New bureau" not in newsroom.get("/offices/mission-in-bar/").content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_a_topic_that_carries_on_is_named_once_it_is_public(newsroom: Newsroom, known: bool) -> None:
    newsroom.published(topics=["Policing", *(["Police work"] if known else [])])
    topic = Topic.objects.get(slug="policing")
    topic.closed_on, topic.successor = date(2020, 5, 3), newsroom.term("topic", "Police work")  # type: ignore[assignment]
    topic.save()
    page = newsroom.get("/topics/policing/").content.decode()
    assert "Closed on 3\xa0May\xa02020." in page and ('Successor: <a href="/topics/police-work/">' in page) is known
    assert ("Police work" in page) is known
