"""Terms: a permanent key, one address, a label for every language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from dateline.vocabularies.models import Contact, Office, ReleaseType, Topic
from tests.newsroom import Newsroom

LABELS = {"en": "Law", "fr": "Droit", "sr-Latn": "Pravo"}


@pytest.mark.parametrize(
    ("labels", "language", "label"),
    [
        (LABELS, "fr", "Droit"),
        (LABELS, "fr-CH", "Droit"),
        (LABELS, "sr-Latn", "Pravo"),
        (LABELS, "sr", "Law"),
        (LABELS, "ar", "Law"),
        (LABELS, "", "Law"),
        ({"fr": "Droit"}, "en", "Droit"),
        ({"en": "", "fr": "Droit"}, "ar", "Droit"),
        ({}, "en", "law"),
    ],
)
def test_a_label_falls_back_to_the_base_language_the_first_and_the_address(labels: dict[str, str], language: str, label: str) -> None:
    assert Topic(slug="law", labels=labels).label(language) == label


def test_address_and_key_come_from_the_label_and_the_key_stays(newsroom: Newsroom) -> None:
    topic = Topic.objects.create(labels={"en": "Rule of law"})
    topic.slug, topic.labels = "law", {"en": "Law"}
    topic.save()
    assert (topic.key, Topic.objects.get().slug, str(topic)) == ("rule-of-law", "law", "Law")


def test_a_clash_of_addresses_takes_the_next_number(newsroom: Newsroom) -> None:
    slugs = [Topic.objects.create(labels={"en": label}).slug for label in ("Law", "law!", "None", "Any")]
    assert slugs == ["law", "law-2", "none-2", "any-2"]
    assert Office.objects.create(labels={"en": "Law"}).slug == "law"


def test_an_address_that_somebody_takes_in_the_same_moment_is_not_taken_twice(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    Topic.objects.create(labels={"en": "Law"})
    look, stale = Topic.is_taken, iter([False])
    monkeypatch.setattr(Topic, "is_taken", lambda topic, slug: next(stale, look(topic, slug)))
    second = Topic.objects.create(labels={"en": "Law"})
    assert (second.slug, second.key) == ("law-2", "law-2")
    with pytest.raises(IntegrityError):
        Topic.objects.create(slug="law", labels={"en": "Law"})


def test_a_former_key_is_not_given_to_another_term(newsroom: Newsroom) -> None:
    renamed = Topic.objects.create(labels={"en": "Law"})
    renamed.slug = "justice"
    renamed.save()
    second = Topic.objects.create(labels={"en": "Law"})
    assert (second.slug, second.key) == ("law-2", "law-2")


@pytest.mark.parametrize("slug", ["none", "any"])
def test_a_reserved_address_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ReleaseType(slug=slug, labels={"en": "x"}).clean()
    assert refused.value.message_dict == {"slug": [f"“{slug}” is reserved: addresses use it for something else. Choose another."]}


@pytest.mark.parametrize("labels", [{}, {"en": ""}, {"en": "  ", "fr": ""}])
def test_a_term_needs_a_label(labels: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        ReleaseType(slug="x", labels=labels).clean()
    assert refused.value.messages == ["A label in at least one language is needed."]


def test_no_term_stands_under_itself(newsroom: Newsroom) -> None:
    bar = newsroom.term("office", "Bar", parent="Balkans")
    bar.clean()
    balkans = bar.parent
    balkans.parent = bar
    for ring in (balkans, Office(pk=7, slug="x", labels={"en": "x"}, parent=Office(pk=7))):
        with pytest.raises(ValidationError) as refused:
            ring.clean()
        assert refused.value.message_dict == {"parent": ["A term cannot stand under itself."]}


@pytest.mark.parametrize(
    ("roles", "language", "role"),
    [
        ({"en": "Officer", "fr": "Attachée"}, "fr", ("Attachée", "fr")),
        ({"en": "Officer", "fr": "Attachée"}, "fr-CH", ("Attachée", "fr")),
        ({"ar": "مسؤولة", "fr": "Attachée"}, "ru", ("Attachée", "fr")),
        ({"fr": "", "ar": "مسؤولة"}, "fr", ("مسؤولة", "ar")),
        ({}, "fr", ("Press", "")),
    ],
)
def test_a_role_is_in_the_language_asked_for_else_the_first_else_in_none(
    roles: dict[str, str], language: str, role: tuple[str, str]
) -> None:
    assert Contact(name="Ana", role="Press", roles=roles).role_in(language) == role


def test_a_contact_is_called_otherwise_where_a_language_says_so() -> None:
    one = Contact(name="Duty officer", names={"fr": "Permanence"})
    assert [one.name_in(tag) for tag in ("fr-CH", "ar", "en")] == ["Permanence", "Duty officer", "Duty officer"]
