"""A picture as it came: a picture as we keep it, drawn anew, with nothing in it but what is seen.

Where it was taken, by which camera, thumbnails and all other hidden words stay behind; the turn a camera noted is carried out; colours
become sRGB. What the photographer wrote as credit, caption and headline (IPTC IIM and XMP, https://iptc.org/std/photometadata/) is
read first and offered to the editor.
"""

import hashlib
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from lxml import etree
from PIL import Image, ImageCms, ImageOps, IptcImagePlugin

from dateline.media.kinds import JPEG, PICTURE_MEGAPIXELS, PNG, Kind, Refused, picture_kind

Image.init()  # all of Pillow's readers, so that one can be asked for by name

QUALITY = 95  # of what is kept: no eye sees the loss, and the renditions are drawn from it
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
    IndexError,
    KeyError,
)  # what Pillow raises for damaged files
CREDIT, BYLINE, HEADLINE, CAPTION, CHARACTERS = (2, 110), (2, 80), (2, 105), (2, 120), (1, 90)
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the file itself says about the picture."""

    headline: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture as it is kept."""

    data: bytes
    kind: Kind
    width: int
    height: int
    said: Said

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def take(data: bytes, name: str) -> Taken:
    """The picture drawn anew. Raises Refused with what is wrong and what to do."""
    kind = picture_kind(data[:512], name)
    try:
        with Image.open(BytesIO(data), formats=(kind.name.upper(),)) as image:
            require_modest(image, kind)
            said = read_words(image)
            drawn = upright(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(too_many("far more")) from None
    except Refused:
        raise
    except BROKEN:
        raise Refused(f"This {kind.name} file is damaged and cannot be opened. Export it anew and send it again.") from None
    kept = PNG if kind.name in ("PNG", "GIF") or has_alpha(drawn) else JPEG
    return Taken(encoded(drawn, kept), kept, *drawn.size, said)


def require_modest(image: Image.Image, kind: Kind) -> None:
    width, height = image.size
    if width * height > PICTURE_MEGAPIXELS * 1_000_000:
        raise Refused(too_many(f"{width:,} × {height:,}, {ceil(width * height / 1e6):,} million"))
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":  # a camera's JPEG may carry a second, small one
        raise Refused(f"This {kind.name} file moves. Still pictures are taken; save one frame of it.")


def too_many(how_many: str) -> str:
    return f"This picture has {how_many} pixels; {PICTURE_MEGAPIXELS} million are the most. Make it smaller and send it again."


def upright(image: Image.Image) -> Image.Image:
    """Turned as its camera noted, in sRGB, in a mode that both JPEG and PNG know, without anything beside the pixels."""
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    turned = turned.convert("RGBA" if has_alpha(turned) else "RGB") if turned.mode in ("P", "PA", "LA", "1", "La", "RGBa") else turned
    if turned.mode.startswith(("I", "F")):  # 16 bits a pixel, from scanners
        turned = turned.point(lambda value: value / 256).convert("L")
    coloured = in_srgb(turned, profile) if profile else turned
    plain = coloured if coloured.mode in ("L", "RGB", "RGBA") else coloured.convert("RGB")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made: Any = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, *BROKEN):
        return image  # a wrong profile is worse than none
    return made if isinstance(made, Image.Image) else image


def has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info


def encoded(image: Image.Image, kind: Kind, quality: int = QUALITY) -> bytes:
    """The same pixels give the same bytes."""
    out = BytesIO()
    if kind is PNG:
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=quality, subsampling=0 if quality >= 90 else 2, optimize=True, progressive=True)
    return out.getvalue()


def read_words(image: Image.Image) -> Said:
    """Credit, caption, headline and alternative text, XMP before IIM, each trimmed to its field."""
    iim, xmp = iim_words(image), xmp_words(image)
    credit, byline = xmp["credit"] or iim["credit"], xmp["byline"] or iim["byline"]
    both = f"{credit}/{byline}" if credit and byline and byline not in credit else credit or byline
    return Said(
        headline=(xmp["headline"] or iim["headline"])[:255],
        caption=(xmp["caption"] or iim["caption"])[:2000],
        credit=both[:255],
        alt=xmp["alt"][:500],
    )


def iim_words(image: Image.Image) -> dict[str, str]:
    try:
        found: dict[Any, Any] = dict(IptcImagePlugin.getiptcinfo(image) or {})  # type: ignore[no-untyped-call]
    except BROKEN:
        found = {}
    encoding = "utf-8" if found.get(CHARACTERS) == b"\x1b%G" else ""

    def words(key: tuple[int, int]) -> str:
        value = found.get(key, b"")
        data = value[0] if isinstance(value, list) else value
        return tidied(decoded(data, encoding) if isinstance(data, bytes) else "")

    return {"credit": words(CREDIT), "byline": words(BYLINE), "headline": words(HEADLINE), "caption": words(CAPTION)}


def decoded(data: bytes, encoding: str) -> str:
    """IIM without a mark of its encoding is UTF-8 in practice, Latin-1 by the letter."""
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


XMP_PATHS = {
    "credit": "photoshop:Credit",
    "byline": "dc:creator",
    "headline": "photoshop:Headline",
    "caption": "dc:description",
    "alt": "core:AltTextAccessibility",
}


def xmp_words(image: Image.Image) -> dict[str, str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    try:
        safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(packet.encode() if isinstance(packet, str) else packet.strip(b"\x00 \r\n\t"), safe)
    except (etree.XMLSyntaxError, ValueError):
        return dict.fromkeys(XMP_PATHS, "")
    return {name: xmp_value(root, path) for name, path in XMP_PATHS.items()}


def xmp_value(root: Any, path: str) -> str:
    """A property as attribute, as text or as the first entry of its list."""
    found = root.xpath(f"//rdf:Description/@{path} | //{path}//rdf:li/text() | //{path}/text()", namespaces=NAMESPACES)
    return next((tidied(str(words)) for words in found if tidied(str(words))), "")


def tidied(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
