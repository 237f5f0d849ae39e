"""Lakes and marshes: a gauge, a landing, reeds, a lake between mountains, a street under water."""

from tools.drawn.canvas import WIDTH, Canvas


def gauge() -> Canvas:
    """A staff gauge in a lake at dawn; reeds in front, three sailing boats behind."""
    c = Canvas(1, "#f3b98b", "#f8dcb6", "#e9e3d4")
    c.disc(880, 372, 46, "#fff3d6")
    c.hills(392, 70, 9, "#8d8fa3", foot=400)
    c.shade(396, 800, "#e8cfae", "#7f9aa6", "#44606f")
    c.ripples(410, 800, 170, "#b9c3c0")
    for x, y, size in ((250, 430, 1.0), (420, 410, 0.7), (1010, 424, 0.9)):
        sail(c, x, y, size)
    staff(c, 610, 150, 720)
    c.reeds(0, 420, 812, 260, 120, ("#3f4a2f", "#56632f", "#2f3a2a"))
    c.reeds(760, WIDTH, 812, 230, 120, ("#3f4a2f", "#4d5a2c", "#2a3426"))
    return c


def sail(c: Canvas, x: float, y: float, size: float) -> None:
    c.shape([(x, y - 92 * size), (x + 58 * size, y - 12 * size), (x, y - 12 * size)], "#f7f1e4")
    c.shape([(x - 5 * size, y - 84 * size), (x - 40 * size, y - 12 * size), (x - 5 * size, y - 12 * size)], "#d8c7a8")
    c.hull(x, y - 10 * size, 110 * size, 18 * size, "#4a352a")


def staff(c: Canvas, x: float, top: float, foot: float) -> None:
    """White, a black mark every tenth, a red one every half."""
    c.box(x - 46, top - 12, x + 46, foot, "#d9d6cc")
    c.box(x - 40, top, x + 40, foot, "#fbfaf5")
    for number, y in enumerate(range(round(top), round(foot) - 20, 19)):
        colour = "#b3261e" if number % 10 < 5 else "#1d2126"
        c.box(x - 40, y, x - 40 + (72 if number % 5 == 0 else 40), y + 9, colour)
    c.shade(foot - 2, foot + 10, "#6f8590", "#6f8590")
    c.ripples(foot - 6, foot + 20, 60, "#c9d2cf")


def landing() -> Canvas:
    """Four painted boats on a beach; a sailing boat passes behind them."""
    c = Canvas(2, "#9cc5d8", "#dcebee")
    c.hills(330, 50, 7, "#7d9a86", foot=350)
    c.shade(340, 520, "#5f97ab", "#8fbcc4")
    c.ripples(350, 510, 90, "#b7d5d8")
    sail(c, 820, 400, 1.3)
    c.shade(515, 800, "#e7d3a6", "#cfae77")
    for _ in range(240):
        c.disc(c.chance.uniform(0, WIDTH), c.chance.uniform(530, 800), c.chance.uniform(1, 3), "#bb9a66")
    for x, y, long, hull, band in (
        (190, 560, 300, "#1f5d8c", "#f2c14e"),
        (520, 590, 330, "#b23a2e", "#f5efe0"),
        (880, 570, 320, "#2f7d5a", "#f2c14e"),
        (720, 690, 420, "#e08e2b", "#1d3e5c"),
    ):
        c.shape([(x - long * 0.4, y + 72), (x + long * 0.45, y + 72), (x + long * 0.36, y + 88), (x - long * 0.3, y + 88)], "#b0905d")
        c.hull(x, y, long, 76, hull, band)
        c.line([(x - long * 0.2, y - 4), (x + long * 0.26, y - 22)], "#6b4d33", 6)
    return c


def marsh() -> Canvas:
    """A man in a boat among reeds at sunset; palms on the bank behind him."""
    c = Canvas(3, "#52385e", "#c8614a", "#f3b65f")
    c.disc(380, 388, 58, "#ffe3a1")
    c.shade(420, 800, "#e79d57", "#8a4a4f", "#33253d")
    c.hills(428, 14, 12, "#3d2a38", foot=436)
    for x, tall in ((760, 210), (840, 250), (905, 190), (1030, 230)):
        palm(c, x, 430, tall)
    c.ripples(440, 800, 150, "#f0b870")
    c.hull(560, 590, 420, 46, "#241a24")
    c.shape([(350, 590), (318, 556), (372, 590)], "#241a24")
    c.shape([(770, 590), (804, 552), (748, 590)], "#241a24")
    c.person(600, 606, 190, "#4b5d73", "#3c261d", "#2a2029")
    c.line([(648, 470), (520, 700)], "#1d151d", 6)
    c.reeds(0, 330, 812, 420, 110, ("#1f1822", "#2c2129", "#3a2b2c"))
    c.reeds(880, WIDTH, 812, 380, 110, ("#1f1822", "#2c2129", "#3a2b2c"))
    return c


def palm(c: Canvas, x: float, foot: float, tall: float) -> None:
    c.line([(x, foot), (x + 8, foot - tall * 0.5), (x + 4, foot - tall)], "#2b1d27", 9)
    for dx, dy in ((-70, 24), (-58, -14), (-28, -40), (20, -44), (54, -20), (72, 22), (-40, 48), (44, 48)):
        c.line([(x + 4, foot - tall), (x + 4 + dx * 0.6, foot - tall + dy * 0.4 - 12), (x + 4 + dx, foot - tall + dy)], "#2b1d27", 7)


def titicaca() -> Canvas:
    """A small white ship between reed beds; snow mountains behind the lake."""
    c = Canvas(4, "#3f78b5", "#a9cfe8", "#e6f1f4")
    for left, top, right in ((-60, 170, 330), (180, 120, 560), (470, 190, 800), (700, 105, 1120), (980, 180, 1330)):
        middle = (left + right) / 2
        c.shape([(left, 380), (middle, top), (right, 380)], "#6c7f99")
        c.shape(
            [
                (middle - 62, top + 62),
                (middle, top),
                (middle + 62, top + 62),
                (middle + 24, top + 48),
                (middle, top + 74),
                (middle - 26, top + 46),
            ],
            "#f4f7fa",
        )
    c.hills(376, 34, 8, "#8c7d58", foot=400)
    c.shade(390, 800, "#2d6ea3", "#194d7d")
    c.ripples(400, 800, 150, "#4f8fbd")
    c.hull(600, 520, 430, 74, "#f2f0e8", "#b23a2e")
    c.box(500, 450, 700, 522, "#fbfaf5")
    for x in range(516, 690, 36):
        c.box(x, 468, x + 22, 490, "#38566b")
    c.line([(720, 520), (720, 400), (800, 470)], "#3b4650", 5)
    c.line([(800, 470), (800, 548)], "#3b4650", 3)
    c.box(786, 546, 814, 580, "#e0a132")
    c.reeds(0, 340, 812, 190, 160, ("#8a8f3a", "#a2a648", "#6f7a33"))
    c.reeds(900, WIDTH, 812, 210, 150, ("#8a8f3a", "#a2a648", "#6f7a33"))
    return c


def flood() -> Canvas:
    """A row of mud-brick houses stands in brown water behind a wall of sandbags; three people carry bags."""
    c = Canvas(5, "#8e9aa3", "#c9cdca", "#e0d9c8")
    for left, top, wide, wall in (
        (30, 300, 210, "#b98a5e"),
        (270, 270, 240, "#a87850"),
        (540, 310, 200, "#c39a6d"),
        (770, 280, 190, "#b0805a"),
        (990, 300, 200, "#bd9064"),
    ):
        c.box(left, top, left + wide, 470, wall)
        c.box(left - 8, top - 14, left + wide + 8, top, "#7d5a3e")
        c.box(left + wide * 0.38, top + 70, left + wide * 0.62, 470, "#3f5a64")
        c.box(left + wide * 0.1, top + 44, left + wide * 0.27, top + 88, "#5d4030")
    c.shade(440, 610, "#a5835a", "#8a6b48")
    c.ripples(446, 600, 110, "#c1a077")
    for row in range(4):
        for x in range(-40 + 30 * (row % 2), 1240, 74):
            c.disc(x + c.chance.uniform(-3, 3), 640 - row * 24, 42, c.chance.choice(("#d8cdb4", "#cdbf9f", "#e2d9c4")), flat=0.4)
    c.shade(656, 800, "#8f7350", "#6c5539")
    for x, coat in ((330, "#1f5d8c"), (610, "#b23a2e"), (900, "#3e7d4f")):
        c.person(x, 770, 200, coat, "#4a2e20")
        c.disc(x, 562, 48, "#efe6cf", flat=0.42)
    return c


SCENES = (gauge, landing, marsh, titicaca, flood)
