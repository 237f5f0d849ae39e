"""Dateline, tables, links and notes on the release's form."""

from collections.abc import Callable
from datetime import UTC, datetime

from dateline.people.models import Role
from dateline.record.models import Item
from dateline.releases.models import Release
from dateline.releases.text import dateline_words
from dateline.site.models import Newsroom as Settings
from dateline.vocabularies.models import Office
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom


def today_in(place: str) -> str:
    return dateline_words([place], datetime.now(UTC).date(), "en")


def test_the_form_offers_datelines_from_the_cities_of_its_offices(desk: Desk, newsroom: Newsroom) -> None:
    Office.objects.filter(pk=newsroom.term("office", "Bar").pk).update(cities=["Bar", "Stari Bar"])
    page = desk.page(f"/desk/releases/edit/{newsroom.draft(offices=['Bar']).pk}/")
    assert all(f'<option value="{today_in(place)}">' in page for place in ("BAR", "STARI BAR"))


def test_a_dateline_of_another_day_is_worth_a_look_and_no_problem(desk: Desk, newsroom: Newsroom) -> None:
    release = newsroom.draft(dateline="BAR, 5 October 2022 –")
    page = desk.page(f"/desk/releases/edit/{release.pk}/")
    assert "The dateline says 5 October 2022" in page and f"For that day: {today_in('BAR')}" in page
    assert "Nothing keeps this release from going out" in page
    newsroom.publish(release)
    assert "The dateline says" not in desk.page(f"/desk/releases/edit/{release.pk}/")


def test_tables_links_and_notes_are_written_at_the_desk(desk: Desk, newsroom: Newsroom) -> None:
    table = {"caption": "Warnings", "cells": "Shore | Villages\nNorthern | 64", "head_row": "on", "head_column": "on"}
    link = {"url": "https://example.org/", "title": "The review", "text": ""}
    notes = '{"blocks":[{"key":"a","text":"For the press.","type":"unstyled","depth":0}],"entityMap":{}}'
    assert desk.creates(publish=True, body=[("table", table), ("link", link)], notes=notes).status_code == 302
    page = newsroom.get(newsroom.path(Release.objects.get())).content.decode()
    assert '<th scope="row">Northern</th><td>64</td>' in page and "The review</a>" in page
    assert "Notes to editors" in page and "For the press." in page


def test_what_is_no_table_is_said_at_its_cells(desk: Desk) -> None:
    answer = desk.creates(publish=True, body=[("table", {"caption": "", "cells": "only one"})])
    assert "A table needs two columns at least" in answer.content.decode() and not Item.objects.exists()


def settle(desk: Desk, pattern: str) -> str:
    said = {"name": "ILRO", "short_name": "", "address": "", "in_en": "", "in_fr": "", "others": "", "reference_pattern": pattern}
    return str(desk.sends("/desk/newsroom/", said).content.decode())


def test_an_administrator_settles_the_pattern_of_reference_numbers(desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    desk = desk_of(Role.ADMINISTRATOR)
    assert "needs its running number once" in settle(desk, "PR-{year}") and not Settings.objects.exists()
    settle(desk, " PR-{year}-{n:03} ")
    newsroom.published()
    assert Settings.objects.get().reference_pattern == "PR-{year}-{n:03}"
    assert Item.objects.get().reference == f"PR-{Item.objects.get().published_on:%Y}-001"


def test_the_text_about_an_office_stands_at_the_foot_of_its_releases(desk: Desk, newsroom: Newsroom) -> None:
    Settings(name="ILRO", about={"en": "The newsroom’s own words."}).save()
    Office.objects.filter(pk=newsroom.term("office", "Bar").pk).update(about={"en": "The Office in Bar trains."})
    bar, tuzla = (newsroom.get(newsroom.path(newsroom.published(offices=[one]))).content.decode() for one in ("Bar", "Tuzla"))
    assert "The Office in Bar trains." in bar and "The newsroom’s own" not in bar
    assert "The newsroom’s own words." in tuzla


def test_files_on_other_sites_are_written_one_a_line(desk: Desk, newsroom: Newsroom) -> None:
    assert desk.creates(publish=True, link_lines="https://old.example/a.pdf The budget\n").status_code == 302
    page = newsroom.get(newsroom.path(Release.objects.get())).content.decode()
    assert '<a href="https://old.example/a.pdf" rel="nofollow noreferrer"><bdi>The budget</bdi></a>' in page
    form = desk.page(f"/desk/releases/edit/{Release.objects.get().pk}/")
    assert "https://old.example/a.pdf The budget</textarea>" in form
    wrong = desk.creates(link_lines="javascript:alert(1) The budget").content.decode()
    assert "Line 1: “javascript:alert(1)” is not an address such as" in wrong and Release.objects.count() == 1
