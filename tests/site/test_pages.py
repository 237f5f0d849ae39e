"""Dates, numbers and names on pages, by CLDR."""

from datetime import UTC, datetime
from typing import Any

import pytest
from babel.numbers import format_decimal
from django.conf import settings
from lxml import html

from dateline.formats import days
from dateline.site import calling, moulds, pages
from dateline.site.models import Newsroom as Row
from dateline.site.models import newsroom as row
from dateline.site.surfaces import SURFACES
from tests.hooks import text
from tests.newsroom import Newsroom


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (pages.day("2022-10-05", "en"), "5\xa0October\xa02022"),
        (pages.day("2022-10-05", "fr"), "5\xa0octobre\xa02022"),
        (pages.day("2022-10-05", "ru"), "5\xa0октября\xa02022\u202fг."),
        (pages.day("2022-10-05", "xx"), "5\xa0October\xa02022"),
        (pages.short_day("2022-10-05", "en"), "5\xa0October"),
        (pages.month("2022-10", "en"), "October 2022"),
        (pages.moment(datetime(2022, 10, 5, 22, 30, tzinfo=UTC), "en", "Asia/Ho_Chi_Minh"), "6\xa0October\xa02022, 05:30\xa0(Ho Chi Minh)"),
        (pages.moment(datetime(2026, 10, 7, 7, 20, tzinfo=UTC), "de", "Europe/Zurich"), "7.\xa0Oktober\xa02026, 09:20\xa0(Zürich)"),
        (pages.city("Europe/Zurich", "ru"), "Цюрих"),
        (pages.city("America/Argentina/Buenos_Aires", "en"), "Buenos Aires"),
        (pages.city("UTC", "ru"), "UTC"),
        (calling.languages_in(["en", "sw"], "ru"), "Английский, суахили"),
        (calling.languages_in(["fr", "ar"], "en"), "French, Arabic"),
        (calling.offset("America/Lima"), "UTC\u22125"),
        (calling.offset("Asia/Kolkata"), "UTC+5:30"),
        (pages.stop("5 октября 2022\u202fг.") + pages.stop("5 October 2022"), "."),
        (pages.kept_together("Отделение в Энтеббе", "ru"), "Отделение в\xa0Энтеббе"),
        (pages.kept_together("Совет и Секретариат: мы и наши", "ru-RU"), "Совет и\xa0Секретариат: мы и\xa0наши"),
        (pages.kept_together("Office a la mer", "fr"), "Office a la mer"),
        (pages.number(12694, "en"), "12,694"),
        (pages.number(12694, "fr"), "12\u202f694"),
        (pages.own_name("fr"), "Français"),
        (pages.own_name("ar"), "العربية"),
        (pages.direction("ar"), "rtl"),
        (pages.direction("fa-IR"), "rtl"),
        (pages.direction("pt-BR"), "ltr"),
        (pages.direction("nonsense!"), "ltr"),
        (pages.month_initials("en"), tuple("JFMAMJJASOND")),
    ],
)
def test_pages_speak_their_language(said: Any, words: Any) -> None:
    assert said == words


@pytest.mark.parametrize("language", ["en", "fr", "ru", "es", "de", "it", "de-CH", "hi", "pt-PT", "pl", "xx"])
@pytest.mark.parametrize("value", [0, 1, 999, 1_000, 9_999, 10_000, 999_999, 1_000_000, 123_456_789])
def test_numbers_are_written_as_cldr_says(value: int, language: str) -> None:
    assert pages.number(value, language) == format_decimal(value, locale=days.locale_of(language))


@pytest.mark.parametrize(("value", "said"), [(0, "٠"), (987, "٩٨٧"), (1_000, "١٬٠٠٠"), (123_456_789, "١٢٣٬٤٥٦٬٧٨٩")])
def test_arabic_has_digits_of_its_own(value: int, said: str) -> None:
    assert pages.number(value, "ar") == said


def test_the_default_language_has_no_prefix() -> None:
    assert [pages.addresses(tag).home() for tag in settings.LANGUAGES_SHOWN] == ["/", "/fr/"]


def test_a_static_file_is_marked_by_its_content() -> None:
    assert pages.static("style.css").startswith("/static/style.css?v=") and not pages.static("style.css").endswith("=0")
    assert pages.static("nothing.css") == "/static/nothing.css?v=0"


def test_a_newsroom_is_one_row_and_nameless_at_first(newsroom: Newsroom) -> None:
    assert row().name == "Newsroom"
    Row(name="Lakes and Rivers Organisation", short_name="ILRO").save()
    Row(name="Rivers").save()
    assert Row.objects.count() == 1 and row().name == "Rivers"


def test_every_address_has_its_surfaces() -> None:
    from dateline.urls import public

    assert {pattern.name for pattern in public("en")} <= set(SURFACES)


@pytest.mark.parametrize(("tags", "folded"), [(("en", "fr"), False), (("en", "fr", "ar"), True)])
def test_more_languages_than_fit_in_a_row_are_folded_under_this_one(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, tags: tuple[str, ...], folded: bool
) -> None:
    monkeypatch.setattr(settings, "LANGUAGES_SHOWN", tags)
    root = html.document_fromstring(str(moulds.masthead(pages.frame("fr"))))
    assert [text(one) for one in root.xpath("//details[@class='tongues']/summary")] == (["Français"] if folded else [])
    assert root.xpath("//nav//a/@hreflang") == list(tags)
