"""The parts of a body that are not running text, as HTML that is clean from the start: every word of an editor's is escaped here."""

import csv
import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

MOST_COLUMNS, MOST_ROWS = 20, 200  # more belongs into an attachment: nobody reads it in a page


class TableError(ValueError):
    """Cells that make no table: the message says why, and the way out."""


def grid(cells: str) -> list[list[str]]:
    """Rows of cells, each row as long as the longest: pasted from a spreadsheet they are parted by tabs, typed ones by |.

    Raises TableError for what is no table, or too large a one.
    """
    lines = [line for line in cells.splitlines() if line.strip(" \t|")]
    if any("\t" in line for line in lines):
        read = csv.reader(io.StringIO("\n".join(lines)), delimiter="\t")
        rows = [[tidy(cell) for cell in row] for row in read]
    else:
        rows = [[tidy(cell) for cell in line.strip().strip("|").split("|")] for line in lines]
    width = max((len(row) for row in rows), default=0)
    if not rows or width < 2:
        raise TableError("A table needs two columns at least. Paste cells from a spreadsheet, or part them with |, one row a line.")
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        raise TableError(
            f"This table has {len(rows)} rows and {width} columns; {MOST_ROWS} and {MOST_COLUMNS} are the most. Attach it instead."
        )
    return [row + [""] * (width - len(row)) for row in rows]


def tidy(cell: str) -> str:
    return " ".join(cell.split())


def table(value: Mapping[str, Any], number: int) -> str:
    """A table with its caption outside the box that scrolls; "" for cells that are none."""
    try:
        rows = grid(value["cells"])
    except TableError:
        return ""
    head = rows[:1] if value["head_row"] and len(rows) > 1 else []
    foot = rows[-1:] if value["total"] and len(rows) > len(head) + 1 else []
    body = rows[len(head) : len(rows) - len(foot)]
    caption, name = escape(tidy(value["caption"])), f"table-{number}"
    titled = f'<figcaption id="{name}">{caption}</figcaption>' if caption else ""
    named = f' aria-labelledby="{name}"' if caption else ""
    region = f' role="region"{named}' if caption else ""
    first = bool(value["head_column"])
    sections = "".join((section("thead", head, "col", first), section("tbody", body, "row", first), section("tfoot", foot, "row", first)))
    return f'<figure class="table">{titled}<div class="scroll"{region} tabindex="0"><table{named}>{sections}</table></div></figure>'


def section(tag: str, rows: Sequence[Sequence[str]], scope: str, first: bool) -> str:
    """One part of a table. In its head every cell is a heading, below it the first one of a row where `first` says so."""
    if not rows:
        return ""
    lines = []
    for row in rows:
        heads = len(row) if scope == "col" else int(first)
        cells = [f'<th scope="{scope}">{escape(cell)}</th>' if n < heads else f"<td>{escape(cell)}</td>" for n, cell in enumerate(row)]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<{tag}>{''.join(lines)}</{tag}>"


def pointer(value: Mapping[str, Any]) -> str:
    """A link with what stands behind it in a few words; nothing of the other site is fetched or shown."""
    url, text = value["url"].strip(), tidy(value.get("text") or "")
    said = f"<p>{escape(text)}</p>" if text else ""
    host = urlsplit(url).hostname or ""
    title = escape(tidy(value["title"]))
    linked = f'<a href="{escape(url)}">{title}</a>' if url.lower().startswith(("http://", "https://")) else title
    return (
        f'<aside class="pointer"><p>{linked}</p>{said}<p class="small"><bdi dir="ltr">{escape(host.removeprefix("www."))}</bdi></p></aside>'
    )
