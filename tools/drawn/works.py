"""What people have built or left: a bridge, a dam, a stranded barge, a glacier with its stakes, a cellar full of readings."""

from tools.drawn.canvas import WIDTH, Canvas


def bridge() -> Canvas:
    """A red lorry on a stone bridge of five arches; a loaded boat passes under it."""
    c = Canvas(6, "#86b5cf", "#dbe9ea")
    c.hills(380, 90, 8, "#7a9a6f", foot=420)
    c.box(0, 300, WIDTH, 352, "#b9ad98")
    c.box(0, 290, WIDTH, 302, "#988c78")
    for number in range(5):
        left = 40 + number * 232
        c.box(left, 350, left + 186, 420, "#b9ad98")
        c.disc(left + 93, 436, 93, "#cfe0df")
    c.box(1154, 350, WIDTH, 560, "#a79b86")
    c.shade(436, 800, "#9c8a63", "#7d6a49")
    c.ripples(444, 800, 150, "#b7a47a")
    for number in range(6):
        c.box(-6 + number * 232, 350, 40 + number * 232, 560, "#a79b86")
        c.shape([(-6 + number * 232, 560), (-22 + number * 232, 600), (56 + number * 232, 600), (40 + number * 232, 560)], "#8d826f")
    lorry(c, 640, 292)
    c.hull(420, 640, 330, 52, "#3b2f2a", "#1f5d8c")
    for x in range(330, 520, 38):
        c.disc(x, 628, 30, "#e08e2b")
    c.person(550, 652, 120, "#f0e6d2", "#4a2e20")
    return c


def lorry(c: Canvas, x: float, road: float) -> None:
    c.box(x - 130, road - 92, x + 60, road - 16, "#b3261e")
    c.box(x + 66, road - 78, x + 132, road - 16, "#8f1d17")
    c.box(x + 84, road - 68, x + 122, road - 42, "#cfe0e8")
    for wheel in (x - 92, x - 40, x + 96):
        c.disc(wheel, road - 10, 20, "#22262b")
        c.disc(wheel, road - 10, 8, "#8c9299")


def dam() -> Canvas:
    """A curved dam between rocks; a pale ring shows how far the lake behind it has fallen; one gate is open."""
    c = Canvas(7, "#7fb2d6", "#e3eef0")
    c.hills(300, 120, 6, "#8a7a5c", foot=420)
    c.box(0, 250, WIDTH, 330, "#e6ddc8")
    c.hills(262, 60, 9, "#7b6a4c", foot=270)
    c.shade(322, 400, "#3f7fa3", "#3a7396")
    c.shape([(0, 200), (210, 330), (300, 800), (0, 800)], "#6d5b41")
    c.shape([(WIDTH, 190), (1000, 330), (900, 800), (WIDTH, 800)], "#64533b")
    c.shape([(206, 330), (600, 372), (1004, 330), (905, 720), (600, 760), (296, 720)], "#c9c6bd")
    c.shape([(206, 330), (600, 372), (1004, 330), (1004, 352), (600, 396), (206, 352)], "#a9a69c")
    for number in range(1, 9):
        x = 206 + number * 88.7
        c.line([(x, 352 + 40 * (1 - abs(x - 605) / 400)), (600 + (x - 600) * 0.78, 735)], "#b7b4aa", 3)
    for x in range(420, 800, 76):
        c.box(x, 430, x + 40, 490, "#5b6670")
    c.shape([(572, 490), (612, 490), (690, 800), (480, 800)], "#eef5f6")
    c.shape([(584, 490), (604, 490), (640, 800), (540, 800)], "#ffffff")
    for _ in range(160):
        c.disc(c.chance.gauss(588, 95), c.chance.uniform(690, 800), c.chance.uniform(6, 22), "#f3f8f8")
    return c


def low_river() -> Canvas:
    """A rusty barge lies aground on cracked mud beside a narrow river; a gauge post stands dry."""
    c = Canvas(8, "#b9cbd3", "#eadfc6")
    c.hills(350, 26, 14, "#6f8a5a", foot=370)
    c.shade(365, 430, "#7f98a0", "#8fa3a3")
    c.ripples(370, 428, 60, "#b3c2c0")
    c.shade(428, 800, "#c9ab7c", "#a6835a")
    for _ in range(130):
        x, y = c.chance.uniform(0, WIDTH), 440 + 360 * c.chance.random() ** 0.7
        size = 14 + 70 * (y - 430) / 370
        bends = [(x + c.chance.uniform(-1, 1) * size, y + c.chance.uniform(-0.35, 0.35) * size) for _ in range(4)]
        c.line(bends, "#7d5f3f", 1 + 3 * (y - 430) / 370)
    c.shape([(140, 470), (860, 500), (820, 612), (210, 580)], "#8c4a32")
    c.shape([(140, 470), (860, 500), (856, 520), (144, 490)], "#6b3827")
    c.box(220, 392, 380, 476, "#d9d6cc")
    for x in (236, 286, 336):
        c.box(x, 408, x + 30, 436, "#39505c")
    for x in range(440, 820, 70):
        c.line([(x, 486), (x, 552)], "#743c29", 4)
    c.box(985, 300, 1035, 700, "#fbfaf5")
    for number, y in enumerate(range(306, 690, 16)):
        c.box(985, y, 985 + (44 if number % 5 == 0 else 24), y + 8, "#b3261e" if number % 10 < 5 else "#1d2126")
    c.person(930, 706, 170, "#e9e4d5", "#8a5a3c", "#3c4a63")
    return c


def glacier() -> Canvas:
    """A tongue of ice between dark slopes; two people in bright jackets stand at a tall stake, another lies on the stones."""
    c = Canvas(9, "#4f86bd", "#cfe3ef")
    for left, top, right, rock in ((-120, 60, 520, "#59626d"), (620, 40, 1340, "#4d5660"), (300, 120, 900, "#707a86")):
        middle = (left + right) / 2
        c.shape([(left, 640), (middle, top), (right, 640)], rock)
        c.shape(
            [
                (middle - 90, top + 82),
                (middle, top),
                (middle + 90, top + 82),
                (middle + 30, top + 62),
                (middle - 8, top + 104),
                (middle - 40, top + 60),
            ],
            "#f2f6f9",
        )
    c.shape([(480, 250), (720, 250), (1010, 640), (180, 640)], "#dceaf2")
    c.shape([(560, 250), (640, 250), (760, 640), (420, 640)], "#edf5f9")
    for number in range(9):
        y = 300 + number * 38
        half = 120 + number * 32
        c.line([(600 - half, y + 14), (600, y), (600 + half, y + 12)], "#a9c6d8", 3)
    c.shade(632, 800, "#8b8479", "#6d675e")
    for _ in range(320):
        c.disc(
            c.chance.uniform(0, WIDTH),
            c.chance.uniform(640, 800),
            c.chance.uniform(4, 20),
            c.chance.choice(("#7a746a", "#9a9388", "#5d584f")),
            flat=0.6,
        )
    c.line([(470, 640), (470, 380)], "#d9b23c", 7)
    for y in range(390, 640, 42):
        c.line([(470, y), (470, y + 18)], "#1d2126", 7)
    c.person(410, 664, 170, "#d2491f", "#a97452")
    c.person(540, 668, 160, "#1f7a8c", "#a97452")
    c.line([(720, 742), (980, 716)], "#d9b23c", 8)
    return c


def archive() -> Canvas:
    """Shelves of ledgers in a cellar; on a table under a lamp one of them lies open."""
    c = Canvas(10, "#2f2a26", "#3d352e")
    for shelf in range(4):
        foot = 150 + shelf * 132
        x = 20.0
        while x < WIDTH - 30:
            wide, tall = c.chance.uniform(16, 40), c.chance.uniform(80, 112)
            c.box(x, foot - tall, x + wide, foot, c.chance.choice(("#6d3b2a", "#7e5a35", "#39505c", "#5a5f43", "#8a7250", "#4a3a44")))
            c.box(x + 3, foot - tall * 0.72, x + wide - 3, foot - tall * 0.55, "#d8c9a6")
            x += wide + c.chance.uniform(1, 5)
        c.box(0, foot, WIDTH, foot + 16, "#574636")
    c.shape([(0, 660), (WIDTH, 660), (WIDTH, 800), (0, 800)], "#8b6a45")
    c.shape([(330, 690), (592, 640), (592, 744), (300, 770)], "#f3ead2")
    c.shape([(870, 690), (608, 640), (608, 744), (900, 770)], "#ece0c2")
    for row in range(6):
        c.line([(352, 700 + row * 11), (576, 662 + row * 14)], "#7d7360", 2)
        c.line([(848, 700 + row * 11), (624, 662 + row * 14)], "#7d7360", 2)
    c.line([(600, 0), (600, 280)], "#1d1a18", 5)
    c.shape([(540, 340), (575, 270), (625, 270), (660, 340)], "#2f5d50")
    c.disc(600, 340, 26, "#fff0c2", flat=0.6)
    return c


SCENES = (bridge, dam, low_river, glacier, archive)
