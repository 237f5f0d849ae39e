"""Under which terms a picture may be used: in the language of whoever reads."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from dateline.media.models import Picture
from dateline.record.content import Content, File, Said
from dateline.record.erase import erase
from dateline.record.spellings import spellings
from dateline.releases import erasure
from tests.hooks import text
from tests.newsroom import Newsroom
from tests.stories.test_media import picture, public

TERMS = {"en": "Free with credit", "fr": "Libre, avec mention"}
FILE = File("a" * 64, "g.jpg", "image/jpeg", 9, "picture", licence="Free", licences=(Said("en", "Free"), Said("fr", "Libre")))


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (("fr",), ("Libre", "fr")),
        (("fr-CA",), ("Libre", "fr")),
        (("ar", "fr"), ("Libre", "fr")),
        (("ar",), ("Free", "en")),
        ((), ("Free", "en")),
    ],
)
def test_terms_are_said_in_the_first_language_that_there_is(languages: tuple[str, ...], said: tuple[str, str]) -> None:
    assert FILE.licence_in(*languages) == said


def test_terms_that_are_not_given_in_the_first_language_are_said_in_another() -> None:
    assert replace(FILE, licence="", licences=FILE.licences[1:]).licence_in("ar") == ("Libre", "fr")


def test_terms_of_before_are_in_a_language_that_nobody_named() -> None:
    assert File("a" * 64, "g.jpg", "image/jpeg", 9, "picture", licence="Free").licence_in("fr") == ("Free", "")


def terms_on(root: Any) -> tuple[str, str | None]:
    *_, said = root.xpath("//section[@id='pictures']//bdi")
    return text(said), said.get("lang")


@pytest.mark.parametrize(
    ("prefix", "language", "said"),
    [
        ("", "en", ("Free with credit", None)),
        ("/fr", "en", ("Libre, avec mention", None)),
        ("", "fr", ("Free with credit", None)),
        ("/fr", "ar", ("Libre, avec mention", None)),
    ],
)
def test_a_page_says_them_in_its_own_language(newsroom: Newsroom, prefix: str, language: str, said: tuple[str, str | None]) -> None:
    release = public(newsroom, picture(licence=TERMS["en"], licences=TERMS), language=language)
    assert terms_on(newsroom.tree(f"{prefix}{newsroom.path(release)}")) == said


def test_a_page_whose_language_has_none_marks_the_one_it_shows(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(licence="Free with credit", licences={"en": "Free with credit"}))
    assert terms_on(newsroom.tree(f"/fr{newsroom.path(release)}")) == ("Free with credit", "en")


def test_forms_say_them_in_the_items_language_and_data_in_all(newsroom: Newsroom) -> None:
    item = newsroom.item(public(newsroom, picture(licence=TERMS["en"], licences=TERMS), language="fr")).public_id
    assert "(ILRO/Daudi). Libre, avec mention" in newsroom.get(f"/news/{item}.txt").content.decode()
    [told] = json.loads(newsroom.get(f"/news/{item}.json").content)["items"][0]["attachments"]
    assert (told["_dateline"]["licence"], told["_dateline"]["licences"]) == ("Libre, avec mention", TERMS)


def test_words_erased_by_law_go_out_of_every_language(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(licence=TERMS["en"], licences={**TERMS, "fr": "Libre, dit Ana Bo"}))
    erasure.words(release, spellings("Ana Bo"))
    assert Picture.objects.get().licences["fr"] == "Libre, dit [erased]"
    with transaction.atomic():
        erase(newsroom.item(release).public_id, words="Ana Bo")
    left = Content.read(newsroom.edition(release).content)
    assert {one.licence_in("fr")[0] for one in left.files} == {"Libre, dit [erased]"}
