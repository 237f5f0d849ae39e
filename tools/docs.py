"""The tables in docs/ that are made from code: run `make docs` after a change, a test compares."""

import os
from pathlib import Path

os.environ.setdefault("DATELINE_DATA", "/nonexistent")

from dateline.archives.kinds import BESIDE, KINDS, LEFT_OUT
from dateline.config import OPTIONS
from dateline.formats.table import FORMS

DOCS = Path(__file__).parents[1] / "docs"

SETTINGS = """# Settings

Environment variables. Each `NAME` can also be given as `NAME_FILE`, the path of a file that holds the value, but not
as both; use that for secrets. `dateline doctor` and `dateline serve` tell of a variable that begins with `DATELINE_` and is none of these.
All have defaults that work on one machine. Made from `src/dateline/config.py` by `make docs`.

| name | means | default |
|---|---|---|
"""
READING = """# A view in another form

Every list of the newsroom is an address, and the same address with an ending is the same list as data: same items, same order, same
counts. `/news/?topic=fisheries` is the page, `/news.json?topic=fisheries` the feed. Pages of 20; a feed's `next_url` and the
`Link` header lead to older ones. Made from `src/dateline/formats/table.py` by `make docs`.

| ending | is | media type | of a view | of an item |
|---|---|---|---|---|
"""
AFTER = """
A data form answers any spelling of a view and names the canonical one in its `self` link. It refuses what a page forgives: an unknown
parameter is 400, with `application/problem+json` saying which.

In JSON Feed the extension `_dateline` carries what `dateline find --json` prints: for the feed the query, the sentence, the total, the
number of the last change and every option's count, for an item its terms. In CSV, `offices` and `topics` are addresses parted by
spaces, the columns ending in `_labels` hold the words, and the header `X-Total-Count` the view's total.

`/news/<id>.txt` is an item to be quoted or set anew: in the order of its page, in lines of 72 characters, with its last correction on
top, whom to call, the addresses of its files and its own. `.bib` and `.ris` cite it for programs that keep references; its page leads
to them and has APA and Chicago; that of an earlier edition has its own. A withdrawn item answers 410 in every form.
"""

MADE = "<!-- From here on made from `src/dateline/archives/kinds.py` by `make docs`. -->"
KINDS_HEAD = """## The rows

| kind | a row is | fields |
|---|---|---|
"""
LEFT_HEAD = """## What is left out

| what | why |
|---|---|
"""


def settings() -> str:
    return SETTINGS + "".join(f"| `{option.name}` | {option.help} | `{option.default}` |\n" for option in OPTIONS)


def forms() -> str:
    mark = {True: "yes", False: ""}
    rows = (
        f"| `.{form}` | {kind.name} | `{kind.mime}` | {mark[kind.listing is not None]} | {mark[kind.item is not None]} |\n"
        for form, kind in FORMS.items()
    )
    return READING + "".join(rows) + AFTER


def archives() -> str:
    """The hand-written part of the page, with the tables made anew."""
    written = (DOCS / "operators" / "archives.md").read_text().partition(MADE)[0]
    rows = "".join(f"| `{kind.model}` | {kind.says} | {kind.columns} |\n" for kind in KINDS)
    left = "".join(f"| {name} | {reason} |\n" for name, reason in ({f"`{name}`": why for name, why in LEFT_OUT.items()} | BESIDE).items())
    return f"{written}{MADE}\n\n{KINDS_HEAD}{rows}\n{LEFT_HEAD}{left}"


def main() -> None:
    pages = (
        (DOCS / "operators" / "settings.md", settings()),
        (DOCS / "readers" / "forms.md", forms()),
        (DOCS / "operators" / "archives.md", archives()),
    )
    for path, text in pages:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path)


if __name__ == "__main__":
    main()
