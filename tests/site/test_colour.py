"""An institution's own colour, measured and mended."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.site import colour
from tests.test_house import ROOT

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)]
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert colour.contrast(one, other) == colour.contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("text", ["0B4F8A", "#0b4f8a", " #0b4f8a "])
def test_a_colour_is_read_as_people_write_it(text: str) -> None:
    assert colour.read(text) == "#0b4f8a" and colour.read("0bf") == "#00bbff"


@pytest.mark.parametrize("text", ["blue", "#12345", "#0b4f8a80", "rgb(1,2,3)", "#0b4f8g"])
def test_what_is_no_colour_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"“{text}” is no colour.")):
        colour.read(text)


@given(COLOURS, st.sampled_from([colour.LIGHT, colour.DARK]))
def test_the_nearest_passes_and_what_passes_stays(one: str, papers: tuple[str, str]) -> None:
    better = colour.nearest(one, papers)
    assert colour.on(better, papers) >= colour.LEAST
    assert (better == one) == (colour.on(one, papers) >= colour.LEAST)


@given(COLOURS)
def test_a_sheet_can_be_read_by_light_and_in_the_dark(one: str) -> None:
    accent = colour.nearest(one, colour.LIGHT)
    light, on_light, dark, on_dark = re.findall(r"#[0-9a-f]{6}", colour.sheet(accent))
    assert light == accent and min(colour.contrast(light, on_light), colour.contrast(dark, on_dark)) >= colour.LEAST


def test_the_papers_are_those_of_the_style_sheet() -> None:
    found = re.findall(r"--paper: (#\w+); --quiet: (#\w+);", (ROOT / "static" / "style.css").read_text())
    assert [tuple(map(colour.read, pair)) for pair in found[:2]] == [colour.LIGHT, colour.DARK]
