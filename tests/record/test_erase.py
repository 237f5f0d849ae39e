"""Legal erasure: what goes, what stays, and how it is verified afterwards."""

from typing import Any

import pytest
from django.db import transaction

from dateline.record.content import Content, Link, Quotation, Term, digest
from dateline.record.erase import erase
from dateline.record.models import Change, Counters, Edition, FileUse, Item, State
from dateline.record.publish import RecordError
from dateline.record.verify import faults
from tests.newsroom import Newsroom
from tests.record.acts import approved, file, publish, published, withdraw


def gone(item: Item, **what: Any) -> Change:
    with transaction.atomic():
        return erase(item.public_id, **what)


def contents() -> list[Content]:
    return [Content.read(edition.content) for edition in Edition.objects.order_by("number")]


def test_words_are_replaced_by_a_mark_in_every_edition(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed", lead="Ana Bo, 40, is free.", quotations=(Quotation("I am Ana Bo.", "Ana Bo"),))
    publish(approved("Ana Bo is free", release=item.release_uuid), approved("About Ana Bo too"))
    gone(item, words="Ana Bo", note="By order of a court.")
    first, second = (Content.read(edition.content) for edition in item.editions.order_by("number"))
    assert (first.title, first.lead, second.title) == ("[erased] is freed", "[erased], 40, is free.", "[erased] is free")
    assert first.quotations == (Quotation("I am [erased].", "[erased]"),)
    assert "Ana Bo" not in "".join(item.editions.values_list("card", flat=True))
    assert Edition.objects.filter(content__contains="About Ana Bo too").count() == 1


def test_the_digest_stays_and_what_is_left_is_digested(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed")
    before = Edition.objects.get().digest
    change = gone(item, words="Ana Bo", note="By order of a court.")
    after = Edition.objects.get()
    assert after.digest == before and after.digest_after == digest(after.content) != before and after.erased_at is not None
    assert (change.n, change.kind, change.note, change.quiet) == (2, "erased", "By order of a court.", False)
    assert Counters.objects.get().change == 2 and not list(faults())


def test_an_edition_without_the_words_is_not_touched(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed")
    publish(approved("A person is freed", release=item.release_uuid))
    gone(item, words="Ana Bo")
    assert [edition.erased_at is None for edition in item.editions.order_by("number")] == [False, True]
    assert Item.objects.get().state == State.LIVE


def test_words_can_go_after_other_words(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo and Ivo Ci are freed")
    gone(item, words="Ana Bo")
    gone(item, words="Ivo Ci")
    assert contents()[0].title == "[erased] and [erased] are freed" and not list(faults())


def test_a_file_goes_from_editions_and_addresses(newsroom: Newsroom) -> None:
    [item] = published(files=(file(), file("map.pdf", "cd" * 32)))
    gone(item, sha256="ab" * 32)
    assert [one.name for one in contents()[0].files] == ["map.pdf"]
    assert list(FileUse.objects.values_list("name", flat=True)) == ["map.pdf"]
    assert Item.objects.get().state == State.LIVE and not list(faults())


def test_everything_goes_but_that_there_was_something(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed", lead="Words.", files=(file(),), topics=(Term("law", "law", "Law"),))
    gone(item)
    assert contents() == [Content("en", "[erased]", "erased")]
    item.refresh_from_db()
    assert (item.state, item.files.count(), item.current_id) == (State.ERASED, 0, item.editions.get().pk)
    assert not list(faults())


def test_what_was_erased_is_never_published_again(newsroom: Newsroom) -> None:
    [item] = published()
    gone(item)
    with pytest.raises(RecordError, match=rf"^{item.public_id} was erased by law and cannot be published again\.$"):
        publish(approved(release=item.release_uuid))
    with pytest.raises(RecordError, match="is not public, so it cannot be withdrawn"):
        withdraw(item)


def test_a_withdrawn_item_can_still_be_erased(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed")
    withdraw(item)
    gone(item, words="Ana Bo")
    assert contents()[0].title == "[erased] is freed" and Item.objects.get().state == State.WITHDRAWN


def test_an_item_that_does_not_exist_is_not_erased(newsroom: Newsroom) -> None:
    with pytest.raises(RecordError) as refused, transaction.atomic():
        erase("0000000000")
    assert str(refused.value) == "There is no item 0000000000. Its id is the ten signs after /news/ in its address."


@pytest.mark.parametrize("what", [{"words": "Ana Bo"}, {"sha256": "cd" * 32}])
def test_what_no_edition_holds_is_not_erased(newsroom: Newsroom, what: dict[str, str]) -> None:
    [item] = published(files=(file(),))
    with pytest.raises(RecordError) as refused:
        gone(item, **what)
    assert str(refused.value) == f"No edition of {item.public_id} holds {next(iter(what.values()))!r}; nothing was erased."
    assert Edition.objects.get().erased_at is None and Change.objects.count() == Counters.objects.get().change == 1


def test_erasing_needs_a_transaction(newsroom: Newsroom) -> None:
    [item] = published()
    with pytest.raises(RecordError, match="inside a transaction alone"):
        erase(item.public_id)


def test_the_address_does_not_spell_the_words_that_were_erased(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed", slug="ana-bo-is-freed")
    gone(item, words="Ana Bo")
    assert "ana-bo" not in Edition.objects.get().content


def test_words_with_signs_go_from_the_html_too(newsroom: Newsroom) -> None:
    [item] = published(lead="Bo & Sons is fined.", body="<p>Bo &amp; Sons pays.</p>", body_text="Bo & Sons pays.")
    gone(item, words="Bo & Sons")
    assert contents()[0].body == "<p>[erased] pays.</p>"


def test_a_short_word_leaves_the_language_alone(newsroom: Newsroom) -> None:
    [item] = published("Freed en route")
    gone(item, words="en")
    assert contents()[0].language == "en"


def test_words_go_from_links_and_their_addresses(newsroom: Newsroom) -> None:
    [item] = published(links=(Link("https://old.example/ana-bo-plea.pdf", "Plea of Ana Bo"),))
    gone(item, words="Ana Bo")
    assert contents()[0].links == (Link("https://old.example/erased-plea.pdf", "Plea of [erased]"),)
