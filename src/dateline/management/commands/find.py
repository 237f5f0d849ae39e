"""`dateline find`: a query string, answered by the finder the pages use."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from dateline import opening
from dateline.formats.addresses import Addresses
from dateline.formats.answer import answer
from dateline.management import base
from dateline.search import finder
from dateline.search.engine import IndexUnusable
from dateline.search.listing import Listing
from dateline.search.parameters import QueryError
from dateline.search.query import parse
from dateline.site.listing import unknown

MAX_LIMIT = 1000  # as INTERFACE.md promises; more is what export is for


class Command(base.Command):
    help = 'Answer a query such as "topic=policing&office=none"; "-" reads one a line from standard input.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", nargs="?", default="", metavar="QUERY")
        parser.add_argument("--limit", type=int, default=finder.PAGE_SIZE, metavar="N", help="items to a page (20; at most 1,000)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = options["limit"]
        if not 1 <= limit <= MAX_LIMIT:
            raise opening.refused(f"--limit: {limit} is not between 1 and {MAX_LIMIT}.")
        opening.require()
        if options["query"] == "-":
            self.stream(sys.stdin, limit)
            return
        try:
            listing = ask(options["query"], limit)
        except (QueryError, IndexUnusable) as error:
            raise opening.refused(str(error)) from None
        self.stdout.write(as_json(listing) if options["json"] else as_text(listing))

    def stream(self, lines: Iterable[str], limit: int) -> None:
        for line in lines:
            query = line.strip("\r\n")
            try:
                self.stdout.write(as_json(ask(query, limit)))
            except (QueryError, IndexUnusable) as error:
                self.stdout.write(json.dumps({"query": query, "problem": str(error)}, ensure_ascii=False))
            self.stdout.flush()


def ask(text: str, limit: int) -> Listing:
    """The answer to one query string. Raises QueryError, also for a parameter that does not exist."""
    asked = parse(text.removeprefix("?"))
    if asked.unknown:
        raise QueryError([unknown(name, value) for name, value in asked.unknown])
    return finder.find(asked.query, limit=limit)


def as_json(listing: Listing) -> str:
    return json.dumps(answer(listing, Addresses(settings.ORIGIN, settings.BASE_PATH)), ensure_ascii=False)


def as_text(listing: Listing) -> str:
    """For people: the view in words, its items, its options."""
    lines = [listing.headline, ""]
    for card in listing.cards:
        kind = f"  {card.type.label}" if card.type else ""
        lines += [f"{card.published_on}  {card.id}{kind}", f"            {card.title}"]
    for facet in ("type", "office", "topic", "language", "year"):
        if listing.facets[facet]:
            shown = ", ".join(f"{'*' if one.chosen else ''}{one.label} {one.count}" for one in listing.facets[facet])
            lines += ["", f"{facet}: {shown}"]
    return "\n".join(lines)
