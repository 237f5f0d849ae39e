"""A page read back by the hooks that INTERFACE.md promises, and by nothing else."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import html


@dataclass(frozen=True)
class Entry:
    """One h-entry of a listing."""

    id: str
    url: str
    title: str
    published: str
    summary: str
    labels: dict[str, list[tuple[str, str]]]  # facet -> (value, label) in order

    def values(self, facet: str) -> list[str]:
        return [value for value, _ in self.labels.get(facet, [])]

    def names(self, facet: str) -> list[str]:
        return [label for _, label in self.labels.get(facet, [])]


class ListingPage:
    """A listing as a script sees it."""

    def __init__(self, markup: bytes) -> None:
        self.root = html.document_fromstring(markup)

    def all(self, css_class: str, inside: Any = None) -> list[Any]:
        found = (self.root if inside is None else inside).xpath(
            f'.//*[contains(concat(" ", normalize-space(@class), " "), " {css_class} ")]'
        )
        return list(found)

    def one(self, css_class: str, inside: Any) -> Any:
        found = self.all(css_class, inside)
        return found[0] if found else None

    @property
    def total(self) -> int:
        return int(self.root.xpath('//h1//data[contains(concat(" ", @class, " "), " total ")]/@value')[0])

    @property
    def sentence(self) -> str:
        return text(self.root.xpath("//h1")[0])

    @property
    def entries(self) -> list[Entry]:
        return [self.entry(node) for node in self.all("h-entry", self.all("h-feed")[0])]

    def entry(self, node: Any) -> Entry:
        link = self.one("u-url", node).get("href")
        labels: dict[str, list[tuple[str, str]]] = {}
        for label in node.xpath(".//a[@data-facet]"):
            facet = label.get("data-facet")
            labels.setdefault(facet, []).append((dict(parse_qsl(urlsplit(label.get("href")).query))[facet], text(label)))
        summary = self.one("p-summary", node)
        published = self.one("dt-published", node).get("datetime")
        title = text(self.one("p-name", node))
        return Entry(link.split("/")[-3], link, title, published[:10], "" if summary is None else text(summary), labels)

    @property
    def options(self) -> dict[str, dict[str, tuple[int, bool]]]:
        """facet -> value -> (count, chosen), of the one form; exclusions under "-facet"."""
        found: dict[str, dict[str, tuple[int, bool]]] = {}
        for box in self.root.xpath('//form[@method="get"]//label/input[@type="checkbox"]'):
            count = int(box.getparent().xpath(".//data/@value")[0])
            found.setdefault(box.get("name"), {})[box.get("value")] = (count, box.get("checked") is not None)
        return found

    def ticked(self, name: str, value: str) -> str:
        """Where the form leads when one more box is ticked and it is sent."""
        [form] = self.root.xpath('//form[@method="get"][.//input[@type="checkbox"]]')
        sent = [(box.get("name"), box.get("value") or "") for box in form.xpath(".//input") if box.get("type") != "checkbox"]
        boxes = form.xpath('.//input[@type="checkbox"]')
        sent += [(box.get("name"), box.get("value")) for box in boxes if box.get("checked") is not None]
        assert [box for box in boxes if (box.get("name"), box.get("value")) == (name, value)]
        return f"{form.get('action')}?{urlencode([*sent, (name, value)])}"

    @property
    def years(self) -> dict[str, int]:
        return {node.get("data-year"): int(node.get("value")) for node in self.root.xpath('//data[@class="year"]')}


def text(node: Any) -> str:
    return " ".join(node.text_content().split())
