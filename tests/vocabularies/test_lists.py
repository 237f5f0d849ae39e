"""The lists read whole: order, parents, children, labels."""

import pytest

from dateline.vocabularies import lists
from dateline.vocabularies.lists import Entry
from dateline.vocabularies.models import Office
from tests.newsroom import Newsroom


def test_lists_come_in_their_order_with_parents_by_key(newsroom: Newsroom) -> None:
    newsroom.term("office", "Bar", parent="Balkans")
    newsroom.term("office", "Africa")
    Office.objects.filter(slug="balkans").update(position=7)
    offices = lists.read()["office"]
    assert [entry.slug for entry in offices.entries] == ["bar", "africa", "balkans"]
    assert offices.parents == {"bar": "balkans"}
    assert {parent: [entry.key for entry in under] for parent, under in offices.children.items()} == {
        None: ["africa", "balkans"],
        "balkans": ["bar"],
    }
    assert lists.read()["type"].entries == ()


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"ru": "Право", "ar": "القانون"}, ("Право", "ru")),
        ({"uz": "Huquq", "fr": "Droit", "ar": "القانون"}, ("Droit", "fr")),  # the newsroom's own
        ({"uz": "Huquq", "ar": "القانون"}, ("القانون", "ar")),
        ({"uz": "", "ar": ""}, ("law", "")),
    ],
)
def test_which_label_stands_in_does_not_depend_on_the_order_of_keys(labels: dict[str, str], said: tuple[str, str]) -> None:
    for order in (labels, dict(reversed(labels.items()))):
        assert Entry("law", "law", order).said("ru") == said and Office(slug="law", labels=order).label("ru") == said[0]


def test_terms_of_one_position_come_in_the_order_of_their_addresses(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    for slug in ("b-c", "bb", "b-b"):
        Office.objects.create(labels={"en": slug}, slug=slug)
    monkeypatch.setattr(Office._meta, "ordering", ["position", "-slug"])  # as a database may sort that thinks little of hyphens
    assert [entry.slug for entry in lists.read()["office"].entries] == ["b-b", "b-c", "bb"]


def test_a_term_is_found_by_key_and_by_the_address_of_now(newsroom: Newsroom) -> None:
    newsroom.term("topic", "Rule of law")
    lists.MODELS["topic"]._default_manager.update(slug="law")
    topics = lists.read()["topic"]
    assert topics.by_slug["law"] is topics.by_key["rule-of-law"] and "rule-of-law" not in topics.by_slug


@pytest.mark.parametrize(("language", "label"), [("fr", "Droit"), ("fr-CH", "Droit"), ("ar", "Law"), ("", "Law")])
def test_a_label_falls_back(language: str, label: str) -> None:
    assert Entry("law", "law", {"en": "Law", "fr": "Droit"}).label(language) == label
    assert Entry("law", "law", {}).label(language) == "law"
    assert Entry("law", "law", {"en": "", "fr": "Droit"}).label("ar") == "Droit"


def test_reading_the_lists_takes_one_query_for_each_table(newsroom: Newsroom, django_assert_num_queries: object) -> None:
    newsroom.term("office", "Bar", parent="Balkans")
    with django_assert_num_queries(5):  # type: ignore[operator]
        lists.read()
