"""An institution's own colour on our papers: contrast after WCAG 2.2 (1.4.3, relative luminance), and the nearest that passes. Pure."""

import colorsys
import re
from collections.abc import Sequence

LEAST = 4.5  # WCAG 2.2, 1.4.3
LIGHT, DARK = ("#ffffff", "#f6f5f1"), ("#14171a", "#1d2125")  # --paper and --quiet of static/style.css
STEPS = 255


def read(text: str) -> str:
    """ "0B4F8A" or "#0b4" as "#0b4f8a". Raises ValueError for what is no colour."""
    digits = text.strip().removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise ValueError(f"“{text}” is no colour. Write # and six hexadecimal digits, such as #0b4f8a.")
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on(colour: str, papers: Sequence[str]) -> float:
    """The contrast on the worst of these papers."""
    return min(contrast(colour, paper) for paper in papers)


def nearest(colour: str, papers: Sequence[str]) -> str:
    """The colour of the same hue and strength, as little darker or lighter as it takes to be read on all these papers."""
    hue, lightness, strength = colorsys.rgb_to_hls(*parts(colour))
    steps = sorted((number / STEPS for number in range(STEPS + 1)), key=lambda step: abs(step - lightness))
    shades = (colour, *(hexadecimal(colorsys.hls_to_rgb(hue, step, strength)) for step in steps))
    return next(shade for shade in shades if on(shade, papers) >= LEAST)


def hexadecimal(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def sheet(accent: str) -> str:
    """The style sheet that puts an accent in place of ours: as it is on light paper, as light as it must be on dark; print stays black."""
    dark = nearest(accent, DARK)
    return (
        f"@media screen {{ :root {{ --accent: {accent}; --on-accent: {LIGHT[0]} }} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --on-accent: {DARK[0]} }} }}\n"
    )
