"""The law takes a word or a file: afterwards nobody finds it, by whatever way they look, and the record still verifies."""

import hashlib
import io
import json
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from PIL import Image
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from dateline.media import renditions
from dateline.media.models import Attachment, Picture
from dateline.record.content import digest
from dateline.record.models import Change, Edition, FileUse, State
from dateline.record.verify import faults
from dateline.releases import erasure, lifecycle, sweeping
from dateline.releases.models import Release, ReleaseAttachment, ReleasePicture
from dateline.search import index, live
from tests import databases
from tests.newsroom import Newsroom

NAME = "Zélie Quokkason"
BODY = [
    ("text", f"<p>The officer <b>Zélie</b> Quokkason spoke.</p><p>{NAME} &amp; others left.</p>"),
    ("quotation", {"words": f"I am {NAME}.", "speaker": NAME, "role": f"Deputy of {NAME}"}),
]


def spelled(name: str) -> list[bytes]:
    """Every way in which JSON, JSON within JSON and an address may hold a name."""
    once = json.dumps(name)[1:-1]
    return [way.encode() for way in {name, name.lower(), once, json.dumps(once)[1:-1], "zelie-quokkason"}]


def found(folder: Path, name: str = NAME) -> list[str]:
    """The files of the data folder and of the database, its log included, and the tables, that hold the name in their bytes."""
    ways = spelled(name)
    files = [path for path in folder.rglob("*") if path.is_file()]
    kept = sorted(str(path.relative_to(folder)) for path in files if any(way in path.read_bytes() for way in ways))
    return kept + [place for place, data in databases.contents(folder) if any(way in data for way in ways)]


def picture(title: str = f"Portrait of {NAME}") -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    made = Picture(title=title, alt=f"{NAME} speaks", sha256=hashlib.sha256(file.getvalue()).hexdigest())
    made.file.save("portrait.jpg", ContentFile(file.getvalue()), save=False)
    made.width, made.height = 60, 40
    made.save()
    renditions.prepare(made)
    return made


def attachment(words: bytes = b"%PDF-1.4 the report") -> Attachment:
    made = Attachment(title="The report", sha256=hashlib.sha256(words).hexdigest())
    made.file.save("report.pdf", ContentFile(words), save=False)
    made.save()
    return made


def lived(newsroom: Newsroom) -> Release:
    """A release that names somebody everywhere, through three editions, a withdrawal and a draft."""
    release = newsroom.draft(f"{NAME} is promoted", lead=f"{NAME} now leads.", body=BODY, subtitle=f"Who is {NAME}?")
    release.release_pictures = [ReleasePicture(picture=picture(), caption=f"{NAME}, left")]
    release.save()
    newsroom.publish(release)
    release = newsroom.corrects(release, f"{NAME} is deputy, not head.", lead=f"{NAME} now is deputy.")
    newsroom.withdraw(release, f"{NAME} asked for it.")
    newsroom.restore(release)
    draft = Release.objects.get(pk=release.pk)
    draft.lead = f"{NAME} has left."
    draft.save_revision(user=newsroom.editor())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a server does by itself, and keeps samples
    return Release.objects.get(pk=release.pk)


def erase(newsroom: Newsroom, release: Release, *words: str) -> str:
    said = io.StringIO()
    call_command("erase", newsroom.item(release).public_id, *words, "--yes", stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_the_search_sees_the_name_while_it_is_there(newsroom: Newsroom) -> None:
    lived(newsroom)
    assert any(name.startswith(("dateline.sqlite3", "record_edition", "a file of the server")) for name in found(newsroom.folder))
    assert frequency("quokkason") == 1


def frequency(word: str) -> int:
    return int(tantivy.Index.open(str(index.live_folder())).searcher().doc_freq("text", f"en:{word}"))


def test_an_erased_name_is_nowhere_in_the_data_folder(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    assert "of the record says so" in erase(newsroom, release, "--words", NAME, "--note", "By order of a court.")
    connection.close()
    assert found(newsroom.folder) == [] and frequency("quokkason") == 0
    assert not list(faults())


def kept_words() -> Iterator[str]:
    """Everything that is kept in words: editions and log, rows and versions, and what an index opened anew has stored."""
    yield from (f"{edition.content} {edition.card}" for edition in Edition.objects.all())
    yield from (change.note for change in Change.objects.all())
    yield from (str(release.serializable_data()) for release in Release.objects.all())
    yield from (str(vars(row)) for model in (Revision, Picture, ModelLogEntry, ReferenceIndex) for row in model.objects.all())
    searcher = tantivy.Index.open(str(index.live_folder())).searcher()
    found = searcher.search(tantivy.Query.all_query(), searcher.num_docs + 1).hits
    yield from (str(searcher.doc(address).to_dict()) for _, address in found)


def naming() -> list[str]:
    return [said for said in kept_words() if "okkason" in said.casefold() or "zélie" in said.casefold()]


def test_everything_kept_is_read_and_an_index_opened_anew_asked(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    release, asked = lived(newsroom), ("q=quokkason", "q=zélie", "q=title:quokkason")
    assert len(naming()) >= 8 and [newsroom.find(query)["total"] for query in asked] == [1, 1, 1]
    erase(newsroom, release, "--words", NAME)
    assert naming() == []
    monkeypatch.setattr(live, "reader", live.Reader())
    assert [newsroom.find(query)["total"] for query in asked] == [0, 0, 0] and newsroom.find("q=promoted")["total"] == 1
    assert not list(faults())


def test_an_erased_name_is_in_no_answer_and_the_item_lives_on(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    erase(newsroom, release, "--words", NAME, "--note", "By order of a court.")
    path = newsroom.path(release)
    for address in (path, f"{path}editions/1/", f"{path}editions/2/changes/1/", "/corrections/", "/news/", "/news.json", "/news.csv"):
        body = newsroom.get(address).content.decode()
        assert newsroom.get(address).status_code == 200 and "okkason" not in body and "Zélie" not in body
    page = newsroom.get(path).content.decode()
    assert "[erased] is promoted" in page and "erased by law" in page and "By order of a court." in page
    assert newsroom.titles("q=promoted") == ["[erased] is promoted"]


def test_tables_that_somebody_holds_are_told_and_not_a_stack_trace(newsroom: Newsroom) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("PostgreSQL alone")
    release, holding, let_go = lived(newsroom), threading.Event(), threading.Event()

    def holds() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE record_item IN ACCESS SHARE MODE")
            holding.set()
            let_go.wait(60)
        connection.close()

    thread = threading.Thread(target=holds)
    thread.start()
    assert holding.wait(30)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    [told] = sweeping.sweep()
    let_go.set()
    thread.join(30)
    assert told.startswith("The database could not be compacted (canceling statement due to lock timeout)") and release.live


def test_digests_and_log_verify_after_an_erasure(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    before = dict(Edition.objects.values_list("number", "digest"))
    erase(newsroom, release, "--words", NAME)
    for edition in Edition.objects.all():
        assert edition.digest == before[edition.number] and edition.digest_after == digest(edition.content) != edition.digest
    last = Change.objects.latest("n")
    assert (last.kind, last.n, last.quiet) == ("erased", Change.objects.count(), False) and not list(faults())


def test_versions_and_row_can_still_be_worked_with(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    erase(newsroom, release, "--words", NAME)
    draft = Release.objects.get(pk=release.pk).get_latest_revision_as_object()
    assert draft.title == "[erased] is promoted" and draft.lead == "[erased] has left."
    assert [block.block_type for block in draft.body] == ["text", "quotation"] and draft.body[1].value["role"] == "Deputy of [erased]"
    newsroom.corrects(draft, "A slip.")
    newsroom.withdraw(release)
    newsroom.restore(release)
    assert newsroom.edition(release).number == 3 and Release.objects.get(pk=release.pk).live


def test_all_of_an_item_goes_but_that_there_was_something(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    path = newsroom.path(release)
    erase(newsroom, release, "--note", "By order of a court.")
    connection.close()
    gone = newsroom.get(path)
    assert gone.status_code == 410 and "By order of a court." in gone.content.decode() and newsroom.item(release).state == State.ERASED
    assert found(newsroom.folder) == [] and not Picture.objects.exists() and not list(faults())
    row = Release.objects.get(pk=release.pk)
    assert (row.title, row.live, row.lead, len(row.body), row.revisions.count()) == ("[erased]", False, "", 0, 1)


def test_a_file_goes_with_its_bytes(newsroom: Newsroom) -> None:
    paper = attachment()
    release = newsroom.draft()
    release.release_attachments = [ReleaseAttachment(attachment=paper)]
    release.save()
    newsroom.publish(release)
    [use] = FileUse.objects.all()
    assert newsroom.get(use.path).status_code == 200
    erase(newsroom, release, "--file", use.path)
    assert newsroom.get(use.path).status_code == 404 and not Attachment.objects.exists() and not FileUse.objects.exists()
    assert not [
        path for path in newsroom.folder.rglob("*") if path.is_file() and b"the report" in path.read_bytes() and path.suffix == ".pdf"
    ]
    assert "report" not in newsroom.edition(release).content and not list(faults())


@pytest.mark.parametrize("of", ["original", "page"])
def test_a_picture_goes_in_all_its_sizes_whichever_is_named(newsroom: Newsroom, of: str) -> None:
    shown = picture("A boat")
    release = newsroom.draft(body=[("text", "<p>Words.</p>"), ("picture", {"picture": shown, "alt": "", "caption": "The boat"})])
    newsroom.publish(release)
    sha256 = shown.sha256 if of == "original" else shown.renditions.get(filter_spec="page").sha256
    erase(newsroom, release, "--file", sha256)
    content = json.loads(newsroom.edition(release).content)
    assert "files" not in content and "figure" not in content["body"] and "Words." in content["body"]
    assert not Picture.objects.exists() and not [path for path in (newsroom.folder / "files").rglob("*") if path.is_file()]
    assert [block.block_type for block in Release.objects.get(pk=release.pk).body] == ["text"]


def test_a_file_that_another_release_uses_keeps_its_bytes(newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    paper = attachment()
    first, second = newsroom.draft("First"), newsroom.draft("Second")
    for release in (first, second):
        release.release_attachments = [ReleaseAttachment(attachment=paper)]
        release.save()
        newsroom.publish(release)
    said = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("erase", newsroom.item(first).public_id, "--file", paper.sha256, "--yes", stdout=io.StringIO(), stderr=said)
    assert left.value.code == 1 and "Kept, because something else uses it: the attachment “The report”." in said.getvalue()
    assert [use.item_id for use in FileUse.objects.all()] == [newsroom.item(second).pk]


def test_a_name_in_a_draft_alone_goes_without_a_public_act(newsroom: Newsroom) -> None:
    release = newsroom.published()
    release.lead = f"{NAME} was there."
    release.save_revision(user=newsroom.editor())
    assert "no edition held it" in erase(newsroom, release, "--words", NAME)
    connection.close()
    assert Change.objects.count() == 1 and found(newsroom.folder) == []


def test_what_is_held_for_the_hour_loses_the_words_too(newsroom: Newsroom) -> None:
    release = newsroom.published(f"{NAME} is promoted")
    Release.objects.filter(pk=release.pk).update(prepared=newsroom.edition(release).content)
    erase(newsroom, release, "--words", NAME)
    assert json.loads(Release.objects.get(pk=release.pk).prepared)["title"] == "[erased] is promoted"


def test_the_desks_log_says_that_and_when_and_not_what(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    erase(newsroom, release, "--words", NAME)
    entry = ModelLogEntry.objects.for_instance(release).get(action="dateline.erase")
    assert entry.timestamp and "Quokkason" not in f"{entry.label} {entry.data}"


@pytest.fixture
def refusals(newsroom: Newsroom) -> Iterator[str]:
    release = newsroom.published()
    before = (Change.objects.count(), ModelLogEntry.objects.count())
    yield newsroom.item(release).public_id
    assert (Change.objects.count(), ModelLogEntry.objects.count()) == before and Edition.objects.get().erased_at is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--words", "nobody"], "holds 'nobody'; nothing was erased."),
        (["--words", " "], "--words: there are none. Say which, or leave --words out to erase all of the item."),
        (["--words", "erased"], "is part of the mark [erased]"),
        (["--words", "Police", "--note", "Police asked."], "The note holds the words that are to be erased"),
        (["--file", "abc"], "--file: abc is not a SHA-256"),
        (["--file", "ab" * 32], "nothing was erased."),
    ],
)
def test_what_cannot_be_erased_is_refused_and_nothing_is_done(refusals: str, words: list[str], said: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("erase", refusals, *words, "--yes", stderr=io.StringIO())
    assert said in str(refused.value) and refused.value.returncode == 2


def test_without_a_terminal_it_is_refused(refusals: str) -> None:
    with pytest.raises(CommandError, match="asks twice on a terminal, and there is none here. Add --yes") as refused:
        call_command("erase", refusals, stderr=io.StringIO())
    assert refused.value.returncode == 2


def test_an_unknown_item_is_refused(refusals: str) -> None:
    with pytest.raises(CommandError, match=r"^There is no item 0000000000\. Its id is the ten signs after /news/"):
        call_command("erase", "0000000000", "--yes", stderr=io.StringIO())


def test_a_rehearsal_says_what_would_go_and_takes_nothing(newsroom: Newsroom) -> None:
    release = lived(newsroom)
    other = newsroom.published(f"Another about {NAME}", story=uuid.uuid4())
    before = (Change.objects.count(), newsroom.edition(release).digest_after, Picture.objects.get().alt)
    would = lifecycle.rehearsed(newsroom.item(release).public_id, words=NAME)
    assert (would.editions, would.notes) == ((1, 2), 2) and would.cleared.versions == release.revisions.count()
    assert (Change.objects.count(), newsroom.edition(release).digest_after, Picture.objects.get().alt) == before
    assert erasure.elsewhere(release, erasure_words())[0] == [newsroom.item(other).public_id]


@pytest.mark.parametrize(("asked", "written"), [("O'Neil", "O’Neil"), ("Ren\u00e9e", "Rene\u0301e")])
def test_other_items_are_named_however_they_write_the_words(newsroom: Newsroom, asked: str, written: str) -> None:
    release, other = newsroom.published(f"About {asked}"), newsroom.published(f"{written} again", story=uuid.uuid4())
    assert erasure.elsewhere(release, lifecycle.erasing.spellings(asked))[0] == [newsroom.item(other).public_id]


def erasure_words() -> erasure.Spellings:
    return lifecycle.erasing.spellings(NAME)


class Terminal(io.StringIO):
    """What a person types, at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("typed", ["", "no\n", "yes\n0000000000\n", "y\n{id}\n"])
def test_whoever_does_not_say_yes_and_the_id_erases_nothing(typed: str, refusals: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(typed.format(id=refusals) + "\n"))
    monkeypatch.setattr("sys.stderr", said)
    with pytest.raises(CommandError, match=r"^Nothing was erased\.$"):
        call_command("erase", refusals, "--words", "Police", stderr=said)
    assert "in editions: 1" in said.getvalue() and "Type yes" in said.getvalue()


def test_whoever_says_yes_and_the_id_erases(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    release = newsroom.published()
    identity, said = newsroom.item(release).public_id, Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(f"yes\n{identity}\n"))
    monkeypatch.setattr("sys.stderr", said)
    call_command("erase", identity, "--words", "Police", stdout=io.StringIO(), stderr=said)
    assert newsroom.titles() == ["[erased] trained in Bar"]
