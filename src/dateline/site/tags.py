"""ETags (RFC 9110, 8.8.3) as a reader sends them back."""


def known_tags(header: str) -> set[str]:
    """The tags in an If-None-Match header, weak ones as strong: what is asked for is whether the bytes would differ."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
