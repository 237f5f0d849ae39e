"""Everything that keeps a release from going out, said at once."""

from typing import Any

import pytest

from dateline.releases.checks import NotReady, problems
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.vocabularies.models import Office, Topic

pytestmark = pytest.mark.usefixtures("newsroom")  # the other versions of a story are looked up


def draft(**fields: Any) -> Release:
    return Release(**{"title": "Title", "lead": "Lead.", "language": "en", "zone": "UTC", **fields})


def said(release: Release, **how: bool) -> list[str]:
    return [str(problem) for problem in problems(release, **how)]


def test_a_complete_text_has_no_problem() -> None:
    assert said(draft()) == []
    assert said(draft(lead="", body=[("text", "<p>Words</p>")])) == []


def test_all_problems_are_told_at_once_in_the_order_of_the_form() -> None:
    law, vienna = Topic(pk=1, slug="law"), Office(pk=1, slug="vienna")
    release = draft(title=" ", lead="", language="english!", zone="Vienna")
    release.release_offices = [ReleaseOffice(office=vienna), ReleaseOffice(office=vienna)]
    release.release_topics = [ReleaseTopic(topic=law), ReleaseTopic(topic=law)]
    assert said(release) == [
        "title: is missing. Write the title that readers will see.",
        "language: “english!” is not a language tag such as en, fr or pt-BR.",
        "zone: “Vienna” is not a zone such as Europe/Vienna.",
        "release_offices: one office is named twice. Remove one of the two.",
        "release_topics: one topic is named twice. Remove one of the two.",
        "lead: is missing. Write the paragraph that opens the release.",
    ]
    assert str(NotReady(problems(release))) == "; ".join(said(release))


def test_an_imported_text_may_lack_lead_and_body_alone() -> None:
    assert said(draft(lead=""), imported=True) == []
    assert said(draft(title="", lead=""), imported=True) == ["title: is missing. Write the title that readers will see."]


def test_a_part_of_the_body_that_lacks_something_is_told_by_its_place() -> None:
    nobody, single = {"words": "It holds.", "speaker": ""}, {"caption": "", "cells": "One column"}
    release = draft(
        body=[("text", "<p>Words</p>"), ("quotation", nobody), ("table", single), ("quotation", {"words": "So.", "speaker": "Ana"})]
    )
    found = said(release)
    assert len(found) == 2 and found[0] == "body: part 2, Quotation: Speaker: This field is required."
    assert found[1].startswith("body: part 3, Table: Cells: A table needs two columns at least.")
    assert said(release, imported=True) == []


@pytest.mark.parametrize("language", ["en", "fr", "pt-BR", "zh-Hans", "sr-Latn", "ar", "ky", "tg"])
def test_languages_that_institutions_write_in_are_known(language: str) -> None:
    assert said(draft(language=language)) == []


@pytest.mark.parametrize("language", ["", "e", "xx", "en_US", "english", "-", "en-", "../en"])
def test_what_is_no_language_is_a_problem(language: str) -> None:
    assert said(draft(language=language)) == [f"language: “{language}” is not a language tag such as en, fr or pt-BR."]


@pytest.mark.parametrize("zone", ["", "Vienna", "Europe", "europe/", "../../etc/passwd", "/etc/localtime", "UTC+1", "\x00"])
def test_what_is_no_zone_is_a_problem(zone: str) -> None:
    assert said(draft(zone=zone)) == [f"zone: “{zone}” is not a zone such as Europe/Vienna."]
