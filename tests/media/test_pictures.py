"""A picture is drawn anew: what is seen stays, what is hidden goes; the words of its author are offered."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from dateline.media import pictures
from dateline.media.kinds import Refused
from dateline.media.pictures import Said, take
from dateline.media.renditions import SIZES, drawn
from tests import files


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_nothing_is_left_of_where_and_with_what_it_was_taken() -> None:
    came = files.telling()
    assert b"Nikkon D9" in came and opened(came).getexif().get_ifd(0x8825)
    kept = take(came, "DSC_0042.jpg")
    assert not [words for words in files.SECRET_WORDS if words in kept.data]
    assert not opened(kept.data).getexif() and set(opened(kept.data).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_finds_no_place_either(tmp_path: Path) -> None:
    file = tmp_path / "kept.jpg"
    file.write_bytes(take(files.telling(), "a.jpg").data)
    told = subprocess.run(["exiftool", "-a", "-G1", str(file)], capture_output=True, text=True, check=True).stdout
    assert "GPS" not in told and "Nikkon" not in told


@pytest.mark.parametrize(("orientation", "size"), [(1, (300, 200)), (3, (300, 200)), (6, (200, 300)), (8, (200, 300))])
def test_the_turn_that_a_camera_noted_is_carried_out(orientation: int, size: tuple[int, int]) -> None:
    kept = take(files.telling(300, 200, orientation=orientation), "a.jpg")
    assert (kept.width, kept.height) == size == opened(kept.data).size


def test_credit_caption_and_headline_are_read_first() -> None:
    data = files.with_iptc(
        files.jpeg(), credit="ILRO", byline="Daudi Mugerwa", headline="Gauge at dawn", caption="The gauge\nat Namirembe – ça."
    )
    assert take(data, "a.jpg").said == Said("Gauge at dawn", "The gauge at Namirembe – ça.", "ILRO/Daudi Mugerwa")


def test_words_in_xmp_go_before_those_in_iim() -> None:
    data = files.with_iptc(files.jpeg(), credit="Old", caption="Old caption")
    said = take(files.with_xmp(data, photoshop_Credit="ILRO", Iptc4xmpCore_AltTextAccessibility="A gauge."), "a.jpg").said
    assert said == Said("", "Old caption", "ILRO/Daudi Mugerwa", "A gauge.")


def test_hostile_words_do_no_harm() -> None:
    xml = b'http://ns.adobe.com/xap/1.0/\x00<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert take(files.segment(files.jpeg(), xml, 0xE1), "a.jpg").said == Said()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (files.png_bomb(), "a.png", "This picture has far more pixels; 40 million are the most."),
        (files.png_bomb(8000, 5001), "a.png", "This picture has 8,000 × 5,001, 41 million pixels; 40 million are the most."),
        (files.jpeg()[:4000], "a.jpg", "This JPEG file is damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "a.jpg", "This JPEG file is damaged"),
    ],
)
def test_bombs_and_broken_files_are_refused_with_words(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        take(data, name)
    assert str(refusal.value).startswith(said)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_refused(form: str) -> None:
    frames = [files.noise(40, 30), Image.new("RGB", (40, 30), "red")]
    data = files.saved(frames[0], form, save_all=True, append_images=frames[1:])
    with pytest.raises(Refused, match="moves. Still pictures are taken"):
        take(data, f"a.{form.lower()}")


@pytest.mark.parametrize(
    ("mode", "form", "kept"),
    [("RGB", "WEBP", "JPEG"), ("RGBA", "WEBP", "PNG"), ("P", "GIF", "PNG"), ("RGBA", "PNG", "PNG"), ("LA", "PNG", "PNG"),
     ("L", "JPEG", "JPEG"), ("CMYK", "JPEG", "JPEG"), ("I;16", "PNG", "PNG"), ("1", "PNG", "PNG")],
)  # fmt: skip
def test_every_kind_of_picture_is_kept_as_jpeg_or_png(mode: str, form: str, kept: str) -> None:
    image = files.noise(60, 40).convert("L" if mode == "I;16" else mode).convert(mode)
    if mode == "RGBA":
        image.putalpha(120)
    taken = take(files.saved(image, form), f"a.{form.lower()}")
    assert taken.kind.name == kept and opened(taken.data).format == kept and (taken.width, taken.height) == (60, 40)


def test_colours_of_another_profile_become_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in opened(take(files.jpeg(icc_profile=lab), "a.jpg").data).info
    assert pictures.in_srgb(files.noise(8, 8), b"nonsense").size == (8, 8)


def test_sizes_are_of_their_shape_and_never_larger_than_the_picture() -> None:
    sizes = {size.name: opened(drawn(files.noise(5000, 3000), size)).size for size in SIZES}
    assert sizes == {"card": (320, 214), "page": (1320, 792), "wide": (1600, 1067), "social": (1200, 630), "print": (4000, 2400)}
    assert len({drawn(files.noise(1200, 800), size) for size in SIZES}) == len(SIZES)
    small = {size.name: opened(drawn(files.noise(300, 600), size)).size for size in SIZES}
    assert small == {"card": (300, 201), "page": (300, 600), "wide": (300, 200), "social": (300, 158), "print": (300, 600)}


def test_the_same_picture_gives_the_same_bytes() -> None:
    one, other = take(files.telling(), "a.jpg"), take(files.telling(), "b.jpeg")
    assert one.data == other.data
    assert [drawn(opened(one.data), size) for size in SIZES] == [drawn(opened(other.data), size) for size in SIZES]
