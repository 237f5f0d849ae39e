"""Links of an imported text that were relative to its old page: read from there, as a browser did. RFC 3986, 5.2. Pure.

The host is not ours to say, as with the old address itself: what is found is a path of this site, which leads on where an item had it.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, urljoin

LINK = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href=")([^"]*)"')  # as nh3 writes it
WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#]|$")  # with a scheme or a host, from the root, or within the page
SAFE = "/!$&'()*+,;=:@-._~%"  # signs of a path that stand for themselves
MOST_CHARS = 80  # of a link that is told


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its links read, and what is to be told of each that was relative."""

    markup: str
    repaired: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


def read_links(markup: str, former: str) -> Read:
    """Sanitised HTML with each relative link read from an old address: path and query, or "" where there was none."""
    found = list(dict.fromkeys(target for _, target in LINK.findall(markup) if not WHOLE.match(unescape(target).strip())))
    if not found:
        return Read(markup)
    if not former:
        why = "is relative to an old address, which this item does not give: it leads nowhere."
        return Read(markup, warned=tuple(f"body: the link “{shown(target)}” {why}" for target in found))
    paths = {target: path_of(unescape(target), former) for target in found}
    put = LINK.sub(lambda link: f'{link[1]}{escape(paths[link[2]])}"' if link[2] in paths else link[0], markup)
    return Read(
        put, repaired=tuple(f"body: the link “{shown(target)}” was read from the old address, as {path}" for target, path in paths.items())
    )


def path_of(target: str, former: str) -> str:
    """Where a relative reference leads from an old address; never to another host, whatever the dots in it."""
    path, mark, query = former.partition("?")
    joined = urljoin(quote(path, safe=SAFE) + mark + query, target.strip())
    return f"/{joined.lstrip('/')}"


def shown(target: str) -> str:
    said = unescape(target)
    return said if len(said) <= MOST_CHARS else f"{said[:MOST_CHARS]}…"
