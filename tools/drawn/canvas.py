"""A sheet to draw on, in units of a picture 1,200 wide and 800 high; drawn twice as large and made smaller, which smooths every edge."""

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT, TWICE = 1200, 800, 2

Point = tuple[float, float]


class Canvas:
    def __init__(self, seed: int, *colours: str) -> None:
        """A sheet shaded from the first colour at the top to the last at the foot. `seed`: of everything that is strewn about."""
        self.chance = random.Random(seed)
        self.image = Image.new("RGB", (WIDTH * TWICE, HEIGHT * TWICE))
        self.draw = ImageDraw.Draw(self.image)
        self.shade(0, HEIGHT, *colours)

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def shade(self, top: float, foot: float, *colours: str) -> None:
        """Bands from top to foot, passing through the colours."""
        stops = [rgb(colour) for colour in (colours if len(colours) > 1 else colours * 2)]
        first, last = round(top * TWICE), round(foot * TWICE)
        for row in range(first, last):
            place = (row - first) / max(1, last - first - 1) * (len(stops) - 1)
            left = min(int(place), len(stops) - 2)
            mixed = tuple(round(a + (b - a) * (place - left)) for a, b in zip(stops[left], stops[left + 1], strict=True))
            self.draw.line([(0, row), (WIDTH * TWICE, row)], fill=mixed)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        self.draw.polygon([(x * TWICE, y * TWICE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float = 2) -> None:
        self.draw.line([(x * TWICE, y * TWICE) for x, y in points], fill=colour, width=max(1, round(width * TWICE)), joint="curve")

    def disc(self, x: float, y: float, radius: float, colour: str, *, flat: float = 1) -> None:
        box = [(x - radius) * TWICE, (y - radius * flat) * TWICE, (x + radius) * TWICE, (y + radius * flat) * TWICE]
        self.draw.ellipse(box, fill=colour)

    def box(self, left: float, top: float, right: float, foot: float, colour: str) -> None:
        self.shape([(left, top), (right, top), (right, foot), (left, foot)], colour)

    def hills(self, base: float, height: float, steps: int, colour: str, *, foot: float = HEIGHT) -> None:
        """A skyline between `base - height` and `base`, filled to the foot."""
        tops = [(x * WIDTH / steps, base - self.chance.random() * height) for x in range(steps + 1)]
        self.shape([(0, foot), *smooth(tops), (WIDTH, foot)], colour)

    def ripples(self, top: float, foot: float, count: int, colour: str) -> None:
        """Short strokes on water, longer towards the foot."""
        for _ in range(count):
            y = top + (foot - top) * self.chance.random() ** 0.8
            half = 8 + 60 * (y - top) / (foot - top) * self.chance.random()
            x = self.chance.uniform(0, WIDTH)
            self.line([(x - half, y), (x + half, y)], colour, 1 + 2 * (y - top) / (foot - top))

    def reeds(self, left: float, right: float, foot: float, height: float, count: int, colours: Sequence[str]) -> None:
        for _ in range(count):
            x, tall = self.chance.uniform(left, right), height * self.chance.uniform(0.55, 1)
            lean = self.chance.uniform(-0.22, 0.22) * tall
            stem = [(x + lean * t * t, foot - tall * t) for t in (0, 0.3, 0.6, 0.85, 1)]
            self.line(stem, self.chance.choice(colours), self.chance.uniform(2, 5))

    def person(self, x: float, foot: float, tall: float, coat: str, skin: str = "#5b3a29", legs: str = "#2c2f36") -> None:
        self.box(x - tall * 0.09, foot - tall * 0.45, x - 1, foot, legs)
        self.box(x + 1, foot - tall * 0.45, x + tall * 0.09, foot, legs)
        self.shape(
            [
                (x - tall * 0.15, foot - tall * 0.4),
                (x - tall * 0.11, foot - tall * 0.8),
                (x + tall * 0.11, foot - tall * 0.8),
                (x + tall * 0.15, foot - tall * 0.4),
            ],
            coat,
        )
        self.disc(x, foot - tall * 0.9, tall * 0.09, skin)

    def hull(self, x: float, y: float, long: float, deep: float, colour: str, band: str = "") -> None:
        self.shape([(x - long / 2, y), (x + long / 2, y), (x + long * 0.4, y + deep), (x - long * 0.38, y + deep)], colour)
        if band:
            self.shape([(x - long / 2, y), (x + long / 2, y), (x + long * 0.48, y + deep * 0.3), (x - long * 0.48, y + deep * 0.3)], band)


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def smooth(points: Sequence[Point], parts: int = 8) -> list[Point]:
    """A curve through points of rising x: a half wave between each two."""
    curve: list[Point] = []
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        for part in range(parts):
            t = part / parts
            curve.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * (1 - math.cos(math.pi * t)) / 2))
    return [*curve, points[-1]]
