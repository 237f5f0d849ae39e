"""Files that stand elsewhere and are read beside a release: an old site's attachments, as links. Pure.

Only http and https lead anywhere: what else a file or a person writes as an address is said to be none, never shown.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from dateline.record.content import Link

MOST_CHARS = 2000  # of an address; longer ones no browser follows


def problem_of(url: str) -> str:
    """Why this is no address that readers can follow, and the way out; "" for one that is."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or any(sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in url):
        return f"“{url[:80]}” is not an address such as https://example.org/report.pdf."
    return f"“{url[:80]}…” has {len(url):,} characters; {MOST_CHARS:,} are the most." if len(url) > MOST_CHARS else ""


def links_of(said: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    """The links as they go out, each address once; a title of several lines is one line."""
    found: dict[str, Link] = {}
    for one in said:
        url = str(one.get("url", "")).strip()
        title = " ".join(str(one.get("title", "")).split())
        if not problem_of(url):
            found.setdefault(url, Link(url, title or url, str(one.get("media_type", "")), int(one.get("size") or 0)))
    return tuple(found.values())


def as_lines(said: Iterable[Mapping[str, Any]]) -> str:
    """One link a line, to be edited: its address, and its title after a space."""
    return "\n".join(f"{one['url']} {one['title']}".strip() if one["title"] != one["url"] else one["url"] for one in said)


def read_lines(text: str, before: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The links of such lines, and what is wrong with any. Kind and size are kept of addresses that were there before."""
    known = {one["url"]: one for one in before}
    found, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        url, _, title = line.strip().partition(" ")
        if url and (problem := problem_of(url)):
            problems.append(f"Line {number}: {problem}")
        elif url:
            kept = known.get(url, {"media_type": "", "size": 0})
            found.append({"url": url, "title": " ".join(title.split()) or url, "media_type": kept["media_type"], "size": kept["size"]})
    return found, problems
