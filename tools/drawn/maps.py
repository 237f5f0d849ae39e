"""Maps without words, so that one serves every language: their captions say what is what."""

import math

from tools.drawn.canvas import Canvas, Point

LAND, WATER, BORDER, OLD, NEW = "#efe9da", "#a9cbdc", "#b6a98c", "#1d3e5c", "#c2410c"


def shore(middle: Point, wide: float, high: float, wobble: float, seed: int, parts: int = 72) -> list[Point]:
    """A round lake with bays."""
    turns = [(math.tau * part / parts) for part in range(parts)]
    return [
        (
            middle[0] + wide * math.cos(a) * (1 + wobble * math.sin(3 * a + seed) + wobble * 0.7 * math.sin(7 * a + 2 * seed)),
            middle[1] + high * math.sin(a) * (1 + wobble * math.sin(4 * a + seed) + wobble * 0.5 * math.sin(9 * a)),
        )
        for a in turns
    ]


def station(c: Canvas, at: Point, colour: str, size: float = 11) -> None:
    c.disc(*at, size + 4, "#ffffff")
    c.disc(*at, size, colour)


def map() -> Canvas:
    """A lake with twenty-four gauges on its shore, eight of them new; rivers run in from all sides."""
    c = Canvas(11, LAND)
    coast = shore((600, 400), 330, 250, 0.06, 2)
    for number in range(24):
        x, y = coast[number * 3]
        away = 1.9 + 0.25 * math.sin(number)
        far = (600 + (x - 600) * away, 400 + (y - 400) * away)
        bend = (600 + (x - 600) * 1.45 + 26 * math.sin(number * 2), 400 + (y - 400) * 1.4 + 22 * math.cos(number * 3))
        c.line([far, bend, (x, y)], WATER, 7)
    c.shape(coast, WATER)
    c.shape(shore((600, 400), 300, 222, 0.06, 2), "#9bc1d5")
    for x, y, size in ((520, 330, 16), (700, 470, 12), (660, 300, 9), (480, 480, 10)):
        c.disc(x, y, size, LAND, flat=0.7)
    for number in range(24):
        station(c, coast[number * 3], NEW if number % 3 == 0 else OLD)
    return c


def syr_darya() -> Canvas:
    """A river from two mountain sources to a small inland sea, with six gauges, one of them marked."""
    c = Canvas(12, LAND)
    for _ in range(60):
        x, y = c.chance.uniform(830, 1190), c.chance.uniform(300, 780)
        c.shape([(x - 26, y), (x, y - 34), (x + 26, y)], "#cbbfa4")
        c.shape([(x - 9, y - 22), (x, y - 34), (x + 9, y - 22)], "#ffffff")
    sea = shore((150, 180), 92, 66, 0.12, 1)
    c.shape(sea, WATER)
    stream = [(150, 190), (270, 250), (360, 240), (470, 330), (560, 360), (640, 440), (720, 500), (810, 520)]
    c.line(stream, WATER, 20)
    c.line([(810, 520), (900, 470), (1010, 480), (1120, 420)], WATER, 13)
    c.line([(810, 520), (890, 580), (1000, 600), (1130, 660)], WATER, 13)
    c.disc(742, 506, 34, WATER, flat=0.55)
    for border in (
        [(560, 0), (600, 210), (520, 420), (640, 620), (600, 800)],
        [(640, 620), (760, 560), (860, 660), (960, 800)],
        [(600, 210), (820, 380), (960, 360), (1200, 220)],
    ):
        for (x0, y0), (x1, y1) in zip(border, border[1:], strict=False):
            for dash in range(12):
                if dash % 2 == 0:
                    a, b = dash / 12, (dash + 1) / 12
                    c.line([(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)], BORDER, 4)
    for at in ((270, 250), (470, 330), (720, 500), (900, 470), (890, 580)):
        station(c, at, OLD, 13)
    station(c, (600, 400), NEW, 17)
    return c


SCENES = (map, syr_darya)
