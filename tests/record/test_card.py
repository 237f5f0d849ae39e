"""The card of an edition: what a list needs, so that no list reads whole contents."""

from datetime import UTC, datetime

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dateline.record import card
from dateline.record.models import Edition
from dateline.record.verify import faults
from tests.newsroom import Newsroom
from tests.record.acts import content
from tests.record.test_verify import plant

LATE = datetime(2022, 10, 5, 22, 30, tzinfo=UTC)  # the sixth in Vienna


def corrected_late(newsroom: Newsroom) -> None:
    with time_machine.travel(LATE, tick=False):
        newsroom.corrects(newsroom.published(zone="Europe/Vienna"), lead="Forty-one.")


def as_before() -> None:
    """Cards as they were written until they named their zone."""
    for edition in Edition.objects.all():
        told = card.read(edition.card)
        del told["zone"]
        edition.card = card.canonical(told)
        edition.save()


def test_a_card_names_its_zone_and_may_lack_it() -> None:
    today, before = card.spellings(content("One"))
    assert card.written(content("One")) == today and card.read(today) == {**card.read(before), "zone": "UTC"}


def test_the_day_of_a_correction_is_told_without_reading_contents(newsroom: Newsroom) -> None:
    corrected_late(newsroom)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page, listed = newsroom.get("/news/").content.decode(), newsroom.get("/corrections/").content.decode()
    assert "6\xa0October" in page and "6\xa0October\xa02022" in listed
    assert [one["sql"] for one in asked if '"content"' in one["sql"]] == []


def test_a_card_of_before_still_has_its_zone_and_is_no_fault(newsroom: Newsroom) -> None:
    corrected_late(newsroom)
    plant()
    as_before()
    assert list(faults()) == []
    assert (
        "6\xa0October" in newsroom.get("/news/").content.decode()
        and "6\xa0October\xa02022" in newsroom.get("/corrections/").content.decode()
    )
