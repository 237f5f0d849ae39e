"""Files on private storage: names nobody chose, for their owner alone, without an address."""

import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dateline.media.models import Attachment, Picture, Rendition, attachment_name, private_name
from dateline.media.storage import PrivateStorage
from tests.newsroom import Newsroom


@pytest.mark.parametrize(
    ("filename", "suffix"),
    [
        ("Ana Bo's secret budget.PDF", ".pdf"),
        ("../../etc/passwd", ""),
        ("..\\..\\ana.jpg", ".jpg"),
        (".htaccess", ""),
        ("ana", ""),
        ("ana.tar.gz", ".gz"),
    ],
)
def test_a_stored_name_keeps_nothing_but_the_extension(filename: str, suffix: str) -> None:
    folder, name = private_name("originals", filename).split("/")
    assert folder == "originals" and name.removesuffix(suffix).isalnum() and len(name) == 32 + len(suffix)
    assert "ana" not in name and "secret" not in name
    assert private_name("originals", filename) != private_name("originals", filename)


def test_a_name_after_a_full_stop_is_no_extension() -> None:
    assert "bo" not in private_name("originals", "budget of ana.bo smith").partition("/")[2]


def test_every_kind_of_file_goes_into_its_folder(newsroom: Newsroom) -> None:
    assert Picture().get_upload_to("ana.jpg").startswith("originals/")
    assert Rendition().get_upload_to("ana.jpg").startswith("renditions/")
    assert attachment_name(None, "ana.pdf").startswith("attachments/")


def test_files_and_folders_are_for_their_owner_alone(newsroom: Newsroom) -> None:
    name = PrivateStorage().save("attachments/a.pdf", ContentFile(b"words"))
    path = newsroom.folder / "files" / name
    assert path.read_bytes() == b"words"
    assert [stat.S_IMODE(Path(one).stat().st_mode) for one in (path, path.parent)] == [0o600, 0o700]


def test_a_private_file_has_no_address(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match=r"^a\.pdf: private files have no address$"):
        default_storage.url("a.pdf")


def test_an_uploaded_attachment_is_private(newsroom: Newsroom) -> None:
    attachment = Attachment(title="Budget")
    attachment.file.save("ana bo.pdf", ContentFile(b"words"))
    assert (newsroom.folder / "files" / attachment.file.name).is_file()
    assert attachment.file.name.startswith("attachments/") and "ana" not in attachment.file.name
    with pytest.raises(ValueError, match="private files have no address"):
        attachment.file.url  # noqa: B018
