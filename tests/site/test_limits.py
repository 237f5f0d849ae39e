"""Whoever asks too much at once waits; whoever asks what is kept, or something else, does not."""

import json
from typing import Any

import pytest
from django.conf import settings

from dateline.site import limits
from tests.site.conftest import Site

STRANGER = {"X-Forwarded-For": "203.0.113.77"}


@pytest.fixture(autouse=True)
def three_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "QUESTIONS_PER_MINUTE", 3)
    limits.buckets.cache_clear()


def asked(site: Site, path: str, times: int = 4, **headers: str) -> list[Any]:
    return [site.get(path, **(headers or STRANGER)) for _ in range(times)]


def test_the_fourth_view_is_a_page_that_says_when_to_come_back(site: Site) -> None:
    *first, last = asked(site, "/fr/news/?q=police")
    assert {one.status_code for one in first} == {200} and last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 20 and 'lang="fr"' in last.content.decode()


@pytest.mark.parametrize(("path", "free"), [("/news.json?q=police", 3), ("/news.csv", 3), ("/suggest.json?q=po", 12)])
def test_programs_are_told_so_as_a_problem(site: Site, path: str, free: int) -> None:
    *first, last = asked(site, path, free + 1)
    assert {one.status_code for one in first} == {200}
    assert (last.status_code, last["Content-Type"], json.loads(last.content)["status"]) == (429, "application/problem+json", 429)
    assert 0 < int(last["Retry-After"]) <= 20


def test_who_waits_for_one_thing_may_ask_another_and_neighbours_are_counted_together(site: Site) -> None:
    asked(site, "/news/?q=police")
    assert site.get("/news/?q=law", **{"X-Forwarded-For": "203.0.113.78"}).status_code == 429
    assert site.get("/news/?q=law", **{"X-Forwarded-For": "203.0.114.77"}).status_code == 200
    for path in ("/", "/news/", "/topics/", "/news.json?q=law", site.paths["trained"]):
        assert site.get(path, **STRANGER).status_code == 200, path


def test_another_spelling_is_led_on_for_nothing(site: Site) -> None:
    assert {one.status_code for one in asked(site, "/news/?q=police&from=", 9)} == {301}


def test_this_machine_itself_and_a_newsroom_without_limit_are_not_counted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {one.status_code for one in asked(site, "/news/?q=police", 9, Accept="*/*")} == {200}
    monkeypatch.setattr(settings, "QUESTIONS_PER_MINUTE", 0)
    assert {one.status_code for one in asked(site, "/news/?q=police", 9)} == {200}
