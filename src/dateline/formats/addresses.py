"""Where things are: paths in one interface language, absolute ones from the newsroom's public address. Pure."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Addresses:
    """`origin` is that of DATELINE_BASE_URL, never a Host header's; `prefix` its path, then "/fr" unless the language is the default."""

    origin: str
    prefix: str = ""

    def absolute(self, path: str) -> str:
        return f"{self.origin}{path}"

    def home(self) -> str:
        return f"{self.prefix}/"

    def listing(self, query: str = "") -> str:
        return f"{self.prefix}/news/" + (f"?{query}" if query else "")

    def listing_form(self, form: str, query: str = "") -> str:
        return f"{self.prefix}/news.{form}" + (f"?{query}" if query else "")

    def item(self, public_id: str, slug: str) -> str:
        return f"{self.prefix}/news/{public_id}/{quote(slug)}/"

    def item_form(self, public_id: str, form: str) -> str:
        return f"{self.prefix}/news/{public_id}.{form}"

    def edition(self, public_id: str, slug: str, number: int) -> str:
        return f"{self.item(public_id, slug)}editions/{number}/"

    def difference(self, public_id: str, slug: str, number: int, before: int) -> str:
        return f"{self.edition(public_id, slug, number)}changes/{before}/"

    def corrections(self, page: int = 1) -> str:
        return f"{self.prefix}/corrections/" + (f"?page={page}" if page > 1 else "")

    def office(self, slug: str) -> str:
        return f"{self.prefix}/offices/{slug}/"

    def topic(self, slug: str) -> str:
        return f"{self.prefix}/topics/{slug}/"

    def topics(self) -> str:
        return f"{self.prefix}/topics/"

    def archive(self) -> str:
        return f"{self.prefix}/archive/"

    def styleguide(self) -> str:
        return f"{self.prefix}/styleguide/"

    def accessibility(self) -> str:
        return f"{self.prefix}/accessibility/"

    def contacts(self) -> str:
        return f"{self.prefix}/contacts/"

    def reference(self, reference: str) -> str:
        return f"{self.prefix}/ref/{quote(reference)}"
