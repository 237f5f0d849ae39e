"""Files as people send them: pictures that tell where they were taken, documents small and hostile."""

import struct
import zipfile
from io import BytesIO
from typing import Any

from PIL import Image

PLACE = (46, 13, 51)  # degrees, minutes, seconds: nobody's business
SECRET_WORDS = (b"Nikkon D9", b"Ana Bo secret", b"GPS")


def noise(width: int = 1200, height: int = 800, mode: str = "RGB") -> Image.Image:
    """A picture with something in it, the same every time."""
    image = Image.radial_gradient("L").resize((width, height)).convert(mode)
    image.paste(Image.linear_gradient("L").resize((width // 3, height // 3)).convert(mode), (width // 4, height // 4))
    return image


def jpeg(width: int = 1200, height: int = 800, **options: Any) -> bytes:
    return saved(noise(width, height), "JPEG", **options)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def telling(width: int = 1200, height: int = 800, *, orientation: int = 1) -> bytes:
    """A JPEG with GPS, a camera, a comment and an embedded thumbnail's worth of EXIF."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x013B] = "Nikkon", "Nikkon D9", orientation, "Ana Bo secret"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", PLACE, "E", PLACE
    return jpeg(width, height, exif=exif, comment=b"Ana Bo secret comment")


def with_iptc(data: bytes, **fields: str) -> bytes:
    """The JPEG with IPTC IIM fields in UTF-8: credit, byline, headline, caption."""
    numbers = {"byline": 80, "headline": 105, "credit": 110, "caption": 120}
    records = dataset(1, 90, b"\x1b%G") + b"".join(dataset(2, numbers[name], words.encode()) for name, words in fields.items())
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\x00\x00" + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    return segment(data, b"Photoshop 3.0\x00" + block, 0xED)


def with_xmp(data: bytes, **attributes: str) -> bytes:
    said = " ".join(f'{name.replace("_", ":")}="{words}"' for name, words in attributes.items())
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" {said}><dc:creator><rdf:Seq><rdf:li>Daudi Mugerwa</rdf:li></rdf:Seq></dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return segment(data, b"http://ns.adobe.com/xap/1.0/\x00" + packet.encode(), 0xE1)


def dataset(record: int, number: int, words: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(words)) + words


def segment(data: bytes, payload: bytes, marker: int) -> bytes:
    """The JPEG with one more segment right after its start."""
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload + data[2:]


def png_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few bytes that claim 900 million pixels."""
    data = bytearray(saved(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = struct.pack(">II", width, height)
    import zlib

    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


def pdf(pages: int = 2, words: str = "Budget") -> bytes:
    """A small PDF with that many empty pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode()]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"] * pages
    body = b"".join(b"%d 0 obj" % number + data + b"endobj\n" for number, data in enumerate(objects, 1))
    return b"%PDF-1.4\n% " + words.encode() + b"\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def packed(entries: dict[str, bytes], *, first: tuple[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ([first] if first else []) + list(entries.items()):
            archive.writestr(name, data)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **more})
