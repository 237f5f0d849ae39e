"""What a document says of those who wrote it."""

import zlib
from io import BytesIO

import pytest

from dateline.media.traces import traces
from tests import files

CORE = (
    b'<p:coreProperties xmlns:p="p" xmlns:dc="dc"><dc:creator>Ana Bo</dc:creator><p:lastModifiedBy>Cy</p:lastModifiedBy></p:coreProperties>'
)
XMP = (
    b'<x:xmpmeta xmlns:x="x" xmlns:dc="dc" xmlns:xmp="xmp" xmlns:st="st" xmlns:r="r"><r:RDF><r:Description xmp:CreatorTool="Word">'
    b"<dc:creator><r:Seq><r:li>Ana Bo</r:li></r:Seq></dc:creator>"
    b'<st:from st:filePath="C:\\Users\\abo\\budget.docx"/><st:filePath>/home/abo/logo.ai</st:filePath></r:Description></r:RDF></x:xmpmeta>'
)
TRACKED = b'<w:document xmlns:w="w"><w:del><w:delText>secret</w:delText></w:del><w:vanish/></w:document>'


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (files.pdf(), []),
        (b"%PDF-1.4 <</Author (Ana \\(A.\\) Bo)/Title<FEFF0041>>>", ["author: Ana (A.) Bo", "title: A"]),
        (b"%PDF-1.4 /EmbeddedFile %%EOF %%EOF %%EOF", ["other files are attached within it",
         "earlier versions of it may be within it: it was saved 3 times"]),
        (b"%PDF-1.4 <</Producer (Acrobat Distiller 11)>>", ["written by: Acrobat Distiller 11"]),
        (b"%PDF-1.5 <</Type/ObjStm/Filter/FlateDecode/Length 40>>stream\n" + zlib.compress(b"<</Author (Ana Bo)>>") + b"endstream",
         ["author: Ana Bo"]),
        (b"%PDF-1.7 " + XMP, ["made with: Word", "author: Ana Bo", "a path: C:\\Users\\abo\\budget.docx", "a path: /home/abo/logo.ai"]),
        (b"%PDF-1.7 <x:xmpmeta><broken></x:xmpmeta>", []),
        (files.docx(), []),
        (files.docx(**{"docProps/core.xml": CORE, "word/comments.xml": b"<x/>"}),
         ["author: Ana Bo", "last changed by: Cy", "comments are within it"]),
        (files.packed({"[Content_Types].xml": b"", "word/document.xml": TRACKED}),
         ["tracked changes are within it: words that were taken out can be read", "hidden text or notes are within it"]),
        (files.docx(**{"docProps/core.xml": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x><creator>&a;</creator></x>"}), []),
        (files.docx(**{"docProps/core.xml": b"not xml"}), []),
        (b"PK\x03\x04damaged", []),
        (b"words", []),
    ],
)  # fmt: skip
def test_what_a_document_carries_is_told(data: bytes, found: list[str]) -> None:
    assert traces(BytesIO(data)) == found
