"""A view's other forms, in one table: a line here is all a new form takes."""

from collections.abc import Callable
from dataclasses import dataclass

from dateline.formats import citation, csv, jsonfeed, txt
from dateline.formats.addresses import Addresses
from dateline.record.content import Content
from dateline.search.listing import Card, Listing


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its name for people, its media type, and who writes a view and an item."""

    name: str
    media_type: str
    listing: Callable[[Listing, Addresses, str], bytes] | None = None
    item: Callable[[Card, Content, Addresses, str], bytes] | None = None

    @property
    def mime(self) -> str:
        """The media type without its parameters."""
        return self.media_type.partition(";")[0]


FORMS = {
    "json": Form("JSON Feed", "application/feed+json; charset=utf-8", jsonfeed.listing, jsonfeed.item),
    "csv": Form("CSV", "text/csv; charset=utf-8; header=present", csv.listing),
    "txt": Form("TXT", "text/plain; charset=utf-8", item=txt.item),
    "bib": Form("BibTeX", "application/x-bibtex; charset=utf-8", item=citation.bibtex_item),
    "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", item=citation.ris_item),
}
