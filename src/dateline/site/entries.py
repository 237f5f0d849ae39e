"""A card as a line of a list: markup, out of moulds of card.html. What is kept here is made of the words it is asked for alone."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from dateline.formats.addresses import Addresses
from dateline.search.listing import Card, Label, Version
from dateline.search.passages import Piece
from dateline.site import leads, moulds, pages
from dateline.site.pages import Frame

FIRST = 5  # labels of a kind that are shown; the rest is folded
MOST = 10_000  # links that are kept: every term of a newsroom, as it is called on items
NOTHING = Markup()


class Entries:
    """The lines of lists in one language, below one address, where the newsroom calls its lists so."""

    def __init__(self, at: Addresses, language: str, office_name: str, topic_name: str) -> None:
        self.at, self.language, self.names = at, language, (office_name, topic_name)
        self.links: dict[tuple[str, str, str, str], Markup] = {}

    def entry(self, card: Card, level: int = 2, passage: Markup = NOTHING, *, brief: bool = False) -> Markup:
        """The whole line; a brief one has title and day alone."""
        printed = card.dateline.rstrip()
        dateline = leads.held(printed)
        said = (card.language, level, card.dateline != printed, len(card.also_in), *self.names)
        begins = (*self._met(card), self.at.item(card.id, card.slug), card.title)
        if brief:
            return self._filled("entry", said, *begins, "", "", "", "", "", "", "")
        thumb = card.thumb.path if card.thumb else ""
        lead = leads.shown(dateline, card.lead) if card.lead else ""
        rest = (passage, thumb, self.others(card.also_in) if card.also_in else "")
        return self._filled("entry", said, *begins, dateline, lead, *rest, *self._labelled(card))

    def meta(self, card: Card) -> Markup:
        """Content type, day, correction, language where it is another."""
        return self._filled("meta", (card.language,), *self._met(card))

    def _met(self, card: Card) -> tuple[str, ...]:
        day, corrected = card.published_on, card.corrected_on
        elsewhere = self.at.listing(f"language={card.language}") if card.language != self.language else ""
        fixed = corrected and (pages.short_day if corrected[:4] == day[:4] else pages.day)(corrected, self.language)
        kind = self.link(card.type, "type") if card.type else ""
        return kind, day, pages.day(day, self.language), fixed or "", elsewhere

    def labels(self, card: Card) -> Markup:
        """Offices and topics; nothing where there are none."""
        labelled = self._labelled(card)
        return self._filled("labels", self.names, *labelled) if any(labelled) else Markup()

    def _labelled(self, card: Card) -> tuple[str, str]:
        return self.several(card.offices, "office"), self.several(card.topics, "topic")

    def several(self, labels: Sequence[Label], facet: str) -> Markup:
        links = [self.link(one, facet) for one in labels]
        if len(links) <= FIRST:
            return self._listed(links)
        return self._filled("many", (len(links) - FIRST,), self._listed(links[:FIRST]), self._listed(links[FIRST:]))

    def link(self, label: Label, facet: str) -> Markup:
        asked = facet, label.slug, label.label, label.language
        known = self.links.get(asked)
        if known is None:
            known = moulds.link(label, facet, self.at, self.language)
            if len(self.links) < MOST:
                self.links[asked] = known
        return known

    def also_in(self, card: Card) -> Markup:
        """The other languages of an item; nothing where there are none."""
        return self._filled("also_in", (len(card.also_in),), self.others(card.also_in)) if card.also_in else Markup()

    def others(self, versions: Iterable[Version]) -> Markup:
        return self._listed(
            self._filled("version", (one.language,), self.at.item(one.id, one.slug), one.title or one.language) for one in versions
        )

    def marked(self, passage: Iterable[Piece]) -> Markup:
        before, after = moulds.cast(self.language, "card.html", "marked", (True,))
        parts = [f"{before}{escape(piece.text)}{after}" if piece.marked else escape(piece.text) for piece in passage]
        return moulds.joined(parts)

    def _listed(self, parts: Iterable[Markup]) -> Markup:
        return Markup(str(pages.finished(self.language, ", ")).join(parts))  # noqa: S704 -- markup, all of it

    def _filled(self, macro: str, said: tuple[moulds.Said, ...], *values: str) -> Markup:
        return moulds.filled(self.language, "card.html", macro, said, *values)


@lru_cache(maxsize=64)
def entries(at: Addresses, language: str, office_name: str, topic_name: str) -> Entries:
    return Entries(at, language, office_name, topic_name)


def of(around: Frame) -> Entries:
    """Those of a page."""
    return entries(around.at, around.language, around.called("office"), around.called("topic"))
