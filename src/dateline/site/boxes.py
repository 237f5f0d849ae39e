"""What a view chooses, as markup out of moulds of filters.html: boxes to tick, bars over time, what is chosen, orders and feeds.

A page has more than a hundred options, so each is filled in once and nothing is made of it on the way.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import accumulate, compress

from markupsafe import Markup, escape

from dateline.formats.addresses import Addresses
from dateline.formats.figures import figures
from dateline.formats.table import FORMS
from dateline.search.engine import NONE, TERM_FACETS
from dateline.search.guesses import Spelling
from dateline.search.listing import Listing, Option
from dateline.search.parameters import ANY
from dateline.search.query import Query
from dateline.site import moulds, pages
from dateline.site.chosen import Bar, Chip, Periods, chips, heading, periods
from dateline.site.moulds import cast, joined
from dateline.site.pages import Frame

TEMPLATE = "filters.html"
TWO, THREE, FIVE = (True,) * 2, (True,) * 3, (True,) * 5  # gaps, none of them empty
SHOWN_AT_FIRST = 10  # options of a long group; the rest is one click away, and all of it in the page
KNOWN = 4_096  # options of a language, chosen or not: what stands around their counts
LONG = 11  # options from which on a reader may look for one
WHOLE = "office"  # never folded: a region cannot be cut from its offices

Box = tuple[str, int, bool]  # an option with what stands under it: as markup, how many they are, whether one is marked


class Boxes:
    """The options of one language as markup."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.number = pages.digits(language)
        # Asked for a hundred times a page.
        self.node = lru_cache(maxsize=KNOWN)(self._node)
        self.bars = lru_cache(maxsize=KNOWN)(partial(cast, language, TEMPLATE, "bar", FIVE))
        self.years = lru_cache(maxsize=KNOWN)(partial(cast, language, TEMPLATE, "year", TWO))

    def _node(self, *said: moulds.Said) -> tuple[str, ...]:
        """What stands around the counts of an option, and behind what stands under it."""
        return (*cast(self.language, TEMPLATE, "node", THREE, *said), "")[:4]

    def listed(self, facet: str, options: Sequence[Option]) -> Markup:
        return joined(markup for markup, _, _ in self.nested(facet, options))

    def nested(self, facet: str, options: Sequence[Option]) -> list[Box]:
        """Nested by parent; an option whose parent is not offered stands at the top. Parents come before what stands under them."""
        offered, under, node, number = {one[0] for one in options}, dict[str | None, list[Box]](), self.node, self.number
        for value, label, count, chosen, excluded, parent, _, said_in in reversed(options):
            inside = under.pop(value, None)
            before, between, after, end = node(facet, value, label, said_in, chosen, excluded, inside is not None)
            box = f"{before}{count}{between}{number(count)}{after}", 1, chosen or excluded
            if inside is not None:
                box = around(box, inside, end)
            above = parent if parent in offered else None
            if above in under:
                under[above].append(box)
            else:
                under[above] = [box]
        return under.get(None, [])[::-1]

    def group(self, name: str, facet: str, options: Sequence[Option]) -> Markup:
        """One facet of the form: first the options most asked for, then the rest, folded."""
        boxes = self.nested(facet, options)
        folds = len(options) > SHOWN_AT_FIRST + 2 and facet != WHOLE
        first, rest = folded(boxes) if folds else (boxes, [])
        chosen = sum(one.chosen or one.excluded for one in options)
        size = sum(one.value != NONE for one in options)
        shown = (joined(box[0] for box in some) for some in (first, rest))
        return self._filled("group", (name, chosen, size > LONG), next(shown), self.number(size) if rest else "", next(shown))

    def dates(self, query: Query, shown: Periods, years: Iterable[Option]) -> Markup:
        bars = joined(self.bar(one, place, shown.monthly) for place, one in enumerate(shown.bars))
        return self._filled("dates", (bool(query.from_ or query.to),), bars, joined(map(self.year, years)), query.from_, query.to)

    def bar(self, one: Bar, place: int, monthly: bool) -> str:
        initial = pages.month_initials(self.language)[place] if monthly else figures(one.value[2:], self.language)
        called = pages.month(one.value, self.language) if monthly else figures(one.value, self.language)
        first, titled, y, high, again, last = self.bars(called, initial, one.chosen)
        number, height = self.number(one.count), one.height
        return f"{first}{escape(one.href)}{titled}{number}{y}{48 - height}{high}{height}{again}{number}{last}"

    def year(self, one: Option) -> str:
        before, between, after = self.years(one.value, figures(one.label, self.language))
        return f"{before}{one.count}{between}{self.number(one.count)}{after}"

    def removal(self, chip: Chip, query: Query, names: dict[str, str]) -> Markup:
        word = "without" if chip.excluded else chip.facet
        if word == "from" and query.from_ == query.to:
            word = ""  # it is both
        said = (word, names.get(chip.facet, "") if chip.value == NONE else "", chip.language)
        return self._filled("removal", said, chip.href, chip.label)

    def _filled(self, macro: str, said: tuple[moulds.Said, ...], *values: str) -> Markup:
        return moulds.filled(self.language, TEMPLATE, macro, said, *values)


boxes_in = lru_cache(maxsize=64)(Boxes)


def around(box: Box, inside: Sequence[Box], end: str) -> Box:
    """An option and what stands under it, last first, as one."""
    text, size, is_marked = box
    markup, sizes, marks = zip(*reversed(inside), strict=True)
    return f"{text}{''.join(markup)}{end}", size + sum(sizes), is_marked or any(marks)


def folded(boxes: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """What is shown at first, and what is not: a parent brings what stands under it, and what is marked is always shown."""
    before = accumulate((size for _, size, _ in boxes), initial=0)
    shown = [many < SHOWN_AT_FIRST or marked for many, (_, _, marked) in zip(before, boxes, strict=False)]
    return list(compress(boxes, shown)), [box for box, is_shown in zip(boxes, shown, strict=True) if not is_shown]


def chosen(listing: Listing, around: Frame) -> tuple[Markup, Markup]:
    """What is chosen, each with its removal, and the form of all filters."""
    query, boxes, names = listing.query, boxes_in(around.language), names_of(around)
    every = chips(listing, around.at)
    removals = joined(boxes.removal(chip, query, names) for chip in every)
    groups = [boxes.group(name, facet, listing.facets[facet]) for facet, name in names.items() if listing.facets[facet]]
    groups.append(boxes.dates(query, periods(listing, around.at), listing.facets["year"]))
    said = (around.at, len(every), ANY in query.languages, query.sort)
    form = moulds.filled(around.language, TEMPLATE, "form", said, query.q, joined(groups))
    return moulds.filled(around.language, TEMPLATE, "chosen", (around.at,), removals) if every else Markup(), form


def names_of(around: Frame) -> dict[str, str]:
    """The facets with boxes, as a page calls them."""
    return {facet: around.called(facet) for facet in TERM_FACETS} | {"language": pages.our_names(around.language)["language"]}


def over(query: Query, around: Frame) -> Markup:
    """What stands over the items: in which order they come, and what to follow them by."""
    sorts = ("relevance", "newest", "oldest") if query.q else ("newest", "oldest")
    orders = []
    for sort in sorts:
        href = "" if query.order == sort else around.at.listing(query.with_sort(sort).canonical())
        orders.append(moulds.filled(around.language, TEMPLATE, "order", (sort, not href), href))
    first = query.page_address(1)
    forms = [(form.name, around.at.listing_form(name, first)) for name, form in FORMS.items() if form.listing]
    follows = [moulds.filled(around.language, TEMPLATE, "follow", (name,), href) for name, href in forms]
    return moulds.filled(around.language, TEMPLATE, "over", (), joined(orders), joined(follows))


def alternates(at: Addresses, address: str, language: str) -> Markup:
    """Where a view is in its other forms."""
    forms = ((form.mime, form.name, at.listing_form(name, address)) for name, form in FORMS.items() if form.listing)
    return joined(moulds.filled(language, TEMPLATE, "alternate", (mime, name), href) for mime, name, href in forms)


def headline(listing: Listing) -> Markup:
    """The headline with its count marked, and what has another language than the page."""
    parts = heading(listing)
    after = (
        moulds.filled(listing.language, TEMPLATE, "foreign_words", (piece.language,), piece.text) if piece.language else escape(piece.text)
        for piece in parts.after
    )
    return moulds.filled(listing.language, TEMPLATE, "headline", (), parts.before, str(listing.total), parts.count, joined(after))


def meant(spelling: Spelling, around: Frame) -> Markup:
    href, total = around.at.listing(spelling.query.canonical()), pages.number(spelling.total, around.language)
    return moulds.filled(around.language, TEMPLATE, "meant", (), href, spelling.meant, total)


def lines(parts: Iterable[Markup], language: str) -> Markup:
    """Cards as the items of a list."""
    before, after = cast(language, TEMPLATE, "line", (True,))
    return Markup(f"{before}{f'{after}{before}'.join(parts)}{after}")  # noqa: S704 -- markup, all of it
