"""A picture: its sizes, out of one fixed list, made when it is taken in or prepared. No reader's request makes one.

The same picture gives the same bytes, so its SHA-256 stands in an Edition for ever. Nothing is ever drawn larger than it is.
"""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from PIL import Image

from dateline.media.kinds import JPEG
from dateline.media.models import Picture, Rendition
from dateline.media.pictures import encoded


@dataclass(frozen=True, slots=True)
class Size:
    """One size: at most this wide and high; `crop` cuts to that shape, else all of the picture is kept."""

    name: str
    width: int
    height: int
    crop: bool
    quality: int


SIZES = (
    Size("card", 320, 214, crop=True, quality=80),  # 160 x 107 in a list, at twice the pixels
    Size("page", 1320, 4000, crop=False, quality=82),  # 660 beside the text, at twice the pixels
    # 3:2, on top of the first page; one made before November 2026 is 16:9, and the page cuts it. Its quality is not that of `page`,
    # or a small picture of that shape would have two names for one file.
    Size("wide", 1600, 1067, crop=True, quality=80),
    Size("social", 1200, 630, crop=True, quality=82),
    Size("print", 4000, 4000, crop=False, quality=90),  # 34 cm at 300 dpi: a newspaper's whole page
)
NAMES = tuple(size.name for size in SIZES)
CENTRE = (0.5, 0.4)  # faces and horizons stand above the middle


def prepare(picture: Picture) -> dict[str, Rendition]:
    """Every size of the list, by name and in its order; those that are there already are not made again."""
    there = {one.filter_spec: one for one in picture.renditions.filter(filter_spec__in=NAMES)}
    missing = [size for size in SIZES if size.name not in there]
    if missing:
        with picture.file.storage.open(picture.file.name, "rb") as file, Image.open(file) as image:
            original = on_white(image)
        there |= {size.name: make(picture, original, size) for size in missing}
    return {name: there[name] for name in NAMES}


def make(picture: Picture, original: Image.Image, size: Size) -> Rendition:
    data = drawn(original, size)
    file = ContentFile(data, name=f"{size.name}.{JPEG.suffix}")
    made: Rendition
    made, _ = Rendition.objects.get_or_create(
        image=picture, filter_spec=size.name, focal_point_key="", defaults={"file": file, "sha256": hashlib.sha256(data).hexdigest()}
    )
    return made


def on_white(image: Image.Image) -> Image.Image:
    """As a printed page shows it: what is transparent is paper."""
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    with_alpha = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return paper


def drawn(original: Image.Image, size: Size) -> bytes:
    """One size as JPEG."""
    if size.crop:
        left, top, right, bottom = window(original.size, size)
        scale = min(1, size.width / (right - left))
        target = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
        return encoded(original.resize(target, Image.Resampling.LANCZOS, box=(left, top, right, bottom)), JPEG, size.quality)
    scale = min(1, size.width / original.width, size.height / original.height)
    target = (max(1, round(original.width * scale)), max(1, round(original.height * scale)))
    fitted = original if scale == 1 else original.resize(target, Image.Resampling.LANCZOS)
    return encoded(fitted, JPEG, size.quality)


def window(whole: tuple[int, int], size: Size) -> tuple[int, int, int, int]:
    """The largest part of the picture that has the size's shape."""
    width, height = whole
    wide = min(width, max(1, round(height * size.width / size.height)))
    high = min(height, max(1, round(width * size.height / size.width)))
    left, top = round((width - wide) * CENTRE[0]), round((height - high) * CENTRE[1])
    return left, top, left + wide, top + high
