"""What is taken and what is not, and what whoever sent it is told."""

from io import BytesIO

import pytest

from dateline.media.attachments import examine
from dateline.media.kinds import ATTACHMENT_MB, DOCX, EPUB, MB, ODT, PDF, TXT, Kind, Refused, attachment_kind, picture_kind
from tests import files

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (SVG, "a.svg", "This is an SVG drawing. Pictures are taken as JPEG, PNG, WebP and GIF; export it as one of them."),
        (SVG, "a.jpg", "This is an SVG drawing."),
        (files.pdf(), "a.jpg", "This is a PDF. Pictures are taken as JPEG, PNG, WebP and GIF; a PDF goes under Attachments."),
        (b"II*\x00rest", "a.tif", "This is a TIFF picture."),
        (b"\x00\x00\x00\x18ftypheic", "a.heic", "This is a HEIC picture."),
        (b"\x00\x00\x00\x18ftypmp42", "a.mp4", "This is a film."),
        (b"MZ\x90", "a.png", "This is a program."),
        (b"", "a.png", "This is an empty file."),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", "This is a PNG file, but its name ends in “.jpg”. Call it .png, if that is what it is."),
        (b"\xff\xd8\xff\xe0", "a", "This is a JPEG file, but its name has no ending."),
    ],
)
def test_what_is_no_picture_is_named_for_what_it_is(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        picture_kind(data, name)
    assert str(refusal.value).startswith(said)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (files.pdf(), "report.PDF", PDF),
        (files.docx(), "report.docx", DOCX),
        (files.packed({}, first=("mimetype", ODT.media_type.encode())), "report.odt", ODT),
        (files.packed({}, first=("mimetype", b"application/epub+zip")), "book.epub", EPUB),
        ("Größe\tÄ\n".encode(), "data.txt", TXT),
    ],
)
def test_documents_are_known_by_their_content(data: bytes, name: str, kind: Kind) -> None:
    assert attachment_kind(BytesIO(data), name) is kind


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (files.packed({"a.pdf": b"x"}), "a.zip", "This is a ZIP archive. Send what is in it"),
        (files.packed({"a.pdf": b"x"}), "a.docx", "This is a ZIP archive."),
        (files.docx(), "a.pdf", "This is a DOCX file, but its name ends in “.pdf”."),
        (files.docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "This document holds macros"),
        (files.docx(**{"word/media/a.bin": bytes(40 * MB)}), "a.docx", "This document unpacks to 40 MB from 1 MB."),
        (files.docx()[:60], "a.docx", "This file is damaged or locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "This is an office document of before 2007."),
        (SVG, "a.txt", "This is an SVG drawing."),
        (b"<!DOCTYPE html><script>x</script>", "a.csv", "This is a web page."),
        (files.jpeg(), "a.jpg", "This is a picture. Attachments are taken as"),
        ("Größe".encode("latin-1"), "a.csv", "This text is not in UTF-8"),
        ("Größe".encode("utf-16"), "a.csv", "This text is not in UTF-8"),
        (b"words", "a.exe", "This is a text, and its name ends in “.exe”."),
        (b"MZ\x90\x00", "a.pdf", "This is a program."),
        (b"Rar!\x1a", "a.rar", "This is a RAR archive."),
    ],
)
def test_what_is_no_document_is_refused_with_the_way_out(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        attachment_kind(BytesIO(data), name)
    assert str(refusal.value).startswith(said)


def test_a_file_that_is_too_large_is_told_the_limit() -> None:
    with pytest.raises(Refused, match=r"^This file has 101 MB; 100 MB are the most\."):
        examine(BytesIO(), (ATTACHMENT_MB + 1) * MB, "a.pdf")


@pytest.mark.parametrize("pages", [1, 2, 24])
def test_a_pdf_says_how_many_pages_it_has(pages: int) -> None:
    data = files.pdf(pages)
    assert examine(BytesIO(data), len(data), "a.pdf").pages == pages


def test_a_pdf_with_packed_objects_says_so_too() -> None:
    import zlib

    packed = zlib.compress(b"1 0 2 40 <</Type /Catalog>> << /Kids [3 0 R] /Count 7 /Type /Pages >>")
    data = b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 2/First 8/Filter/FlateDecode>>stream\r\n" + packed + b"\nendstream endobj\n%%EOF"
    assert examine(BytesIO(data), len(data), "a.pdf").pages == 7
