"""How a contact is written on a page: hours with their zone, a number that can be dialled, languages by name."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext

from dateline.formats.figures import figures
from dateline.search.listing import Contact
from dateline.search.options import language_name

MINUS = "\N{MINUS SIGN}"
CLOCKS = re.compile(r"(\d{1,2}[:.]\d{2})\s*(?:to|until|-|–|—)\s*(\d{1,2}[:.]\d{2})")


def hours(contact: Contact) -> str:
    """ "08:00 to 18:00 (UTC+3)", in the page's language; other words as they were written."""
    if contact.hours.strip().casefold() == "day and night":
        return gettext("Day and night")
    clocks = CLOCKS.fullmatch(contact.hours.strip())
    start, end = (figures(one, get_language()) for one in clocks.groups()) if clocks else ("", "")
    said = gettext("%(start)s to %(end)s") % {"start": start, "end": end} if clocks else contact.hours
    return f"{said} ({offset(contact.zone)})" if contact.zone else said


def offset(zone: str) -> str:
    """What the zone's clocks are ahead of UTC today: "UTC+3", "UTC+5:30", "UTC". A minus is one, and no line ends at it."""
    shift = datetime.now(ZoneInfo(zone)).utcoffset() or timedelta()
    if not shift:
        return "UTC"
    whole, rest = divmod(abs(shift), timedelta(hours=1))
    minutes = f":{rest // timedelta(minutes=1):02}" if rest else ""
    return f"UTC{MINUS if shift < timedelta() else '+'}{whole}{minutes}"


def tel(telephone: str) -> str:
    """A number as RFC 3966 has it in a link: "+41 (0)61 555 01 42" is tel:+41615550142."""
    kept = re.sub(r"[^\d+]", "", telephone.replace("(0)", ""))
    return f"tel:{kept}"


def languages_in(tags: Sequence[str], language: str) -> str:
    """Languages by their names in another, as a sentence: "Английский, суахили"."""
    names = gettext(", ").join(language_name(tag, language) for tag in tags)
    return names[:1].upper() + names[1:]
