"""A picture and a document from the upload to a reader, and back: what is public, under which address, and what never is."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from dateline.media import intake
from dateline.media.models import Attachment, Picture
from dateline.record import ids
from dateline.record.models import Counters, FileUse
from dateline.releases.models import Release, ReleaseAttachment, ReleasePicture
from tests import conftest, files
from tests.hooks import text
from tests.newsroom import SECRET, Newsroom

UPLOAD_NAME = "DSC_0042 Ana Bo secret.jpg"


def picture(title: str = "Gauge at dawn", **said: Any) -> Picture:
    words = {"alt": "A white gauge in a lake.", "caption": "The gauge.", "credit": "ILRO/Daudi", "title": title, **said}
    return intake.picture(files.telling(), UPLOAD_NAME, **words)


def document(title: str = "Budget 2027") -> Attachment:
    return intake.attachment(files.pdf(3), "Ana Bo secret budget.pdf", title=title, language="fr")


def dressed(release: Release, *media: Picture | Attachment) -> Release:
    """The release with these pictures and attachments, in this order."""
    release.release_pictures = [ReleasePicture(picture=one, sort_order=n) for n, one in enumerate(media) if isinstance(one, Picture)]
    release.release_attachments = [
        ReleaseAttachment(attachment=one, sort_order=n) for n, one in enumerate(media) if isinstance(one, Attachment)
    ]
    return release


def public(newsroom: Newsroom, *media: Picture | Attachment, **fields: Any) -> Release:
    release = dressed(newsroom.draft(**fields), *media)
    newsroom.publish(release)
    return Release.objects.get(pk=release.pk)


def paths(newsroom: Newsroom, release: Release) -> dict[str, str]:
    """name of each file in use -> its address."""
    return {use.name: use.path for use in FileUse.objects.filter(item=newsroom.item(release))}


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_size_and_the_document_have_an_address_named_after_their_titles(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    found = paths(newsroom, release)
    sizes = ("card", "page", "wide", "social", "print")
    assert set(found) == {*(f"gauge-at-dawn-{size}.jpg" for size in sizes), "budget-2027.pdf"}
    for path in found.values():
        answer = newsroom.get(path)
        assert answer.status_code == 200 and len(body(answer)) == int(answer["Content-Length"])


def test_the_page_shows_the_picture_and_offers_print_and_document(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    found, page = paths(newsroom, release), newsroom.get(newsroom.path(release)).content.decode()
    assert f'<img class="u-photo" src="{found["gauge-at-dawn-page.jpg"]}" alt="A white gauge in a lake."' in page
    assert "The gauge." in page and "(ILRO/Daudi)" in page
    assert f'href="{found["gauge-at-dawn-print.jpg"]}"' in page and f'href="{found["budget-2027.pdf"]}"' in page
    [shot] = newsroom.tree(newsroom.path(release)).xpath("//*[@class='shots']/div")
    assert (
        text(shot.find("a")) == "Gauge at dawn"
        and text(shot.find("p")).startswith("JPEG, ")
        and text(shot.find("p")).endswith("ILRO/Daudi")
    )
    assert "Budget 2027" in page and "3 pages" in page and "français" in page
    assert found["gauge-at-dawn-card.jpg"] in newsroom.get("/news/").content.decode()
    assert found["gauge-at-dawn-wide.jpg"] in newsroom.get("/").content.decode()


def test_the_data_form_names_every_file_with_its_whole_address(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    found = paths(newsroom, release)
    feed = json.loads(newsroom.get(f"/news/{newsroom.item(release).public_id}.json").content)
    attachments = {one["url"]: one for one in feed["items"][0]["attachments"]}
    assert set(attachments) == {f"http://127.0.0.1:8000{found[name]}" for name in ("gauge-at-dawn-print.jpg", "budget-2027.pdf")}
    told = attachments[f"http://127.0.0.1:8000{found['budget-2027.pdf']}"]
    assert (told["mime_type"], told["title"], told["_dateline"]["pages"]) == ("application/pdf", "Budget 2027", 3)


def test_a_picture_within_the_text_has_an_address_that_the_edition_does_not_depend_on(newsroom: Newsroom) -> None:
    block = ("picture", {"picture": picture(), "alt": "Une échelle", "caption": "L’échelle <b>"})
    first, second = (public(newsroom, title="Same words", body=[("text", "<p>Before</p>"), block]) for _ in range(2))
    assert newsroom.edition(first).digest == newsroom.edition(second).digest
    one, other = paths(newsroom, first)["gauge-at-dawn-page.jpg"], paths(newsroom, second)["gauge-at-dawn-page.jpg"]
    page = newsroom.get(newsroom.path(first)).content.decode()
    assert one != other and f'<img src="{one}" alt="Une échelle"' in page and "L’échelle &lt;b&gt;" in page and "data-file" not in page
    feed = newsroom.get(f"/news/{newsroom.item(second).public_id}.json").content.decode()
    assert f"http://127.0.0.1:8000{other}" in feed and "data-file" not in feed


def test_words_of_the_release_itself_go_before_the_pictures_own(newsroom: Newsroom) -> None:
    release = dressed(newsroom.draft("L’échelle", language="fr"), picture())
    row = release.release_pictures.all()[0]
    row.alt, row.caption = "Une échelle blanche.", "L’échelle du lac."
    newsroom.publish(release)
    page = newsroom.get(newsroom.path(release)).content.decode()
    assert 'alt="Une échelle blanche."' in page and "L’échelle du lac" in page
    assert "A white gauge" not in page and "Gauge at dawn" not in page and "gauge-at-dawn-page.jpg" in page


def everything_public(newsroom: Newsroom, release: Release) -> bytes:
    """Every byte and header that anybody can reach from a release."""
    item = newsroom.item(release).public_id
    pages = ["/", "/news/", "/news.json", "/news.csv", newsroom.path(release), f"/news/{item}.json"]
    answers = [newsroom.get(path) for path in (*pages, *paths(newsroom, release).values())]
    return b"".join(body(answer) + repr(sorted(answer.items())).encode() for answer in answers)


def test_where_it_was_taken_and_what_it_was_called_is_in_no_public_byte(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    reached = everything_public(newsroom, release)
    secrets = (*files.SECRET_WORDS, b"DSC_0042", b"secret", b"originals", b"renditions", str(newsroom.folder).encode())
    assert not [words for words in secrets if words in reached.replace(b"%PDF-1.4\n% Budget", b"")]


def test_a_file_without_a_title_is_called_by_no_upload_name(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(title=""))
    assert set(paths(newsroom, release)) == {f"picture-{size}.jpg" for size in ("card", "page", "wide", "social", "print")}


def test_a_picture_in_the_draft_of_a_live_release_is_not_there(newsroom: Newsroom) -> None:
    release, later = public(newsroom, picture()), picture("Secret bridge")
    dressed(release, later).save_revision(user=newsroom.editor())
    names = {f"secret-bridge-{one.filter_spec}.jpg": one.sha256 for one in later.renditions.all()}
    tokens = [ids.file_token(SECRET, sha256, newsroom.item(release).public_id) for sha256 in names.values()]
    nowhere = newsroom.get("/nowhere/")
    for path in (f"/files/{token}/{name}" for token in tokens for name in names):
        answer = newsroom.get(path)
        assert (answer.status_code, answer.content, dict(answer.items())) == (404, nowhere.content, dict(nowhere.items()))


def test_after_a_withdrawal_the_files_are_gone_and_after_a_restoration_back(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    found = paths(newsroom, release)
    newsroom.withdraw(release)
    assert {newsroom.get(path).status_code for path in found.values()} == {404}
    newsroom.publish(Release.objects.get(pk=release.pk).get_latest_revision_as_object())
    assert paths(newsroom, release) == found and {newsroom.get(path).status_code for path in found.values()} == {200}


def test_a_file_that_the_next_edition_lacks_is_gone(newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    found = paths(newsroom, release)
    newsroom.publish(dressed(Release.objects.get(pk=release.pk), document("Other budget")))
    assert newsroom.get(found["budget-2027.pdf"]).status_code == 404 and set(paths(newsroom, release)) == {"other-budget.pdf"}


@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}, {"If-Range": '"x"', "Range": "bytes=0-"}])
@pytest.mark.parametrize("method", ["get", "head"])
def test_wrong_names_and_tokens_are_told_apart_by_nothing(method: str, headers: dict[str, str], newsroom: Newsroom) -> None:
    release = public(newsroom, picture(), document())
    right = paths(newsroom, release)["budget-2027.pdf"]
    _, _, token, name = right.split("/")
    wrong = (
        f"/files/{token}/budget.pdf",
        f"/files/{'0' * 26}/{name}",
        f"/files/{token}/{name.upper()}",
        f"/files/{token}/gauge-at-dawn-card.jpg",
    )
    plain = getattr(Client(), method)("/nowhere/", headers=headers)
    for path in wrong:
        answer = getattr(Client(), method)(path, headers=headers)
        assert (answer.status_code, answer.content, dict(answer.items())) == (404, plain.content, dict(plain.items()))


HIDDEN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def answers(newsroom: Newsroom, *, hiding: bool) -> dict[str, Any]:
    """A public release with a picture; in one world a hidden one shares the picture, under words and a file of its own."""
    shared = picture()
    release = public(newsroom, shared, title="The public one")
    own = intake.picture(files.jpeg(640, 480), "quokka.jpg", title="Quokka", alt="A quokka.")
    if hiding:
        hidden = dressed(newsroom.draft("The hidden one"), shared, own, document("Quokka budget"))
        hidden.release_pictures.all()[0].caption = "The quokka’s caption"
        hidden.save_revision(user=newsroom.editor())
    counters = Counters.objects.get()
    upcoming = ids.public_id(SECRET, counters.sequence + 1, taken=lambda one: False)
    hashes = [one.sha256 for one in (*shared.renditions.all(), *own.renditions.all())]
    guessed = [f"/files/{ids.file_token(SECRET, sha256, upcoming)}/quokka-{size}.jpg" for sha256 in hashes for size in ("card", "print")]
    pages = [
        "/",
        "/news/",
        "/news.json",
        newsroom.path(release),
        "/files/abc/quokka-budget.pdf",
        *guessed,
        *paths(newsroom, release).values(),
    ]
    return {path: (one.status_code, dict(one.items()), body(one)) for path in pages for one in [newsroom.get(path)]}


def test_media_of_a_hidden_release_change_no_public_byte(template: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    worlds = []
    with django_db_blocker.unblock():
        for hiding in (False, True):
            conftest.copy(template, tmp_path / str(hiding))
            with time_machine.travel(HIDDEN_AT, tick=False):
                for newsroom in conftest.opened(tmp_path / str(hiding)):
                    random.seed(1)
                    worlds.append(answers(newsroom, hiding=hiding))
    assert worlds[0] == worlds[1] and len(worlds[0]) > 20
