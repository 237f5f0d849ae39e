"""The record's doors: numbers, days, files, and what stays when something fails."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection, transaction

from dateline.record import ids
from dateline.record import publish as record
from dateline.record.content import Content, digest
from dateline.record.erase import erase
from dateline.record.models import Change, Counters, Edition, FileUse, Item, Kind, State
from dateline.record.publish import RecordError
from tests.newsroom import SECRET, Newsroom
from tests.record.acts import approved, content, file, publish, published, restore, withdraw

MOON = datetime(1969, 7, 20, 20, 17, tzinfo=UTC)


def kinds(item: Item) -> list[str]:
    return list(item.changes.order_by("n").values_list("kind", flat=True))


def test_items_and_changes_are_numbered_from_one_in_order(newsroom: Newsroom) -> None:
    first = publish(approved("One"), approved("Two"))
    second = publish(approved("Three"))
    assert [change.n for change in first + second] == [1, 2, 3]
    assert [(change.item.sequence, change.edition.number) for change in first + second if change.item and change.edition] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]
    assert list(Counters.objects.values_list("sequence", "change")) == [(3, 3)]


def test_an_edition_is_the_content_with_its_digest(newsroom: Newsroom) -> None:
    release = uuid.uuid4()
    publish(approved("Title", release=release, reference="PR/7"))
    item = Item.objects.get(release_uuid=release)
    edition = item.current
    assert edition is not None and edition.content == content("Title", reference="PR/7").written()
    assert edition.digest == digest(edition.content) and (edition.language, edition.kind, edition.digest_after) == ("en", "published", "")
    assert (item.reference, item.state, item.public_id) == ("PR/7", "live", ids.public_id(SECRET, 1, taken=lambda _: False))


def test_a_number_in_use_is_not_given_again(newsroom: Newsroom) -> None:
    [item] = published()
    Item.objects.update(public_id=ids.public_id(SECRET, 2, taken=lambda _: False))
    [second] = published("Two")
    assert second.public_id == ids.public_id(SECRET, 2, taken={Item.objects.get(pk=item.pk).public_id}.__contains__)


def test_day_and_instant_are_those_of_the_first_publication(newsroom: Newsroom) -> None:
    release = uuid.uuid4()
    publish(approved("One", release=release, published_on=date(1969, 7, 21), published_at=MOON))
    publish(approved("Two", release=release, published_on=date(2020, 1, 1), published_at=MOON + timedelta(days=9)))
    item = Item.objects.get()
    assert (item.published_on, item.published_at) == (date(1969, 7, 21), MOON)
    assert item.current is not None and item.current.number == 2 and item.sequence == 1
    assert kinds(item) == ["published", "updated"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2026-03-01"), ("Pacific/Kiritimati", "2026-03-02"), ("Pacific/Pago_Pago", "2026-02-28"), ("Europe/Vienna", "2026-03-01")],
)
def test_the_day_is_the_civil_day_of_the_release(newsroom: Newsroom, zone: str, day: str) -> None:
    with time_machine.travel("2026-03-01T10:30:00Z", tick=False):
        [item] = published(zone=zone)
    assert str(item.published_on) == day and item.published_at == datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


def test_an_instant_that_was_given_has_its_day_in_the_zone(newsroom: Newsroom) -> None:
    [item] = published(published_at=MOON, zone="Asia/Tokyo")
    assert item.published_on == date(1969, 7, 21)


def test_only_a_major_update_moves_the_date_of_major_change(newsroom: Newsroom) -> None:
    [item] = published(published_at=MOON)
    publish(approved("Minor", release=item.release_uuid, major=False))
    assert Item.objects.get().major_changed_at == MOON
    [change] = publish(approved("Major", release=item.release_uuid))
    assert Item.objects.get().major_changed_at == change.at > MOON


def test_the_same_words_again_are_no_public_act(newsroom: Newsroom) -> None:
    [item] = published()
    [again] = publish(approved(release=item.release_uuid))
    assert again.n == 1 and Edition.objects.count() == 1
    [noted] = publish(approved(release=item.release_uuid, note="A comma.", kind=Kind.CORRECTED))
    assert (noted.n, noted.kind, noted.note) == (2, "corrected", "A comma.")


def test_an_import_is_quiet(newsroom: Newsroom) -> None:
    assert [change.quiet for change in publish(approved(), approved(), quiet=True) + publish(approved())] == [True, True, False]


@pytest.mark.parametrize(
    "act",
    [
        lambda: record.publish(approved()),
        lambda: record.publish_many([]),
        lambda: record.withdraw(uuid.uuid4(), reason="Wrong."),
        lambda: record.restore(uuid.uuid4()),
        lambda: record.note(Kind.TERM, "topic:law"),
    ],
)
def test_nothing_is_written_without_a_transaction(newsroom: Newsroom, act: Callable[[], object]) -> None:
    with pytest.raises(RecordError, match=r"^The record is written inside a transaction alone\.$"):
        act()
    assert Change.objects.count() == 0


def test_a_failure_later_in_the_transaction_leaves_no_gap(newsroom: Newsroom) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record.publish(approved("Lost"))
        raise ZeroDivisionError
    assert [change.n for change in publish(approved("Kept"))] == [1]
    assert Item.objects.get().sequence == 1 and Edition.objects.count() == 1


def test_files_are_public_while_the_current_edition_has_them(newsroom: Newsroom) -> None:
    [item] = published(files=(file(), file("map.pdf", "cd" * 32)))
    assert set(FileUse.objects.values_list("name", "token")) == {
        ("budget.pdf", ids.file_token(SECRET, "ab" * 32, item.public_id)),
        ("map.pdf", ids.file_token(SECRET, "cd" * 32, item.public_id)),
    }
    publish(approved(release=item.release_uuid, files=(file("map.pdf", "cd" * 32),)))
    assert list(FileUse.objects.values_list("name", flat=True)) == ["map.pdf"]


def test_a_withdrawal_takes_item_and_files_down_and_says_why(newsroom: Newsroom) -> None:
    [item] = published(files=(file(),))
    change = withdraw(item, " The number was wrong.\n")
    item.refresh_from_db()
    assert (item.state, item.current_id, item.files.count()) == (State.WITHDRAWN, change.edition_id, 0)
    assert (change.n, change.kind, change.note, change.quiet) == (2, "withdrawn", "The number was wrong.", False)


def test_what_should_never_have_been_public_is_retracted(newsroom: Newsroom) -> None:
    [item] = published()
    assert withdraw(item, kind=Kind.RETRACTED).kind == "retracted"
    assert Item.objects.get().state == State.RETRACTED


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_withdrawal_needs_a_reason(newsroom: Newsroom, reason: str) -> None:
    [item] = published()
    with pytest.raises(RecordError, match=r"^A withdrawal needs a reason that readers may see\.$"):
        withdraw(item, reason)
    assert Item.objects.get().state == State.LIVE and Change.objects.count() == 1


def test_what_is_not_public_cannot_be_withdrawn(newsroom: Newsroom) -> None:
    [item] = published()
    withdraw(item)
    with pytest.raises(RecordError, match=rf"^{item.public_id} is not public, so it cannot be withdrawn\.$"):
        withdraw(item)
    with pytest.raises(RecordError, match=r"^This release is not public, so it cannot be withdrawn\.$"), transaction.atomic():
        record.withdraw(uuid.uuid4(), reason="Wrong.")
    assert Change.objects.count() == Counters.objects.get().change == 2


def test_a_withdrawn_item_comes_back_as_it_was(newsroom: Newsroom) -> None:
    [item] = published(files=(file(),))
    withdraw(item)
    [change] = publish(approved(release=item.release_uuid, files=(file(),)))
    item.refresh_from_db()
    assert (change.kind, item.state, item.current_id) == ("restored", "live", change.edition_id)
    assert Edition.objects.count() == 1 and list(FileUse.objects.values_list("name", flat=True)) == ["budget.pdf"]


def test_a_withdrawn_item_comes_back_with_other_words(newsroom: Newsroom) -> None:
    [item] = published()
    withdraw(item)
    [change] = publish(approved("Forty-one", release=item.release_uuid))
    item.refresh_from_db()
    assert (item.state, item.current_id, change.kind) == ("live", change.edition_id, "updated")
    assert kinds(item) == ["published", "withdrawn", "restored", "updated"]


def test_what_is_withdrawn_is_restored_without_a_new_edition(newsroom: Newsroom) -> None:
    [item] = published(files=(file(),))
    withdraw(item)
    change = restore(item, " It was right after all. ")
    item.refresh_from_db()
    assert (change.n, change.kind, change.note, change.quiet) == (3, "restored", "It was right after all.", False)
    assert (item.state, Edition.objects.count(), item.files.count(), Counters.objects.get().change) == ("live", 1, 1, 3)


def test_what_is_not_withdrawn_is_not_restored(newsroom: Newsroom) -> None:
    [item] = published()
    with pytest.raises(RecordError, match=rf"^{item.public_id} is not withdrawn, so there is nothing to bring back\.$"):
        restore(item)
    with pytest.raises(RecordError, match=r"^This release is not withdrawn"), transaction.atomic():
        record.restore(uuid.uuid4())
    assert Change.objects.count() == Counters.objects.get().change == 1


def test_what_was_retracted_never_comes_back(newsroom: Newsroom) -> None:
    [item] = published()
    withdraw(item, kind=Kind.RETRACTED)
    for act in (lambda: restore(item), lambda: publish(approved("Other words", release=item.release_uuid))):
        with pytest.raises(RecordError, match=r"was retracted: it should never have been public, so it cannot be again\."):
            act()
    assert Item.objects.get().state == State.RETRACTED and Change.objects.count() == Counters.objects.get().change == 2


def test_a_minor_change_is_quiet_and_a_first_publication_never_is(newsroom: Newsroom) -> None:
    [first] = publish(approved(note="Nothing changed yet.", kind=Kind.CORRECTED, quiet=True))
    assert first.item is not None and (first.kind, first.note, first.quiet) == ("published", "", False)
    [minor] = publish(approved("A slip", release=first.item.release_uuid, quiet=True, major=False))
    assert (minor.kind, minor.quiet) == ("updated", True) and Item.objects.get().major_changed_at == first.item.published_at


def test_a_withdrawn_item_that_comes_back_by_a_minor_change_is_told_of(newsroom: Newsroom) -> None:
    [item] = published()
    withdraw(item)
    publish(approved("A slip", release=item.release_uuid, quiet=True))
    assert list(item.changes.order_by("n").values_list("kind", "quiet"))[2:] == [("restored", False), ("updated", True)]


def test_an_edition_that_lost_words_is_the_same_when_published_as_it_is(newsroom: Newsroom) -> None:
    [item] = published("Ana Bo is freed")
    with transaction.atomic():
        erase(item.public_id, words="Ana Bo")
    slug = Content.read(Edition.objects.get().content).slug
    publish(approved("[erased] is freed", release=item.release_uuid, slug=slug))
    assert Edition.objects.count() == 1


def test_a_note_says_that_a_term_altered_a_public_byte(newsroom: Newsroom) -> None:
    with transaction.atomic():
        change = record.note(Kind.TERM, "topic:law")
    assert (change.n, change.kind, change.subject, change.item, change.quiet) == (1, "term", "topic:law", None, True)
    assert Counters.objects.get().change == 1


def test_many_who_publish_at_once_leave_no_gap_in_the_numbers(newsroom: Newsroom) -> None:
    together, failed = Barrier(4), []

    def work(name: str) -> None:
        try:
            together.wait(timeout=10)
            for number in range(5):
                publish(approved(f"{name} {number}"), approved(f"{name} {number} b"))
        except Exception as error:  # noqa: BLE001 -- a thread's failure is the test's
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(name,)) for name in "ABCD"]
    [thread.start() for thread in threads]
    [thread.join(timeout=30) for thread in threads]
    assert not failed
    assert list(Change.objects.order_by("n").values_list("n", "item__sequence")) == [(n, n) for n in range(1, 41)]
