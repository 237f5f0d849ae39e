"""A translation at the desk: begun from a copy that is never live, told what changed in its source, published on its own."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dateline.people.models import Role
from dateline.releases import translate
from dateline.releases.models import Release
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


def translated(desk: Desk, source: Release, language: str = "ar") -> Release:
    sent = desk.sends(f"/desk/releases/translate/{source.pk}/", {"language": language})
    assert sent.status_code == 302, sent.content.decode()
    return Release.objects.get(story=source.story, language=language)


def test_a_translation_begins_with_the_sources_words_and_with_nothing_of_its_time(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats", offices=["Bar", "Tuzla"], topics=["Law"], subtitle="New ones", source="page:1")
    Release.objects.filter(pk=source.pk).update(expire_at=datetime.now(UTC) + timedelta(days=9))
    begun = translated(desk, source)
    assert (begun.title, begun.subtitle, begun.lead) == ("Boats", "New ones", "Forty officers took part.")
    assert [str(one) for one in begun.offices_in_order()] == ["Bar", "Tuzla"] and [str(one) for one in begun.topics_in_order()] == ["Law"]
    assert (begun.live, begun.go_live_at, begun.expire_at, begun.first_published_at, begun.live_revision) == (False, None, None, None, None)
    assert (begun.story, begun.original, begun.source, begun.uuid == source.uuid) == (source.story, False, "", False)
    assert (begun.translated_from, begun.translated_edition) == (source, source.latest_revision)
    assert str(begun.author) == "editor-everywhere"


def test_a_draft_of_the_source_is_what_is_translated(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats")
    desk.saves(source, title="Boats and nets")
    assert translated(desk, source).title == "Boats and nets"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "not one of the available choices"), ("", "Choose a language"), ("x y", "not one of")]
)
def test_a_language_that_the_story_has_or_that_is_none_is_refused(language: str, said: str, desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.draft()
    answer = desk.sends(f"/desk/releases/translate/{source.pk}/", {"language": language})
    assert said in answer.content.decode() and Release.objects.count() == 1


def test_who_may_not_write_for_the_office_does_not_translate_for_it(newsroom: Newsroom, desk_of: Callable[..., Desk]) -> None:
    source = newsroom.draft(offices=["Bar"])
    desk_of(Role.OFFICER, "Tuzla").sends(f"/desk/releases/translate/{source.pk}/", {"language": "fr"})
    assert Release.objects.count() == 1
    translated(desk_of(Role.OFFICER, "Bar"), source, "fr")


def test_each_language_has_its_own_life(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats")
    begun = translated(desk, source, "fr")
    assert newsroom.find("language=any")["total"] == 1
    desk.saves(begun, publish=True, title="Bateaux", language="fr")
    assert newsroom.titles("language=any") == ["Bateaux", "Boats"]
    newsroom.withdraw(Release.objects.get(pk=source.pk))
    assert newsroom.titles("language=any") == ["Bateaux"]


def test_the_source_stands_beside_the_form_in_its_own_direction(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("قوارب جديدة", lead="تسلّم المكتب القوارب.", language="ar")
    page = desk.page(f"/desk/releases/edit/{translated(desk, source, 'en').pk}/")
    assert 'class="desk-text" lang="ar" dir="rtl"' in page and "تسلّم المكتب القوارب." in page
    assert "Up to date" in page and "Mark as up to date" not in page


def test_what_changed_in_the_source_is_shown_until_it_is_marked_as_done(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats", lead="Twelve boats came.")
    begun = translated(desk, source)
    desk.saves(source, title="Boats", lead="Thirteen boats came.")
    page = desk.page(f"/desk/releases/edit/{begun.pk}/")
    assert "Changed since it was translated: 1 part." in page and "<del>Twelve </del><ins>Thirteen </ins>" in page
    desk.sends(f"/desk/releases/up_to_date/{begun.pk}/", {})
    assert "Up to date" in desk.page(f"/desk/releases/edit/{begun.pk}/")


def test_the_button_beside_the_source_carries_the_token_that_a_browser_needs(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats")
    begun = translated(desk, source)
    desk.saves(source, title="Thirteen boats")
    address = f"/desk/releases/up_to_date/{begun.pk}/"
    desk.client.handler.enforce_csrf_checks = True
    form = re.search(rf'action="{address}">\s*<input [^>]*value="([^"]*)"', desk.page(f"/desk/releases/edit/{begun.pk}/"))
    assert form and desk.sends(address, {"csrfmiddlewaretoken": form[1]}).status_code == 302


def test_a_later_save_of_the_translation_does_not_forget_what_was_marked(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats", lead="Twelve boats came.")
    begun = translated(desk, source)
    desk.saves(source, title="Boats", lead="Thirteen boats came.")
    desk.sends(f"/desk/releases/up_to_date/{begun.pk}/", {})
    desk.saves(Release.objects.get(pk=begun.pk), publish=True, title="قوارب", language="ar")
    found = translate.source_of(Release.objects.get(pk=begun.pk))
    assert found is not None and found.changed == []


def test_a_source_whose_revision_is_gone_says_that_nobody_can_tell(desk: Desk, newsroom: Newsroom) -> None:
    begun = translated(desk, newsroom.published("Boats"))
    Release.objects.filter(pk=begun.pk).update(translated_edition=None)
    assert "Nobody can tell what changed" in desk.page(f"/desk/releases/edit/{begun.pk}/")


def test_the_words_of_an_arabic_release_are_written_from_the_right(desk: Desk, newsroom: Newsroom) -> None:
    page = desk.page(f"/desk/releases/edit/{translated(desk, newsroom.published('Boats')).pk}/")
    fields = [tag for tag in page.split("<") if tag.startswith(("textarea", "input")) and 'dir="rtl"' in tag]
    assert [name for name in ("title", "subtitle", "dateline", "lead") if not any(f'name="{name}"' in tag for tag in fields)] == []
    assert "desk-rtl" in page


def test_the_list_shows_the_languages_of_a_story_with_their_states(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats")
    begun = translated(desk, source, "fr")
    cell = desk.page("/desk/releases/?language=fr").partition('class="desk-versions"')[2].partition("</td>")[0]
    assert f'href="/desk/releases/edit/{source.pk}/" title="English: Public, the original"' in cell
    assert f'href="/desk/releases/edit/{begun.pk}/" title="Français: Draft"' in cell


def test_the_list_shows_stories_with_one_question_more(desk: Desk, newsroom: Newsroom, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        translated(desk, newsroom.draft(f"Boats {number}"), "fr")
    desk.page("/desk/releases/")
    with django_assert_max_num_queries(40):
        desk.page("/desk/releases/")


def test_the_preview_of_an_arabic_text_stands_in_an_arabic_page_where_the_newsroom_has_one(
    desk: Desk, newsroom: Newsroom, settings: Any
) -> None:
    begun = translated(desk, newsroom.published("Boats"), "fr")
    page = desk.page(f"/desk/releases/history/{begun.pk}/revisions/{begun.latest_revision_id}/view/")
    assert '<html lang="fr"' in page


def test_a_story_is_public_once_in_each_language(desk: Desk, newsroom: Newsroom) -> None:
    source = newsroom.published("Boats")
    begun = translated(desk, source, "fr")
    answer = desk.saves(begun, publish=True, title="Boats again", language="en")
    assert "The story is public in “en” already" in answer.content.decode() and newsroom.find("language=any")["total"] == 1
