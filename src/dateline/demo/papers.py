"""The sample's documents: PDFs that are drawn here, with the least that a reader needs (ISO 32000-1). Pure, and the same bytes each time.

A document is lines, the first one large. "[page]" begins another page, "[readings] en" stands for the daily level at every gauge of a
year, a page each, as hydrological yearbooks print them.
"""

import calendar
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi

from dateline.formats import days

A4 = (595, 842)  # points
LEFT, TOP = 72, 760
GAUGES, FIRST_MONTH = 38, (2025, 10)
WORDS = {
    "en": ("Gauge {number}: level at 06:00, in centimetres above its zero", "Day"),
    "fr": ("Station {number} : niveau à 6 heures, en centimètres au-dessus du zéro", "Jour"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A line on a page."""

    words: str
    y: int
    size: float
    font: str = "F"


Page = list[Text]


def pdf(lines: Sequence[str]) -> bytes:
    """The document."""
    sheets = list(pages(lines))
    first = 5  # the number of the first page; a page and what stands on it take turns
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for place, sheet in enumerate(sheets):
        objects += [leaf(first + 2 * place + 1), stream(sheet, place + 1 if len(sheets) > 1 else 0)]
    return assembled(objects)


def pages(lines: Sequence[str]) -> Iterator[Page]:
    page: Page = []
    for line in lines:
        if line.startswith("[readings] "):
            yield from filter(None, [page])
            page = []
            yield from (readings(number, line.removeprefix("[readings] ")) for number in range(1, GAUGES + 1))
        elif line == "[page]":
            yield page
            page = []
        else:
            page.append(Text(line, TOP - 26 * len(page), 13 if page else 24))
    yield from filter(None, [page])


def readings(number: int, language: str) -> Page:
    """One gauge's year, a column a month: high water after the long rains and after the short ones, and the weather of no year that was."""
    chance = random.Random(number)  # noqa: S311 -- a drawing
    base, swing = chance.randint(90, 320), chance.randint(20, 70)
    months = [((FIRST_MONTH[1] - 1 + n) % 12 + 1, FIRST_MONTH[0] + (FIRST_MONTH[1] - 1 + n) // 12) for n in range(12)]
    heading, day_word = WORDS[language]
    names = days.month_names(days.locale_of(language), "format", "abbreviated")
    page = [Text(heading.format(number=number), TOP, 14)]
    page.append(Text(row(day_word, [names[month] for month, _ in months]), TOP - 34, 8.5, "C"))
    level, columns = float(base), []
    for month, year in months:
        column = []
        for day in range(1, calendar.monthrange(year, month)[1] + 1):
            aim = base + swing * (cos(2 * pi * (month - 5 + day / 31) / 12) + 0.6 * cos(4 * pi * (month - 5.5 + day / 31) / 12))
            level += 0.12 * (aim - level) + chance.gauss(0, 2.4)
            column.append(str(round(level)))
        columns.append(column)
    for day in range(31):
        cells = [column[day] if day < len(column) else "" for column in columns]
        page.append(Text(row(str(day + 1), cells), TOP - 54 - 20 * day, 8.5, "C"))
    return page


def row(first: str, cells: Sequence[str]) -> str:
    return f"{first:>4}" + "".join(f"{cell[:5]:>6}" for cell in cells)


def leaf(content: int) -> bytes:
    box = b"[0 0 %d %d]" % A4
    return b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources << /Font << /F 3 0 R /C 4 0 R >> >> >>" % (box, content)


def stream(page: Page, number: int) -> bytes:
    foot = [Text(str(number), 40, 10)] if number else []
    shown = [f"BT /{one.font} {one.size} Tf {LEFT} {one.y} Td ({escaped(one.words)}) Tj ET" for one in (*page, *foot)]
    text = "\n".join(shown).encode("cp1252")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)


def escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def assembled(objects: Sequence[bytes]) -> bytes:
    """The objects, numbered from 1, with the table that says where each one is."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ends = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + ends
