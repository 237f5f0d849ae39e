"""The sample newsroom has something to show on every page."""

import pytest

from dateline.demo.acts import Act, acts, life
from dateline.record import verify
from dateline.record.models import Change, Item, State
from tests.hooks import text
from tests.newsroom import Newsroom

ENTRY = {"story": "a", "published_at": "2026-10-06T10:00:00+02:00", "title": "Forty boats", "body": [{"value": "<p>Forty.</p>"}]}
LATER = {"at": "2026-10-07T10:00:00+02:00", "kind": "corrected", "note": "Fifty.", "changes": [["Forty", "Fifty"]]}


def test_a_life_goes_from_the_first_words_to_the_last() -> None:
    first, last = life({**ENTRY, "acts": [LATER]})
    assert (first.kind, first.entry["title"]) == ("published", "Forty boats")
    assert (last.kind, last.note, last.entry["title"], last.entry["body"]) == (
        "corrected",
        "Fifty.",
        "Fifty boats",
        [{"value": "<p>Fifty.</p>"}],
    )


def test_a_change_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="“Sixty” is nowhere"):
        list(life({**ENTRY, "acts": [{**LATER, "changes": [["Sixty", "Fifty"]]}]}))


def test_acts_of_all_items_stand_in_the_order_of_their_time() -> None:
    second = {**ENTRY, "story": "b", "published_at": "2026-10-06T23:00:00Z"}
    assert [(act.entry["story"], act.kind) for act in acts([{**ENTRY, "acts": [LATER]}, second])] == [
        ("a", "published"),
        ("b", "published"),
        ("a", "corrected"),
    ]
    assert all(isinstance(act, Act) for act in acts([second]))


def test_the_record_of_the_sample_is_whole_and_in_the_order_of_time(sample: Newsroom) -> None:
    times = list(Change.objects.order_by("n").values_list("at", flat=True))
    assert list(verify.faults()) == [] and times == sorted(times)


def test_corrections_withdrawal_and_retraction_stand_on_their_page(sample: Newsroom) -> None:
    shown = [text(one) for one in sample.tree("/corrections/").xpath("//article/p[@class='meta']")]
    assert [words.split(" ", 1)[0] for words in shown] == ["Withdrawal", "Correction", "Correction", "Retraction", "Correction"]
    assert shown[1] == "Correction 7 October 2026" and "What was wrong stays to be seen." in sample.get("/corrections/").content.decode()


def test_the_corrected_item_shows_its_notice_its_history_and_what_changed(sample: Newsroom) -> None:
    [item] = Item.objects.filter(state=State.LIVE, current__number=2, current__language="en", changes__kind="corrected")
    path = next(
        one["url"]
        for one in sample.find(
            "q=gauges",
        )["releases"]
        if one["id"] == item.public_id
    )
    page = sample.tree(path)
    assert "Corrected on 7 October 2026:" in text(page.xpath("//div[@class='notice']")[0])
    assert "1,410" in sample.get(f"{path}editions/1/").content.decode() and "1,410 houses" not in text(
        page.xpath("//*[@class='text e-content']")[0]
    )
    assert "Edition 2" in text(page.get_element_by_id("history"))


def test_an_item_was_brought_up_to_date(sample: Newsroom) -> None:
    path = next(one["url"] for one in sample.find("q=tonle+sap")["releases"] if "Reverse flow" in one["title"])
    assert "Updated on 16 November 2026:" in text(sample.tree(path).get_element_by_id("main"))


def test_of_the_retracted_item_no_word_is_left(sample: Newsroom) -> None:
    gone = Item.objects.get(state=State.RETRACTED)
    answer = sample.get(f"/news/{gone.public_id}/")
    assert answer.status_code == 410 and b"marshes" not in answer.content and b"A draft was published by mistake." in answer.content
