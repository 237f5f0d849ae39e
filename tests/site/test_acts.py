"""What the pages say of an act, each in its own language."""

import json
from datetime import date

import pytest
from django.db import transaction

from dateline.record import publish as record
from dateline.record.models import Kind
from dateline.record.publish import RecordError
from dateline.releases.models import Release
from dateline.site import acts
from tests.hooks import text
from tests.newsroom import Newsroom

OVER = {"": "It was public for a limited time, which is over.", "/fr": "Il était public pour une durée limitée, qui est écoulée."}


def ended(newsroom: Newsroom, release: Release, reason: str = "") -> str:
    path = newsroom.path(release)
    with transaction.atomic():
        record.withdraw(release.uuid, kind=Kind.EXPIRED, reason=reason)
    newsroom.settle()
    return path


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_the_end_of_its_time_is_told_in_the_language_of_the_page(newsroom: Newsroom, prefix: str) -> None:
    path = ended(newsroom, newsroom.published("Avis de crue", language="fr"))
    words = text(newsroom.tree(f"{prefix}{path}", 410).get_element_by_id("main"))
    assert OVER[prefix] in words and "Avis de crue" in words
    assert ("The time of this item is over" in words) is (prefix == "")


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_the_history_tells_it_in_the_language_of_the_page_too(newsroom: Newsroom, prefix: str) -> None:
    release = newsroom.published()
    ended(newsroom, release)
    newsroom.restore(release)
    assert OVER[prefix] in text(newsroom.tree(f"{prefix}{newsroom.path(release)}").get_element_by_id("history"))


def test_an_old_reason_is_shown_as_it_was_written_in_english(newsroom: Newsroom) -> None:
    old = "It was public for a limited time, which ended on 25 November 2026."
    path = ended(newsroom, newsroom.published("Avis de crue", language="fr"), reason=old)
    [shown] = newsroom.tree(f"/fr{path}", 410).xpath("//*[contains(@class, 'withdrawn')]//bdi")
    assert (text(shown), shown.get("lang"), shown.get("dir")) == (old, "en", "ltr")


def test_data_says_that_its_time_is_over(newsroom: Newsroom) -> None:
    path = ended(newsroom, newsroom.published())
    answer = newsroom.get("/".join(path.split("/")[:3]) + ".json")
    assert json.loads(answer.content)["detail"] == "This item is no longer public. Its time was over."


@pytest.mark.parametrize("kind", [Kind.WITHDRAWN, Kind.RETRACTED])
def test_any_other_end_needs_a_reason(newsroom: Newsroom, kind: str) -> None:
    release = newsroom.published()
    with pytest.raises(RecordError, match="needs a reason"), transaction.atomic():
        record.withdraw(release.uuid, kind=kind)


@pytest.mark.parametrize(
    ("published", "years"),
    [(date(2026, 11, 28), 0), (date(2023, 11, 29), 0), (date(2023, 11, 28), 3), (date(2006, 2, 1), 20), (date(2020, 2, 29), 6)],
)
def test_a_text_says_its_age_in_whole_years_from_the_third_on(published: date, years: int) -> None:
    assert acts.age(published, date(2026, 11, 28)) == years
