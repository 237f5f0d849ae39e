"""Pictures and attachments at the desk: upload, words, choice, rights, private previews."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from dateline.media.models import UNTITLED, Attachment, Picture
from dateline.people.models import Role
from dateline.releases.checks import problems
from dateline.releases.models import Release
from tests import files
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom
from tests.stories.test_media import body, document, dressed, picture

PICTURES, ATTACHMENTS = "/desk/images/multiple/add/", "/desk/documents/multiple/add/"


def uploads(desk: Desk, path: str, data: bytes, name: str) -> Any:
    """What the page sends when a file is dropped on it."""
    title = name.rpartition(".")[0].replace("_", " ")
    sent = desk.sends(path, {"title": title, "files[]": SimpleUploadedFile(name, data)}, **{"X-Requested-With": "XMLHttpRequest"})
    assert sent.status_code == 200
    return json.loads(sent.content)


def test_a_dropped_picture_is_taken_without_its_name_and_place_and_with_its_words(desk: Desk) -> None:
    data = files.with_iptc(files.telling(), credit="ILRO", byline="Daudi", headline="Gauge at dawn", caption="At Namirembe.")
    assert uploads(desk, PICTURES, data, "DSC_0042.jpg")["success"]
    one = Picture.objects.get()
    assert (one.title, one.credit, one.caption) == ("Gauge at dawn", "ILRO/Daudi", "At Namirembe.")
    assert (
        one.renditions.count() == 5
        and b"Nikkon" not in Path(one.file.path).read_bytes()
        and one.uploaded_by_user.username == "editor-everywhere"
    )


def test_only_a_picture_that_was_taken_is_asked_for_its_alternative_text(desk: Desk) -> None:
    asked = html.document_fromstring(desk.page(PICTURES)).xpath(
        "//template//*[starts-with(normalize-space(text()), 'Say in the alternative')]"
    )
    assert [one.getparent().get("class") for one in asked] == ["status-msg success", "status-msg warning"]


def test_a_picture_without_a_headline_waits_for_its_title(desk: Desk) -> None:
    answer = uploads(desk, PICTURES, files.jpeg(), "Ana Bo secret.jpg")
    one = Picture.objects.get()
    assert one.title == UNTITLED and "secret" not in answer["form"]
    saved = desk.sends(f"/desk/images/multiple/{one.pk}/", {f"image-{one.pk}-title": "A gauge", f"image-{one.pk}-alt": "White."})
    assert json.loads(saved.content)["success"] and (Picture.objects.get().title, Picture.objects.get().alt) == ("A gauge", "White.")


@pytest.mark.parametrize(
    ("path", "data", "name", "said"),
    [
        (PICTURES, files.png_bomb(), "a.png", "40 million are the most"),
        (PICTURES, b"<svg/>", "a.svg", "This is an SVG drawing"),
        (PICTURES, files.pdf(), "a.jpg", "a PDF goes under Attachments"),
        (ATTACHMENTS, files.packed({"a": b"b"}), "a.zip", "This is a ZIP archive"),
        (ATTACHMENTS, files.jpeg(), "a.jpg", "Upload it under Pictures"),
        (ATTACHMENTS, files.docx(), "a.pdf", "This is a DOCX file"),
    ],
)
def test_what_is_not_taken_is_said_and_stored_nowhere(path: str, data: bytes, name: str, said: str, desk: Desk, newsroom: Newsroom) -> None:
    answer = uploads(desk, path, data, name)
    assert not answer["success"] and said in answer["error_message"]
    assert not Picture.objects.exists() and not Attachment.objects.exists()
    assert not [one for one in newsroom.folder.glob("files/**/*") if one.is_file()]


def test_a_dropped_document_is_taken_with_its_pages(desk: Desk) -> None:
    assert uploads(desk, ATTACHMENTS, files.pdf(3), "secret plan.pdf")["success"]
    one = Attachment.objects.get()
    assert (one.title, one.pages, len(one.sha256)) == (UNTITLED, 3, 64) and "secret" not in one.file.name


def test_lists_show_thumbnails_and_find_by_title_in_any_script(desk: Desk, newsroom: Newsroom) -> None:
    one, _ = picture("Мост через Чари"), picture("Gauge")
    card = one.renditions.get(filter_spec="card")
    assert f"/desk/files/{card.sha256}/" in desk.page("/desk/pictures/")
    found = desk.page("/desk/pictures/?q=мост")
    assert "Мост через Чари" in found and "Gauge" not in found
    document()
    assert "Budget 2027" in desk.page("/desk/attachments/?q=budget")


def test_the_window_to_choose_finds_by_title_too(desk: Desk) -> None:
    one, _ = picture("Bridge"), picture("Gauge")
    found = desk.get("/desk/images/chooser/results/?q=bri").content.decode()
    assert "Bridge" in found and "Gauge" not in found
    chosen = json.loads(desk.get(f"/desk/images/chooser/chosen/{one.pk}/").content)
    assert chosen["result"]["preview"]["url"].startswith("/desk/files/")
    assert "Budget 2027" in desk.get(f"/desk/documents/chooser/chosen/{document().pk}/").content.decode()
    assert desk.get("/desk/documents/chooser/").status_code == 200


def test_the_window_takes_a_new_one(desk: Desk) -> None:
    data = {"image-chooser-upload-title": "Quay", "image-chooser-upload-file": SimpleUploadedFile("x.jpg", files.telling())}
    assert json.loads(desk.sends("/desk/images/chooser/create/", data).content)["step"] == "chosen"
    assert Picture.objects.get().title == "Quay" and Picture.objects.get().renditions.count() == 5


def test_a_release_with_pictures_and_documents_is_published_from_its_form(desk: Desk, newsroom: Newsroom) -> None:
    one, plan = picture(), document()
    desk.creates(publish=True, offices=["Bar"], pictures=[one], attachments=[plan])
    release = Release.objects.get()
    assert release.live and [row.picture for row in release.release_pictures.all()] == [one]
    assert newsroom.item(release).files.count() == 6


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"alt": ""}, "“Gauge at dawn” has no alternative text."),
        ({"licence_ends_on": "2020-02-01"}, "the licence of “Gauge at dawn” ended on 1 February 2020."),
    ],
)
def test_a_picture_that_readers_could_not_use_keeps_a_release_in(
    said: dict[str, str], problem: str, desk: Desk, newsroom: Newsroom
) -> None:
    answer = desk.creates(publish=True, offices=["Bar"], pictures=[Picture.objects.get(pk=picture(**said).pk)])
    assert answer.status_code == 200 and problem in answer.content.decode()
    assert newsroom.titles() == []


def test_an_attachment_without_a_title_keeps_a_release_in(newsroom: Newsroom) -> None:
    release = dressed(newsroom.draft(), document(UNTITLED))
    assert [one.field for one in problems(release)] == ["release_attachments"]


def test_previews_are_for_who_writes_and_kept_nowhere(desk: Desk, desk_of: Callable[..., Desk], newsroom: Newsroom) -> None:
    path = picture().get_rendition("page").url
    answer = desk.get(path)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store" and body(answer)[:2] == b"\xff\xd8"
    assert newsroom.get(path).status_code == 302 and newsroom.get(path.replace(path[12:20], "0" * 8)).status_code == 302
    assert desk.get(f"/desk/files/{'0' * 64}/").status_code == 404


def test_a_draft_shows_its_pictures_to_who_may_see_it(desk: Desk, newsroom: Newsroom) -> None:
    release = dressed(newsroom.draft(offices=["Bar"]), picture())
    release.save_revision(user=newsroom.editor())
    desk.get(f"/desk/releases/edit/{release.pk}/")
    page = release.serve_preview(newsroom.reader.request().wsgi_request, "").content.decode()
    assert "/desk/files/" in page and "/files/" not in page.replace("/desk/files/", "")


@pytest.fixture
def used(newsroom: Newsroom) -> Picture:
    """A picture in the draft of a release of the office in Astana."""
    one = picture()
    release = newsroom.published(offices=["Astana"])
    dressed(release, one).save_revision(user=newsroom.editor())
    return one


def test_what_another_office_uses_is_not_changed(used: Picture, desk_of: Callable[..., Desk]) -> None:
    officer = desk_of(Role.OFFICER, "Bar")
    path = f"/desk/pictures/edit/{used.pk}/"
    assert officer.get(path).status_code == 302
    assert "is used by 1 release of Astana. Ask there, or upload a copy of your own." in officer.page("/desk/pictures/")
    officer.sends(path, {"title": "Mine"})
    officer.sends(f"/desk/images/multiple/{used.pk}/", {f"image-{used.pk}-title": "Mine"})
    assert Picture.objects.get().title == "Gauge at dawn"
    assert desk_of(Role.OFFICER, "Astana").get(path).status_code == 200


def test_what_is_used_is_deleted_by_nobody(used: Picture, desk_of: Callable[..., Desk]) -> None:
    administrator = desk_of(Role.ADMINISTRATOR)
    administrator.sends(f"/desk/pictures/delete/{used.pk}/", {})
    assert "1 release uses it: take it out there first." in administrator.page("/desk/pictures/").replace(
        "release use it", "release uses it"
    )
    administrator.sends(f"/desk/images/multiple/{used.pk}/delete/", {})
    assert Picture.objects.exists()


def test_what_an_edition_shows_is_deleted_by_nobody(desk: Desk, newsroom: Newsroom) -> None:
    one, plan, block = picture(), document(), picture("In the text")
    release = dressed(newsroom.draft(offices=["Bar"], body=[("picture", {"picture": block})]), one, plan)
    newsroom.publish(release)
    newsroom.publish(dressed(Release.objects.get(pk=release.pk), document("Other")))
    for path in (f"pictures/delete/{one.pk}/", f"attachments/delete/{plan.pk}/", f"pictures/delete/{block.pk}/"):
        desk.sends(f"/desk/{path}", {})
    assert Picture.objects.count() == 2 and Attachment.objects.count() == 2
    assert "A published edition shows it" in desk.page("/desk/pictures/")


def test_what_nobody_uses_is_deleted_with_its_files(desk: Desk, newsroom: Newsroom) -> None:
    one = picture()
    assert "Are you sure" in desk.page(f"/desk/pictures/delete/{one.pk}/")
    desk.sends(f"/desk/pictures/delete/{one.pk}/", {})
    assert not Picture.objects.exists() and not [path for path in newsroom.folder.glob("files/**/*") if path.is_file()]


def test_who_writes_nowhere_sees_nothing(newsroom: Newsroom, desk: Desk) -> None:
    nobody = newsroom.person("nobody")
    nobody.assignments.all().delete()
    stranger = Desk(newsroom, nobody)
    path = picture().get_rendition("card").url
    assert {stranger.get(one).status_code for one in ("/desk/pictures/", PICTURES, "/desk/images/chooser/", path)} == {302}


@pytest.mark.parametrize(
    "path", ["images/", "documents/", "images/add/", "images/1/generate_url/", "images/1/preview/max-9x9/", "collections/"]
)
def test_the_rest_of_wagtails_rooms_stays_closed(path: str, desk: Desk) -> None:
    assert desk.get(f"/desk/{path}").status_code == 404


def test_the_form_of_a_picture_offers_no_other_file(desk: Desk) -> None:
    one = picture()
    page = desk.page(f"/desk/pictures/edit/{one.pk}/")
    assert 'type="file"' not in page and "No release uses it." in page
    desk.sends(f"/desk/pictures/edit/{one.pk}/", {"title": "Quay", "alt": "A quay.", "licence_ends_on": "2030-01-31"})
    assert (Picture.objects.get().title, str(Picture.objects.get().licence_ends_on)) == ("Quay", "2030-01-31")
    assert desk.page(f"/desk/attachments/edit/{document().pk}/")
    assert desk.get(f"/desk/images/{one.pk}/")["Location"] == f"/desk/pictures/edit/{one.pk}/"


@pytest.mark.parametrize("name", ["pictures", "attachments"])
def test_a_list_calls_its_things_by_our_words(name: str, desk: Desk) -> None:
    picture(), document()
    page = desk.page(f"/desk/{name}/")
    assert f"Add {name.removesuffix('s')}" in page and name.capitalize() in page and "Documents" not in page
    assert f"1 {name.removesuffix('s')}\n" in page


def test_the_list_says_what_a_picture_lacks(desk: Desk) -> None:
    picture(title="Whole", alt="A quay.", credit="ILRO")
    assert "nothing" in desk.page("/desk/pictures/") and "alternative text" not in desk.page("/desk/pictures/")
    picture(title="Bare", alt="", credit="ILRO")
    assert '<span class="desk-todo">alternative text</span>' in desk.page("/desk/pictures/")


def test_a_title_in_the_list_of_attachments_says_its_language(desk: Desk) -> None:
    one = document()
    Attachment.objects.filter(pk=one.pk).update(title="تقرير", language="ar")
    assert '<bdi lang="ar" dir="rtl">تقرير</bdi>' in desk.page("/desk/attachments/")
    assert " ".join(desk.page(f"/desk/attachments/edit/{one.pk}/").split()).count("> Attachments </a>") == 1


@pytest.mark.parametrize(("path", "word"), [("/desk/images/chooser/", "picture"), ("/desk/documents/chooser/", "attachment")])
def test_the_window_to_choose_speaks_our_words(path: str, word: str, desk: Desk) -> None:
    assert f"There is no {word} here yet." in json.loads(desk.page(path))["html"]
    picture()
    document()
    assert f"<h2>Latest {word}s</h2>" in json.loads(desk.page(path))["html"]
