"""Markup that differs from page to page by numbers and addresses alone: a macro is cast once, and its gaps are filled.

A mould is made of nothing but the words it is asked for, so that it cannot hold what another page must not show. Templates keep the
markup; a page of a hundred options need not run a macro for each.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from dateline.formats.addresses import Addresses
from dateline.formats.table import FORMS
from dateline.search.listing import Label, Option
from dateline.site import pages
from dateline.site.chosen import Bar, Node, Periods
from dateline.site.pages import Frame

GAP = "\x00"  # HTML has no such character, and no text of ours
TWO, THREE, FIVE = (True,) * 2, (True,) * 3, (True,) * 5  # gaps, none of them empty
MOST = 16_384  # moulds: a term in each language, chosen or not, as a label and as an option; 6 MB

Said = str | int | Addresses | tuple[str, ...]


@lru_cache(maxsize=MOST)
def cast(language: str, template: str, macro: str, gaps: tuple[bool, ...], *said: Said) -> tuple[str, ...]:
    """What stands around the gaps of a macro that is called with some words and then the gaps, in their order in the markup.

    Where a gap stays empty the macro is told "".
    """
    words = [one.replace(GAP, "") if isinstance(one, str) else one for one in said]
    with pages.spoken(language):
        module = pages.public().get_template(template).make_module({"language": language, "forms": FORMS})
        return tuple(str(getattr(module, macro)(*words, *[GAP if gap else "" for gap in gaps])).split(GAP))


def filled(language: str, template: str, macro: str, said: tuple[Said, ...], *values: str) -> Markup:
    """A macro with its gaps filled; words are escaped, markup is not."""
    first, *rest = cast(language, template, macro, tuple([value != "" for value in values]), *said)
    parts = [first]
    for value, text in zip([value for value in values if value], rest, strict=True):
        parts += (value if type(value) is Markup else escape(value), text)
    return Markup("".join(parts))  # noqa: S704 -- the template's own


def masthead(frame: Frame) -> Markup:
    """What stands above a page. Only where the same page is in other languages differs from one to the next."""
    paths = [(tag, path) for tag, _, path in frame.languages]
    said = (frame.at, frame.newsroom.name, frame.newsroom.mark, frame.is_sample, tuple(tag for tag, _ in paths))
    if len(paths) < 2:
        return Markup(cast(frame.language, "frame.html", "masthead", (), *said)[0])  # noqa: S704 -- the template's own
    first, *rest = cast(frame.language, "frame.html", "masthead", (True,) * len(paths), *said)
    return Markup(first + "".join([f"{escape(path)}{text}" for (_, path), text in zip(paths, rest, strict=True)]))  # noqa: S704 -- as above


def foot(frame: Frame) -> Markup:
    said = (frame.at, frame.says("footer"), frame.newsroom.address)
    return Markup(cast(frame.language, "frame.html", "foot", (), *said)[0])  # noqa: S704 -- the template's own


def link(label: Label, facet: str, at: Addresses, language: str) -> Markup:
    """A term of an item as a link to its view."""
    said = (at.listing(f"{facet}={label.slug}"), facet, label.label, label.language)
    return Markup(cast(language, "card.html", "anchor", (), *said)[0])  # noqa: S704 -- the template's own


class Options:
    """The options, bars and years of one language as markup."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.number = pages.digits(language)

    def nodes(self, facet: str, nodes: Iterable[Node]) -> Markup:
        return Markup("".join([self.node(facet, one) for one in nodes]))  # noqa: S704 -- the template's own

    def node(self, facet: str, one: Node) -> str:
        option, children = one.option, one.children
        said = (facet, option.value, option.label, option.language, option.chosen, option.excluded, bool(children))
        before, between, after, *end = cast(self.language, "facets.html", "node", THREE, *said)
        text = f"{before}{option.count}{between}{self.number(option.count)}{after}"
        return f"{text}{''.join([self.node(facet, child) for child in children])}{end[0]}" if children else text

    def bars(self, periods: Periods) -> Markup:
        return Markup("".join([self.bar(one, place, periods.monthly) for place, one in enumerate(periods.bars)]))  # noqa: S704 -- as above

    def bar(self, one: Bar, place: int, monthly: bool) -> str:
        initial = pages.month_initials(self.language)[place] if monthly else one.value[2:]
        called = pages.month(one.value, self.language) if monthly else one.value
        first, *rest = cast(self.language, "facets.html", "bar", FIVE, called, initial, one.chosen)
        number = self.number(one.count)
        gaps = (escape(one.href), number, 48 - one.height, one.height, number)
        return first + "".join([f"{gap}{text}" for gap, text in zip(gaps, rest, strict=True)])

    def years(self, options: Iterable[Option]) -> Markup:
        return Markup("".join([self.year(one) for one in options]))  # noqa: S704 -- as above

    def year(self, one: Option) -> str:
        before, between, after = cast(self.language, "facets.html", "year", TWO, one.value, one.label)
        return f"{before}{one.count}{between}{self.number(one.count)}{after}"
