"""An address that an item had on the old site: its path and query, as requests for it will come. Pure."""

from urllib.parse import unquote, urlsplit

MOST_CHARS = 2000  # as the column


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
    if len(address) > MOST_CHARS:
        return "", f"former: an address has {len(address):,} characters; {MOST_CHARS:,} are the most. It will not lead here."
    return address, ""


def told(said: str) -> str:
    return f"former: “{said[:80]}” is not an address such as /news/2012/title. It will not lead here."
