"""An address that an item had on the old site: its path and query, as requests for it will come. Pure."""

import re
from urllib.parse import unquote, urlsplit

MOST_CHARS = 2000  # as the column
CONTROL = re.compile("[\x00-\x1f\x7f]")  # written %00 as a rule: no request asks for it
MOST_BYTES = 2600  # an index of PostgreSQL takes 2,704 with its own


def read_address(text: str) -> tuple[str, str]:
    """(the address, "") or ("", what is wrong with it). A whole URL is read too: its host is not ours to say."""
    said = text.strip()
    try:
        parts = urlsplit(said)
    except ValueError:
        return "", told(said)
    if not parts.path.startswith("/") or parts.scheme not in ("", "http", "https") or said.startswith("//"):
        return "", told(said)
    address = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
    if CONTROL.search(address):
        return "", told(said)
    if len(address) > MOST_CHARS:
        return "", f"former: an address has {len(address):,} characters; {MOST_CHARS:,} are the most. It will not lead here."
    if (size := len(address.encode())) > MOST_BYTES:
        return "", f"former: an address has {size:,} bytes; {MOST_BYTES:,} are the most. It will not lead here."
    return address, ""


def told(said: str) -> str:
    return f"former: “{said[:80]}” is not an address such as /news/2012/title. It will not lead here."
